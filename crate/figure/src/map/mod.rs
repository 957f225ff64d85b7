//! The α-β map: where its parts lie, and the colours of what becomes of runs. All lengths are CSS pixels.

mod axes;
mod field;
mod legend;
mod marks;
mod point;
mod ramp;

pub use axes::draw_axes;
pub use field::paint;
pub use legend::Legend;
pub use marks::MapMarks;
pub use point::draw_point;
pub use ramp::Ramp;

use heavy_ball::map::{Axis, Plane};

use crate::frame::Rect;

/// Room for the numbers left of the vertical axis and below the horizontal one, and at the free sides.
const LEFT: f64 = 30.0;
const BELOW: f64 = 20.0;
const FREE: f64 = 6.0;

/// The gutter for α = 0, and the gap between it and the axis.
const GUTTER: f64 = 9.0;
const GAP: f64 = 3.0;

/// Where the parts of a map lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapFrame {
    /// The plane.
    pub plot: Rect,
    /// The column for α = 0, left of the plane.
    pub gutter: Rect,
}

impl MapFrame {
    /// The frame of a map in a box of this size; a rule with one axis has a strip without numbers at its side.
    pub fn new(width: f64, height: f64, plane: &Plane) -> Self {
        let left = if plane.axes[1].is_some() { LEFT } else { FREE };
        let height = height - FREE - BELOW;
        let plot = left + GUTTER + GAP;
        MapFrame {
            plot: Rect::new(plot, FREE, width - plot - FREE, height),
            gutter: Rect::new(left, FREE, GUTTER, height),
        }
    }

    /// The same frame this far to the right and down.
    pub fn shifted(self, [across, down]: [f64; 2]) -> Self {
        let shift = |rect: Rect| Rect { left: rect.left + across, top: rect.top + down, ..rect };
        MapFrame { plot: shift(self.plot), gutter: shift(self.gutter) }
    }

    /// The pixel of two numbers, and on which side of the map they lie off its axes: -1, 0 or 1 to the right and up.
    /// A point off the axes stands at the edge.
    pub fn pixel(&self, plane: &Plane, numbers: [f64; 2]) -> ([f64; 2], [i8; 2]) {
        let at = |i: usize| plane.axes[i].map_or(0.5, |axis: Axis| axis.position(numbers[i]));
        let [across, up] = [at(0), at(1)];
        // The axis' end, in few digits, may be a little past it.
        let off = [across, up].map(|position| i8::from(position > 1.001) - i8::from(position < 0.0));
        let x = if numbers[0] == 0.0 && plane.axes[0].is_some() {
            return ([self.gutter.left + self.gutter.width / 2.0, self.y(up)], [0, off[1]]);
        } else {
            self.plot.left + self.plot.width * across.clamp(0.0, 1.0)
        };
        ([x, self.y(up)], off)
    }

    fn y(&self, position: f64) -> f64 {
        self.plot.bottom() - self.plot.height * position.clamp(0.0, 1.0)
    }

    /// The position of a pixel along both axes, from 0 to 1, for [`Plane::numbers`]; one outside counts as the nearest one
    /// on the map.
    pub fn position(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let share = |length: f64, of: f64| (length / of.max(1.0)).clamp(0.0, 1.0);
        let across = match x < self.plot.left - GAP / 2.0 {
            true => f64::NEG_INFINITY,
            false => share(x - self.plot.left, self.plot.width),
        };
        [across, share(self.plot.bottom() - y, self.plot.height)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball::scene::Scene;

    fn plane() -> Plane {
        let scene = Scene::default();
        Plane::of(&scene, &*scene.objective(), 1)
    }

    #[test]
    fn a_pixel_has_the_numbers_that_stand_there() {
        let (plane, frame) = (plane(), MapFrame::new(300.0, 270.0, &plane()));
        for numbers in [[0.05, 0.9], [0.001, 0.0], [1.0, 0.99], [0.0, 0.5]] {
            let (pixel, off) = frame.pixel(&plane, numbers);
            assert_eq!((plane.numbers(frame.position(pixel)), off), (numbers, [0, 0]));
        }
    }

    #[test]
    fn a_point_off_the_axes_stands_at_the_edge_and_says_so() {
        let (plane, frame) = (plane(), MapFrame::new(300.0, 270.0, &plane()));
        let (pixel, off) = frame.pixel(&plane, [100.0, 1.5]);
        assert_eq!((pixel, off), ([frame.plot.right(), frame.plot.top], [1, 1]));
        let (pixel, off) = frame.pixel(&plane, [1e-9, -0.5]);
        assert_eq!((pixel, off), ([frame.plot.left, frame.plot.bottom()], [-1, -1]));
        assert_eq!(frame.pixel(&plane, [0.0, 1.0]).1, [0, 1]);
        let ends = plane.numbers([1.0, 1.0]);
        assert_eq!(frame.pixel(&plane, ends).1, [0, 0], "the rounded ends {ends:?} are on them");
    }
}
