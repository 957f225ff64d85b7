//! The axes of a map: ticks inside its lower and left edge, so that the landscape runs to the border.

use plotters_backend::text_anchor::{HPos, VPos};

use crate::frame::Frame;
use crate::ink::{Dash, Drawn, Ink, Pen, on_grid};
use crate::style::Theme;
use crate::text::{Face, Type};
use crate::ticks::{Tick, ticks};

/// Which edges of a panel carry their ticks' labels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Labelled {
    /// The lower edge, for x.
    pub below: bool,
    /// The left edge, for y.
    pub left: bool,
    /// The height below the upper edge without ticks, in CSS pixels.
    pub headroom: f64,
}

const SIZE: f64 = 10.5;
const LENGTH: f64 = 4.0;

/// There is room for so many ticks along an axis, however short it is.
const LEAST: usize = 5;

/// Draws ticks and labels along the lower and the left edge of a frame. A label that the border would cut is left
/// out, and so is one in the corner that both axes share.
pub fn draw<I: Ink>(ink: &mut I, frame: &Frame, labelled: Labelled, theme: Theme) -> Drawn<I> {
    let rect = frame.rect;
    let pen = Pen { color: theme.quiet().fade(0.8), width: 1.0 };
    let style = Type::new(Face::Sans, SIZE, theme.quiet());
    let halo = Pen { color: theme.height(1.0).fade(0.8), width: 2.5 };
    let corner = 18.0;
    ink.dash(Dash::SOLID)?;
    // One number alone is no scale.
    let room = |length: f64, each: f64| ((length / each) as usize).max(LEAST);
    let mut free = rect.left + corner;
    for Tick { value, label } in &ticks(frame.window.x[0], frame.window.x[1], room(rect.width, 60.0)) {
        let x = frame.pixel([*value, 0.0])[0];
        let half = style.width(label) / 2.0 + 2.0;
        if x - half < free || x + half > rect.right() {
            continue;
        }
        free = x + half;
        ink.draw_path([on_grid([x, rect.bottom()]), on_grid([x, rect.bottom() - LENGTH])], &pen)?;
        if labelled.below {
            let at = on_grid([x, rect.bottom() - LENGTH - 3.0]);
            ink.halo_text(label, &style.anchored(HPos::Center, VPos::Bottom), at, halo)?;
        }
    }
    for Tick { value, label } in &ticks(frame.window.y[0], frame.window.y[1], room(rect.height, 50.0)) {
        let y = frame.pixel([0.0, *value])[1];
        if y < rect.top + labelled.headroom + SIZE / 2.0 + 2.0 || y > rect.bottom() - corner {
            continue;
        }
        ink.draw_path([on_grid([rect.left, y]), on_grid([rect.left + LENGTH, y])], &pen)?;
        if labelled.left && style.width(label) < rect.width / 4.0 {
            let at = on_grid([rect.left + LENGTH + 3.0, y]);
            ink.halo_text(label, &style.anchored(HPos::Left, VPos::Center), at, halo)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rect;
    use crate::svg::Svg;
    use heavy_ball::objective::Domain;

    fn drawn(width: f64, height: f64, window: Domain) -> String {
        let mut svg = Svg::new(width, height);
        let frame = Frame::new(Rect::new(0.0, 0.0, width, height), window);
        draw(&mut svg, &frame, Labelled { below: true, left: true, headroom: 0.0 }, Theme::Light).unwrap();
        svg.finish()
    }

    #[test]
    fn ticks_carry_round_numbers_inside_the_frame() {
        let text = drawn(640.0, 360.0, Domain::new([-4.2, 4.2], [-2.4, 2.4]));
        assert!(text.contains(">−2</text>") && text.contains(">2</text>"), "{text}");
        // The last one, 4, stands whole.
        assert!(text.contains(">4</text>"), "{text}");
    }

    #[test]
    fn a_narrow_frame_has_more_than_one_number_along_each_axis() {
        for (width, window) in [
            (288.0, Domain::new([-4.2, 4.2], [-2.9, 2.9])),
            (175.0, Domain::new([-4.2, 4.2], [-2.9, 2.9])),
            (110.0, Domain::new([-4.2, 4.2], [-4.2, 4.2])),
            (288.0, Domain::new([-2.2, 2.2], [-1.5, 1.5])),
        ] {
            let text = drawn(width, width / 1.45, window);
            let across = text.matches(r#"text-anchor="middle""#).count();
            assert!(across > 1 && text.matches("<text").count() - across > 1, "{width}: {text}");
        }
        // One that would touch another is left out.
        let text = drawn(100.0, 60.0, Domain::new([-24000.0, 24000.0], [-1.0, 1.0]));
        assert!(text.contains(">0</text>") && !text.contains(">10000</text>"), "{text}");
    }

    #[test]
    fn a_frame_too_small_for_labels_has_none() {
        assert!(!drawn(1.0, 1.0, Domain::new([-4.2, 4.2], [-2.4, 2.4])).contains("<text"));
        assert!(!drawn(0.0, 0.0, Domain::new([0.0, 0.0], [f64::NAN, 1.0])).contains("<text"));
    }
}
