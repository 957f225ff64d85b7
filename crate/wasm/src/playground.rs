//! The Scene with its runs, for one element of the page.

use std::rc::Rc;

use heavy_ball::analysis::Curvatures;
use heavy_ball::objective::{Domain, Surface};
use heavy_ball::parameter::Legal;
use heavy_ball::scene::{self, KEYS, Limits, Problem, Scene, Value, camel};
use heavy_ball::schedule::Marker;
use heavy_ball::trajectory::Trajectory;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::loose::{Record, entries, to_js};
use crate::map::Map;
use crate::stage::Stage;

/// A Scene, its runs, and the figure of them. One for each element.
#[wasm_bindgen]
pub struct Playground {
    pub(crate) scene: Scene,
    pub(crate) surface: Box<dyn Surface>,
    pub(crate) runs: Rc<Vec<Trajectory>>,
    pub(crate) stage: Stage,
    pub(crate) maps: Vec<Map>,
}

#[wasm_bindgen]
impl Playground {
    /// The default Scene.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "a constructor for JS")]
    pub fn new() -> Playground {
        let scene = Scene::default();
        let surface = scene.objective();
        let runs = Rc::new(scene.run());
        Playground { scene, surface, runs, stage: Stage::default(), maps: Vec::new() }
    }

    /// The Scene of these keys, the defaults for all others; returns the problems `[{key, value, message, beyond}]`,
    /// the last one whether it is a rule that the whole module may know.
    pub fn set(&mut self, values: JsValue) -> JsValue {
        let (scene, problems) = read(&values);
        self.show(scene);
        problems_to_js(&problems)
    }

    /// What would be wrong with these keys, as `set` would tell it; nothing is changed.
    pub fn check(&self, values: JsValue) -> JsValue {
        problems_to_js(&read(&values).1)
    }

    /// Sets `learning-rate` or `momentum`: from the start if `from` is negative, else from that step on, in the marker
    /// there. What is not legal changes nothing. Tells whether `rules` changed, too.
    pub fn adjust(&mut self, key: &str, value: f64, from: f64) -> bool {
        let legal = if key == "learning-rate" { Legal::NOT_NEGATIVE } else { Legal::FINITE };
        if !legal.admits(value) {
            return false;
        }
        let shared = self.scene.put(key, value, (from >= 0.0).then_some(from as usize));
        self.run();
        shared
    }

    /// Puts a marker at a step from its text, `learning-rate=x0.1,gradient=0`, in place of the one there.
    #[wasm_bindgen(js_name = setMarker)]
    pub fn set_marker(&mut self, step: usize, text: &str) -> JsValue {
        let problems = match scene::marker(step, text) {
            Ok(marker) => {
                self.scene.schedule.remove(step);
                self.scene.schedule.set(marker);
                self.run();
                Vec::new()
            }
            Err(expected) => vec![Problem::new("schedule", &Value::from(text), &expected)],
        };
        problems_to_js(&problems)
    }

    /// Takes a marker away.
    #[wasm_bindgen(js_name = removeMarker)]
    pub fn remove_marker(&mut self, step: usize) {
        self.scene.schedule.remove(step);
        self.run();
    }

    /// Moves a marker to another step; what it changes replaces the same there.
    #[wasm_bindgen(js_name = moveMarker)]
    pub fn move_marker(&mut self, from: usize, to: usize) {
        if let Some(marker) = self.scene.schedule.remove(from) {
            self.scene.schedule.set(Marker { step: to, ..marker });
            self.run();
        }
    }

    /// Moves the start to a finite point.
    #[wasm_bindgen(js_name = moveStart)]
    pub fn move_start(&mut self, x: f64, y: f64) {
        if x.is_finite() && y.is_finite() {
            self.scene.start = [x, y];
            self.run();
        }
    }

    /// The Scene as plain JSON, with all keys.
    pub fn scene(&self) -> JsValue {
        let mut all = Record::new().with("version", scene::VERSION);
        for key in KEYS {
            all = all.with(&camel(key.name), to_js(&(key.write)(&self.scene)));
        }
        all.into()
    }

    /// The surface: `{name, parameters, domain, minimizers, conditionNumber, minimum}`, the parameters in the order of
    /// its card, the domain as lowest and highest x and y, and null for what it has not.
    pub fn surface(&self) -> JsValue {
        let list = |numbers: &[f64]| JsValue::from(numbers.iter().map(|&x| JsValue::from(x)).collect::<Array>());
        let minimizers = self.surface.minimizers();
        let condition = minimizers.first().and_then(|&point| Curvatures::at(&*self.surface, point)?.condition_number());
        let Domain { x, y } = self.surface.domain();
        Record::new()
            .with("name", self.scene.surface.family.card.name)
            .with("parameters", list(&self.scene.surface.parameters))
            .with("domain", list([x, y].as_flattened()))
            .with("minimizers", minimizers.iter().map(|point| list(point)).collect::<Array>())
            .with("conditionNumber", condition.map_or(JsValue::NULL, JsValue::from))
            .with("minimum", self.surface.minimum().map_or(JsValue::NULL, JsValue::from))
            .into()
    }

    /// The markers: `[{step, text, label}]`.
    pub fn markers(&self) -> JsValue {
        let of = |marker: &Marker| {
            Record::new().with("step", marker.step).with("text", marker.changes()).with("label", marker.label())
        };
        self.scene.schedule.markers().iter().map(|marker| JsValue::from(of(marker))).collect::<Array>().into()
    }

    /// What is in force for the update after a step: `{learningRate, momentum}`.
    pub fn force(&self, step: usize) -> JsValue {
        let force = self.scene.force(step + 1);
        Record::new().with("learningRate", force.learning_rate).with("momentum", force.momentum).into()
    }

    /// Whether a change at step 0 leaves nothing of `learning-rate` or `momentum`.
    pub fn overrules(&self, key: &str) -> bool {
        self.scene.overrules(key)
    }

    /// The link of the Scene at a step, in a layout; it begins `v=1&`.
    pub fn link(&self, step: usize, layout: &str) -> String {
        self.scene.link(step, layout)
    }

    /// Opens a link: `{problems, step, layout}`; step is -1 and layout empty where the link does not say.
    pub fn open(&mut self, link: &str) -> JsValue {
        let opened = Scene::open(link, Limits::PAGE);
        self.show(opened.scene);
        Record::new()
            .with("problems", problems_to_js(&opened.problems))
            .with("step", opened.step.map_or(-1.0, |step| step as f64))
            .with("layout", opened.layout.unwrap_or_default())
            .into()
    }

    /// How many updates the Scene asks for.
    pub fn steps(&self) -> usize {
        self.scene.steps
    }
}

impl Playground {
    /// Shows another Scene.
    fn show(&mut self, scene: Scene) {
        let moved = scene.surface != self.scene.surface;
        self.scene = scene;
        if moved {
            self.surface = self.scene.objective();
            self.stage.surface_changed();
        }
        self.run();
    }

    /// Runs every rule again.
    pub(crate) fn run(&mut self) {
        self.stage.runs_changed();
        // Their memory is taken again at once, while it is near.
        self.runs = Rc::default();
        self.runs = Rc::new(self.scene.run_on(&*self.surface));
    }
}

/// The Scene of these keys, and what is not legal of them.
fn read(values: &JsValue) -> (Scene, Vec<Problem>) {
    Scene::read(entries(values).iter().map(|(key, value)| (key.as_str(), value)), Limits::PAGE)
}

fn problems_to_js(problems: &[Problem]) -> JsValue {
    let problem = |p: &Problem| {
        let told = Record::new().with("key", &p.key).with("value", &p.value).with("message", &p.message);
        JsValue::from(told.with("beyond", p.beyond))
    };
    problems.iter().map(problem).collect::<Array>().into()
}
