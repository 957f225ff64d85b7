//! What the marks draw with: a plotters [`DrawingBackend`], and the few things that plotters has no word for.
//!
//! plotters counts in whole pixels, which would make paths step visibly. So every coordinate, width and radius that
//! an ink sees is in whole *grid units*, [`GRID`] of them to a CSS pixel; the marks work in `f64` CSS pixels and
//! convert at the last moment. All lines have round joins.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use crate::text::Type;

/// Grid units per CSS pixel.
pub const GRID: i32 = 16;

/// What drawing gives back.
pub type Drawn<I> = Result<(), DrawingErrorKind<<I as DrawingBackend>::ErrorType>>;

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Its six hex digits, as one number: that is copied at once, where three bytes are copied one by one.
    pub hex: u32,
    /// From 0, not there, to 1.
    pub alpha: f64,
}

impl Color {
    /// An opaque colour from its six hex digits: `0xD55E00`.
    pub const fn hex(digits: u32) -> Self {
        Color { hex: digits, alpha: 1.0 }
    }

    /// Red, green, blue.
    pub const fn rgb(self) -> [u8; 3] {
        let [_, r, g, b] = self.hex.to_be_bytes();
        [r, g, b]
    }

    /// The same colour, less opaque by this factor.
    pub const fn fade(self, factor: f64) -> Self {
        Color { hex: self.hex, alpha: self.alpha * factor }
    }

    /// The colour a share of the way to another. Not inlined: each place that asks would hold a copy of it.
    #[inline(never)]
    pub fn mix(self, other: Color, share: f64) -> Self {
        let between = |i: usize| {
            let (a, b) = (f64::from(self.rgb()[i]), f64::from(other.rgb()[i]));
            // The cast takes the whole part: many pixels ask, and rounding is a call.
            (a + (b - a) * share + 0.5) as u8
        };
        let hex = u32::from_be_bytes([0, between(0), between(1), between(2)]);
        Color { hex, alpha: self.alpha + (other.alpha - self.alpha) * share }
    }

    /// As CSS writes it: `#d55e00`, without the opacity.
    pub fn css(self) -> String {
        format!("#{:06x}", self.hex)
    }
}

impl BackendStyle for Color {
    fn color(&self) -> BackendColor {
        BackendColor { alpha: self.alpha, rgb: self.rgb().into() }
    }
}

/// The colour and width of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub color: Color,
    /// Its width in CSS pixels.
    pub width: f64,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.color.color()
    }
    fn stroke_width(&self) -> u32 {
        (self.width * f64::from(GRID)).round() as u32
    }
}

/// How the lines that follow are broken, and how they end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dash<'a> {
    /// Lengths of line and gap in turn, in CSS pixels; empty for an unbroken line.
    pub pattern: &'a [f64],
    /// Where in the pattern a line begins, in CSS pixels.
    pub offset: f64,
    /// Whether lines and dashes end in half discs instead of being cut straight.
    pub round: bool,
}

impl Dash<'_> {
    /// An unbroken line with round ends.
    pub const SOLID: Dash<'static> = Dash { pattern: &[], offset: 0.0, round: true };
}

/// Several polylines in one, in grid units: what is filled or stroked by one call.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    points: Vec<BackendCoord>,
    starts: Vec<usize>,
}

impl Outline {
    /// Forgets all lines and keeps the room.
    pub fn clear(&mut self) {
        self.points.clear();
        self.starts.clear();
    }

    /// Begins a new line at a pixel.
    pub fn move_to(&mut self, pixel: [f64; 2]) {
        self.starts.push(self.points.len());
        self.points.push(on_grid(pixel));
    }

    /// Draws the line on to a pixel.
    pub fn line_to(&mut self, pixel: [f64; 2]) {
        self.points.push(on_grid(pixel));
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The lines, one after the other, never empty.
    pub fn lines(&self) -> impl Iterator<Item = &[BackendCoord]> {
        let ends = self.starts.iter().skip(1).copied().chain([self.points.len()]);
        self.starts.iter().zip(ends).map(|(&start, end)| &self.points[start..end])
    }
}

/// A drawing backend in grid units that also speaks of dashes, rings with holes, clipping, halos and dots.
pub trait Ink: DrawingBackend {
    /// Sets how all lines from here on are broken.
    fn dash(&mut self, dash: Dash) -> Drawn<Self>;

    /// Strokes all lines of the outline, shifted by `shift` grid units.
    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self>;

    /// Fills the rings of the outline by the even-odd rule, so that a ring in a ring is a hole, and strokes them if a
    /// pen is given.
    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self>;

    /// Discs around many points.
    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self>;

    /// Text with an outline around its letters that keeps it apart from what lies under it.
    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self>;

    /// Keeps all that follows, until [`Ink::unclip`], inside a rectangle. Not nested.
    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self>;

    /// Ends [`Ink::clip`].
    fn unclip(&mut self) -> Drawn<Self>;
}

/// The grid point nearest to a pixel. What is not a number, or too far out for the grid, lands at the grid's own end:
/// the marks clip before they come here.
pub fn on_grid([x, y]: [f64; 2]) -> BackendCoord {
    const GRID_F: f64 = GRID as f64;
    // `as` saturates and takes NaN to 0; adding a half before the floor rounds alike on both sides of 0.
    ((x * GRID_F + 0.5).floor() as i32, (y * GRID_F + 0.5).floor() as i32)
}

/// The length of a vector. Not `hypot`: pixels do not overflow, and it is taken of every step at every move of the hand.
pub fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// A length in CSS pixels as whole grid units.
pub fn grid_length(pixels: f64) -> u32 {
    (pixels * f64::from(GRID)).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_is_sixteen_grid_units() {
        assert_eq!(on_grid([1.0, -2.5]), (16, -40));
        assert_eq!(Pen { color: Color::hex(0), width: 2.0 }.stroke_width(), 32);
    }

    #[test]
    fn what_is_no_place_does_not_wrap() {
        assert_eq!(on_grid([f64::INFINITY, f64::NAN]), (i32::MAX, 0));
        assert_eq!(on_grid([-1e300, 0.0]).0, i32::MIN);
    }

    #[test]
    fn an_outline_keeps_its_lines_apart() {
        let mut outline = Outline::default();
        outline.move_to([0.0, 0.0]);
        outline.line_to([1.0, 0.0]);
        outline.move_to([2.0, 2.0]);
        let lines: Vec<_> = outline.lines().map(<[_]>::len).collect();
        assert_eq!(lines, [2, 1]);
    }

    #[test]
    fn mixing_goes_from_one_colour_to_the_other() {
        let (black, white) = (Color::hex(0), Color::hex(0xffffff));
        assert_eq!(black.mix(white, 0.0).css(), "#000000");
        assert_eq!(black.mix(white, 0.5).css(), "#808080");
        assert_eq!(black.mix(white, 1.0).css(), "#ffffff");
    }
}
