//! The frame: which pixels show which part of the plane, both ways, for one map or for panels side by side.

use heavy_ball::objective::Domain;

use crate::logarithm::log10;
use crate::ticks::number;

/// A rectangle of CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width, never negative.
    pub width: f64,
    /// The height, never negative.
    pub height: f64,
}

impl Rect {
    /// A rectangle; what is no size counts as 0. Not inlined: each place that asks would hold a copy of it.
    #[inline(never)]
    pub fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        let size = |x: f64| if x > 0.0 && x < 1e6 { x } else { 0.0 };
        Rect { left, top, width: size(width), height: size(height) }
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Whether a pixel lies inside or on the border.
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        self.left <= x && x <= self.right() && self.top <= y && y <= self.bottom()
    }

    /// Whether they have a pixel in common.
    pub fn meets(&self, other: &Rect) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// The rectangle with a border of this width.
    pub fn outset(&self, border: f64) -> Self {
        let (width, height) = (self.width + 2.0 * border, self.height + 2.0 * border);
        Rect { left: self.left - border, top: self.top - border, width, height }
    }

    /// The rectangle without a border of this width.
    #[inline(never)]
    pub fn inset(&self, border: f64) -> Self {
        let by = border.min(self.width / 2.0).min(self.height / 2.0);
        Rect::new(self.left + by, self.top + by, self.width - 2.0 * by, self.height - 2.0 * by)
    }
}

/// A rectangle of pixels and the part of the plane it shows; y grows upwards in the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The pixels.
    pub rect: Rect,
    /// The part of the plane.
    pub window: Domain,
    scale: [f64; 2],
}

impl Frame {
    /// A frame for any rectangle and any window: one without extent, or without numbers, is mended by [`whole`].
    pub fn new(rect: Rect, window: Domain) -> Self {
        let window = Domain { x: whole(window.x), y: whole(window.y) };
        let scale = [rect.width / (window.x[1] - window.x[0]), rect.height / (window.y[0] - window.y[1])];
        Frame { rect, window, scale }
    }

    /// The pixel of a point; infinite or NaN if the point is too far out for a pixel, see `clip.rs`.
    pub fn pixel(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.rect.left + (x - self.window.x[0]) * self.scale[0],
            self.rect.top + (y - self.window.y[1]) * self.scale[1],
        ]
    }

    /// A point as text, in the digits that tell one pixel from the next.
    pub fn coordinates(&self, [x, y]: [f64; 2]) -> [String; 2] {
        // A last digit of up to two pixels is as fine as a hand.
        let digits = |scale: f64| (log10(scale.abs() / 2.0) - 1e-6).ceil().clamp(0.0, 15.0) as usize;
        [number(x, digits(self.scale[0])), number(y, digits(self.scale[1]))]
    }

    /// The point at a pixel.
    pub fn point(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let share = |at: f64, extent: f64| if extent > 0.0 { at / extent } else { 0.5 };
        let (u, v) = (share(x - self.rect.left, self.rect.width), share(y - self.rect.top, self.rect.height));
        let Domain { x, y } = self.window;
        [x[0] + (x[1] - x[0]) * u, y[1] + (y[0] - y[1]) * v]
    }
}

/// An interval with a width: limits that are no numbers, too far out, or not in order are mended.
#[inline(never)]
pub fn whole([low, high]: [f64; 2]) -> [f64; 2] {
    let tame = |x: f64, other: f64| if x.is_nan() { other } else { x.clamp(-1e150, 1e150) };
    let (low, high) = (tame(low, -1.0), tame(high, 1.0));
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    // Room for the pixels of a screen between neighbouring numbers.
    let least = (low.abs().max(high.abs()) * 1e-11).max(1e-150);
    if high - low >= least {
        [low, high]
    } else {
        let middle = low + (high - low) / 2.0;
        [middle - least, middle + least]
    }
}

/// The window that shows a whole domain in a frame of this size with the same scale along both axes, so that gradients
/// stand on contours: the shorter axis is widened. A domain more than `STRETCH` times too long for that is stretched.
pub fn home(domain: Domain, width: f64, height: f64) -> Domain {
    const STRETCH: f64 = 4.0;
    let (x, y) = (whole(domain.x), whole(domain.y));
    let ratio = (width / height) / ((x[1] - x[0]) / (y[1] - y[0]));
    let widen = |[low, high]: [f64; 2], by: f64| {
        let (middle, half) = (low + (high - low) / 2.0, (high - low) / 2.0);
        [middle - half * by, middle + half * by]
    };
    if !(1.0 / STRETCH..=STRETCH).contains(&ratio) {
        Domain { x, y }
    } else if ratio > 1.0 {
        Domain { x: widen(x, ratio), y }
    } else {
        Domain { x, y: widen(y, 1.0 / ratio) }
    }
}

/// Between panels, in CSS pixels.
const GAP: f64 = 8.0;

/// The rectangles of `count` panels in an area: rows and columns chosen so that panels come nearest to the shape of
/// the `window`, stacked where the area is narrow.
pub fn panels(area: Rect, count: usize, window: Domain) -> Vec<Rect> {
    let count = count.max(1);
    let (x, y) = (whole(window.x), whole(window.y));
    // A window panned or zoomed keeps its shape, and a long one is shown in a shape fit for reading.
    let shape = ((x[1] - x[0]) / (y[1] - y[0])).clamp(0.8, 1.8);
    let size = |columns: usize| {
        let rows = count.div_ceil(columns);
        let room = |extent: f64, n: usize| ((extent - GAP * (n - 1) as f64) / n as f64).max(0.0);
        (room(area.width, columns), room(area.height, rows))
    };
    // The largest rectangle of that shape that fits into each panel; an empty cell costs more than its share, and side
    // by side is a little better than stacked.
    let worth = |columns: usize| {
        let (width, height) = size(columns);
        let filled = count as f64 / (columns * count.div_ceil(columns)) as f64;
        width.min(height * shape) * filled * (1.0 + 0.03 * columns as f64)
    };
    let columns = (1..=count).fold(1, |best, n| if worth(n) > worth(best) { n } else { best });
    let (width, height) = size(columns);
    (0..count)
        .map(|i| {
            let (row, column) = ((i / columns) as f64, (i % columns) as f64);
            Rect::new(area.left + column * (width + GAP), area.top + row * (height + GAP), width, height)
        })
        .collect()
}

/// The height that suits `count` panels on an area of this width: panels about as wide as is good for reading, none
/// missing in a row if it can be helped, and none much taller than wide. And the least that they can be read in.
pub fn panels_height(width: f64, count: usize, window: Domain) -> [f64; 2] {
    const GOOD: f64 = 250.0;
    const NARROW: f64 = 165.0;
    const LOW: f64 = 140.0;
    // More rows than these are not seen at one time with the loss and play below them.
    const ROWS: usize = 2;
    let count = count.max(1);
    let mut most = ((width / GOOD).round() as usize).clamp(1, count);
    while count.div_ceil(most) > ROWS && width >= NARROW * (most + 1) as f64 {
        most += 1;
    }
    // As many rows as the most columns need, and then as few columns as those rows need.
    let rows = count.div_ceil(most);
    let columns = count.div_ceil(rows);
    let panel = (width - GAP * (columns - 1) as f64) / columns as f64;
    let (x, y) = (whole(window.x), whole(window.y));
    let shape = ((x[1] - x[0]) / (y[1] - y[0])).clamp(0.9, if columns > 1 && rows == 1 { 1.25 } else { 1.8 });
    [(panel / shape).max(0.0), LOW].map(|height| rows as f64 * height + GAP * (rows - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Domain = Domain::new([-4.0, 4.0], [-2.0, 2.0]);

    #[test]
    fn pixel_and_point_are_inverse() {
        let frame = Frame::new(Rect::new(10.0, 20.0, 800.0, 400.0), WINDOW);
        assert_eq!(frame.pixel([-4.0, 2.0]), [10.0, 20.0]);
        assert_eq!(frame.pixel([0.0, 0.0]), [410.0, 220.0]);
        assert_eq!(frame.point(frame.pixel([1.5, -0.25])), [1.5, -0.25]);
    }

    #[test]
    fn coordinates_have_the_digits_that_a_pixel_is_worth() {
        let text = |half: f64, at: f64| {
            let window = Domain::new([at - half, at + half], [at - half, at + half]);
            Frame::new(Rect::new(0.0, 0.0, 800.0, 800.0), window).coordinates([at, at])
        };
        assert_eq!(text(4.0, -3.6), ["−3.60", "−3.60"]);
        assert_eq!(text(4e-5, -0.0457147), ["−0.0457147", "−0.0457147"]);
        assert_eq!(text(2000.0, 1234.4), ["1234", "1234"]);
    }

    #[test]
    fn windows_without_extent_or_numbers_are_mended() {
        for limits in [[1.0, 1.0], [f64::NAN, 2.0], [3.0, -3.0], [f64::NEG_INFINITY, f64::INFINITY], [0.0, 0.0]] {
            let [low, high] = whole(limits);
            assert!(low < high && (high - low).is_finite(), "{limits:?} became {low}..{high}");
        }
        let frame = Frame::new(Rect::new(0.0, 0.0, 0.0, f64::NAN), WINDOW);
        assert!(frame.point([5.0, 5.0]).iter().all(|x| x.is_finite()));
    }

    #[test]
    fn home_gives_both_axes_the_same_scale() {
        let wide = home(Domain::new([-2.0, 2.0], [-1.0, 3.0]), 800.0, 400.0);
        assert_eq!(wide, Domain::new([-4.0, 4.0], [-1.0, 3.0]));
        let tall = home(Domain::new([-2.0, 2.0], [-1.0, 3.0]), 400.0, 800.0);
        assert_eq!(tall, Domain::new([-2.0, 2.0], [-3.0, 5.0]));
        let long = Domain::new([0.0, 1000.0], [-1.0, 1.0]);
        assert_eq!(home(long, 100.0, 100.0), long);
    }

    #[test]
    fn panels_stand_side_by_side_where_there_is_room_and_are_stacked_where_not() {
        let columns = |width: f64, height: f64, count: usize| {
            let all = panels(Rect::new(0.0, 0.0, width, height), count, WINDOW);
            all.iter().filter(|panel| panel.top == all[0].top).count()
        };
        assert_eq!(columns(1200.0, 300.0, 3), 3);
        assert_eq!(columns(358.0, 620.0, 3), 1);
        assert_eq!(columns(760.0, 430.0, 4), 2);
        // Rather an empty quarter than three slivers; side by side where it is low.
        assert_eq!((columns(760.0, 430.0, 3), columns(760.0, 210.0, 3)), (2, 3));
    }

    #[test]
    fn the_height_for_panels_gives_the_rows_that_panels_then_have() {
        let square = Domain::new([-2.0, 2.0], [-2.0, 2.0]);
        for (width, count, columns) in
            [(780.0, 3, 3), (780.0, 2, 2), (780.0, 4, 2), (780.0, 6, 3), (780.0, 12, 4), (358.0, 3, 2), (358.0, 4, 2)]
        {
            for window in [WINDOW, square] {
                let [height, least] = panels_height(width, count, window);
                let all = panels(Rect::new(0.0, 0.0, width, height), count, window);
                let row = all.iter().filter(|panel| panel.top == 0.0).count();
                assert_eq!(row, columns, "{count} on {width} by {height}");
                let low = panels(Rect::new(0.0, 0.0, width, least), count, window);
                assert!(low.iter().all(|panel| panel.width.min(panel.height) >= 90.0), "{count} on {width} by {least}");
            }
        }
        assert!(panels_height(0.0, 0, WINDOW)[0] >= 0.0);
    }

    #[test]
    fn panels_do_not_overlap_and_stay_inside() {
        for count in 1..=12 {
            let area = Rect::new(5.0, 7.0, 700.0, 500.0);
            let all = panels(area, count, WINDOW);
            assert_eq!(all.len(), count);
            for (i, a) in all.iter().enumerate() {
                assert!(a.right() <= area.right() + 1e-9 && a.bottom() <= area.bottom() + 1e-9);
                let apart =
                    |b: &Rect| a.right() <= b.left || b.right() <= a.left || a.bottom() <= b.top || b.bottom() <= a.top;
                assert!(all[i + 1..].iter().all(apart));
            }
        }
    }
}
