//! The pictures of a figure: on a canvas the landscape, and all else as lists of ink.

use std::rc::Rc;

use heavy_ball_figure::figure::{Arrows, Figure};
use heavy_ball_figure::ink::Drawn;
use heavy_ball_figure::landscape::Detail;
use js_sys::Float64Array;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::canvas::Canvas;
use crate::ink::List;
use crate::playground::Playground;

#[wasm_bindgen]
impl Playground {
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
}

impl Playground {
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
