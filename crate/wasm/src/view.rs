//! The view: sizes, theme, layout and zoom in; lists of ink out. All lengths are CSS pixels.

use std::rc::Rc;

use heavy_ball::objective::{Domain, SurfaceOver};
use heavy_ball::text::short;
use heavy_ball::trajectory::Trajectory;
use heavy_ball_figure::chart::{Chart, ChartView};
use heavy_ball_figure::figure::{Arrows, Figure, Layout, View};
use heavy_ball_figure::frame::{Rect, panels_height};
use heavy_ball_figure::ink::Drawn;
use heavy_ball_figure::landscape::Detail;
use heavy_ball_figure::style::{Form, Theme};
use js_sys::{Array, Float64Array};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::canvas::Canvas;
use crate::catalogue::libraries;
use crate::ink::List;
use crate::loose::object;
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

    /// Light ink on dark, or dark on light.
    pub fn theme(&mut self, dark: bool) {
        self.stage.view.theme = if dark { Theme::Dark } else { Theme::Light };
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

    /// The part of the plane that is shown: lowest and highest x, lowest and highest y.
    pub fn window(&mut self) -> Vec<f64> {
        self.settle();
        let Domain { x, y } = self.stage.view.window;
        vec![x[0], x[1], y[0], y[1]]
    }

    /// Another number whenever another part of the plane is shown, or in another size.
    pub fn views(&mut self) -> usize {
        self.settle();
        self.stage.views
    }

    /// Zooms in by a factor, with the point under a pixel staying where it is.
    pub fn zoom(&mut self, px: f64, py: f64, factor: f64) {
        self.lay();
        let Some((_, point)) = self.stage.figure.point_at([px, py]) else { return };
        self.zoom_at(point, factor);
    }

    /// Moves what is shown along with a hand that moves by so many pixels.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.lay();
        let Some(frame) = self.stage.figure.frames().first() else { return };
        let Domain { x, y } = self.stage.view.window;
        let across = -dx * (x[1] - x[0]) / frame.rect.width.max(1.0);
        let up = dy * (y[1] - y[0]) / frame.rect.height.max(1.0);
        self.look_at(Domain::new(x.map(|x| x + across), y.map(|y| y + up)));
        self.stage.figure.move_words([dx, dy]);
        self.stage.panned = true;
    }

    /// Shows a part of the plane: lowest and highest x, lowest and highest y.
    pub fn look(&mut self, window: &[f64]) {
        if let [x0, x1, y0, y1] = *window {
            self.look_at(Domain::new([x0, x1], [y0, y1]));
        }
    }

    /// Shows the surface's own part of the plane again.
    pub fn home(&mut self) {
        self.stage.at_home = true;
        self.stage.changed();
    }

    /// Zooms out until a start that is out of sight is in it.
    #[wasm_bindgen(js_name = showStart)]
    pub fn show_start(&mut self) {
        let Domain { x, y } = self.stage.view.window;
        // How far it lies from the middle, in half windows.
        let far = |[low, high]: [f64; 2], at: f64| (2.0 * (at - low) / (high - low) - 1.0).abs();
        let [across, up] = [far(x, self.scene.start[0]), far(y, self.scene.start[1])];
        let farther = if across > up { across } else { up };
        if self.start_mark().last() == Some(&1.0) {
            self.zoom_at([x[0] / 2.0 + x[1] / 2.0, y[0] / 2.0 + y[1] / 2.0], 0.9 / farther);
        }
    }

    /// Whether the surface's own part of the plane is shown.
    #[wasm_bindgen(js_name = atHome)]
    pub fn at_home(&self) -> bool {
        self.stage.at_home
    }

    /// The point of the plane at a pixel: x, y; empty outside the map.
    #[wasm_bindgen(js_name = toData)]
    pub fn to_data(&mut self, px: f64, py: f64) -> Vec<f64> {
        self.lay();
        self.stage.figure.point_at([px, py]).map_or_else(Vec::new, |(_, point)| point.to_vec())
    }

    /// The pixel of a point of the plane, in the first panel.
    #[wasm_bindgen(js_name = toPixel)]
    pub fn to_pixel(&mut self, x: f64, y: f64) -> Vec<f64> {
        self.lay();
        self.stage.figure.frames().first().map_or_else(Vec::new, |frame| frame.pixel([x, y]).to_vec())
    }

    /// Where the start is marked: x and y of a pixel, and 1 where that is not its place but the edge towards it.
    #[wasm_bindgen(js_name = startMark)]
    pub fn start_mark(&mut self) -> Vec<f64> {
        self.lay();
        let Some(([x, y], beyond)) = self.stage.figure.start_mark(self.scene.start) else { return Vec::new() };
        vec![x, y, f64::from(u8::from(beyond != [0.0; 2]))]
    }

    /// Position and loss at a pixel, to be read; empty outside the map.
    pub fn read(&mut self, px: f64, py: f64) -> String {
        self.lay();
        let Some((panel, [x, y])) = self.stage.figure.point_at([px, py]) else { return String::new() };
        let [at_x, at_y] = self.stage.figure.frames()[panel].coordinates([x, y]);
        format!("x {at_x}  y {at_y}  loss {}", short(SurfaceOver::<f64>::value(&*self.surface, [x, y])))
    }

    /// The runs: `[{name, text, label, libraries, takes, color, dash, last, stop, converged}]`, -1 where there is none;
    /// `takes` says of α and β whether the run takes the Scene's or has its own.
    pub fn rules(&mut self) -> JsValue {
        self.lay();
        let theme = self.stage.view.theme;
        let forms: &[Form] = self.stage.figure.forms();
        let step = |step: Option<usize>| JsValue::from(step.map_or(-1.0, |step| step as f64));
        let runs = self.runs.iter().zip(&self.scene.rules).zip(forms).map(|((run, choice), form)| {
            let libraries: Array = libraries(run).map(|library| JsValue::from(library.to_string())).collect();
            let takes = ["learning-rate", "momentum"]
                .map(|key| (key, choice.takes(key).map_or(JsValue::UNDEFINED, JsValue::from)));
            let dash: Array = form.dash.iter().map(|&length| JsValue::from(length)).collect();
            object([
                ("name", run.rule.card().name.into()),
                ("text", choice.to_string().into()),
                ("label", (&run.label).into()),
                ("libraries", libraries.into()),
                ("takes", object(takes)),
                ("color", form.color(theme).css().into()),
                ("dash", dash.into()),
                ("last", step(Some(run.last()))),
                ("stop", step(run.stop.map(|stop| stop.step))),
                ("converged", step(run.converged)),
            ])
        });
        runs.collect::<Array>().into()
    }

    /// Remembers the runs as they are now, to be drawn faintly.
    #[wasm_bindgen(js_name = holdGhost)]
    pub fn hold_ghost(&mut self) {
        self.stage.ghost = self.runs.clone();
    }

    /// Forgets them: the hand has let go, and the labels may move.
    #[wasm_bindgen(js_name = dropGhost)]
    pub fn drop_ghost(&mut self) {
        self.stage.ghost = Rc::default();
        self.stage.laid = false;
    }

    /// Draws bands, isolines, minimizers and axes on a canvas with `ratio` device pixels to a CSS pixel; a `draft` is
    /// quick, and close to what the next drawing shows.
    #[wasm_bindgen(js_name = drawLandscape)]
    pub fn draw_landscape(&mut self, canvas: HtmlCanvasElement, ratio: f64, draft: bool) -> Result<(), JsError> {
        self.lay();
        let detail = if draft { Detail::Draft } else { Detail::Fine };
        if self.stage.surveyed < Some(detail) {
            self.stage.figure.survey(&self.stage.view, &*self.surface, self.runs.len(), detail);
            self.stage.surveyed = Some(detail);
        }
        let canvas = Canvas::new(canvas, ratio);
        let mut canvas = canvas.ok_or_else(|| JsError::new("the browser gives no 2D canvas"))?;
        Ok(self.stage.figure.draw_landscape(&mut canvas)?)
    }

    /// Draws the remembered runs.
    #[wasm_bindgen(js_name = drawGhost)]
    pub fn draw_ghost(&mut self) -> usize {
        self.settle();
        let mut figure = Figure::default();
        figure.lay(&self.stage.view, &self.stage.ghost, &[]);
        self.list(|_, ink| figure.draw_ghost(ink))
    }

    /// Draws the paths, travelled up to a step.
    #[wasm_bindgen(js_name = drawPaths)]
    pub fn draw_paths(&mut self, step: f64) -> usize {
        self.lay();
        self.list(|playground, ink| playground.stage.figure.draw_paths(ink, step))
    }

    /// Draws what is travelled from one step to a later one, over what is drawn.
    #[wasm_bindgen(js_name = appendPaths)]
    pub fn append_paths(&mut self, from: f64, to: f64) -> usize {
        self.lay();
        self.list(|playground, ink| playground.stage.figure.append(ink, from, to))
    }

    /// Draws the balls at a step, which may lie between two, with the arrows of the update there: of the
    /// run `arrows`, or, if that is negative, of all as long as they are few.
    #[wasm_bindgen(js_name = drawPlayhead)]
    pub fn draw_playhead(&mut self, step: f64, arrows: i32) -> usize {
        let arrows = usize::try_from(arrows).map_or(Arrows::Few, Arrows::Of);
        self.lay();
        self.list(|playground, ink| playground.stage.figure.draw_playhead(ink, &playground.runs, step, arrows))
    }

    /// Another number whenever the chart has other axes.
    pub fn axes(&mut self) -> usize {
        self.lay();
        self.stage.chart.axes()
    }

    /// Draws the axes of the chart.
    #[wasm_bindgen(js_name = drawAxes)]
    pub fn draw_axes(&mut self) -> usize {
        self.lay();
        self.list(|playground, ink| playground.stage.chart.draw_axes(ink))
    }

    /// Draws the loss of every run.
    #[wasm_bindgen(js_name = drawLosses)]
    pub fn draw_losses(&mut self) -> usize {
        self.lay();
        self.list(|playground, ink| playground.stage.chart.draw_losses(ink))
    }

    /// Writes the list that was made last into an array as long as it: one array for all lists is quicker than one each.
    pub fn fetch(&self, into: &Float64Array) {
        into.copy_from(&self.stage.ink.numbers);
    }

    /// A word that stands in a picture by its number: font, size in CSS pixels, colour as bytes, width and colour of
    /// its halo, and text, between tabs.
    pub fn word(&self, number: usize) -> String {
        self.stage.ink.words.tell(number)
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

impl Playground {
    fn zoom_at(&mut self, [x, y]: [f64; 2], factor: f64) {
        let zoomed = |[low, high]: [f64; 2], at: f64| [at - (at - low) / factor, at + (high - at) / factor];
        let Domain { x: across, y: up } = self.stage.view.window;
        self.look_at(Domain::new(zoomed(across, x), zoomed(up, y)));
    }

    fn look_at(&mut self, window: Domain) {
        let spans = [window.x, window.y].map(|[low, high]| high - low);
        // Beyond these the numbers of the axes run out of digits.
        if spans.iter().all(|span| (1e-9..1e9).contains(span)) {
            self.stage.view.window = window;
            self.stage.at_home = false;
            self.stage.changed();
        }
    }

    /// The part of the plane that belongs to the surface and the size.
    pub(crate) fn home_window(&self) -> Domain {
        let domain = self.surface.domain();
        let seen = self.stage.view.width >= 1.0 && self.stage.view.height >= 1.0;
        if seen { self.stage.view.home(domain, self.runs.len()) } else { domain }
    }

    /// Brings the window home where it belongs there.
    fn settle(&mut self) {
        if self.stage.at_home {
            let home = self.home_window();
            self.stage.views += usize::from(home != self.stage.view.window);
            self.stage.view.window = home;
        }
    }

    /// Lays out figure and chart if anything has changed.
    fn lay(&mut self) {
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
        let view = ChartView { top: 0.0, width, height, theme: stage.view.theme, steps: self.scene.steps, minimum };
        stage.chart.lay(view, &self.runs, stage.figure.forms());
        stage.laid = true;
    }

    /// Makes a picture's list, to be fetched and played on a canvas; its length.
    pub(crate) fn list(&mut self, draw: impl FnOnce(&mut Playground, &mut List) -> Drawn<List>) -> usize {
        let mut ink = std::mem::take(&mut self.stage.ink);
        ink.clear();
        // A list takes everything that is drawn.
        let _ = draw(self, &mut ink);
        self.stage.ink = ink;
        self.stage.ink.numbers.len()
    }
}
