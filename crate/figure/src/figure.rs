//! The figure: the layers of the map, each a call of its own, so that the wall redraws only what has changed.
//!
//! From the back: the landscape, the ghost of what was, the paths, the playhead with all labels. Each layer expects
//! clear ground or a canvas of its own; none clears what lies below.

use heavy_ball::objective::{Domain, Surface};
use heavy_ball::trajectory::Trajectory;

use crate::axes::{self, Labelled};
use crate::captions::Captions;
use crate::frame::{Frame, Rect, home, panels};
use crate::ink::{Drawn, Ink};
use crate::landscape::{Detail, Landscape};
use crate::path::{Look, Paths};
use crate::playhead;
pub use crate::playhead::Arrows;
use crate::start::{draw_start, start_mark};
use crate::style::{Form, Theme, forms};

/// All runs on one map, or one panel for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// All on one map.
    #[default]
    Overlay,
    /// One panel per run, with shared axes.
    Panels,
}

/// What the map is drawn into, and what of the plane it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Its width in CSS pixels.
    pub width: f64,
    /// Its height in CSS pixels.
    pub height: f64,
    /// The ground.
    pub theme: Theme,
    /// The layout.
    pub layout: Layout,
    /// The part of the plane that each panel shows, stretched to the panel; [`View::home`] gives one that fits.
    pub window: Domain,
}

impl View {
    /// The frames of the panels for so many runs: one for all, or one each.
    pub fn frames(&self, runs: usize) -> Vec<Frame> {
        let area = Rect::new(0.0, 0.0, self.width, self.height);
        let rects = match self.layout {
            Layout::Overlay => vec![area],
            Layout::Panels => panels(area, runs, self.window),
        };
        rects.into_iter().map(|rect| Frame::new(rect, self.window)).collect()
    }

    /// The window that shows a whole domain in this view with the same scale along both axes.
    pub fn home(&self, domain: Domain, runs: usize) -> Domain {
        let rect = View { window: domain, ..*self }.frames(runs)[0].rect;
        home(domain, rect.width.max(1.0), rect.height.max(1.0))
    }
}

/// A figure: what was laid out last, to be drawn as often as is wanted.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    theme: Theme,
    layout: Layout,
    frames: Vec<Frame>,
    landscape: Option<Landscape>,
    paths: Paths,
    pub(crate) captions: Captions,
}

impl Figure {
    /// Traces the contours of a surface; needed when the surface, the window, the layout or the size has changed, not
    /// for another theme.
    pub fn survey(&mut self, view: &View, surface: &dyn Surface, runs: usize, detail: Detail) {
        let rect = view.frames(runs)[0].rect;
        self.landscape = Some(Landscape::survey(surface, view.window, [rect.width, rect.height], detail));
    }

    /// Lays out the runs; needed when the runs or anything of the view has changed. Labels keep off the minimizers.
    pub fn lay(&mut self, view: &View, runs: &[Trajectory], minimizers: &[[f64; 2]]) {
        (self.theme, self.layout) = (view.theme, view.layout);
        self.frames = view.frames(runs.len());
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let lines: Vec<_> = runs.iter().map(|run| run.points.as_slice()).collect();
        self.paths.lay(&self.frames, forms, &lines);
        self.captions.lay(&self.frames, &self.paths.strands, runs, minimizers);
    }

    /// Lets go of the places of the words: the next layout is that of a figure just opened.
    pub fn forget_words(&mut self) {
        self.captions.forget();
    }

    /// Moves the words along with a window that a hand moves by so many pixels.
    pub fn move_words(&mut self, by: [f64; 2]) {
        self.captions.shift(by);
    }

    /// Keeps the labels of one map for all runs out of a rectangle, where a page has its buttons.
    pub fn keep_out_of(&mut self, rect: Rect) {
        self.captions.keep_out_of(rect);
    }

    /// The frames of the panels, one for all runs or one each.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The looks of the runs.
    pub fn forms(&self) -> &[Form] {
        self.paths.forms()
    }

    /// Where a start is marked in the first panel, and to which sides it lies beyond that: [`start_mark`].
    pub fn start_mark(&self, start: [f64; 2]) -> Option<([f64; 2], [f64; 2])> {
        self.frames.first().map(|frame| start_mark(frame, start))
    }

    /// The panel and the point of the plane at a pixel.
    pub fn point_at(&self, pixel: [f64; 2]) -> Option<(usize, [f64; 2])> {
        let panel = self.frames.iter().position(|frame| frame.rect.contains(pixel))?;
        Some((panel, self.frames[panel].point(pixel)))
    }

    /// Layer 1: bands, isolines, minimizers and axes.
    pub fn draw_landscape<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        let Some(landscape) = &self.landscape else { return Ok(()) };
        let (mut bottom, mut left) = (f64::NEG_INFINITY, f64::INFINITY);
        for Frame { rect, .. } in &self.frames {
            (bottom, left) = (bottom.max(rect.bottom()), left.min(rect.left));
        }
        for frame in &self.frames {
            landscape.draw(ink, frame, self.theme)?;
            // Panels share their axes: the outer ones carry the numbers.
            let labelled = Labelled {
                below: frame.rect.bottom() >= bottom - 1.0,
                left: frame.rect.left <= left + 1.0,
                // The panel's own label stands there.
                headroom: if self.frames.len() > 1 { 26.0 } else { 0.0 },
            };
            axes::draw(ink, frame, labelled, self.theme)?;
            landscape.draw_minimizers(ink, frame, self.theme)?;
        }
        Ok(())
    }

    /// Layer 2: the runs laid out now, faint, to stay while a control moves.
    pub fn draw_ghost<I: Ink>(&mut self, ink: &mut I) -> Drawn<I> {
        let look = Look { theme: self.theme, width: 1.5, opacity: 0.3, dots: false };
        self.paths.draw(ink, 0.0, f64::INFINITY, look)
    }

    /// Layer 3: the paths, travelled up to the playhead, the rest faint.
    pub fn draw_paths<I: Ink>(&mut self, ink: &mut I, playhead: f64) -> Drawn<I> {
        let faint = Look { theme: self.theme, width: 1.5, opacity: 0.42, dots: false };
        self.paths.draw(ink, playhead, f64::INFINITY, faint)?;
        self.paths.draw_exits(ink, playhead, f64::INFINITY, faint)?;
        self.append(ink, 0.0, playhead)
    }

    /// Layer 3 while playing forward: what is travelled from one place of the playhead to the next, over what is
    /// drawn.
    pub fn append<I: Ink>(&mut self, ink: &mut I, from: f64, to: f64) -> Drawn<I> {
        self.paths.draw(ink, from, to, self.line())?;
        self.paths.draw_exits(ink, from, to, self.line())
    }

    fn line(&self) -> Look {
        Look { theme: self.theme, width: 2.0, opacity: 1.0, dots: true }
    }

    /// Layer 4: the start, what is at the playhead, arrows and balls, and the labels. `runs` are those laid out; more are
    /// not drawn.
    pub fn draw_playhead<I: Ink>(&self, ink: &mut I, runs: &[Trajectory], playhead: f64, arrows: Arrows) -> Drawn<I> {
        if self.frames.is_empty() {
            return Ok(());
        }
        let forms = self.paths.forms();
        let runs = &runs[..runs.len().min(forms.len())];
        draw_start(ink, &self.frames, runs, self.theme)?;
        let words = playhead::Words { taken: self.captions.rects().to_vec(), theme: self.theme };
        playhead::draw_arrows(ink, &self.frames, runs, forms, playhead, arrows, words)?;
        playhead::draw_balls(ink, &self.frames, runs, forms, playhead, self.theme)?;
        self.captions.draw(ink, forms, arrows, self.theme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Record};
    use crate::text::{Face, Type};
    use heavy_ball::scene::{Limits, Scene};

    fn view(layout: Layout) -> View {
        View { width: 600.0, height: 400.0, theme: Theme::Dark, layout, window: Domain::new([-4.2, 4.2], [-2.4, 2.4]) }
    }

    fn runs(link: &str) -> Vec<Trajectory> {
        Scene::open(link, Limits::PAGE).scene.run()
    }

    #[test]
    fn one_map_for_all_or_a_panel_each() {
        assert_eq!(view(Layout::Overlay).frames(3).len(), 1);
        assert_eq!(view(Layout::Panels).frames(3).len(), 3);
        assert_eq!(view(Layout::Panels).frames(0).len(), 1);
    }

    #[test]
    fn a_point_of_the_plane_is_found_in_its_panel() {
        let mut figure = Figure::default();
        figure.lay(&view(Layout::Panels), &runs("v=1"), &[]);
        for (panel, frame) in figure.frames().iter().enumerate() {
            let (found, point) = figure.point_at(frame.pixel([1.0, -0.5])).unwrap();
            assert_eq!(found, panel);
            assert!((point[0] - 1.0).abs() < 1e-9 && (point[1] + 0.5).abs() < 1e-9);
        }
        assert_eq!(figure.point_at([-5.0, 10.0]), None);
    }

    #[test]
    fn home_shows_the_whole_domain_in_every_panel() {
        let domain = Domain::new([-2.0, 2.0], [-1.0, 3.0]);
        for layout in [Layout::Overlay, Layout::Panels] {
            let home = view(layout).home(domain, 3);
            assert!(home.contains([-2.0, -1.0]) && home.contains([2.0, 3.0]), "{layout:?} {home:?}");
        }
    }

    #[test]
    fn nothing_laid_out_and_no_runs_draw_nothing() {
        let mut record = Record::default();
        let mut figure = Figure::default();
        for round in 0..2 {
            figure.draw_landscape(&mut record).unwrap();
            figure.draw_ghost(&mut record).unwrap();
            figure.draw_paths(&mut record, 3.0).unwrap();
            figure.draw_playhead(&mut record, &[], 3.0, Arrows::Few).unwrap();
            assert!(record.marks.is_empty(), "round {round}");
            figure.lay(&view(Layout::Overlay), &[], &[]);
        }
    }

    #[test]
    fn runs_that_were_not_laid_out_are_not_drawn() {
        for layout in [Layout::Overlay, Layout::Panels] {
            let [few, more] = ["v=1&rules=ema", "v=1&rules=ema+trace+heavy-ball"].map(runs);
            let mut figure = Figure::default();
            figure.lay(&view(layout), &few, &[]);
            let drawn = |runs: &[Trajectory]| {
                let mut record = Record::default();
                figure.draw_playhead(&mut record, runs, 5.0, Arrows::Few).unwrap();
                record.marks.len()
            };
            assert_eq!(drawn(&few), drawn(&more), "{layout:?}");
        }
    }

    #[test]
    fn no_word_covers_another_one() {
        let mut seen = 0;
        for link in [
            "v=1&start=-3.6,1.05&rules=nesterov+heavy-ball",
            "v=1&start=-3.6,1.05&schedule=8:learning-rate=x0.2",
            "v=1&surface=rosenbrock&rules=nesterov+heavy-ball+trace&learning-rate=0.0005",
        ] {
            let runs = runs(link);
            let mut figure = Figure::default();
            let mut view = view(Layout::Overlay);
            view.window = view.home(Scene::open(link, Limits::PAGE).scene.objective().domain(), runs.len());
            figure.lay(&view, &runs, &[]);
            for step in 0..20 {
                let mut record = Record::default();
                figure.draw_playhead(&mut record, &runs, f64::from(step), Arrows::Few).unwrap();
                let captions = figure.captions.rects();
                let serif = Type::new(Face::SerifItalic, 14.0, Theme::Light.ink());
                let words = record.marks.iter().filter_map(|mark| match &mark.kind {
                    Kind::Text(text) if text == "memory" || text == "−gradient" => {
                        let [x, y] = [mark.points[0].0, mark.points[0].1].map(|at| f64::from(at) / 16.0);
                        let width = serif.width(text);
                        Some(Rect::new(x - width / 2.0 + 0.1, y - 6.9, width - 0.2, 13.8))
                    }
                    _ => None,
                });
                let words: Vec<_> = words.collect();
                for (i, word) in words.iter().enumerate() {
                    seen += 1;
                    let others = captions.iter().chain(&words[i + 1..]);
                    assert!(others.clone().all(|other| !word.meets(other)), "{link} {step}");
                }
            }
        }
        assert!(seen > 60, "{seen}");
    }

    #[test]
    fn the_whole_path_is_travelled_or_to_come() {
        let runs = runs("v=1&rules=trace");
        let mut figure = Figure::default();
        figure.lay(&view(Layout::Overlay), &runs, &[]);
        let mut record = Record::default();
        figure.draw_paths(&mut record, 40.5).unwrap();
        let lines = record.lines();
        let [to_come, travelled] = &lines[..] else { panic!("{}", lines.len()) };
        assert!(to_come.alpha < travelled.alpha);
        assert_eq!(to_come.points.first(), travelled.points.last());
    }
}
