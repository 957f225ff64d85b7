//! The figure: the layers of the map, each a call of its own, so that the wall redraws only what has changed.
//!
//! From the back: the landscape, the ghost of what was, the paths, the playhead. Each layer expects clear ground or
//! its own canvas; none clears what lies below.

use heavy_ball::objective::{Domain, Surface};
use heavy_ball::trajectory::Trajectory;

use crate::frame::{Frame, Rect, home, panels};
use crate::ink::{Drawn, Ink};
use crate::landscape::Landscape;
use crate::path::{Look, Paths};
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
    frames: Vec<Frame>,
    landscape: Option<Landscape>,
    paths: Paths,
}

impl Figure {
    /// Traces the contours of a surface; needed when the surface, the window, the layout or the size has changed, not
    /// for another theme. `cell` is the grid's width in CSS pixels: 4 for a picture, 8 while a hand moves.
    pub fn survey(&mut self, view: &View, surface: &dyn Surface, runs: usize, cell: f64) {
        let rect = view.frames(runs)[0].rect;
        self.landscape = Some(Landscape::survey(surface, view.window, [rect.width, rect.height], cell));
    }

    /// Lays out the runs; needed when the runs or anything of the view has changed.
    pub fn lay(&mut self, view: &View, runs: &[Trajectory]) {
        self.theme = view.theme;
        self.frames = view.frames(runs.len());
        let forms = forms(runs.iter().map(|run| run.rule.card().name));
        let counts = runs.iter().map(|run| run.points.len());
        self.paths.lay(&self.frames, forms, counts, |run, step| runs[run].points[step]);
    }

    /// The frames of the panels, one for all runs or one each.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The looks of the runs.
    pub fn forms(&self) -> &[Form] {
        self.paths.forms()
    }

    /// The panel and the point of the plane at a pixel.
    pub fn point_at(&self, pixel: [f64; 2]) -> Option<(usize, [f64; 2])> {
        let panel = self.frames.iter().position(|frame| frame.rect.contains(pixel))?;
        Some((panel, self.frames[panel].point(pixel)))
    }

    /// Layer 1: bands, isolines, minimizers and axes.
    pub fn draw_landscape<I: Ink>(&self, ink: &mut I) -> Drawn<I> {
        let Some(landscape) = &self.landscape else { return Ok(()) };
        for frame in &self.frames {
            landscape.draw(ink, frame, self.theme)?;
            landscape.draw_minimizers(ink, frame, self.theme)?;
        }
        Ok(())
    }

    /// Layer 2: the runs laid out now, faint, to stay while a control moves.
    pub fn draw_ghost<I: Ink>(&mut self, ink: &mut I) -> Drawn<I> {
        let look = Look { theme: self.theme, width: 1.5, opacity: 0.28, dots: false };
        self.paths.draw(ink, 0.0, f64::INFINITY, look)
    }

    /// Layer 3: the paths, travelled up to the playhead, the rest faint.
    pub fn draw_paths<I: Ink>(&mut self, ink: &mut I, playhead: f64) -> Drawn<I> {
        let faint = Look { theme: self.theme, width: 1.5, opacity: 0.4, dots: false };
        self.paths.draw(ink, playhead, f64::INFINITY, faint)?;
        self.append(ink, 0.0, playhead)?;
        self.paths.draw_exits(ink, f64::INFINITY, LINE.on(self.theme))
    }

    /// Layer 3 while playing forward: what is travelled from one place of the playhead to the next, over what is
    /// drawn.
    pub fn append<I: Ink>(&mut self, ink: &mut I, from: f64, to: f64) -> Drawn<I> {
        self.paths.draw(ink, from, to, LINE.on(self.theme))
    }
}

/// How travelled paths look.
const LINE: Look = Look { theme: Theme::Light, width: 2.0, opacity: 1.0, dots: true };

impl Look {
    fn on(self, theme: Theme) -> Look {
        Look { theme, ..self }
    }
}
