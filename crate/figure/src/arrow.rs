//! An arrow: a shaft and a head, on a casing that keeps it apart from the paths below.

use crate::clip::clip_segment;
use crate::frame::Rect;
use crate::ink::{Color, Dash, Drawn, Ink, Pen, length, on_grid};

/// Arrows shorter than this are not drawn, in CSS pixels.
pub const LEAST: f64 = 3.0;

/// How an arrow looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// Its colour.
    pub color: Color,
    /// The width of its shaft in CSS pixels.
    pub width: f64,
    /// The colour of the casing.
    pub casing: Color,
}

impl Arrow {
    /// Draws it from one pixel to another, as far as it lies in the rectangle.
    pub fn draw<I: Ink>(&self, ink: &mut I, rect: &Rect, from: [f64; 2], to: [f64; 2]) -> Drawn<I> {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let length = length(dx, dy);
        if !(length >= LEAST && length.is_finite()) {
            return Ok(());
        }
        let Some([(start, _), (end, share)]) = clip_segment(rect, from, to) else { return Ok(()) };
        let (u, v) = (dx / length, dy / length);
        let head = (3.2 * self.width + 1.5).min(length * 0.7);
        // Cut by the border it has no head: it goes on.
        let tip = share == 1.0;
        let neck = if tip { [end[0] - u * head * 0.8, end[1] - v * head * 0.8] } else { end };
        let wing = |side: f64| {
            let (back, out) = (head, side * head * 0.42);
            on_grid([end[0] - u * back - v * out, end[1] - v * back + u * out])
        };
        let triangle = [on_grid(end), wing(1.0), wing(-1.0)];
        let shaft = [on_grid(start), on_grid(neck)];
        ink.dash(Dash::SOLID)?;
        let casing = Pen { color: self.casing, width: self.width + 2.5 };
        ink.draw_path(shaft, &casing)?;
        if tip {
            ink.draw_path([triangle[0], triangle[1], triangle[2], triangle[0]], &Pen { width: 2.5, ..casing })?;
        }
        ink.draw_path(shaft, &Pen { color: self.color, width: self.width })?;
        if tip { ink.fill_polygon(triangle, &self.color) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::Svg;

    fn drawn(from: [f64; 2], to: [f64; 2]) -> String {
        let mut svg = Svg::new(100.0, 100.0);
        let arrow = Arrow { color: Color::hex(0x123456), width: 2.0, casing: Color::hex(0xffffff) };
        arrow.draw(&mut svg, &Rect::new(0.0, 0.0, 100.0, 100.0), from, to).unwrap();
        svg.finish()
    }

    #[test]
    fn an_arrow_has_a_head_at_its_end() {
        assert_eq!(drawn([10.0, 10.0], [60.0, 10.0]).matches("fill=\"#123456\"").count(), 1);
    }

    #[test]
    fn an_arrow_out_of_the_frame_ends_at_the_border_without_a_head() {
        let text = drawn([50.0, 50.0], [1e9, 50.0]);
        assert!(text.contains("M50 50l50 0") && !text.contains("fill=\"#123456\""), "{text}");
    }

    #[test]
    fn an_arrow_of_no_length_or_no_place_is_not_drawn() {
        for to in [[10.0, 10.0], [11.0, 11.0], [f64::NAN, 0.0], [f64::INFINITY, 0.0]] {
            assert!(!drawn([10.0, 10.0], to).contains("<path"), "{to:?}");
        }
    }
}
