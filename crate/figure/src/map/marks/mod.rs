//! What stands on a map: what theory says, and the best of the points that were run. All lengths are CSS pixels.

mod lines;
mod names;
mod room;

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{Best, Plane, Theory};
use heavy_ball::scene::Scene;
use heavy_ball::text::steps;

use super::MapFrame;
use crate::ink::{Dash, Drawn, Ink, Outline, Pen, grid_length, on_grid};
use crate::style::Theme;
use crate::text::{Face, Type};
use room::{Mark, Room, Word};

/// The optimum's ring, half the side of the best point's square, and what is left free around the Scene's own point.
const RING: f64 = 4.5;
const SQUARE: f64 = 3.5;
const POINT: f64 = 8.0;

/// Half the width of what is left free in the upper right corner.
const PROGRESS: f64 = 24.0;

/// The size of all words.
const SIZE: f64 = 10.5;

/// What is to stand on a map.
#[derive(Clone, Copy, Debug)]
pub struct MapMarks<'a> {
    /// Where the map lies.
    pub frame: MapFrame,
    /// Its plane.
    pub plane: &'a Plane,
    /// The Scene it was run from.
    pub scene: &'a Scene,
    /// The curvatures for which theory is asked; none where it shall say nothing.
    pub curvatures: Option<Curvatures>,
    /// The step at which it is asked: what is in force there counts.
    pub step: usize,
    /// The best point that was run.
    pub best: Option<Best>,
    /// The ground it stands on.
    pub theme: Theme,
}

/// All marks in their places.
#[derive(Default)]
struct Laid {
    limit: Vec<[f64; 2]>,
    critical: [Vec<[f64; 2]>; 2],
    optimum: Option<[f64; 2]>,
    best: Option<[f64; 2]>,
    words: Vec<Word>,
}

impl MapMarks<'_> {
    /// Draws the lines, the marks and their words. A word for which there is no room is left out.
    pub fn draw<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        let Laid { limit, critical, optimum, best, words } = self.lay();
        let dashed = Dash { pattern: &[4.0, 3.0], offset: 0.0, round: false };
        let mut square = Vec::new();
        if let Some([x, y]) = best {
            for [across, down] in [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0]] {
                square.push([x + across * SQUARE, y + down * SQUARE]);
            }
        }
        let [first, second] = &critical;
        self.stroke(ink, &[first, second], 1.25, dashed)?;
        self.stroke(ink, &[&limit], 1.75, Dash::SOLID)?;
        let ring = |ink: &mut I, color, width| match optimum {
            Some(at) => ink.draw_circle(on_grid(at), grid_length(RING), &Pen { color, width }, false),
            None => Ok(()),
        };
        let halo = self.theme.halo();
        ring(ink, halo, 3.75)?;
        self.stroke(ink, &[&square], 1.75, Dash::SOLID)?;
        ring(ink, self.theme.ink(), 1.75)?;
        let halo = Pen { color: halo, width: 3.0 };
        words.iter().try_for_each(|Word { text, style, at }| ink.halo_text(text, style, on_grid(*at), halo))
    }

    /// Strokes lines over their halo.
    fn stroke<I: Ink>(&self, ink: &mut I, lines: &[&Vec<[f64; 2]>], width: f64, dash: Dash) -> Drawn<I> {
        let mut outline = Outline::default();
        for line in lines {
            for (i, &at) in line.iter().enumerate() {
                if i == 0 {
                    outline.move_to(at);
                } else {
                    outline.line_to(at);
                }
            }
        }
        if outline.is_empty() {
            return Ok(());
        }
        // The halo goes around the ends of the dashes as well.
        ink.dash(Dash { round: true, ..dash })?;
        ink.stroke(&outline, (0, 0), Pen { color: self.theme.halo(), width: width + 2.0 })?;
        ink.dash(dash)?;
        ink.stroke(&outline, (0, 0), Pen { color: self.theme.ink(), width })
    }

    fn lay(&self) -> Laid {
        let MapMarks { frame, plane, scene, step, .. } = *self;
        let mut room = Room::new(frame.plot);
        room.mark(Mark::Spot, frame.pixel(plane, plane.numbers_in(scene)).0, POINT);
        // Here a page says how far the map is.
        room.block([frame.plot.right() - PROGRESS, frame.plot.top], PROGRESS);
        let mut laid = Laid::default();
        let mut theory = Theory::of(scene, plane, step).zip(self.curvatures);
        if let Some((theory, curvatures)) = &mut theory {
            [laid.limit, laid.critical[0], laid.critical[1]] = self.lines(theory, *curvatures);
            let optimum = theory.optimum(*curvatures);
            laid.optimum = optimum.and_then(|best| self.on([best.learning_rate, best.momentum.unwrap_or(0.0)]));
        }
        laid.best = self.best.and_then(|best| self.on(best.numbers));
        for (i, line) in [&laid.limit, &laid.critical[0], &laid.critical[1]].into_iter().enumerate() {
            room.line(Mark::Line(i), line);
        }
        laid.optimum.into_iter().for_each(|at| room.mark(Mark::Spot, at, RING));
        laid.best.into_iter().for_each(|at| room.mark(Mark::Spot, at, SQUARE));

        let ink = self.style();
        if let Some(at) = laid.optimum {
            room.beside(at, RING, ink, &["optimum"]);
        }
        if let Some((at, best)) = laid.best.zip(self.best) {
            let full = format!("best shown, {}", steps(best.step));
            room.beside(at, SQUARE, ink, &[&full, "best"]);
        }
        if let Some((theory, curvatures)) = theory {
            self.name_lines(&mut room, &laid, theory, curvatures);
        }
        laid.words = room.words;
        laid
    }

    fn style(&self) -> Type {
        Type::new(Face::Sans, SIZE, self.theme.ink())
    }

    /// The pixel of two numbers, where they lie on the axes.
    fn on(&self, numbers: [f64; 2]) -> Option<[f64; 2]> {
        let (pixel, off) = self.frame.pixel(self.plane, numbers);
        (off == [0, 0]).then_some(pixel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball::scene::Limits;

    pub(super) fn scene(link: &str) -> Scene {
        let opened = Scene::open(link, Limits::PAGE);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        opened.scene
    }

    pub(super) fn with<T>(
        scene: &Scene,
        rule: usize,
        size: f64,
        curvatures: Curvatures,
        look: impl FnOnce(&MapMarks) -> T,
    ) -> T {
        let plane = Plane::of(scene, &*scene.objective(), rule);
        let frame = MapFrame::new(size, size, &plane);
        let (curvatures, best) = (Some(curvatures), Some(Best { numbers: [0.01, 0.95], step: 37 }));
        look(&MapMarks { frame, plane: &plane, scene, curvatures, step: 0, best, theme: Theme::Light })
    }

    pub(super) const BOWL: Curvatures = Curvatures { low: 1.0, high: 20.0 };

    #[test]
    fn matched_maps_of_equivalent_forms_show_the_same_lines() {
        let scene = scene("v=1&match=matched&rules=heavy-ball+ema+trace");
        let lines = |rule| {
            with(&scene, rule, 250.0, BOWL, |marks| {
                let Laid { limit, critical: [first, second], optimum, .. } = marks.lay();
                [limit, first, second, optimum.into_iter().collect()].concat()
            })
        };
        let first = lines(0);
        assert!(first.len() > 150);
        for other in [lines(1), lines(2)] {
            let far = |(a, b): (&[f64; 2], &[f64; 2])| (a[0] - b[0]).abs() > 1e-6 || (a[1] - b[1]).abs() > 1e-6;
            assert!(first.len() == other.len() && !first.iter().zip(&other).any(far));
        }
    }
}
