//! Type: what a text looks like, and how wide it is, told from a table.
//!
//! The browser is never asked to measure: that needs the page, costs a layout, and would make the same scene look
//! different from machine to machine. The table holds the advances of Helvetica and its metric twins, which the system
//! sans faces stay within a few per cent of; as much is added for safety.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, FontFamily, FontStyle};

use crate::ink::Color;

/// The face of a text; the stacks are the system's own, no font is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// For labels and ticks.
    Sans,
    /// For labels at paths.
    SansBold,
    /// For the letters of formulas.
    SerifItalic,
}

/// The stack of sans faces, the page's own.
pub const SANS: &str =
    "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, system-ui, sans-serif";
/// The stack of serif faces.
pub const SERIF: &str = "'STIX Two Text', 'Iowan Old Style', Georgia, 'Times New Roman', serif";

/// What a text looks like and which of its points is meant by its place.
#[derive(Clone, Copy)]
pub struct Type {
    /// Its face.
    pub face: Face,
    /// Its size in CSS pixels.
    pub size: f64,
    /// Its colour.
    pub color: Color,
    /// Where the place is along the line.
    pub across: HPos,
    /// Where the place is in height.
    pub down: VPos,
}

impl Type {
    /// A text of this face, size and colour, placed by the middle of its left end.
    pub fn new(face: Face, size: f64, color: Color) -> Self {
        Type { face, size, color, across: HPos::Left, down: VPos::Center }
    }

    /// The same text placed by another of its points.
    pub fn anchored(self, across: HPos, down: VPos) -> Self {
        Type { across, down, ..self }
    }

    /// The estimated width of a line in CSS pixels.
    pub fn width(&self, text: &str) -> f64 {
        let bold = if self.face == Face::SansBold { 1.06 } else { 1.0 };
        text.chars().map(advance).sum::<f64>() * self.size * 1.08 * bold
    }

    /// Cuts a text that is wider than this, with an ellipsis at its end.
    pub fn fit(&self, text: &mut String, room: f64) {
        if self.width(text) <= room {
            return;
        }
        text.push('…');
        while self.width(text) > room && text.len() > '…'.len_utf8() {
            text.truncate(text.len() - '…'.len_utf8());
            text.pop();
            text.push('…');
        }
    }
}

/// The advance of a character, in units of the type size.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.23,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | '/' | '(' | ')' | '[' | ']' | '·' => 0.29,
        'r' | '-' | '*' => 0.34,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.50,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 0.67,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 0.73,
        'G' | 'O' | 'Q' | 'M' | 'm' => 0.83,
        'W' | '@' | '—' | '→' => 0.98,
        '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => 0.36,
        '−' | '+' | '=' | '<' | '>' | '~' | '×' => 0.59,
        _ => 0.56,
    }
}

impl BackendTextStyle for Type {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        BackendStyle::color(&self.color)
    }
    fn size(&self) -> f64 {
        self.size * f64::from(crate::ink::GRID)
    }
    fn style(&self) -> FontStyle {
        match self.face {
            Face::Sans => FontStyle::Normal,
            Face::SansBold => FontStyle::Bold,
            Face::SerifItalic => FontStyle::Italic,
        }
    }
    fn anchor(&self) -> Pos {
        Pos::new(self.across, self.down)
    }
    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(if self.face == Face::SerifItalic { SERIF } else { SANS })
    }
    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        let width = self.width(text) * f64::from(crate::ink::GRID);
        Ok(((0, 0), (width.ceil() as i32, BackendTextStyle::size(self).ceil() as i32)))
    }
    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: D,
    ) -> Result<Result<(), E>, Infallible> {
        // Letters are drawn by the ink, which knows the faces; there are no pixels to give.
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_wide_is_cut_with_an_ellipsis() {
        let style = Type::new(Face::Sans, 12.0, Color::hex(0));
        let fit = |room: f64| {
            let mut text = "Nesterov, α 0.01".to_owned();
            style.fit(&mut text, room);
            assert!(style.width(&text) <= room || text == "…", "{text}");
            text
        };
        assert_eq!(fit(200.0), "Nesterov, α 0.01");
        assert!(fit(60.0).starts_with("Nest") && fit(60.0).ends_with('…'), "{}", fit(60.0));
        assert_eq!(fit(0.0), "…");
    }

    #[test]
    fn width_grows_with_the_text_and_the_size() {
        let small = Type::new(Face::Sans, 12.0, Color::hex(0));
        let large = Type { size: 24.0, ..small };
        assert!(small.width("heavy ball") > small.width("heavy"));
        assert_eq!(large.width("x"), 2.0 * small.width("x"));
        // Helvetica sets "heavy ball" at 12 px in 57.4 px; the estimate may be wider, never narrower.
        assert!((57.4..64.0).contains(&small.width("heavy ball")), "{}", small.width("heavy ball"));
    }
}
