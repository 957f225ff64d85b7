//! What happens at the playhead: the balls, and the arrows of the update there.

mod update;

pub(crate) use update::FEW;
pub use update::{Arrows, Words, draw_arrows};

use heavy_ball::trajectory::Trajectory;

use crate::frame::Frame;
use crate::ink::{Drawn, Ink, length};
use crate::marker;
use crate::style::{Form, Theme};

/// Balls nearer than this lie on one another, in CSS pixels.
const TOGETHER: f64 = 3.0;

/// The place of a run at the playhead, between two steps or at its last one.
pub fn place(run: &Trajectory, playhead: f64) -> [f64; 2] {
    // NaN is the start.
    let at = if playhead > 0.0 { playhead.min(run.last() as f64) } else { 0.0 };
    let step = at.floor() as usize;
    let (from, to, t) = (run.points[step], run.points[(step + 1).min(run.last())], at - at.floor());
    // Not `from + t (to - from)`: the difference of two far points overflows.
    if t == 0.0 { from } else { core::array::from_fn(|i| from[i] * (1.0 - t) + to[i] * t) }
}

/// Draws the balls; where several lie together, rings in the colours of the others stand around the first.
pub fn draw_balls<I: Ink>(
    ink: &mut I,
    frames: &[Frame],
    runs: &[Trajectory],
    forms: &[Form],
    playhead: f64,
    theme: Theme,
) -> Drawn<I> {
    let shared = frames.len() == 1;
    let mut balls: Vec<(usize, usize, [f64; 2])> = Vec::with_capacity(runs.len());
    for (i, run) in runs.iter().enumerate() {
        let panel = i.min(frames.len() - 1);
        let at = frames[panel].pixel(place(run, playhead));
        if frames[panel].rect.contains(at) {
            let together =
                |other: &&(usize, usize, [f64; 2])| shared && length(other.2[0] - at[0], other.2[1] - at[1]) < TOGETHER;
            let leader = balls.iter().find(together).map_or(i, |other| other.0);
            balls.push((leader, i, at));
        }
    }
    // The last run's ball at the back, as with paths.
    for &(leader, i, at) in balls.iter().rev() {
        if leader != i {
            continue;
        }
        let guests: Vec<usize> = balls.iter().filter(|ball| ball.0 == i && ball.1 != i).map(|ball| ball.1).collect();
        for (order, &guest) in guests.iter().enumerate().rev() {
            marker::draw_ring(ink, at, order + 1, forms[guest].color(theme), theme.ground())?;
        }
        marker::draw(ink, forms[i].marker, at, forms[i].color(theme), theme.ground())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rect;
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
    fn balls_at_one_place_all_show_their_colour() {
        let colors = |record: Record| {
            let mut colors: Vec<_> = record.marks.iter().map(|mark| mark.color).collect();
            colors.retain(|color| *color != Theme::Light.ground().rgb);
            colors
        };
        let matched = runs("v=1&match=matched&rules=ema+heavy-ball+trace");
        assert_eq!(colors(balls(&matched, 6.0)).len(), 3);
        assert_eq!(colors(balls(&runs("v=1"), 14.0)).len(), 3);
    }
}
