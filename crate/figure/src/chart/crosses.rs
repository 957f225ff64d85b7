//! The crosses at the steps where runs left the number range.

use heavy_ball::trajectory::Trajectory;

use super::{Chart, TYPE};
use crate::frame::Rect;
use crate::ink::{Drawn, GRID, Ink, Pen, on_grid};
use crate::text::{Face, Type};

/// From a cross to its word, and from that to what else is there.
const WORD: f64 = 8.0;

/// Where a run left the number range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cross {
    step: f64,
    /// Whether at the top, or else at the foot: on the side where its line left.
    above: bool,
}

impl Chart {
    /// Finds where the crosses stand.
    pub(super) fn lay_crosses(&mut self, runs: &[Trajectory]) {
        let middle = self.frame.rect.top + self.frame.rect.height / 2.0;
        self.crosses.clear();
        for (run, strand) in runs.iter().zip(&self.paths.strands) {
            let above = strand.exit.map_or(run.losses[run.last()] >= run.losses[0], |exit| exit.pixel[1] < middle);
            self.crosses.push(run.stop.map(|stop| Cross { step: stop.step as f64, above }));
        }
    }

    /// A cross at the step where a run left the number range, with a word at its right where nothing else is.
    pub(super) fn draw_crosses<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        const ARM: i32 = 7 * GRID / 2;
        let Rect { left, top, width, height } = self.frame.rect;
        for (i, (form, cross)) in self.paths.forms().iter().zip(&self.crosses).enumerate() {
            let Some(Cross { step, above }) = *cross else { continue };
            let at = [self.x_of(step).min(left + width), if above { top } else { top + height }];
            let (x, y) = on_grid(at);
            let pen = Pen { color: form.color(self.view.theme), width: 2.0 };
            ink.draw_path([(x - ARM, y - ARM), (x + ARM, y + ARM)], &pen)?;
            ink.draw_path([(x - ARM, y + ARM), (x + ARM, y - ARM)], &pen)?;

            let style = Type::new(Face::Sans, TYPE, form.letter(self.view.theme));
            let text = format!("overflows at step {step}");
            let end = at[0] + 2.0 * WORD + style.width(&text);
            let mut free = end <= left + width + WORD;
            for (j, strand) in self.paths.strands.iter().enumerate() {
                // Of crosses on one another the one on top has the word.
                let other = self.crosses[j].map(|cross| self.x_of(cross.step));
                free &= !other.is_some_and(|x| at[0] < x && x < end || x == at[0] && j > i);
                free &= !strand.exit.is_some_and(|exit| at[0] < exit.pixel[0] && exit.pixel[0] < end);
            }
            if free {
                // Below, the numbers of the steps are near.
                let at = [at[0] + WORD, if above { at[1] } else { at[1] - TYPE / 2.0 }];
                ink.halo_text(&text, &style, on_grid(at), Pen { color: self.view.theme.ground(), width: 3.0 })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chart, chevrons};
    use super::GRID;
    use crate::record::Mark;

    #[test]
    fn a_run_that_left_the_number_range_has_a_cross_at_that_step() {
        let strokes = |link| chart(link, 700.0).1.lines().iter().filter(|line| is_cross(line)).count();
        fn is_cross(line: &Mark) -> bool {
            let [a, b] = line.points[..] else { return false };
            (a.0 - b.0).abs() == 7 * GRID && (a.1 - b.1).abs() == 7 * GRID
        }
        assert_eq!(strokes("v=1&learning-rate=5&steps=1000&rules=trace+adam"), 2);
        assert_eq!(strokes("v=1&rules=trace"), 0);
    }

    #[test]
    fn a_cross_says_at_which_step_where_there_is_room() {
        let words = |width| {
            let (chart, record) = chart("v=1&learning-rate=100&rules=heavy-ball+ema+trace", width);
            let words: Vec<_> = record.texts().into_iter().filter(|text| text.starts_with("overflows")).collect();
            assert_eq!(chart.crosses.iter().flatten().count(), 3);
            words.len()
        };
        assert_eq!([700.0, 60.0].map(words), [2, 0], "two of them left together");
    }

    #[test]
    fn a_cross_stands_on_the_side_where_the_line_left() {
        let (chart, record) = chart("v=1&surface=monkey-saddle&learning-rate=0.05&rules=heavy-ball", 700.0);
        let bottom = chart.rect().bottom();
        assert!((chevrons(&chart, &record)[0].1 - bottom).abs() < 0.1);
        assert_eq!(chart.crosses.iter().flatten().map(|cross| cross.above).collect::<Vec<_>>(), [false]);
    }
}
