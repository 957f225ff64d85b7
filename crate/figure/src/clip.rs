//! Clipping: the part of a step that lies inside the frame, exact also where the step ends at 1e308.
//!
//! plotters moves points outside its area to the border, and whole pixels wrap far outside; either way a diverging
//! path would lie. So steps are cut here, in `f64`, before they become whole pixels.

use crate::frame::{Frame, Rect};

/// A point and where along its segment it lies, from 0 to 1.
pub(crate) type Cut = ([f64; 2], f64);

/// The part of a segment inside a rectangle: its ends, and where along the segment they are. None where nothing of it
/// is inside.
///
/// One axis is cut after the other, and what is cut stands exactly on the border, reckoned from the end that is nearer to
/// it: a path that comes from 1e20, or swings to -1e20, crosses the frame at its true place, where the fraction of the
/// segment alone would be all rounding. One that does both keeps at least its direction.
pub(crate) fn clip_segment(rect: &Rect, from: [f64; 2], to: [f64; 2]) -> Option<[Cut; 2]> {
    let ends = cut(0, rect.left, rect.right(), [(from, 0.0), (to, 1.0)])?;
    cut(1, rect.top, rect.bottom(), ends)
}

fn cut(axis: usize, low: f64, high: f64, [a, b]: [Cut; 2]) -> Option<[Cut; 2]> {
    let (p, q) = (a.0[axis], b.0[axis]);
    // NaN is nowhere.
    let outside = |x: f64| !(low..=high).contains(&x);
    if (p < low && q < low) || (p > high && q > high) || p.is_nan() || q.is_nan() {
        return None;
    }
    let other = 1 - axis;
    let (across, along) = (b.0[other] - a.0[other], q - p);
    // Of a step to the end of the number range, the slope is exact where a share is not.
    let slope = across / along;
    let rise = |way: f64| if slope.is_finite() { slope * way } else { across * (way / along) };
    let at = |border: f64| {
        let from = if (border - p).abs() <= (border - q).abs() { a } else { b };
        let mut point = [border; 2];
        point[other] = from.0[other] + rise(border - from.0[axis]);
        (point, a.1 + (b.1 - a.1) * ((border - p) / along))
    };
    let border = |x: f64| if x < low { low } else { high };
    let start = if outside(p) { at(border(p)) } else { a };
    let mut end = if outside(q) { at(border(q)) } else { b };
    if outside(p) && outside(q) {
        end.0[other] = start.0[other] + rise(border(q) - border(p));
    }
    Some([start, end])
}

/// Pixels beyond this are cut in the plane, scaled down, where no difference overflows.
pub(crate) const FAR: f64 = 1e12;

/// Whether a pixel is near enough to reckon with.
pub(crate) fn near([x, y]: [f64; 2]) -> bool {
    x.abs() < FAR && y.abs() < FAR
}

/// The part of the step between two points of the plane that lies inside the frame, in pixels.
pub(crate) fn clip_step(frame: &Frame, from: [f64; 2], to: [f64; 2]) -> Option<[Cut; 2]> {
    let (a, b) = (frame.pixel(from), frame.pixel(to));
    if near(a) && near(b) {
        return clip_segment(&frame.rect, a, b);
    }
    // A power of two, so that nothing is rounded on the way down and up; 1e308 becomes 1e127.
    const DOWN: f64 = f64::from_bits((1023 - 600) << 52);
    const UP: f64 = f64::from_bits((1023 + 600) << 52);
    let down = |[x, y]: [f64; 2]| [x * DOWN, y * DOWN];
    let ([left, top], [right, bottom]) =
        (down([frame.window.x[0], frame.window.y[0]]), down([frame.window.x[1], frame.window.y[1]]));
    let (from, to) = (down(from), down(to));
    if ![from, to].iter().flatten().all(|x| x.is_finite()) {
        return None;
    }
    let window = Rect { left, top, width: right - left, height: bottom - top };
    let back = |(point, t): Cut| {
        let [x, y] = frame.pixel(point.map(|x| x * UP));
        let Rect { left, top, .. } = frame.rect;
        // Not `clamp`, which panics where the frame is nowhere.
        ([x.max(left).min(frame.rect.right()), y.max(top).min(frame.rect.bottom())], t)
    };
    clip_segment(&window, from, to).map(|ends| ends.map(back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball::objective::Domain;

    const RECT: Rect = Rect { left: 0.0, top: 0.0, width: 100.0, height: 50.0 };

    fn frame() -> Frame {
        Frame::new(RECT, Domain::new([-1.0, 1.0], [-1.0, 1.0]))
    }

    #[test]
    fn a_segment_inside_is_left_alone() {
        let ends = clip_segment(&RECT, [1.0, 2.0], [3.0, 4.0]);
        assert_eq!(ends, Some([([1.0, 2.0], 0.0), ([3.0, 4.0], 1.0)]));
    }

    #[test]
    fn a_segment_through_is_cut_at_both_borders() {
        let ends = clip_segment(&RECT, [-100.0, 25.0], [300.0, 25.0]);
        assert_eq!(ends, Some([([0.0, 25.0], 0.25), ([100.0, 25.0], 0.5)]));
    }

    #[test]
    fn a_segment_past_a_corner_is_not_drawn() {
        assert_eq!(clip_segment(&RECT, [-10.0, 10.0], [10.0, -10.1]), None);
        assert_eq!(clip_segment(&RECT, [200.0, 10.0], [200.0, 20.0]), None);
    }

    #[test]
    fn a_step_to_the_end_of_the_number_range_leaves_at_its_true_border_point() {
        let [(from, _), (to, t)] = clip_step(&frame(), [0.0, 0.0], [1.6e308, 0.8e308]).unwrap();
        assert_eq!(from, [50.0, 25.0]);
        // Slope one half in the plane: at x = 1 the step is at y = 1/2.
        assert_eq!(to, [100.0, 12.5]);
        assert!(t < 1e-300);
    }

    #[test]
    fn a_step_between_two_far_points_crosses_where_the_line_does() {
        let [(from, _), (to, _)] = clip_step(&frame(), [-1.7e308, 0.0], [1.7e308, 0.0]).unwrap();
        assert_eq!((from, to), ([0.0, 25.0], [100.0, 25.0]));
        assert_eq!(clip_step(&frame(), [-1.7e308, 1e300], [1.7e308, 1e300]), None);
    }

    #[test]
    fn a_step_from_far_outside_comes_in_along_its_direction() {
        // From the middle of the frame upwards it goes 4/7 of a pixel to the left for each one up.
        let [(from, _), (to, _)] = clip_segment(&RECT, [-4e40, -7e40], [50.0, 25.0]).unwrap();
        assert_eq!(to, [50.0, 25.0]);
        assert!((from[0] - (50.0 - 25.0 * 4.0 / 7.0)).abs() < 1e-9 && from[1] == 0.0, "{from:?}");
        let [(to, _), (back, _)] = clip_segment(&RECT, [50.0, 25.0], [-4e40, -7e40]).unwrap();
        assert_eq!((to, back), ([50.0, 25.0], from));
        // Through and through.
        let [(from, _), (to, _)] = clip_segment(&RECT, [-3e20, -3e19], [3e20, 3e19]).unwrap();
        assert!(((to[1] - from[1]) / (to[0] - from[0]) - 0.1).abs() < 1e-9, "{from:?} {to:?}");
    }

    #[test]
    fn what_is_no_number_is_not_drawn() {
        assert_eq!(clip_step(&frame(), [0.0, 0.0], [f64::NAN, 0.0]), None);
        assert_eq!(clip_step(&frame(), [0.0, 0.0], [f64::INFINITY, 0.0]), None);
    }
}
