//! A strand: the part of a run's line that lies in the frame, with its length and its group at every vertex.

use crate::clip::{clip_step, near};
use crate::coincide::Group;
use crate::frame::Frame;
use crate::ink::length;

/// A vertex of a strand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// Where it is.
    pub pixel: [f64; 2],
    /// The step it belongs to, with a fraction where the border cuts a step.
    pub at: f64,
    /// The length of the line up to here, in CSS pixels.
    pub arc: f64,
    /// Who shares the line that leads here.
    pub group: Group,
    /// Whether the line begins anew here, coming from outside.
    pub begins: bool,
}

/// Where a run leaves the frame and does not come back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    /// The point on the border.
    pub pixel: [f64; 2],
    /// The unit vector along which it leaves.
    pub direction: [f64; 2],
    /// The step during which it leaves.
    pub at: f64,
}

/// The visible line of a run.
#[derive(Clone, Debug, Default)]
pub struct Strand {
    /// Its vertices, in the order of steps.
    pub vertices: Vec<Vertex>,
    /// Where it leaves for good.
    pub exit: Option<Exit>,
}

impl Strand {
    /// Lays the line through the points of a run, given in the plane and as pixels. Room is reused.
    pub fn lay(&mut self, frame: &Frame, pixels: &[[f64; 2]], groups: &[Group], point: impl Fn(usize) -> [f64; 2]) {
        self.vertices.clear();
        self.exit = None;
        let rect = frame.rect;
        let Some(&first) = pixels.first() else { return };
        let last = gone(frame, pixels).min(groups.len());
        let mut arc = 0.0;
        let mut inside = rect.contains(first);
        if inside {
            self.vertices.push(Vertex { pixel: first, at: 0.0, arc, group: 0, begins: true });
        }
        for (step, &group) in groups[..last].iter().enumerate() {
            let (from, to) = (pixels[step], pixels[step + 1]);
            let stays = rect.contains(to);
            if inside && stays {
                arc += distance(from, to);
                self.vertices.push(Vertex { pixel: to, at: (step + 1) as f64, arc, group, begins: false });
            } else if beside(frame, from, to) {
                // Out of sight as a whole, as most steps of a run that leaves.
            } else if let Some([(a, t), (b, u)]) = clip_step(frame, point(step), point(step + 1)) {
                let at = |t: f64| step as f64 + t;
                if !inside {
                    self.vertices.push(Vertex { pixel: a, at: at(t), arc, group, begins: true });
                }
                arc += distance(a, b);
                self.vertices.push(Vertex { pixel: b, at: at(u), arc, group, begins: false });
                if !stays {
                    let direction = direction(frame, from, to, point(step), point(step + 1));
                    self.exit = direction.map(|direction| Exit { pixel: b, direction, at: at(u) });
                }
            }
            inside = stays;
        }
        if inside {
            self.exit = None;
        }
    }

    /// Calls `found` wherever it leaves, also where it comes back, until that fails.
    pub fn each_exit<E>(&self, mut found: impl FnMut(Exit) -> Result<(), E>) -> Result<(), E> {
        for three in self.vertices.windows(3) {
            if let [from, to, Vertex { begins: true, .. }] = three
                && !to.begins
            {
                let [dx, dy] = [to.pixel[0] - from.pixel[0], to.pixel[1] - from.pixel[1]];
                let length = to.arc - from.arc;
                if length > 0.0 {
                    found(Exit { pixel: to.pixel, direction: [dx / length, dy / length], at: to.at })?;
                }
            }
        }
        self.exit.map_or(Ok(()), found)
    }

    /// The index of the first vertex beyond a step.
    pub fn beyond(&self, at: f64) -> usize {
        self.vertices.partition_point(|vertex| vertex.at <= at)
    }

    /// The vertices that a line up to a step goes through, with the one it is on the way to.
    pub fn until(&self, at: f64) -> &[Vertex] {
        // Where it is on the way to a line that begins anew, it is on the way to the first step of that.
        let next = self.vertices.iter().position(|vertex| vertex.at >= at && !vertex.begins);
        &self.vertices[..next.map_or(self.vertices.len(), |next| next + 1)]
    }

    /// The place at a length along the line, and who shares the line there.
    pub fn at_arc(&self, arc: f64) -> Option<([f64; 2], Group)> {
        let next = self.vertices.partition_point(|vertex| vertex.arc < arc);
        let after = self.vertices.get(next)?;
        let before = self.vertices[next.saturating_sub(1)];
        let span = after.arc - before.arc;
        let t = if span > 0.0 { (arc - before.arc) / span } else { 1.0 };
        Some((self.between(&before, after, before.at + t * (after.at - before.at)).0, after.group))
    }

    /// The place and length at a step between two vertices.
    pub fn between(&self, before: &Vertex, after: &Vertex, at: f64) -> ([f64; 2], f64) {
        let span = after.at - before.at;
        let t = if span > 0.0 { ((at - before.at) / span).clamp(0.0, 1.0) } else { 1.0 };
        let mix = |a: f64, b: f64| a + (b - a) * t;
        let pixel = [mix(before.pixel[0], after.pixel[0]), mix(before.pixel[1], after.pixel[1])];
        (pixel, mix(before.arc, after.arc))
    }
}

/// The step from which on a run is gone: it stands in the frame no more, and its steps have grown to half as long again
/// as any until it left. A run that diverges swings across the frame with ever longer steps, none of which
/// ends anywhere near; these are not drawn. One that never stands in the frame is gone from its first step on if its last
/// one is the longest; else the frame is a narrow one, between two of its steps.
fn gone(frame: &Frame, pixels: &[[f64; 2]]) -> usize {
    const GROWTH: f64 = 1.5;
    let all = pixels.len();
    let length = |step: usize| distance(pixels[step], pixels[step + 1]);
    let seen = pixels.iter().rposition(|&pixel| frame.rect.contains(pixel));
    let last = seen.unwrap_or(0);
    if last + 2 >= all {
        return all;
    }
    let longest = (0..=last).map(length).fold(0.0, f64::max);
    // What is not finite counts as longer.
    let stays = |&step: &usize| length(step) <= GROWTH * longest;
    let end = length(all - 2);
    if seen.is_none() && (0..all - 2).any(|step| length(step) > end) {
        return all;
    }
    (last + 1..all - 1).find(|step| !stays(step)).unwrap_or(all)
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    length(b[0] - a[0], b[1] - a[1])
}

/// Whether two pixels lie on the same outer side of the frame.
fn beside(frame: &Frame, a: [f64; 2], b: [f64; 2]) -> bool {
    let rect = frame.rect;
    (a[0] < rect.left && b[0] < rect.left)
        || (a[0] > rect.right() && b[0] > rect.right())
        || (a[1] < rect.top && b[1] < rect.top)
        || (a[1] > rect.bottom() && b[1] > rect.bottom())
}

/// The unit vector from one pixel to another, also where they are too far out for pixels.
fn direction(frame: &Frame, a: [f64; 2], b: [f64; 2], from: [f64; 2], to: [f64; 2]) -> Option<[f64; 2]> {
    let [dx, dy] = if near(a) && near(b) {
        [b[0] - a[0], b[1] - a[1]]
    } else {
        let scale = [
            frame.rect.width / (frame.window.x[1] - frame.window.x[0]),
            frame.rect.height / (frame.window.y[1] - frame.window.y[0]),
        ];
        // Scaled down by what the coordinates are at most, so that nothing overflows.
        let most = [from, to].iter().flatten().fold(0.0_f64, |most, x| most.max(x.abs()));
        [(to[0] / most - from[0] / most) * scale[0], (from[1] / most - to[1] / most) * scale[1]]
    };
    let length = length(dx, dy);
    (length > 0.0 && length.is_finite()).then(|| [dx / length, dy / length])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rect;
    use core::convert::Infallible;
    use heavy_ball::objective::Domain;

    fn strand(points: &[[f64; 2]]) -> Strand {
        let frame = Frame::new(Rect::new(0.0, 0.0, 100.0, 100.0), Domain::new([0.0, 10.0], [0.0, 10.0]));
        let pixels: Vec<_> = points.iter().map(|&point| frame.pixel(point)).collect();
        let groups = vec![1; points.len().saturating_sub(1)];
        let mut strand = Strand::default();
        strand.lay(&frame, &pixels, &groups, |step| points[step]);
        strand
    }

    #[test]
    fn a_line_inside_has_one_vertex_a_step() {
        let strand = strand(&[[1.0, 1.0], [4.0, 5.0], [4.0, 5.0]]);
        let at: Vec<_> = strand.vertices.iter().map(|vertex| (vertex.at, vertex.arc)).collect();
        assert_eq!(at, [(0.0, 0.0), (1.0, 50.0), (2.0, 50.0)]);
        assert_eq!(strand.exit, None);
    }

    #[test]
    fn a_line_that_leaves_ends_at_the_border_and_says_where_to() {
        let strand = strand(&[[5.0, 5.0], [15.0, 5.0], [1e308, 5.0]]);
        assert_eq!(strand.vertices.len(), 2);
        assert_eq!(strand.exit, Some(Exit { pixel: [100.0, 50.0], direction: [1.0, 0.0], at: 0.5 }));
    }

    #[test]
    fn a_line_that_comes_back_begins_anew_and_has_no_exit() {
        let strand = strand(&[[5.0, 5.0], [15.0, 5.0], [5.0, 5.0]]);
        let begins: Vec<_> = strand.vertices.iter().map(|vertex| vertex.begins).collect();
        assert_eq!(begins, [true, false, true, false]);
        assert_eq!(strand.exit, None);
        assert_eq!(strand.vertices[3].arc, 100.0);
        let absent = Exit { pixel: [100.0, 50.0], direction: [1.0, 0.0], at: 0.5 };
        let mut exits = Vec::new();
        let Ok(()) = strand.each_exit(|exit| {
            exits.push(exit);
            Ok::<_, Infallible>(())
        });
        assert_eq!(exits, [absent]);
    }

    #[test]
    fn a_run_that_swings_ever_wider_is_drawn_until_it_is_gone() {
        let swing: Vec<_> = (0..40).map(|i| [5.0 + 0.01 * f64::from(i), 5.0 + (-1.5_f64).powi(i)]).collect();
        let strand = strand(&swing);
        // 1.5³ is inside, 1.5⁴ is not; the step from there is the last to begin with.
        let begins = strand.vertices.iter().filter(|vertex| vertex.begins).count();
        assert!((2..=3).contains(&begins), "{begins}");
        assert!(strand.exit.is_some_and(|exit| exit.at < 6.0), "{:?}", strand.exit);
    }

    #[test]
    fn a_run_that_begins_out_of_sight_and_swings_ever_wider_is_gone_at_once() {
        let swing: Vec<_> = (0..40).map(|i| [5.0 + 0.01 * f64::from(i), 5.0 - 5.5 * (-1.5_f64).powi(i)]).collect();
        let strand = strand(&swing);
        let begins = strand.vertices.iter().filter(|vertex| vertex.begins).count();
        assert!(begins <= 2, "{begins}");
    }

    #[test]
    fn a_narrow_window_between_two_steps_of_a_run_that_comes_to_rest_shows_the_line() {
        let strand = strand(&[[-3.0, 5.0], [-2.0, 5.0], [40.0, 5.0], [41.0, 5.0], [41.1, 5.0]]);
        assert_eq!(strand.vertices.len(), 2);
    }

    #[test]
    fn a_window_between_two_points_still_shows_the_line() {
        let strand = strand(&[[-1.0, 5.0], [5.0, 5.0], [1000.0, 5.0]]);
        assert_eq!(strand.vertices.len(), 3);
    }

    #[test]
    fn a_line_across_from_far_outside_is_seen() {
        let strand = strand(&[[-1.5e308, 5.0], [1.5e308, 5.0]]);
        assert_eq!(strand.vertices[0].pixel, [0.0, 50.0]);
        assert_eq!(strand.vertices[1].pixel, [100.0, 50.0]);
        assert_eq!(strand.exit.map(|exit| exit.direction), Some([1.0, 0.0]));
    }
}
