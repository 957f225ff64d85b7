//! The α-β maps of an element: rules and sizes in; pixels, ink and numbers out. All lengths are CSS pixels.

use heavy_ball::analysis::Curvatures;
use heavy_ball::map::{self, Grid, Outcome, Plane, Reading, Sweep};
use heavy_ball_figure::map::{MapFrame, MapMarks, Ramp, draw_axes, paint};
use js_sys::{Array, Float64Array};
use wasm_bindgen::prelude::*;

use crate::loose::Record;
use crate::playground::Playground;

/// A map, of one of the Scene's rules.
pub(crate) struct Map {
    frame: MapFrame,
    sweep: Sweep,
}

#[wasm_bindgen]
impl Playground {
    /// Makes maps of these rules, each in a box of this size and with as many cells to a side at most. Their points act
    /// from a step on, or for the whole run where that is negative. Maps that are still true stay as they are; whether
    /// any is begun anew.
    #[wasm_bindgen(js_name = beginMaps)]
    pub fn begin_maps(&mut self, rules: &[usize], width: f64, height: f64, cells: usize, from: f64) -> bool {
        let mut before = std::mem::take(&mut self.maps);
        let mut anew = before.len() != rules.len();
        for &rule in rules.iter().filter(|rule| **rule < self.scene.rules.len()) {
            let plane = Plane::of(&self.scene, &*self.surface, rule);
            let plane = if from < 0.0 { plane } else { plane.from(from as usize) };
            let frame = MapFrame::new(width, height, &plane);
            let grid = match plane.axes {
                [Some(_), Some(_)] => Grid { columns: cells, rows: cells },
                [Some(_), None] => Grid { columns: cells, rows: 1 },
                [None, _] => Grid { columns: 0, rows: 0 },
            };
            let true_still = before.iter().position(|map| map.sweep.is_of(&self.scene, &plane, grid));
            anew |= true_still.is_none();
            let sweep = match true_still {
                Some(place) => Some(before.swap_remove(place).sweep),
                None => Sweep::new(&self.scene, plane, grid),
            };
            if let Some(sweep) = sweep {
                self.maps.push(Map { frame, sweep });
            }
        }
        anew
    }

    /// Runs on, the maps taking turns, for about so many steps of pairs of runs each; whether anything is left to do.
    #[wasm_bindgen(js_name = advanceMaps)]
    pub fn advance_maps(&mut self, pack_steps: usize) -> bool {
        let mut more = false;
        for map in &mut self.maps {
            more |= map.sweep.advance(pack_steps);
        }
        more
    }

    /// What share of the i-th map is known, from 0 to 1; NaN for one without cells, as a rule without axes has it.
    #[wasm_bindgen(js_name = mapProgress)]
    pub fn map_progress(&self, i: usize) -> f64 {
        self.maps.get(i).map_or(1.0, |map| map.sweep.progress())
    }

    /// How many steps of runs the i-th map took so far, for measurements.
    #[wasm_bindgen(js_name = mapSteps)]
    pub fn map_steps(&self, i: usize) -> f64 {
        self.maps.get(i).map_or(0.0, |map| map.sweep.steps_run() as f64)
    }

    /// How the i-th map lies: `{axes: [{key, symbol, meaning}], columns, rows, plot: [x, y, width, height], gutter}`;
    /// `columns` counts the one for α = 0, which is the first and goes into the gutter.
    #[wasm_bindgen(js_name = mapFrame)]
    pub fn map_frame(&self, i: usize) -> JsValue {
        let Some(Map { frame, sweep }) = self.known(i) else { return JsValue::NULL };
        let plane = sweep.plane();
        let card = self.scene.rules[plane.rule].rule.card();
        let axis = |axis: &heavy_ball::map::Axis| {
            let parameter = &card.fields[axis.field].parameter;
            let axis = Record::new().with("key", parameter.key).with("symbol", parameter.symbol);
            JsValue::from(axis.with("meaning", parameter.meaning))
        };
        let rect = |rect: heavy_ball_figure::frame::Rect| {
            let sides = [rect.left, rect.top, rect.width, rect.height];
            JsValue::from(sides.map(JsValue::from).into_iter().collect::<Array>())
        };
        let grid = sweep.grid();
        Record::new()
            .with("axes", plane.axes.iter().flatten().map(axis).collect::<Array>())
            .with("columns", grid.columns + 1)
            .with("rows", grid.rows)
            .with("plot", rect(frame.plot))
            .with("gutter", rect(frame.gutter))
            .into()
    }

    /// The i-th map as it is known, for an `ImageData`: from its top row down, the column for α = 0 first.
    #[wasm_bindgen(js_name = mapPixels)]
    pub fn map_pixels(&self, i: usize) -> Vec<u8> {
        let ramp = Ramp::new(self.scene.steps, self.stage.theme());
        self.maps.get(i).map_or_else(Vec::new, |map| paint(&map.sweep, &ramp))
    }

    /// The colours of the maps, red, green and blue of each: some along the ramp from soon to late, then too
    /// slow, farther away, left at once and left at last.
    #[wasm_bindgen(js_name = mapLegend)]
    pub fn map_legend(&self) -> Vec<u8> {
        let ramp = Ramp::new(self.scene.steps, self.stage.theme());
        let mut colors = Vec::new();
        for i in 0..=8 {
            colors.extend(ramp.color(Outcome::Converged(ramp.step_at(f64::from(i) / 8.0))).rgb());
        }
        for outcome in [Outcome::Unsettled, Outcome::Away, Outcome::Left(0), Outcome::Left(self.scene.steps)] {
            colors.extend(ramp.color(outcome).rgb());
        }
        colors
    }

    /// Draws what stands on and beside the i-th map at a step: its axes, what theory says there, and the best point
    /// that was run.
    #[wasm_bindgen(js_name = drawMap)]
    pub fn draw_map(&mut self, i: usize, step: usize) -> usize {
        let curvatures = self.curvatures(i, step);
        self.list(|playground, ink| {
            let Some(Map { frame, sweep }) = playground.known(i) else { return Ok(()) };
            let (frame, plane, scene, theme) = (*frame, sweep.plane(), &playground.scene, playground.stage.theme());
            let best = map::best(sweep);
            draw_axes(ink, &frame, plane, theme)?;
            MapMarks { frame, plane, scene, curvatures, step, best, theme }.draw(ink)
        })
    }

    /// What there is to say about a pixel of the i-th map at a step: its numbers, what becomes of the run there, and how
    /// it moves around the playhead; a line each.
    #[wasm_bindgen(js_name = mapRead)]
    pub fn map_read(&self, i: usize, px: f64, py: f64, step: usize) -> String {
        let read = || {
            let reading = self.reading(i, step)?;
            let cell = reading.sweep.cell_at(self.maps[i].frame.position([px, py]))?;
            Some(reading.words(reading.sweep.numbers(cell), reading.sweep.outcome(cell)))
        };
        read().unwrap_or_default()
    }

    /// The same about the Scene's own point.
    #[wasm_bindgen(js_name = mapReadAt)]
    pub fn map_read_at(&self, i: usize, step: usize) -> String {
        let Some(reading) = self.reading(i, step) else { return String::new() };
        let plane = reading.sweep.plane();
        let outcome = Outcome::of(&self.runs[plane.rule], &*self.surface);
        reading.words(plane.numbers_in(&self.scene), Some(outcome))
    }

    /// The best cell of the i-th map that is known so far: `{numbers, step, beside}`, the last one a sentence or two on
    /// theory's optimum and on how near the edge is; null where no run converges.
    #[wasm_bindgen(js_name = mapBest)]
    pub fn map_best(&self, i: usize, step: usize) -> JsValue {
        let Some(Map { sweep, .. }) = self.known(i) else { return JsValue::NULL };
        let Some(best) = map::best(sweep) else { return JsValue::NULL };
        let beside = map::beside(sweep, &self.scene, self.curvatures(i, step), step);
        Record::new().with("numbers", list(&best.numbers)).with("step", best.step).with("beside", beside).into()
    }

    /// Theory's best point on the i-th map, for the curvatures and with what is in force at a step: `{numbers, says,
    /// stays, from}`, the numbers short, what is said of it, whether one may jump there, and the step from which on it acts,
    /// -1 for that from which the map's points do; null where there is none.
    #[wasm_bindgen(js_name = mapOptimum)]
    pub fn map_optimum(&self, i: usize, step: usize) -> JsValue {
        let optimum = || {
            let (plane, curvatures) = (self.known(i)?.sweep.plane(), self.curvatures(i, step)?);
            let map::Jump { numbers, says, stays, from } =
                map::jump(&self.scene, &*self.surface, plane, curvatures, step)?;
            let from = from.map_or(-1.0, |step| step as f64);
            Some(
                Record::new()
                    .with("numbers", list(&numbers))
                    .with("says", says)
                    .with("stays", stays)
                    .with("from", from),
            )
        };
        optimum().map_or(JsValue::NULL, JsValue::from)
    }

    /// The curvatures where the i-th map's run stands at a step, to be read; empty where they are not finite.
    #[wasm_bindgen(js_name = mapCurvatures)]
    pub fn map_curvatures(&self, i: usize, step: usize) -> String {
        self.reading(i, step).map_or_else(String::new, |reading| reading.curvatures())
    }

    /// Writes six numbers into an array: where the Scene's point stands on the i-th map, x and y; -1, 0 or 1 for the
    /// side to the right and up on which it lies off the axes; and the curvatures where its run stands at a step, NaN
    /// where they are not finite. This happens as the pointer moves.
    #[wasm_bindgen(js_name = mapPoint)]
    pub fn map_point(&self, i: usize, step: usize, into: &Float64Array) {
        let Some(Map { frame, sweep }) = self.known(i) else { return };
        let ([x, y], [right, up]) = frame.pixel(sweep.plane(), sweep.plane().numbers_in(&self.scene));
        let [low, high] =
            self.curvatures(i, step).map_or([f64::NAN; 2], |curvatures| [curvatures.low, curvatures.high]);
        into.copy_from(&[x, y, f64::from(right), f64::from(up), low, high]);
    }

    /// The numbers of the Scene's point on the i-th map, on its axes or off; 0 for an axis that it has not.
    #[wasm_bindgen(js_name = mapHere)]
    pub fn map_here(&self, i: usize) -> Vec<f64> {
        let Some(Map { sweep, .. }) = self.known(i) else { return Vec::new() };
        sweep.plane().numbers_in(&self.scene).to_vec()
    }

    /// The numbers at a pixel of the i-th map, one for each axis: the pixel's own, or those of the cell whose colour it has.
    #[wasm_bindgen(js_name = mapNumbers)]
    pub fn map_numbers(&self, i: usize, px: f64, py: f64, of_cell: bool) -> Vec<f64> {
        let Some(Map { frame, sweep }) = self.known(i) else { return Vec::new() };
        let position = frame.position([px, py]);
        let cell = sweep.cell_at(position).filter(|_| of_cell);
        cell.map_or_else(|| sweep.plane().numbers(position), |cell| sweep.numbers(cell)).to_vec()
    }

    /// Makes the Scene the one of a point of the i-th map, which acts from this step on, where it is not -1.
    #[wasm_bindgen(js_name = placeOnMap)]
    pub fn place_on_map(&mut self, i: usize, across: f64, up: f64, from: i32) {
        let Some(mut plane) = self.known(i).map(|map| map.sweep.plane().clone()) else { return };
        plane.from = usize::try_from(from).ok().or(plane.from);
        if across.is_finite() && up.is_finite() {
            plane.choose(&mut self.scene, [across, up]);
            self.run();
        }
    }
}

impl Playground {
    /// The i-th map, but for one of a rule that the Scene has no more: until the maps are begun anew there is nothing to
    /// say of it.
    fn known(&self, i: usize) -> Option<&Map> {
        self.maps.get(i).filter(|map| map.sweep.has_its_rule_in(&self.scene))
    }

    /// The curvatures that count for a map at a step.
    fn curvatures(&self, i: usize, step: usize) -> Option<Curvatures> {
        self.along(i, step).map(|(curvatures, _)| curvatures)
    }

    /// The same, and the step whose they are.
    fn along(&self, i: usize, step: usize) -> Option<(Curvatures, usize)> {
        let run = self.runs.get(self.known(i)?.sweep.plane().rule)?;
        Curvatures::along(&*self.surface, run, step)
    }

    /// The i-th map at a step, to be read.
    fn reading(&self, i: usize, step: usize) -> Option<Reading<'_>> {
        let (along, shown) = (self.along(i, step), self.home_window());
        let (sweep, scene, surface) = (&self.known(i)?.sweep, &self.scene, &*self.surface);
        Some(Reading { sweep, scene, surface, shown, step, along })
    }
}

/// Two numbers as a list.
fn list(numbers: &[f64; 2]) -> JsValue {
    numbers.map(JsValue::from).into_iter().collect::<Array>().into()
}
