//! What stands on a map: what theory says, and the best of the points that were run. All lengths are CSS pixels.

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{Plane, Theory};
use heavy_ball::scene::Scene;
use heavy_ball::text::short;

use super::MapFrame;
use super::room::{Mark, Room, Word};
use crate::clip::clip_segment;
use crate::frame::Rect;
use crate::ink::{Dash, Drawn, Ink, Outline, Pen, grid_length, on_grid};
use crate::style::Theme;
use crate::text::{Face, Type};

/// From one vertex of a line up to the next.
const STRIDE: f64 = 2.0;

/// The optimum's ring, half the side of the best point's square, and what is left free around the Scene's own point.
const RING: f64 = 4.5;
const SQUARE: f64 = 3.5;
const POINT: f64 = 8.0;

/// Half the width of what is left free in the upper right corner.
const PROGRESS: f64 = 24.0;

/// Between a corner and the word in it.
const ROOM: f64 = 6.0;

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
    /// The numbers of the best point that was run, and the step from which on it stays.
    pub best: Option<([f64; 2], usize)>,
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
        let square = best.into_iter().flat_map(|[x, y]| {
            [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0]]
                .map(|[across, down]| [x + across * SQUARE, y + down * SQUARE])
        });
        let [first, second] = &critical;
        self.stroke(ink, &[first, second], 1.25, dashed)?;
        self.stroke(ink, &[&limit], 1.75, Dash::SOLID)?;
        let ring = |ink: &mut I, color, width| match optimum {
            Some(at) => ink.draw_circle(on_grid(at), grid_length(RING), &Pen { color, width }, false),
            None => Ok(()),
        };
        let halo = self.theme.halo();
        ring(ink, halo, 3.75)?;
        self.stroke(ink, &[&square.collect()], 1.75, Dash::SOLID)?;
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
        laid.best = self.best.and_then(|(numbers, _)| self.on(numbers));
        for (i, line) in [&laid.limit, &laid.critical[0], &laid.critical[1]].into_iter().enumerate() {
            line.iter().for_each(|at| room.mark(Mark::Line(i), *at, 0.0));
        }
        laid.optimum.into_iter().for_each(|at| room.mark(Mark::Spot, at, RING));
        laid.best.into_iter().for_each(|at| room.mark(Mark::Spot, at, SQUARE));

        let ink = self.style();
        if let Some(at) = laid.optimum {
            room.beside(at, RING, ink, &["optimum"]);
        }
        if let Some((at, (_, step))) = laid.best.zip(self.best) {
            let full = format!("best shown, {step} step{}", if step == 1 { "" } else { "s" });
            room.beside(at, SQUARE, ink, &[&full, "best"]);
        }
        if let Some((theory, curvatures)) = theory {
            self.name_lines(&mut room, &laid, theory, curvatures);
        }
        laid.words = room.words;
        laid
    }

    /// The words of the lines, and of what lies beyond them.
    fn name_lines(&self, room: &mut Room, laid: &Laid, mut theory: Theory, curvatures: Curvatures) {
        let Curvatures { low, high } = curvatures;
        let ink = self.style();
        if let Some(formula) = theory.formula() {
            room.along(Mark::Line(0), &laid.limit, ink, [&format!("αλ = {formula}"), formula]);
        }
        for (i, (line, curvature)) in laid.critical.iter().zip([high, low]).enumerate() {
            let value = format!("λ = {}", brief(curvature));
            room.along(Mark::Line(1 + i), line, ink, [&format!("critical, {value}"), &value]);
        }
        let quiet = Type { color: self.theme.quiet(), ..ink };
        let escapes = theory.escapes(curvatures);
        let mut corner = |text: &str, right: bool| {
            let plot = self.frame.plot.inset(ROOM);
            let left = if right { plot.right() - quiet.width(text) } else { plot.left };
            // The end that lies nearer to the limit has to lie beyond it, or on this side.
            let end = if right { left } else { left + quiet.width(text) };
            for y in [plot.bottom() - SIZE / 2.0, plot.top + SIZE / 2.0] {
                let [alpha, beta] = self.plane.numbers(self.frame.position([end, y]));
                let over = theory.lines(beta, curvatures)[0].is_some_and(|limit| alpha > limit);
                if over == right && room.put(&[[left, y]], quiet, text, None) {
                    return;
                }
            }
        };
        corner("diverges", true);
        if escapes {
            corner("escapes", false);
        }
    }

    fn style(&self) -> Type {
        Type::new(Face::Sans, SIZE, self.theme.ink())
    }

    /// The pixel of two numbers, where they lie on the axes.
    fn on(&self, numbers: [f64; 2]) -> Option<[f64; 2]> {
        let (pixel, off) = self.frame.pixel(self.plane, numbers);
        (off == [0, 0]).then_some(pixel)
    }

    /// The parts in sight of the limit and of the lines of critical damping, upwards; each is in sight in one piece.
    fn lines(&self, theory: &mut Theory, curvatures: Curvatures) -> [Vec<[f64; 2]>; 3] {
        let Rect { left, width, height, .. } = self.frame.plot;
        let mut lines = [const { Vec::new() }; 3];
        let mut before = [None; 3];
        let [Some(across), along] = self.plane.axes else { return lines };
        for i in 0..=(height / STRIDE) as usize + 1 {
            let up = (i as f64 * STRIDE / height).min(1.0);
            let beta = self.plane.numbers([0.0, up])[1];
            let y = self.frame.plot.bottom() - height * along.map_or(up, |axis| axis.position(beta));
            let alphas = theory.lines(beta, curvatures);
            for ((line, before), alpha) in lines.iter_mut().zip(&mut before).zip(alphas) {
                let now = alpha.map(|alpha| [left + width * across.position(alpha), y]);
                let seen = before.zip(now).and_then(|(before, now)| clip_segment(&self.frame.plot, before, now));
                if let Some([(from, _), (to, _)]) = seen {
                    if line.is_empty() {
                        line.push(from);
                    }
                    line.push(to);
                }
                *before = now;
            }
        }
        lines
    }
}

/// A number in three digits, without zeros at its end: "20", "0.5".
fn brief(x: f64) -> String {
    let mut text = short(x);
    if text.contains('.') && !text.contains('e') {
        while text.ends_with('0') {
            text.pop();
        }
        if text.ends_with('.') {
            text.pop();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::text_rect;
    use crate::svg::Svg;
    use heavy_ball::map::{Grid, Outcome, Sweep};
    use heavy_ball::scene::Limits;

    fn scene(link: &str) -> Scene {
        let opened = Scene::open(link, Limits::PAGE);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        opened.scene
    }

    fn with<T>(scene: &Scene, rule: usize, size: f64, curvatures: Curvatures, look: impl FnOnce(&MapMarks) -> T) -> T {
        let plane = Plane::of(scene, &*scene.objective(), rule);
        let frame = MapFrame::new(size, size, &plane);
        let (curvatures, best) = (Some(curvatures), Some(([0.01, 0.95], 37)));
        look(&MapMarks { frame, plane: &plane, scene, curvatures, step: 0, best, theme: Theme::Light })
    }

    const BOWL: Curvatures = Curvatures { low: 1.0, high: 20.0 };

    #[test]
    fn the_limit_stands_where_runs_begin_to_leave() {
        let scene = scene("v=1&start=1,1&steps=3000&rules=heavy-ball+ema+nesterov");
        for rule in 0..3 {
            let limit = with(&scene, rule, 250.0, BOWL, |marks| marks.lay().limit);
            let surface = scene.objective();
            let plane = Plane::of(&scene, &*surface, rule);
            let frame = MapFrame::new(250.0, 250.0, &plane);
            let mut sweep = Sweep::new(&scene, &*surface, plane.clone(), Grid { columns: 20, rows: 12 });
            while sweep.advance(100_000) {}
            let mut sides = [0; 2];
            for cell in 0..20 * 12 {
                let ([x, y], _) = frame.pixel(&plane, sweep.numbers(cell));
                let Some(at) = limit.iter().find(|at| (at[1] - y).abs() <= STRIDE) else { continue };
                // Four pixels of this axis are a tenth of α, and make a growth of some per cent per step.
                let beyond = x - at[0];
                if beyond.abs() > 4.0 {
                    let leaves = matches!(sweep.outcome(cell), Some(Outcome::Left(_)));
                    assert_eq!(leaves, beyond > 0.0, "{rule}: {:?}", sweep.numbers(cell));
                    sides[usize::from(leaves)] += 1;
                }
            }
            assert!(sides.iter().all(|count| *count > 20), "{rule}: {sides:?}");
        }
    }

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

    #[test]
    fn words_stay_in_the_plot_and_cover_neither_each_other_nor_the_limit() {
        let scene = scene("v=1&rules=ema+heavy-ball+nesterov+gradient-descent+adam");
        let bowls = [BOWL, Curvatures { low: 1.0, high: 1.0 }, Curvatures { low: -3.0, high: 2.0 }];
        let mut count = 0;
        for size in [0.0, 1.0, 40.0, 90.0, 150.0, 240.0, 300.0, 600.0] {
            for (rule, bowl) in (0..5).flat_map(|rule| bowls.map(|bowl| (rule, bowl))) {
                with(&scene, rule, size, bowl, |marks| {
                    let laid = marks.lay();
                    let rects: Vec<_> =
                        laid.words.iter().map(|word| text_rect(&word.style, &word.text, word.at)).collect();
                    for (i, a) in rects.iter().enumerate() {
                        let plot = marks.frame.plot;
                        assert!(plot.contains([a.left, a.top]) && plot.contains([a.right(), a.bottom()]));
                        assert!(!laid.limit.iter().any(|at| a.contains(*at)));
                        let apart = |b: &Rect| {
                            a.right() < b.left || b.right() < a.left || a.bottom() < b.top || b.bottom() < a.top
                        };
                        assert!(rects[i + 1..].iter().all(apart), "{size} {rule}");
                    }
                    count += rects.len();
                    let mut svg = Svg::new(size, size);
                    marks.draw(&mut svg).unwrap();
                    let text = svg.finish();
                    assert!(!text.contains("NaN") && !text.contains("inf"), "{size} {rule}");
                });
            }
        }
        assert!(count > 150, "{count}");
    }

    #[test]
    fn a_lines_word_stands_at_its_line_and_says_no_step() {
        let far = |word: &Word, at: &[f64; 2]| {
            let rect = text_rect(&word.style, &word.text, word.at);
            let apart = |low: f64, at: f64, high: f64| (low - at).max(at - high).max(0.0);
            apart(rect.left, at[0], rect.right()).hypot(apart(rect.top, at[1], rect.bottom()))
        };
        let nearest =
            |word: &Word, line: &[[f64; 2]]| line.iter().map(|at| far(word, at)).fold(f64::INFINITY, f64::min);
        let mut named = 0;
        for (alpha, size) in
            [0.01, 0.05, 0.1, 0.19].into_iter().flat_map(|alpha| [250.0, 330.0].map(|size| (alpha, size)))
        {
            let link = format!("v=1&rules=heavy-ball+ema+nesterov&learning-rate={alpha}&schedule=8:learning-rate=x0.2");
            let scene = scene(&link);
            for rule in 0..3 {
                with(&scene, rule, size, BOWL, |marks| {
                    let laid = marks.lay();
                    let lines = [&laid.limit, &laid.critical[0], &laid.critical[1]];
                    let (handle, _) = marks.frame.pixel(marks.plane, marks.plane.numbers_in(&scene));
                    for word in &laid.words {
                        assert!(!word.text.contains("step ") || word.text.starts_with("best"), "{}", word.text);
                        let own = if word.text.starts_with("αλ") || word.text.starts_with("2(") {
                            0
                        } else {
                            usize::from(!word.text.ends_with("= 20")) + 1
                        };
                        if own > 0 && !word.text.contains("λ = ") {
                            continue;
                        }
                        named += 1;
                        let near = nearest(word, lines[own]);
                        for (i, line) in lines.iter().enumerate().filter(|(i, _)| *i != own) {
                            assert!(near < nearest(word, line), "{alpha} {size} {rule} {} {i}", word.text);
                        }
                        assert!(near < far(word, &handle) - POINT, "{alpha} {size} {rule} {}", word.text);
                        assert!(laid.optimum.is_none_or(|at| near < far(word, &at) - RING));
                    }
                });
            }
        }
        assert!(named > 50, "{named}");
    }

    #[test]
    fn the_words_say_what_theory_says() {
        let scene = scene("v=1&rules=heavy-ball+adam");
        let words = |rule, curvatures| {
            with(&scene, rule, 360.0, curvatures, |marks| {
                marks.lay().words.into_iter().map(|word| word.text).collect::<Vec<_>>()
            })
        };
        let [optimum, best] = ["optimum", "best shown, 37 steps"];
        let of_bowl = [optimum, best, "αλ = 2(1+β)", "critical, λ = 20", "critical, λ = 1", "diverges"];
        assert_eq!(words(0, BOWL), of_bowl);
        let round = words(0, Curvatures { low: 2.5, high: 2.5 });
        assert_eq!(round.iter().filter(|word| word.starts_with("critical")).collect::<Vec<_>>(), ["critical, λ = 2.5"]);
        let saddle = words(0, Curvatures { low: -2.0, high: 20.0 });
        assert!(saddle.iter().any(|word| word == "escapes") && !saddle.iter().any(|word| word == optimum));
        assert_eq!(words(0, Curvatures { low: -2.0, high: -1.0 }), [best, "escapes"]);
        assert_eq!(words(1, BOWL), [best]);
    }
}
