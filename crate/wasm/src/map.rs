//! The α-β maps of an element: rules and sizes in; pixels, ink and numbers out. All lengths are CSS pixels.

use heavy_ball::map::{Grid, Outcome, Plane, Sweep};
use heavy_ball_figure::map::{MapFrame, Ramp, draw_axes, paint};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::loose::object;
use crate::playground::Playground;

/// The maps of one element, a map a rule.
#[derive(Default)]
pub(crate) struct Maps {
    maps: Vec<Map>,
}

struct Map {
    frame: MapFrame,
    sweep: Sweep,
}

#[wasm_bindgen]
impl Playground {
    /// Begins the maps of these rules anew, each in a box of this size and with as many cells to a side at most. Their
    /// points act from a step on, or for the whole run where that is negative.
    #[wasm_bindgen(js_name = beginMaps)]
    pub fn begin_maps(&mut self, rules: &[usize], width: f64, height: f64, cells: usize, from: f64) {
        let rules = rules.iter().filter(|rule| **rule < self.scene.rules.len());
        let maps = rules.map(|&rule| {
            let plane = Plane::of(&self.scene, &*self.surface, rule);
            let plane = if from < 0.0 { plane } else { plane.from(from as usize) };
            let frame = MapFrame::new(width, height, &plane);
            let grid = match plane.axes {
                [Some(_), Some(_)] => Grid { columns: cells, rows: cells },
                [Some(_), None] => Grid { columns: cells, rows: 1 },
                [None, _] => Grid { columns: 0, rows: 0 },
            };
            Map { frame, sweep: Sweep::new(&self.scene, &*self.surface, plane, grid) }
        });
        self.maps = Maps { maps: maps.collect() };
    }

    /// Runs on, the maps taking turns, for about so many steps of pairs of runs each; whether anything is left to do.
    #[wasm_bindgen(js_name = advanceMaps)]
    pub fn advance_maps(&mut self, pack_steps: usize) -> bool {
        let mut more = false;
        for map in &mut self.maps.maps {
            more |= map.sweep.advance(pack_steps);
        }
        more
    }

    /// What share of the i-th map is known, from 0 to 1.
    #[wasm_bindgen(js_name = mapProgress)]
    pub fn map_progress(&self, i: usize) -> f64 {
        self.maps.maps.get(i).map_or(1.0, |map| map.sweep.progress())
    }

    /// How many steps of runs the i-th map took so far, for measurements.
    #[wasm_bindgen(js_name = mapSteps)]
    pub fn map_steps(&self, i: usize) -> f64 {
        self.maps.maps.get(i).map_or(0.0, |map| map.sweep.steps_run() as f64)
    }

    /// How the i-th map lies: `{axes: [{key, symbol, meaning}], columns, rows, plot: [x, y, width, height], gutter}`;
    /// `columns` counts the one for α = 0, which is the first and goes into the gutter.
    #[wasm_bindgen(js_name = mapFrame)]
    pub fn map_frame(&self, i: usize) -> JsValue {
        let Some(Map { frame, sweep }) = self.maps.maps.get(i) else { return JsValue::NULL };
        let plane = sweep.plane();
        let card = self.scene.rules[plane.rule].rule.card();
        let axis = |axis: &heavy_ball::map::Axis| {
            let parameter = &card.fields[axis.field].parameter;
            object([
                ("key", parameter.key.into()),
                ("symbol", parameter.symbol.into()),
                ("meaning", parameter.meaning.into()),
            ])
        };
        let rect = |rect: heavy_ball_figure::frame::Rect| {
            let sides = [rect.left, rect.top, rect.width, rect.height];
            JsValue::from(sides.map(JsValue::from).into_iter().collect::<Array>())
        };
        let grid = sweep.grid();
        object([
            ("axes", plane.axes.iter().flatten().map(axis).collect::<Array>().into()),
            ("columns", (grid.columns + 1).into()),
            ("rows", grid.rows.into()),
            ("plot", rect(frame.plot)),
            ("gutter", rect(frame.gutter)),
        ])
    }

    /// The i-th map as it is known, for an `ImageData`: from its top row down, the column for α = 0 first.
    #[wasm_bindgen(js_name = mapPixels)]
    pub fn map_pixels(&self, i: usize) -> Vec<u8> {
        let ramp = Ramp::new(self.scene.steps, self.theme_in_force());
        self.maps.maps.get(i).map_or_else(Vec::new, |map| paint(&map.sweep, &ramp))
    }

    /// The colours of the maps: a few along the ramp from soon to late, then too slow, then left.
    #[wasm_bindgen(js_name = mapLegend)]
    pub fn map_legend(&self) -> Vec<String> {
        let ramp = Ramp::new(self.scene.steps, self.theme_in_force());
        let last = self.scene.steps as f64 + 1.0;
        let soon_to_late = (0..=8).map(|i| Outcome::Converged((last.powf(f64::from(i) / 8.0) - 1.0).round() as usize));
        let outcomes = soon_to_late.chain([Outcome::Unsettled, Outcome::Left(self.scene.steps)]);
        outcomes.map(|outcome| format!("rgb({})", ramp.color(outcome).rgb.map(|c| c.to_string()).join(" "))).collect()
    }

    /// Draws what stands on and beside the i-th map at a step: its axes, and what theory says there.
    #[wasm_bindgen(js_name = drawMap)]
    pub fn draw_map(&mut self, i: usize, step: f64) -> usize {
        let _ = step;
        self.list(|playground, ink| match playground.maps.maps.get(i) {
            Some(Map { frame, sweep }) => draw_axes(ink, frame, sweep.plane(), playground.theme_in_force()),
            None => Ok(()),
        })
    }

    /// Where the Scene's point stands on the i-th map: x, y, and -1, 0 or 1 for the side to the right and up on which
    /// it lies off the axes.
    #[wasm_bindgen(js_name = mapPoint)]
    pub fn map_point(&self, i: usize) -> Vec<f64> {
        let Some(Map { frame, sweep }) = self.maps.maps.get(i) else { return Vec::new() };
        let ([x, y], off) = frame.pixel(sweep.plane(), sweep.plane().numbers_in(&self.scene));
        vec![x, y, f64::from(off[0]), f64::from(off[1])]
    }

    /// The numbers of the Scene's point on the i-th map, on its axes or not; 0 for an axis that it has not.
    #[wasm_bindgen(js_name = mapHere)]
    pub fn map_here(&self, i: usize) -> Vec<f64> {
        let Some(Map { sweep, .. }) = self.maps.maps.get(i) else { return Vec::new() };
        sweep.plane().numbers_in(&self.scene).to_vec()
    }

    /// STOPGAP: The words at a pixel.
    #[wasm_bindgen(js_name = mapRead)]
    pub fn map_read(&self, i: usize, px: f64, py: f64, step: f64) -> String {
        let _ = step;
        let numbers = self.map_numbers(i, px, py);
        numbers.iter().zip(["α", "β"]).map(|(x, s)| format!("{s} {}", heavy_ball::text::number(*x))).collect::<Vec<_>>().join("  ")
    }

    /// STOPGAP: The words at the Scene's own point.
    #[wasm_bindgen(js_name = mapReadAt)]
    pub fn map_read_at(&self, i: usize, step: f64) -> String {
        let _ = step;
        let numbers = self.map_here(i);
        numbers.iter().zip(["α", "β"]).map(|(x, s)| format!("{s} {}", heavy_ball::text::number(*x))).collect::<Vec<_>>().join("  ")
    }

    /// The numbers at a pixel of the i-th map, one for each axis.
    #[wasm_bindgen(js_name = mapNumbers)]
    pub fn map_numbers(&self, i: usize, px: f64, py: f64) -> Vec<f64> {
        let Some(Map { frame, sweep }) = self.maps.maps.get(i) else { return Vec::new() };
        frame.numbers(sweep.plane(), [px, py]).to_vec()
    }

    /// Makes the Scene the one of a point of the i-th map.
    #[wasm_bindgen(js_name = placeOnMap)]
    pub fn place_on_map(&mut self, i: usize, across: f64, up: f64) {
        let Some(Map { sweep, .. }) = self.maps.maps.get(i) else { return };
        if across.is_finite() && up.is_finite() {
            sweep.plane().place(&mut self.scene, [across, up]);
            self.run();
        }
    }
}
