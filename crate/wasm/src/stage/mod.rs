//! What is drawn for an element, and in which sizes, theme and layout. All lengths are CSS pixels.

mod pictures;
mod window;

use std::rc::Rc;

use heavy_ball::objective::Domain;
use heavy_ball::trajectory::Trajectory;
use heavy_ball_figure::chart::{Chart, ChartView};
use heavy_ball_figure::figure::{Figure, Layout, View};
use heavy_ball_figure::frame::{Rect, panels_height};
use heavy_ball_figure::landscape::Detail;
use heavy_ball_figure::style::{Form, Theme};
use wasm_bindgen::prelude::*;

use crate::ink::List;
use crate::playground::Playground;

/// What is drawn, and what of it is still true.
pub(crate) struct Stage {
    view: View,
    chart_size: [f64; 2],
    /// How often the view has changed.
    views: usize,
    /// Whether the window is the one that belongs to the surface and the size.
    at_home: bool,
    figure: Figure,
    chart: Chart,
    ghost: Rc<Vec<Trajectory>>,
    /// The last picture, and the words of all.
    ink: List,
    /// How closely the contours of this view were traced, if at all.
    surveyed: Option<Detail>,
    /// Whether figure and chart belong to the runs and the view.
    laid: bool,
    /// Whether a hand has moved the window since.
    panned: bool,
}

impl Default for Stage {
    fn default() -> Self {
        let window = Domain::new([0.0, 1.0], [0.0, 1.0]);
        Stage {
            view: View { width: 0.0, height: 0.0, theme: Theme::Light, layout: Layout::Overlay, window },
            chart_size: [0.0; 2],
            views: 0,
            at_home: true,
            figure: Figure::default(),
            chart: Chart::default(),
            ghost: Rc::default(),
            ink: List::default(),
            surveyed: None,
            laid: false,
            panned: false,
        }
    }
}

impl Stage {
    /// What the runs look like.
    pub(crate) fn forms(&self) -> &[Form] {
        self.figure.forms()
    }

    /// The ground that is drawn on.
    pub(crate) fn theme(&self) -> Theme {
        self.view.theme
    }

    /// The runs are others now.
    pub(crate) fn runs_changed(&mut self) {
        self.laid = false;
    }

    /// The surface is another now: the view goes home to it.
    pub(crate) fn surface_changed(&mut self) {
        self.at_home = true;
        self.surveyed = None;
        self.laid = false;
    }

    fn changed(&mut self) {
        self.views += 1;
        self.surveyed = None;
        self.laid = false;
    }
}

#[wasm_bindgen]
impl Playground {
    /// Sets the sizes of map and chart.
    pub fn resize(&mut self, width: f64, height: f64, chart_width: f64, chart_height: f64) {
        (self.stage.view.width, self.stage.view.height) = (width, height);
        self.stage.chart_size = [chart_width, chart_height];
        self.stage.changed();
    }

    /// Where buttons lie over the map: no label is put there.
    #[wasm_bindgen(js_name = keepOutOf)]
    pub fn keep_out_of(&mut self, left: f64, top: f64, width: f64, height: f64) {
        self.stage.figure.keep_out_of(Rect::new(left, top, width, height));
        self.stage.laid = false;
    }

    /// Light ink on dark, or dark on light, with more contrast or as usual.
    pub fn theme(&mut self, dark: bool, contrast: bool) {
        self.stage.view.theme = Theme::of(dark, contrast);
        self.stage.laid = false;
    }

    /// `overlay`: all runs on one map; `panels`: a panel each.
    pub fn layout(&mut self, name: &str) {
        self.stage.view.layout = if name == "panels" { Layout::Panels } else { Layout::Overlay };
        self.stage.changed();
    }

    /// The height that suits a map of this width in panels, and the least.
    #[wasm_bindgen(js_name = panelsHeight)]
    pub fn panels_height(&self, width: f64) -> Vec<f64> {
        panels_height(width, self.runs.len(), self.surface.domain()).to_vec()
    }

    /// Another number whenever the chart has other axes.
    pub fn axes(&mut self) -> usize {
        self.lay();
        self.stage.chart.axes()
    }

    /// The chart's pixel column of a step.
    #[wasm_bindgen(js_name = chartX)]
    pub fn chart_x(&mut self, step: f64) -> f64 {
        self.lay();
        self.stage.chart.x_of(step)
    }

    /// The step at a pixel column of the chart, with its fraction.
    #[wasm_bindgen(js_name = chartStep)]
    pub fn chart_step(&mut self, x: f64) -> f64 {
        self.lay();
        self.stage.chart.step_at(x)
    }

    /// What the chart's axis is called.
    #[wasm_bindgen(js_name = chartCaption)]
    pub fn chart_caption(&mut self) -> String {
        self.lay();
        self.stage.chart.title().to_owned()
    }
}

/// The height of the row for the words of marks, in CSS pixels.
const MARKS: f64 = 17.0;

impl Playground {
    /// Lays out figure and chart if anything has changed.
    pub(crate) fn lay(&mut self) {
        if self.stage.laid {
            return;
        }
        self.settle();
        let stage = &mut self.stage;
        // Labels keep their places under a hand alone: what it leaves looks as if it had just been opened.
        if stage.ghost.is_empty() && !std::mem::take(&mut stage.panned) {
            stage.figure.forget_words();
        }
        stage.figure.lay(&stage.view, &self.runs, &self.surface.minimizers());
        let [width, height] = stage.chart_size;
        let minimum = self.surface.minimum();
        let steps = self.scene.steps;
        // Where a page has marks, their words stand above the lines.
        let marked = self.scene.schedule.markers().first().is_some_and(|marker| marker.step < steps);
        let top = if marked { MARKS } else { 0.0 };
        let view = ChartView { top, width, height: height - top, theme: stage.view.theme, steps, minimum };
        stage.chart.lay(view, &self.runs, stage.figure.forms());
        stage.laid = true;
    }
}
