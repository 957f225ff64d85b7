//! What the runs came to: trajectories as typed arrays, numbers for the cards, verdicts.

use heavy_ball::analysis;
use heavy_ball::text::{join, padded, short};
use heavy_ball::trajectory::Trajectory;
use js_sys::{Array, Float64Array};
use wasm_bindgen::prelude::*;

use crate::loose::Record;
use crate::playground::Playground;

#[wasm_bindgen]
impl Playground {
    /// The runs: `[{name, text, label, title, libraries, takes, color, dash, last, converged}]`, -1 where there is none;
    /// `title` is the rule's, with a number among runs that are alike, and `takes` says of α and β whether the run takes
    /// the Scene's or has its own.
    pub fn rules(&mut self) -> JsValue {
        self.lay();
        let theme = self.stage.theme();
        let step = |step: Option<usize>| JsValue::from(step.map_or(-1.0, |step| step as f64));
        let runs = self.runs.iter().zip(&self.scene.rules).zip(self.stage.forms()).map(|((run, choice), form)| {
            let libraries: Array = run.libraries().map(|library| JsValue::from(library.to_string())).collect();
            let takes = ["learning-rate", "momentum"]
                .map(|key| (key, choice.takes(key).map_or(JsValue::UNDEFINED, JsValue::from)));
            let number = run.label.strip_prefix(&choice.label()).unwrap_or_default();
            let dash: Array = form.dash.iter().map(|&length| JsValue::from(length)).collect();
            let rule = Record::new()
                .with("name", run.rule.card().name)
                .with("text", choice.to_string())
                .with("label", &run.label)
                .with("title", run.rule.card().title.to_owned() + number)
                .with("libraries", libraries)
                .with("takes", Record::of(takes))
                .with("color", form.color(theme).css())
                .with("dash", dash)
                .with("last", step(Some(run.last())))
                .with("converged", step(run.converged));
            JsValue::from(rule)
        });
        runs.collect::<Array>().into()
    }

    /// The i-th run as the element's `trajectories` hold it: copies, never views of this memory.
    pub fn trajectory(&self, i: usize) -> JsValue {
        let Some(run) = self.runs.get(i) else { return JsValue::UNDEFINED };
        let card = run.rule.card();
        let fields = card.fields.iter().enumerate();
        let hyperparameters =
            fields.map(|(field, f)| (f.parameter.key, Float64Array::from(&run.hyperparameter(field)[..]).into()));
        let arrays = card.memories.iter().zip(&run.memories).map(|(&name, memory)| (name, flat(memory)));
        let scalars = card.scalars.iter().zip(&run.scalars);
        let scalars = scalars.map(|(&name, memory)| (name, Float64Array::from(&memory[..]).into()));
        let choices = run.conventions().map(|(key, option)| (key, option.map_or(JsValue::NULL, JsValue::from)));
        let stop = run.stop.map(|stop| Record::new().with("reason", "number range").with("step", stop.step));
        Record::new()
            .with("rule", card.name)
            .with("label", &run.label)
            .with("choices", Record::of(choices))
            .with("hyperparameters", Record::of(hyperparameters))
            .with("points", flat(&run.points))
            .with("losses", Float64Array::from(&run.losses[..]))
            .with("gradients", flat(&run.gradients))
            .with("steps", flat(&run.steps()))
            .with("memories", Record::of(arrays.chain(scalars)))
            .with("converged", run.converged.map_or(JsValue::NULL, JsValue::from))
            .with("stop", stop.map_or(JsValue::NULL, JsValue::from))
            .into()
    }

    /// The numbers that stand under the recurrence of the i-th run, for the update after a step, at the end for the
    /// last one: a line a term that has numbers, `x` and `y` with a tab between. Empty where no update was made.
    pub fn numbers(&self, i: usize, step: usize) -> String {
        let Some((run, t)) = self.update_at(i, step) else { return String::new() };
        let update = run.update(t);
        // A hyperparameter, or what it leaves of 1, does not change under the eye.
        let own = run.hyperparameters_at(t);
        let stays = |x: f64| own.iter().any(|&own| x == own || x == 1.0 - own);
        let mut numbers = String::new();
        for value in run.rule.card().recurrence.iter().copied().flatten().filter_map(|term| term.value) {
            let [x, y] = value(&update);
            let write = if x == y && stays(x) { short } else { padded };
            let end = if numbers.is_empty() { "" } else { "\n" };
            numbers += &format!("{end}{}\t{}", write(x), write(y));
        }
        numbers
    }

    /// The loss at a step, and of the update after it the effective step, the memory's time constant and the stability
    /// limit, ready to show; a tab between.
    pub fn facts(&self, i: usize, step: usize) -> String {
        let Some((run, t)) = self.update_at(i, step) else { return String::new() };
        let unmatched = self.scene.rules[i].unmatched(self.scene.matching, run.hyperparameters_at(t));
        let mut facts = vec![format!("{} {}", self.loss_name(), padded(self.loss_at(run, step)))];
        facts.extend(unmatched.map(str::to_owned));
        facts.extend(analysis::facts(run, &*self.surface, t).texts());
        join(&facts, "\t")
    }

    /// The loss of every run at a step that the chart shows, to be read; of one that is over by then, where it ended.
    #[wasm_bindgen(js_name = readChart)]
    pub fn read_chart(&self, step: usize) -> String {
        let losses = self.runs.iter().map(|run| match run.stop {
            Some(stop) if stop.step <= step => format!("{} overflowed at step {}", run.label, stop.step),
            _ => format!("{} {}", run.label, padded(self.loss_at(run, step))),
        });
        format!("step {step}  {}: {}", self.loss_name(), join(losses, "  "))
    }

    /// One sentence on how the i-th run ended.
    pub fn verdict(&self, i: usize) -> String {
        let shown = self.home_window();
        self.runs
            .get(i)
            .map_or_else(String::new, |run| analysis::verdict(run, &*self.surface, shown, self.scene.tolerance))
    }
}

impl Playground {
    /// What stands for the loss: what is above the minimum where that is known, as in the chart.
    fn loss_name(&self) -> &'static str {
        if self.surface.minimum().is_some() { "loss − f*" } else { "loss" }
    }

    /// That number of a run at a step, at the end at its last.
    fn loss_at(&self, run: &Trajectory, step: usize) -> f64 {
        run.losses[step.min(run.last())] - self.surface.minimum().unwrap_or(0.0)
    }

    /// The i-th run and its update after a step; at the end the last; none where it made none.
    fn update_at(&self, i: usize, step: usize) -> Option<(&Trajectory, usize)> {
        let run = self.runs.get(i)?;
        (run.last() > 0).then(|| (run, step.saturating_add(1).min(run.last())))
    }
}

/// Points one after the other: `[x0, y0, x1, y1, ...]`.
fn flat(points: &[[f64; 2]]) -> JsValue {
    Float64Array::from(points.as_flattened()).into()
}
