//! What stands on a map: what theory says, and the best of the points that were run. All lengths are CSS pixels.

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{Plane, Theory};
use heavy_ball::scene::Scene;
use heavy_ball::text::short;

use super::MapFrame;
use crate::clip::clip_segment;
use crate::frame::Rect;
use crate::ink::{Color, Dash, Drawn, Ink, Pen, grid_length, on_grid};
use crate::labels::{place_beside, text_rect};
use crate::occupied::Occupied;
use crate::style::Theme;
use crate::text::{Face, Type};

/// From one vertex of a line up to the next.
const STRIDE: f64 = 2.0;

/// The optimum's ring, half the side of the best point's square, and what is left free around the Scene's own point.
const RING: f64 = 4.5;
const SQUARE: f64 = 3.5;
const POINT: f64 = 8.0;

/// Between a line and its word, and between a corner and the word in it.
const ROOM: f64 = 6.0;

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

/// A word by the middle of its left end.
struct Word {
    text: String,
    style: Type,
    at: [f64; 2],
}

impl MapMarks<'_> {
    /// Draws the lines, the marks and their words. A word for which there is no room is left out.
    pub fn draw<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        let Laid { limit, critical, optimum, best, words } = self.lay();
        let halo = self.theme.halo();
        let dashed = Dash { pattern: &[4.0, 3.0], offset: 0.0, round: false };
        for (line, width, dash) in critical.iter().map(|line| (line, 1.0, dashed)).chain([(&limit, 1.75, Dash::SOLID)])
        {
            if line.is_empty() {
                continue;
            }
            ink.dash(Dash::SOLID)?;
            ink.draw_path(line.iter().copied().map(on_grid), &Pen { color: halo, width: width + 2.0 })?;
            ink.dash(dash)?;
            ink.draw_path(line.iter().copied().map(on_grid), &Pen { color: self.theme.ink(), width })?;
        }
        ink.dash(Dash::SOLID)?;
        for pen in [Pen { color: halo, width: 4.0 }, Pen { color: self.theme.ink(), width: 1.75 }] {
            if let Some(at) = optimum {
                ink.draw_circle(on_grid(at), grid_length(RING), &pen, false)?;
            }
            if let Some([x, y]) = best {
                let corners = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0]];
                let corner = |[across, down]: [f64; 2]| on_grid([x + across * SQUARE, y + down * SQUARE]);
                ink.draw_path(corners.map(corner), &pen)?;
            }
        }
        let halo = Pen { color: halo, width: 3.0 };
        words.iter().try_for_each(|Word { text, style, at }| ink.halo_text(text, style, on_grid(*at), halo))
    }

    fn lay(&self) -> Laid {
        let MapMarks { frame, plane, scene, .. } = *self;
        let mut laid = Laid::default();
        let mut taken = Occupied::default();
        taken.clear(frame.plot);
        around(&mut taken, frame.pixel(plane, plane.numbers_in(scene)).0, POINT);
        let mut theory = Theory::of(scene, plane).zip(self.curvatures);
        if let Some((theory, curvatures)) = &mut theory {
            let Curvatures { low, high } = *curvatures;
            laid.limit = self.line(&mut taken, |momentum| theory.limit(momentum, high));
            laid.critical[0] = self.line(&mut taken, |momentum| theory.critical(momentum, high));
            // To rounding one and the same.
            if low < high * (1.0 - 1e-9) {
                laid.critical[1] = self.line(&mut taken, |momentum| theory.critical(momentum, low));
            }
            let optimum = theory.optimum(*curvatures);
            laid.optimum = optimum.and_then(|best| self.on([best.learning_rate, best.momentum.unwrap_or(0.0)]));
        }
        laid.best = self.best.and_then(|(numbers, _)| self.on(numbers));
        laid.optimum.into_iter().for_each(|at| around(&mut taken, at, RING));
        laid.best.into_iter().for_each(|at| around(&mut taken, at, SQUARE));
        laid.words = self.words(&mut taken, &laid, theory);
        laid
    }

    /// The words of all marks, the most important ones first: there may be no room for the others.
    fn words(&self, taken: &mut Occupied, laid: &Laid, theory: Option<(Theory, Curvatures)>) -> Vec<Word> {
        let mut words = Vec::new();
        let mut beside = |mark: Option<[f64; 2]>, radius: f64, text: String| {
            let style = self.style(self.theme.ink());
            let place = |at| place_beside(taken, self.frame.plot, at, radius - 3.0, &style, &text, None);
            if let Some((_, at)) = mark.and_then(place) {
                words.push(Word { text, style, at });
            }
        };
        beside(laid.optimum, RING, "optimum".to_owned());
        if let Some((_, step)) = self.best {
            beside(laid.best, SQUARE, format!("best, {step} step{}", if step == 1 { "" } else { "s" }));
        }
        let Some((mut theory, Curvatures { low, high })) = theory else { return words };
        let style = self.style(self.theme.quiet());
        let mut along = |line: &[[f64; 2]], text: String| {
            if let Some(at) = self.along(taken, line, &style, &text) {
                words.push(Word { text, style, at });
                return true;
            }
            false
        };
        if let Some(formula) = theory.formula() {
            let _ = along(&laid.limit, format!("αλ = {formula}")) || along(&laid.limit, formula.to_owned());
        }
        for (line, curvature) in laid.critical.iter().zip([high, low]) {
            let curvature = short(curvature);
            let _ = along(line, format!("critical, λ = {curvature}")) || along(line, format!("λ = {curvature}"));
        }
        // A corner belongs to a word if the end that lies nearer to the limit does.
        let plot = self.frame.plot.inset(ROOM);
        let mut corner = |text: &str, right: bool| {
            let [width, height] = [style.width(text), style.size];
            let left = if right { plot.right() - width } else { plot.left };
            for y in [plot.bottom() - height / 2.0, plot.top + height / 2.0] {
                let rect = text_rect(&style, text, [left, y]);
                let end = if right { left } else { left + width };
                let [alpha, beta] = self.plane.numbers(self.frame.position([end, y]));
                let over = theory.limit(beta, high).is_some_and(|limit| alpha > limit);
                if over == right && plot.width > width && taken.is_free(rect) {
                    taken.block(rect);
                    words.push(Word { text: text.to_owned(), style, at: [left, y] });
                    return;
                }
            }
        };
        corner("diverges", true);
        if low < -1e-9 * high.abs() {
            corner("escapes", false);
        }
        words
    }

    fn style(&self, color: Color) -> Type {
        Type::new(Face::Sans, 10.5, color)
    }

    /// The pixel of two numbers, where they lie on the axes.
    fn on(&self, numbers: [f64; 2]) -> Option<[f64; 2]> {
        let (pixel, off) = self.frame.pixel(self.plane, numbers);
        (off == [0, 0]).then_some(pixel)
    }

    /// The part in sight of a line that has an α for each β, upwards; it goes there at no more than one piece.
    fn line(&self, taken: &mut Occupied, mut alpha: impl FnMut(f64) -> Option<f64>) -> Vec<[f64; 2]> {
        let Rect { left, width, height, .. } = self.frame.plot;
        let bottom = self.frame.plot.bottom();
        let mut line = Vec::new();
        let mut before = None;
        for i in 0..=(height / STRIDE) as usize {
            let up = i as f64 * STRIDE / height;
            let beta = self.plane.numbers([0.0, up])[1];
            let now = alpha(beta).zip(self.plane.axes[0]).map(|(alpha, axis)| {
                let up = self.plane.axes[1].map_or(up, |axis| axis.position(beta));
                [left + width * axis.position(alpha), bottom - height * up]
            });
            let seen = before.zip(now).and_then(|(before, now)| clip_segment(&self.frame.plot, before, now));
            if let Some([(from, _), (to, _)]) = seen {
                if line.is_empty() {
                    line.push(from);
                }
                line.push(to);
                taken.block(Rect::new(to[0], to[1], 0.0, 0.0));
            }
            before = now;
        }
        line
    }

    /// A free place beside a line, the nearest to its middle; it is then taken.
    fn along(&self, taken: &mut Occupied, line: &[[f64; 2]], style: &Type, text: &str) -> Option<[f64; 2]> {
        let plot = self.frame.plot.inset(2.0);
        let width = style.width(text);
        let middle = line.len() / 2;
        let places = (0..=middle).flat_map(|away| [middle - away, middle + away]);
        for [x, y] in places.filter_map(|place| line.get(place).copied()) {
            for left in [x + ROOM, x - ROOM - width] {
                let rect = text_rect(style, text, [left, y]);
                let inside = plot.contains([rect.left, rect.top]) && plot.contains([rect.right(), rect.bottom()]);
                if inside && taken.is_free(rect) {
                    taken.block(rect);
                    return Some([left, y]);
                }
            }
        }
        None
    }
}

/// Takes a square around a pixel.
fn around(taken: &mut Occupied, [x, y]: [f64; 2], radius: f64) {
    taken.block(Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
}
