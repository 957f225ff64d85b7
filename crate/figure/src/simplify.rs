//! Fewer vertices, same picture: drops what deviates by less than can be seen, in one pass and without memory.
//!
//! From the last vertex kept, every dropped point narrows a cone of directions that pass it within the tolerance
//! (Williams 1978). A line that turns back keeps the point where it turned, so nothing visible is cut off.

/// What a line may deviate by, in CSS pixels.
pub(crate) const TOLERANCE: f64 = 0.1;

/// A line on its way, holding back the last point until the next shows whether it is needed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Simplifier {
    kept: [f64; 2],
    held: Option<Held>,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    point: [f64; 2],
    /// The squared distance of `point` from the kept one.
    reach: f64,
    /// The cone, seen from the kept point; none while all is within the tolerance.
    cone: Option<[[f64; 2]; 2]>,
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

impl Simplifier {
    /// A line that begins at a point, which the caller has drawn.
    pub(crate) fn new(start: [f64; 2]) -> Self {
        Simplifier { kept: start, held: None }
    }

    /// Goes on to a point; gives the vertex to draw before it, if one is needed.
    #[inline]
    pub(crate) fn push(&mut self, point: [f64; 2]) -> Option<[f64; 2]> {
        const SQUARE: f64 = TOLERANCE * TOLERANCE;
        let Some(held) = self.held else {
            self.hold(point);
            return None;
        };
        let ahead = [point[0] - self.kept[0], point[1] - self.kept[1]];
        let reach = dot(ahead, ahead);
        let fits = match held.cone {
            // Nothing has left the neighbourhood of the kept vertex yet.
            None => true,
            // A step back that cannot be seen is no turn.
            Some([right, left]) => {
                reach >= held.reach - SQUARE && cross(right, ahead) >= 0.0 && cross(ahead, left) >= 0.0
            }
        };
        if fits {
            let cone = match (held.cone, side(ahead, reach)) {
                (Some([right, left]), Some([new_right, new_left])) => Some([
                    if cross(right, new_right) > 0.0 { new_right } else { right },
                    if cross(new_left, left) > 0.0 { new_left } else { left },
                ]),
                (before, now) => before.or(now),
            };
            self.held = Some(Held { point, reach, cone });
            return None;
        }
        self.kept = held.point;
        self.hold(point);
        Some(held.point)
    }

    /// Holds back the first point after the one kept.
    fn hold(&mut self, point: [f64; 2]) {
        let ahead = [point[0] - self.kept[0], point[1] - self.kept[1]];
        let reach = dot(ahead, ahead);
        self.held = Some(Held { point, reach, cone: side(ahead, reach) });
    }

    /// Ends the line; gives its last vertex.
    pub(crate) fn end(self) -> Option<[f64; 2]> {
        self.held.map(|held| held.point)
    }
}

/// The two directions that pass a point within the tolerance; none if it is within the tolerance itself.
fn side(ahead: [f64; 2], reach: f64) -> Option<[[f64; 2]; 2]> {
    const SQUARE: f64 = TOLERANCE * TOLERANCE;
    // Outside this circle the tangents are less than 90° apart, so that cross products tell inside from outside.
    if reach <= 2.0 * SQUARE {
        return None;
    }
    // Nearly the tangents from the kept point to a circle around `ahead`, and never outside them.
    let sine = TOLERANCE / reach.sqrt();
    let turn = |s: f64| [ahead[0] - s * ahead[1], s * ahead[0] + ahead[1]];
    Some([turn(-sine), turn(sine)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplify(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        let mut line = Simplifier::new(points[0]);
        let mut out = vec![points[0]];
        out.extend(points[1..].iter().filter_map(|&point| line.push(point)));
        out.extend(line.end());
        out
    }

    fn distance([px, py]: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
        let d = [b[0] - a[0], b[1] - a[1]];
        let t = if dot(d, d) > 0.0 { (dot([px - a[0], py - a[1]], d) / dot(d, d)).clamp(0.0, 1.0) } else { 0.0 };
        (px - a[0] - t * d[0]).hypot(py - a[1] - t * d[1])
    }

    /// Points that wander, from a generator of the test's own.
    fn wander(seed: u64, step: f64) -> Vec<[f64; 2]> {
        let mut state = seed;
        let mut random = move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as f64 / (1u64 << 31) as f64 - 0.5
        };
        let mut at = [0.0, 0.0];
        let mut turn = 0.0;
        (0..2000)
            .map(|_| {
                turn += random() * 0.3;
                at = [at[0] + step * f64::cos(turn), at[1] + step * f64::sin(turn) * random()];
                at
            })
            .collect()
    }

    #[test]
    fn a_straight_line_is_two_vertices() {
        let points: Vec<_> = (0..100).map(|i| [f64::from(i), 2.0 * f64::from(i)]).collect();
        assert_eq!(simplify(&points), [[0.0, 0.0], [99.0, 198.0]]);
    }

    #[test]
    fn a_line_that_turns_back_keeps_its_turning_point() {
        let points = [[0.0, 0.0], [5.0, 0.0], [10.0, 0.0], [7.0, 0.0], [2.0, 0.0]];
        assert_eq!(simplify(&points), [[0.0, 0.0], [10.0, 0.0], [2.0, 0.0]]);
    }

    #[test]
    fn no_point_is_further_from_the_line_than_twice_the_tolerance() {
        for (seed, step) in [(1, 0.02), (2, 0.3), (3, 1.0), (4, 8.0)] {
            let points = wander(seed, step);
            let line = simplify(&points);
            for &point in &points {
                let nearest = line.windows(2).map(|w| distance(point, w[0], w[1])).fold(f64::INFINITY, f64::min);
                assert!(nearest <= 2.0 * TOLERANCE, "step {step}: {nearest}");
            }
            assert!(line.len() < points.len());
        }
    }

    #[test]
    fn moves_too_small_to_see_leave_two_vertices() {
        let points: Vec<_> = (0..1000).map(|i| [0.03 * f64::from(i % 3), 0.02 * f64::from(i % 2)]).collect();
        assert!(simplify(&points).len() <= 2);
    }
}
