//! The list as ink: what the marks of a figure draw on.

use std::convert::Infallible;

use heavy_ball_figure::ink::{Color, Dash, Drawn, GRID, Ink, Outline, Pen};
use heavy_ball_figure::text::Type;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend};

use super::{List, Order, Told};

impl DrawingBackend for List {
    type ErrorType = Infallible;

    /// Nobody asks: the marks know their frames.
    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }
    fn ensure_prepared(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn present(&mut self) -> Drawn<Self> {
        Ok(())
    }
    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.draw_path([from, to], style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        let ((left, top), (right, bottom)) = (upper_left, lower_right);
        if !fill {
            return self.draw_path([upper_left, (right, top), lower_right, (left, bottom), upper_left], style);
        }
        if self.brush(style.color()) {
            self.rect(Order::Rect, upper_left, lower_right);
        }
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        if self.pen(style) {
            let (before, length) = (self.line.take(), self.numbers.len());
            self.begin();
            let line = self.line(path);
            // The same once more, in another pen: the player still has it.
            let same = before.filter(|before| self.numbers[before.clone()] == self.numbers[line.clone()]);
            if same.is_some() {
                self.numbers.truncate(length);
            }
            self.line = same.or(Some(line));
            self.give(Order::Stroke, &[]);
        }
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<Self> {
        if if fill { self.brush(style.color()) } else { self.pen(style) } {
            self.begin();
            self.give(Order::Circle, &[f64::from(x), f64::from(y), f64::from(radius)]);
            self.give(if fill { Order::Fill } else { Order::Stroke }, &[]);
        }
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn<Self> {
        if self.brush(style.color()) {
            self.begin();
            self.line(vert);
            self.give(Order::Fill, &[]);
        }
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.word(text, style, pos, None);
        Ok(())
    }
}

impl Ink for List {
    fn dash(&mut self, dash: Dash) -> Drawn<Self> {
        let Told { pattern, offset, round, .. } = &mut self.told;
        let other = pattern != dash.pattern || (*offset != dash.offset && !dash.pattern.is_empty());
        if other || *round != dash.round {
            pattern.clear();
            pattern.extend_from_slice(dash.pattern);
            (*offset, *round) = (dash.offset, dash.round);
            let grid = f64::from(GRID);
            self.give(Order::Dash, &[f64::from(u8::from(dash.round)), dash.offset * grid, dash.pattern.len() as f64]);
            self.numbers.extend(dash.pattern.iter().map(|length| length * grid));
        }
        Ok(())
    }

    fn stroke(&mut self, outline: &Outline, shift: BackendCoord, pen: Pen) -> Drawn<Self> {
        if self.pen(&pen) {
            self.trace(outline, shift, false);
            self.give(Order::Stroke, &[]);
        }
        Ok(())
    }

    fn fill(&mut self, outline: &Outline, shift: BackendCoord, color: Color, pen: Option<Pen>) -> Drawn<Self> {
        self.brush(color.color());
        self.trace(outline, shift, true);
        self.give(Order::Fill, &[]);
        if pen.is_some_and(|pen| self.pen(&pen)) {
            self.give(Order::Stroke, &[]);
        }
        Ok(())
    }

    fn dots(&mut self, centers: &[BackendCoord], radius: f64, color: Color) -> Drawn<Self> {
        // Round ends of lines too short to see: cheaper than circles. A line of no length has no ends.
        const SHORT: f64 = 0.1;
        self.dash(Dash::SOLID)?;
        self.pen(&Pen { color, width: 2.0 * radius });
        self.begin();
        for &(x, y) in centers {
            let (x, y) = (f64::from(x), f64::from(y));
            self.give(Order::Line, &[2.0, x, y, x + SHORT, y]);
        }
        self.give(Order::Stroke, &[]);
        Ok(())
    }

    fn halo_text(&mut self, text: &str, style: &Type, at: BackendCoord, halo: Pen) -> Drawn<Self> {
        self.word(text, style, at, Some(halo));
        Ok(())
    }

    fn clip(&mut self, upper_left: BackendCoord, lower_right: BackendCoord) -> Drawn<Self> {
        self.unclip()?;
        // The player goes along the rectangle.
        self.line = None;
        self.rect(Order::Clip, upper_left, lower_right);
        self.outside = Some(self.told.clone());
        Ok(())
    }

    fn unclip(&mut self) -> Drawn<Self> {
        if let Some(told) = self.outside.take() {
            self.give(Order::Unclip, &[]);
            self.told = told;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEN: Pen = Pen { color: Color::hex(0x123456), width: 2.0 };

    #[test]
    fn a_line_is_told_with_its_pen_and_the_next_without() {
        let mut list = List::default();
        list.draw_path([(1, 2), (3, 4)], &PEN).unwrap();
        let first = [7.0, f64::from(0x1234_56FFu32), 8.0, 32.0, 0.0, 1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 4.0];
        assert_eq!(list.numbers, first);
        list.draw_path([(5, 6)], &PEN).unwrap();
        assert_eq!(list.numbers[first.len()..], [0.0, 1.0, 1.0, 5.0, 6.0, 4.0]);
    }

    #[test]
    fn a_line_that_is_drawn_again_is_not_told_again() {
        let mut list = List::default();
        let other = Pen { color: Color::hex(0), ..PEN };
        list.draw_path([(1, 2), (3, 4)], &PEN).unwrap();
        let first = list.numbers.len();
        list.draw_path([(1, 2), (3, 4)], &other).unwrap();
        assert_eq!(list.numbers[first..], [7.0, 255.0, 4.0]);
        list.draw_circle((1, 2), 3, &other, true).unwrap();
        let third = list.numbers.len();
        list.draw_path([(1, 2), (3, 4)], &other).unwrap();
        assert_eq!(list.numbers[third..], [0.0, 1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 4.0], "the path was another meanwhile");
    }

    #[test]
    fn what_is_clear_is_not_drawn() {
        let mut list = List::default();
        list.draw_path([(1, 2), (3, 4)], &Pen { color: PEN.color.fade(0.0), ..PEN }).unwrap();
        assert!(!list.numbers.contains(&f64::from(Order::Stroke as u8)));
    }

    #[test]
    fn behind_a_clip_all_is_as_it_was_before_it() {
        let mut list = List::default();
        list.clip((0, 0), (10, 10)).unwrap();
        list.draw_path([(1, 2), (3, 4)], &PEN).unwrap();
        list.unclip().unwrap();
        let inside = list.numbers.len();
        list.draw_path([(1, 2), (3, 4)], &PEN).unwrap();
        assert_eq!(list.numbers[inside], f64::from(Order::Ink as u8), "the colour is told again");
    }
}
