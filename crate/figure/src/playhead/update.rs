//! The arrows of an update, which show the recurrence add up.
//!
//! Head to tail: from where the run stands to where its memory alone would take it, and from there what the gradient
//! adds; both together are the step, drawn thin. At step k that is update k + 1, what is about to happen; at the last
//! step, the last update.

use heavy_ball::trajectory::Trajectory;
use plotters_backend::text_anchor::{HPos, VPos};

use super::TOGETHER;
use crate::arrow::Arrow;
use crate::frame::{Frame, Rect};
use crate::ink::{Color, Drawn, Ink, Pen, grid_length, length, on_grid};
use crate::style::{Form, Theme};
use crate::text::{Face, Type};

/// Whose arrows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrows {
    /// Nobody's.
    None,
    /// Every run's, as long as they are three at most.
    #[default]
    Few,
    /// One run's.
    Of(usize),
}

/// As many runs have their arrows shown together.
const FEW: usize = 3;

/// Labels of arrows shorter than this are left out, in CSS pixels.
const LABELLED: f64 = 30.0;

/// Half the side of what a ball takes, in CSS pixels.
const BALL: f64 = 7.0;

/// Where along its arrow a word may stand, and how far out: on the outer side rather than on the other one.
const PLACES: [(f64, f64); 6] = [(0.5, 1.0), (0.3, 1.0), (0.7, 1.0), (0.5, 2.0), (0.5, -1.0), (0.5, -2.0)];

/// Where the words of the arrows stand.
pub struct Words {
    /// The ground.
    pub theme: Theme,
    /// What they keep off: other words, and the balls.
    pub taken: Vec<Rect>,
}

/// An update whose arrows are drawn: from its first corner the memory leads to the second one, from there the gradient
/// to the last one.
struct Update<'a> {
    frame: &'a Frame,
    corners: [[f64; 2]; 3],
    color: Color,
    /// What the second arrow is called: it points against the gradient, but where a rule turns that round.
    gradient: &'static str,
}

/// Draws the arrows of the update at hand.
pub fn draw_arrows<I: Ink>(
    ink: &mut I,
    frames: &[Frame],
    runs: &[Trajectory],
    forms: &[Form],
    playhead: f64,
    arrows: Arrows,
    mut words: Words,
) -> Drawn<I> {
    // Where the balls stand at the step itself, so that no word moves on the way to the next one.
    for (i, run) in runs.iter().enumerate() {
        let step = (playhead.max(0.0) as usize).min(run.last());
        let [x, y] = frames[i.min(frames.len() - 1)].pixel(run.points[step]);
        words.taken.push(Rect::new(x - BALL, y - BALL, 2.0 * BALL, 2.0 * BALL));
    }
    let mut said = Vec::new();
    for (i, (run, form)) in runs.iter().zip(forms).enumerate() {
        let shown = match arrows {
            Arrows::None => false,
            // In panels everyone has room of their own.
            Arrows::Few => runs.len() <= FEW || frames.len() > 1,
            Arrows::Of(one) => one == i,
        };
        let updates = run.gradients.len().min(run.last());
        if shown && updates > 0 {
            let t = (playhead.max(0.0) as usize).min(updates - 1) + 1;
            draw_update(ink, &frames[i.min(frames.len() - 1)], run, form, t, words.theme, &mut said)?;
        }
    }
    // Those of the arrows on top come first, and what lies below them needs none.
    for (i, update) in said.iter().enumerate().rev() {
        let [before, coast, after] = update.corners;
        let same = |other: &Update| {
            let [_, [x, y], [u, v]] = other.corners;
            length(x - coast[0], y - coast[1]) + length(u - after[0], v - after[1]) < TOGETHER
        };
        if !said[i + 1..].iter().any(same) {
            // The words stand on the outer side of the triangle that the three arrows make.
            words.put(ink, "memory", update.frame, [before, coast, after], update.color)?;
            words.put(ink, update.gradient, update.frame, [coast, after, before], words.theme.ink())?;
        }
    }
    Ok(())
}

fn draw_update<'a, I: Ink>(
    ink: &mut I,
    frame: &'a Frame,
    run: &Trajectory,
    form: &Form,
    t: usize,
    theme: Theme,
    said: &mut Vec<Update<'a>>,
) -> Drawn<I> {
    let [before, after] = [run.points[t - 1], run.points[t]].map(|point| frame.pixel(point));
    // Of a run that is gone, the arrows would cross the frame on their way from one far place to another.
    if !frame.rect.contains(before) && !frame.rect.contains(after) {
        return Ok(());
    }
    let coast = frame.pixel(run.coast(t));
    let color = form.color(theme);
    let casing = theme.halo();
    let thin = Arrow { color: color.fade(0.55), width: 1.25, casing: casing.fade(0.0) };
    let memory = Arrow { color: color.mix(theme.ink(), 0.3), width: 2.25, casing };
    let gradient = Arrow { color: theme.ink(), width: 2.25, casing };
    let rect = &frame.rect;
    thin.draw(ink, rect, before, after)?;
    // The memory's head stands on the gradient's foot, also where the gradient points straight back.
    gradient.draw(ink, rect, coast, after)?;
    memory.draw(ink, rect, before, coast)?;
    let ([u, v], [x, y], [to_x, to_y]) = (run.gradients[t - 1], run.coast(t), run.points[t]);
    let along = u * (to_x - x) + v * (to_y - y) > 0.0;
    let word = if along { "gradient" } else { "−gradient" };
    said.push(Update { frame, corners: [before, coast, after], color: memory.color, gradient: word });
    let query = frame.pixel(run.query(t));
    let apart = length(query[0] - before[0], query[1] - before[1]);
    if apart > crate::arrow::LEAST && rect.contains(query) {
        let ring = Pen { color: theme.halo(), width: 4.0 };
        ink.draw_circle(on_grid(query), grid_length(4.0), &ring, false)?;
        ink.draw_circle(on_grid(query), grid_length(4.0), &Pen { color, width: 1.75 }, false)?;
    }
    Ok(())
}

impl Words {
    /// Draws a word beside the middle of an arrow, away from the pixel `opposite`, or where else beside it is room.
    fn put<I: Ink>(
        &mut self,
        ink: &mut I,
        text: &str,
        frame: &Frame,
        [from, to, opposite]: [[f64; 2]; 3],
        color: Color,
    ) -> Drawn<I> {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let length = length(dx, dy);
        if !(LABELLED..1e6).contains(&length) {
            return Ok(());
        }
        let along = |share: f64| [from[0] + share * dx, from[1] + share * dy];
        let middle = along(0.5);
        let (mut u, mut v) = (-dy / length, dx / length);
        if (opposite[0] - middle[0]) * u + (opposite[1] - middle[1]) * v > 0.0 {
            (u, v) = (-u, -v);
        }
        let style = Type::new(Face::SerifItalic, 14.0, color).anchored(HPos::Center, VPos::Center);
        let half = [style.width(text) / 2.0, style.size / 2.0];
        // The nearest place on a side where the word keeps clear of its arrow.
        let room = 5.0 + half[0] * u.abs() + half[1] * v.abs();
        let inside = frame.rect.inset(half[0] + 3.0);
        for (share, side) in PLACES {
            let [x, y] = along(share);
            let at = [x + side * room * u, y + side * room * v];
            let rect = Rect::new(at[0] - half[0], at[1] - half[1], 2.0 * half[0], 2.0 * half[1]);
            if inside.contains(at) && !self.taken.iter().any(|taken| taken.meets(&rect)) {
                self.taken.push(rect);
                let halo = Pen { color: self.theme.halo(), width: 3.5 };
                return ink.halo_text(text, &style, on_grid(at), halo);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{frame, runs};
    use super::*;
    use crate::record::{Kind, Record};
    use crate::style::forms;

    fn arrows(runs: &[Trajectory], playhead: f64, arrows: Arrows) -> Record {
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let mut record = Record::default();
        let words = Words { theme: Theme::Light, taken: Vec::new() };
        draw_arrows(&mut record, &[frame()], runs, &forms, playhead, arrows, words).unwrap();
        record
    }

    #[test]
    fn memory_and_gradient_stand_head_to_tail_and_end_where_the_step_does() {
        let all = runs("v=1&rules=heavy-ball");
        let record = arrows(&all, 8.0, Arrows::Few);
        // Heads are triangles that begin with their tips: the step's, the gradient's, the memory's.
        let tips: Vec<_> = record
            .marks
            .iter()
            .filter(|mark| mark.kind == Kind::Shape && mark.points.len() == 3)
            .map(|mark| mark.points[0])
            .collect();
        let [step, gradient, memory] = tips[..] else { panic!("{tips:?}") };
        assert_eq!(step, gradient);
        assert_eq!(step, on_grid(frame().pixel(all[0].points[9])));
        assert_eq!(memory, on_grid(frame().pixel(all[0].coast(9))));
        assert_eq!(record.texts(), ["memory", "−gradient"]);
    }

    #[test]
    fn an_average_that_turns_the_gradient_round_is_said_to_add_it() {
        let record = arrows(&runs("v=1&rules=ema&momentum=1.5&learning-rate=0.3&start=2,0"), 0.0, Arrows::Few);
        assert!(record.texts().contains(&"gradient"), "{:?}", record.texts());
    }

    #[test]
    fn arrows_on_one_another_are_named_once_by_the_one_on_top() {
        let matched = runs("v=1&match=matched&start=-3.6,1.05&rules=ema+heavy-ball+trace");
        let record = arrows(&matched, 8.0, Arrows::Few);
        assert_eq!(record.texts(), ["memory", "−gradient"]);
        let memory = record.marks.iter().find(|mark| mark.kind == Kind::Text("memory".into())).unwrap();
        let trace = forms(["ema", "heavy-ball", "trace"])[2].color(Theme::Light).mix(Theme::Light.ink(), 0.3);
        assert_eq!(memory.color, trace.rgb());
    }

    #[test]
    fn at_the_last_step_the_last_update_is_shown() {
        let all = runs("v=1&rules=heavy-ball&steps=9");
        assert_eq!(arrows(&all, 9.0, Arrows::Few).marks, arrows(&all, 8.0, Arrows::Few).marks);
    }

    #[test]
    fn a_rule_that_looks_ahead_has_a_ring_where_it_takes_its_gradient() {
        let all = runs("v=1&rules=nesterov&surface=rosenbrock&learning-rate=0.0005");
        let ring = on_grid(frame().pixel(all[0].query(6)));
        let rings = |record: &Record| record.marks.iter().filter(|mark| mark.points == [ring]).count();
        assert_eq!(rings(&arrows(&all, 5.0, Arrows::Few)), 2);
        let plain = runs("v=1&rules=trace");
        assert!(
            arrows(&plain, 5.0, Arrows::Few)
                .marks
                .iter()
                .all(|mark| mark.kind != Kind::Shape || mark.points.len() == 3)
        );
    }

    #[test]
    fn of_more_than_three_runs_only_a_chosen_one_has_arrows() {
        let all = runs("v=1&rules=ema+heavy-ball+trace+adam");
        assert!(arrows(&all, 8.0, Arrows::Few).marks.is_empty());
        assert!(!arrows(&all, 8.0, Arrows::Of(1)).marks.is_empty());
        assert!(arrows(&all, 8.0, Arrows::None).marks.is_empty());
        assert!(arrows(&all, 8.0, Arrows::Of(7)).marks.is_empty());
    }

    #[test]
    fn a_start_without_updates_and_a_run_that_is_gone_have_no_arrows() {
        assert!(arrows(&runs("v=1&rules=trace&steps=0"), 0.0, Arrows::Few).marks.is_empty());
        let gone = runs("v=1&rules=trace&learning-rate=1&steps=300");
        assert!(arrows(&gone, 40.0, Arrows::Few).marks.is_empty());
    }
}
