//! What is in force for one rule at one update: shared values, the schedule, what the rule overrides, and `match`.

use super::{Match, RuleChoice, Scene};
use crate::objective::Surface;
use crate::rule::{Field, Matched};
use crate::run::{Phase, Run};
use crate::schedule::{Force, Marker, Setting};
use crate::trajectory::Trajectory;

impl Scene {
    /// What is in force before any marker, and before any rule's own values.
    pub fn base(&self) -> Force {
        Force { learning_rate: self.learning_rate, momentum: self.momentum, gradient: true }
    }

    /// α, β and the engine in force at update t, from 1, before any rule's own values.
    pub fn force(&self, t: usize) -> Force {
        self.schedule.in_force(self.base(), t)
    }

    /// Puts a number in place of the shared α or β, `learning-rate` or `momentum`: for the whole run, or from a step on
    /// in the marker there. For the whole run it is every rule's again where each has its own, else it would be nobody's;
    /// tells whether that is so. Another key changes nothing.
    pub fn put(&mut self, key: &str, value: f64, from: Option<usize>) -> bool {
        let learning_rate = key == "learning-rate";
        if !learning_rate && key != "momentum" {
            return false;
        }
        let Some(step) = from else {
            *(if learning_rate { &mut self.learning_rate } else { &mut self.momentum }) = value;
            let nobody = !self.rules.iter().any(|choice| choice.takes(key) == Some(true));
            return nobody && self.rules.iter_mut().fold(false, |any, choice| choice.forget(key) | any);
        };
        let (setting, marker) = (Some(Setting::To(value)), Marker { step, ..Marker::default() });
        self.schedule.set(match learning_rate {
            true => Marker { learning_rate: setting, ..marker },
            false => Marker { momentum: setting, ..marker },
        });
        false
    }

    /// Whether a change at step 0 leaves nothing of the shared α or β: it sets the number and is no factor.
    pub fn overrules(&self, key: &str) -> bool {
        let first = self.schedule.markers().first().filter(|marker| marker.step == 0);
        let setting = |marker: &Marker| match key {
            "learning-rate" => marker.learning_rate,
            "momentum" => marker.momentum,
            _ => None,
        };
        matches!(first.and_then(setting), Some(Setting::To(_)))
    }

    /// Runs every rule on a surface, in their order.
    pub fn run_on(&self, surface: &dyn Surface) -> Vec<Trajectory> {
        let forces = self.schedule.forces(self.base());
        let minimizers = surface.minimizers();
        let run = |(i, choice): (usize, &RuleChoice)| {
            let phase = |&(from, force): &(usize, Force)| choice.phase(self.matching, from, force);
            let phases = forces.iter().map(phase).collect();
            let (rule, mut label, choices) = (choice.rule, choice.label(), choice.choices.clone());
            let alike = |among: usize| self.rules.iter().take(among).filter(|other| *other == choice).count();
            if alike(self.rules.len()) > 1 {
                label += &format!(" {}", alike(i + 1));
            }
            let mut run = Run { rule, label, surface, start: self.start, steps: self.steps, choices, phases }.record();
            run.judge(&minimizers, self.tolerance);
            run
        };
        self.rules.iter().enumerate().map(run).collect()
    }
}

impl RuleChoice {
    /// What a force means for this rule.
    fn phase(&self, matching: Match, from: usize, force: Force) -> Phase {
        let mut hyperparameters = vec![0.0; self.rule.card().fields.len()];
        self.resolve(matching, force, &mut hyperparameters);
        Phase { from, hyperparameters, gradient: force.gradient }
    }

    /// Writes the rule's hyperparameters for a force. Not inlined: each place that asks would hold a copy of it.
    #[inline(never)]
    pub fn resolve(&self, matching: Match, force: Force, hyperparameters: &mut [f64]) {
        for (field, value) in hyperparameters.iter_mut().enumerate() {
            *value = self.value(field, force);
        }
        if let (Some(alpha), Some(share)) = (self.field("learning-rate"), self.translated(matching, hyperparameters)) {
            hyperparameters[alpha] /= 1.0 - share;
        }
    }

    /// A field under a force: the rule's own value, or else the shared one, or the field's default.
    pub fn value(&self, field: usize, force: Force) -> f64 {
        let Field { shared, parameter } = &self.rule.card().fields[field];
        self.own(field).unwrap_or(match (shared, parameter.key) {
            (true, "learning-rate") => force.learning_rate,
            (true, "momentum") => force.momentum,
            _ => parameter.default,
        })
    }

    /// Whether the rule takes the Scene's α or β, `learning-rate` or `momentum`, or has its own; none where it has no
    /// such field.
    pub fn takes(&self, key: &str) -> Option<bool> {
        Some(self.shares(self.field(key)?))
    }

    /// Why `matched` leaves the learning rate as it stands, where it could be expected not to.
    pub fn unmatched(&self, matching: Match, hyperparameters: &[f64]) -> Option<&'static str> {
        let dampened = self.rule.card().matched == Matched::Dampened;
        let why = ["α is not matched: an average needs β < 1", "α is not matched: a dampened trace needs τ < 1"];
        let share = self.share(matching, hyperparameters)?;
        (share >= 1.0).then_some(why[usize::from(dampened)])
    }

    /// The share of each gradient that the rule does not take, if `matched` translates its learning rate by it.
    pub(crate) fn translated(&self, matching: Match, hyperparameters: &[f64]) -> Option<f64> {
        self.share(matching, hyperparameters).filter(|share| *share < 1.0)
    }

    /// The share of each gradient that the rule does not take, where its learning rate is to be matched.
    fn share(&self, matching: Match, hyperparameters: &[f64]) -> Option<f64> {
        // A learning rate in the rule's own brackets is meant as it stands.
        if matching == Match::Raw || self.own(self.field("learning-rate")?).is_some() {
            return None;
        }
        let field = match self.rule.card().matched {
            Matched::Average => self.field("momentum"),
            Matched::Dampened => self.field("dampening"),
            Matched::Classical | Matched::Own(_) => None,
        };
        field.map(|i| hyperparameters[i])
    }

    fn field(&self, key: &str) -> Option<usize> {
        self.rule.card().field(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_not_shared_is_put_nowhere() {
        for (key, from) in [("learningRate", None), ("steps", None), ("steps", Some(10)), ("", Some(0))] {
            let mut scene = Scene::default();
            assert!(!scene.put(key, 0.3, from) && scene == Scene::default(), "{key}");
        }
        let mut scene = Scene::default();
        scene.put("momentum", 0.3, Some(0));
        assert!(scene.overrules("momentum") && !scene.overrules("steps"));
    }
}
