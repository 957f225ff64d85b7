//! What happens at the playhead: the balls, and the arrows of the update there.

mod update;

pub use update::{Arrows, Words, draw_arrows};

use heavy_ball::trajectory::Trajectory;

use crate::frame::Frame;
use crate::ink::{Drawn, Ink, length};
use crate::marker;
use crate::style::{Form, Theme};

/// Corners of arrows nearer than this lie on one another, in CSS pixels.
const TOGETHER: f64 = 3.0;

/// Balls nearer than this begin to hide one another, and are drawn around one place from so near on, in CSS pixels.
const MEET: f64 = 13.0;
const MET: f64 = 8.0;

/// The ball of a run: where it is and where it is drawn, and how many of those before it are there as well.
struct Ball {
    run: usize,
    at: [f64; 2],
    drawn: [f64; 2],
    order: f64,
}

/// The place of a run at the playhead, between two steps or at its last one.
pub fn place(run: &Trajectory, playhead: f64) -> [f64; 2] {
    // NaN is the start.
    let at = if playhead > 0.0 { playhead.min(run.last() as f64) } else { 0.0 };
    let step = at.floor() as usize;
    let (from, to, t) = (run.points[step], run.points[(step + 1).min(run.last())], at - at.floor());
    // Not `from + t (to - from)`: the difference of two far points overflows.
    if t == 0.0 { from } else { core::array::from_fn(|i| from[i] * (1.0 - t) + to[i] * t) }
}

/// Draws the balls. Where several meet, all but the first become rings in their colours around it: the nearer, the more
/// they do, so that none jumps where balls pass one another.
pub fn draw_balls<I: Ink>(
    ink: &mut I,
    frames: &[Frame],
    runs: &[Trajectory],
    forms: &[Form],
    playhead: f64,
    theme: Theme,
) -> Drawn<I> {
    let shared = frames.len() == 1;
    let mut balls: Vec<Ball> = Vec::with_capacity(runs.len());
    for (run, of) in runs.iter().enumerate() {
        let frame = &frames[run.min(frames.len() - 1)];
        let at = frame.pixel(place(of, playhead));
        if frame.rect.contains(at) {
            let mut ball = Ball { run, at, drawn: at, order: 0.0 };
            let mut most = 0.0;
            for other in balls.iter().filter(|_| shared) {
                let meets = (MEET - length(other.at[0] - at[0], other.at[1] - at[1])) / (MEET - MET);
                let meets = if meets < 1.0 { meets } else { 1.0 };
                if meets > 0.0 {
                    ball.order += meets;
                }
                // It goes to the one that it is nearest to.
                if meets > most {
                    most = meets;
                    ball.drawn = [0, 1].map(|axis| at[axis] + (other.drawn[axis] - at[axis]) * meets);
                }
            }
            balls.push(ball);
        }
    }
    // The last run's ball at the back, as with paths.
    for &Ball { run, drawn, order, .. } in balls.iter().rev() {
        let (marker, color) = (forms[run].marker, forms[run].color(theme));
        marker::draw_met(ink, marker, drawn, order, color, theme.ground())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rect;
    use crate::ink::on_grid;
    use crate::record::Record;
    use crate::style::forms;
    use heavy_ball::objective::Domain;
    use heavy_ball::scene::{Limits, Scene};

    pub(super) fn frame() -> Frame {
        Frame::new(Rect::new(0.0, 0.0, 840.0, 480.0), Domain::new([-4.2, 4.2], [-2.4, 2.4]))
    }

    pub(super) fn runs(link: &str) -> Vec<Trajectory> {
        Scene::open(link, Limits::PAGE).scene.run()
    }

    fn balls(runs: &[Trajectory], playhead: f64) -> Record {
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let mut record = Record::default();
        draw_balls(&mut record, &[frame()], runs, &forms, playhead, Theme::Light).unwrap();
        record
    }

    #[test]
    fn between_two_steps_the_ball_is_between_them() {
        let run = &runs("v=1&rules=trace")[0];
        let [a, b] = [run.points[3], run.points[4]];
        assert_eq!(place(run, 3.0), a);
        assert_eq!(place(run, 3.25)[0], 0.75 * a[0] + 0.25 * b[0]);
        assert_eq!(place(run, 1e9), run.points[run.last()]);
        assert_eq!(place(run, f64::NAN), run.points[0]);
    }

    #[test]
    fn a_run_that_is_gone_has_no_ball() {
        assert!(balls(&runs("v=1&rules=trace&learning-rate=1&steps=300"), 40.0).marks.is_empty());
    }

    #[test]
    fn balls_that_pass_one_another_never_jump() {
        // The second ball comes in from 20 px to the first one's place.
        let [mut still, mut moving] =
            ["heavy-ball", "trace"].map(|rule| runs(&format!("v=1&rules={rule}&steps=1")).remove(0));
        still.points = vec![[0.0, 0.0]; 2];
        moving.points = vec![[0.2, 0.0], [0.0, 0.0]];
        let all = [still, moving];
        let mut before: Option<(f64, usize)> = None;
        for step in 0..=200 {
            let record = balls(&all, f64::from(step) / 200.0);
            let own = forms(["heavy-ball", "trace"])[1].color(Theme::Light).rgb();
            let of_it: Vec<_> = record.marks.iter().filter(|mark| mark.color == own).collect();
            let right = of_it.iter().flat_map(|mark| &mark.points).map(|at| at.0).max().unwrap_or(0);
            let right = f64::from(right) / 16.0;
            // Twice as fast as it is, and the corners of its shape vanish within its ring.
            let jump = before.map_or(0.0, |(last, _)| (last - right).abs());
            assert!(jump < 1.0 || (of_it.len() == 1 && jump < 8.0), "{step}: {jump}");
            before = Some((right, of_it.len()));
        }
        let centre = on_grid(frame().pixel([0.0, 0.0]));
        assert!(balls(&all, 0.7).marks.iter().all(|mark| mark.points == [centre]), "a ring around the first one");
    }

    #[test]
    fn balls_at_one_place_all_show_their_colour() {
        let colors = |record: Record| {
            let mut colors: Vec<_> = record.marks.iter().map(|mark| mark.color).collect();
            colors.retain(|color| *color != Theme::Light.ground().rgb());
            colors
        };
        let matched = runs("v=1&match=matched&rules=ema+heavy-ball+trace");
        assert_eq!(colors(balls(&matched, 6.0)).len(), 3);
        assert_eq!(colors(balls(&runs("v=1"), 14.0)).len(), 3);
    }
}
