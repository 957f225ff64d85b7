//! What a run leaves behind: every step of it, so that seeking back is exact.

use crate::rule::counterpart::agrees;
use crate::rule::{AnyRule, Counterpart, Library, Memory, Now, Seen, StepView};
use crate::run::Phase;

/// Where a run left the number range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// The first step whose weights or loss are not finite.
    pub step: usize,
}

/// A run of one rule from its start: steps 0 to the last one that is finite.
///
/// Update t, from 1, takes step t-1 to step t; what belongs to it stands at index t-1.
///
/// # Panics
///
/// What asks for an update that was not run, below 1 or above `last`, panics, as an index does; so does what asks for a
/// field that the card does not have.
#[derive(Clone, Debug)]
pub struct Trajectory {
    /// The rule that was run.
    pub rule: &'static dyn AnyRule,
    /// What tells this run from the others: the rule's title, and what it overrides.
    pub label: String,
    /// The weights at each step, units X. Never empty: the start is there even if its loss is not finite.
    pub points: Vec<[f64; 2]>,
    /// The loss at each step, units F.
    pub losses: Vec<f64>,
    /// The gradient of each update, units F/X; zero where the engine was cut.
    pub gradients: Vec<[f64; 2]>,
    /// The conventions in force, in the order of the card's choices.
    pub choices: Vec<usize>,
    /// What was in force when.
    pub phases: Vec<Phase>,
    /// Each memory array of the card at each step.
    pub memories: Vec<Vec<[f64; 2]>>,
    /// Each memory scalar of the card at each step.
    pub scalars: Vec<Vec<f64>>,
    /// From which step on the distance to the nearest listed minimizer stays within the tolerance; none as well before
    /// this was asked, by [`judge`](Trajectory::judge).
    pub converged: Option<usize>,
    /// Where it left the number range, if it did.
    pub stop: Option<Stop>,
}

impl Trajectory {
    /// The last finite step.
    pub fn last(&self) -> usize {
        self.points.len() - 1
    }

    /// The libraries that run the rule as this run does: with its conventions, as far as they are in force, and with its
    /// value of every field that the library's call does not let one choose.
    pub fn libraries(&self) -> impl Iterator<Item = Library> {
        let card = self.rule.card();
        let alike = |call: &Counterpart| {
            let constant = |&(key, there): &(&str, f64)| {
                card.field(key).is_some_and(|i| agrees(there, self.phases[0].hyperparameters[i]))
            };
            let mut choices = card.choices.iter().zip(&self.choices);
            !call.roundabout
                && choices.all(|(choice, &chosen)| call.takes(choice, chosen))
                && call.constants.iter().all(constant)
        };
        Library::ALL
            .into_iter()
            .filter(move |&library| card.counterparts.iter().any(|call| call.library == library && alike(call)))
    }

    /// The hyperparameters in force at update t, from 1, in the order of the card's fields. Before the first phase it is
    /// that one's, as the run has it.
    pub fn hyperparameters_at(&self, t: usize) -> &[f64] {
        &self.phases[self.phases.partition_point(|phase| phase.from <= t).saturating_sub(1)].hyperparameters
    }

    /// The hyperparameter of this key in force at update t; none where the rule has no such field.
    pub fn hyperparameter_at(&self, key: &str, t: usize) -> Option<f64> {
        let field = self.rule.card().field(key)?;
        Some(self.hyperparameters_at(t)[field])
    }

    /// One field of the card at each update.
    pub fn hyperparameter(&self, field: usize) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.last());
        for (i, phase) in self.phases.iter().enumerate() {
            let end = self.phases.get(i + 1).map_or(self.last(), |next| self.last().min(next.from - 1));
            values.resize(end, phase.hyperparameters[field]);
        }
        values
    }

    /// The conventions by key, each with the option in force; none where there is nothing to choose between.
    pub fn conventions(&self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let choices = self.rule.card().choices.iter().zip(&self.choices);
        choices.map(|(choice, &option)| (choice.key, choice.options.get(option).map(|(name, _)| *name)))
    }

    /// What update t, from 1 to `last`, moved the weights by, units X.
    pub fn step(&self, t: usize) -> [f64; 2] {
        let ([x0, y0], [x1, y1]) = (self.points[t - 1], self.points[t]);
        [x1 - x0, y1 - y0]
    }

    /// What each update moved the weights by.
    pub fn steps(&self) -> Vec<[f64; 2]> {
        (1..=self.last()).map(|t| self.step(t)).collect()
    }

    /// Where update t, from 1 to `last`, took its gradient.
    pub fn query(&self, t: usize) -> [f64; 2] {
        let before = &self.points[t - 1];
        let mut point = *before;
        self.ask(t, &mut self.remembered(t), &mut |now, memory| self.rule.query(now, before, memory, &mut point));
        point
    }

    /// Update t, from 1 to `last`, as the card's recurrence speaks of it.
    pub fn update(&self, t: usize) -> StepView {
        StepView {
            t: t as u32,
            hyperparameters: self.hyperparameters_at(t).to_vec(),
            choices: self.choices.clone(),
            loss: self.losses[t - 1],
            slope: self.gradients[t - 1],
            gradient: self.gradients[t - 1],
            undecayed: self.points[t - 1],
            weights: [self.points[t - 1], self.points[t]],
            query: self.query(t),
            memories: self.memories.iter().map(|memory| [memory[t - 1], memory[t]]).collect(),
            scalars: self.scalars.iter().map(|memory| [memory[t - 1], memory[t]]).collect(),
        }
        .decayed(self.rule.card())
    }

    /// Where update t would have gone with its gradient cut: what the memory alone does. The rest of the step is
    /// what the gradient adds.
    pub fn coast(&self, t: usize) -> [f64; 2] {
        let mut weights = self.points[t - 1];
        let seen = Seen { loss: self.losses[t - 1], gradient: &[0.0, 0.0] };
        self.ask(t, &mut self.remembered(t), &mut |now, memory| self.rule.update(now, seen, &mut weights, memory));
        weights
    }

    /// What is left of one unit in each memory array after update t where nothing pulls, not even a decay of the weights.
    pub(crate) fn left_of_memories(&self, t: usize) -> Vec<f64> {
        let mut arrays = vec![1.0; 2 * self.memories.len()];
        let seen = Seen { loss: self.losses[t - 1], gradient: &[0.0, 0.0] };
        // The first update may take what it begins with for nothing.
        self.ask(t, &mut arrays, &mut |now, memory| {
            self.rule.update(Now { t: now.t + 1, ..now }, seen, &mut [0.0; 2], memory);
        });
        arrays
    }

    /// The memory arrays before update t, one after the other.
    fn remembered(&self, t: usize) -> Vec<f64> {
        self.memories.iter().flat_map(|memory| memory[t - 1]).collect()
    }

    /// Asks the rule with what is in force at update t and the scalars before it.
    fn ask(&self, t: usize, arrays: &mut [f64], act: &mut dyn FnMut(Now<f64>, &mut Memory<f64>)) {
        let mut scalars: Vec<f64> = self.scalars.iter().map(|memory| memory[t - 1]).collect();
        let now = Now { t: t as u32, hyperparameters: self.hyperparameters_at(t), choices: &self.choices };
        act(now, &mut Memory::new(2, arrays, &mut scalars));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RULES;
    use crate::scene::{Limits, RuleChoice, Scene, Value};

    /// Who runs these rules so, by name.
    fn names(rules: &str) -> Vec<String> {
        let (scene, problems) = Scene::read([("rules", &Value::from(rules))], Limits::PAGE);
        assert!(problems.is_empty(), "{rules}");
        let named = scene.run().into_iter().map(|run| run.libraries().map(|library| library.to_string()).collect());
        named.map(|names: Vec<_>| names.join(" ")).collect()
    }

    #[test]
    fn a_library_is_named_where_its_conventions_are_in_force() {
        assert_eq!(
            names("gradient-descent gradient-descent(decay-form=decoupled)"),
            ["PyTorch Keras optax"; 2],
            "idle"
        );
        let decaying = "trace(weight-decay=0.1) trace(weight-decay=0.1,decay-form=decoupled)";
        assert_eq!(names(decaying), ["PyTorch", "optax"]);
    }

    #[test]
    fn a_library_is_not_named_where_its_call_cannot_say_a_number() {
        assert_eq!(names("trace trace(dampening=0.5)"), ["PyTorch optax", "PyTorch"]);
    }

    /// Every rule by itself, eight updates down a turned bowl.
    fn runs(schedule: &str) -> impl Iterator<Item = Trajectory> {
        let link = format!("v=1&surface=quadratic(rotation=30)&learning-rate=0.03&steps=8&schedule={schedule}");
        let scene = Scene::open(&link, Limits::PAGE).scene;
        RULES.iter().map(move |rule| {
            let one = Scene { rules: vec![RuleChoice::plain(*rule)], ..scene.clone() };
            one.run().swap_remove(0)
        })
    }

    #[test]
    fn where_a_run_would_have_coasted_is_where_one_goes_whose_gradient_is_cut() {
        for (run, cut) in runs("").zip(runs("5:gradient=0")) {
            let name = run.rule.card().name;
            assert_eq!(run.points[..=5], cut.points[..=5], "{name}");
            assert_eq!(run.coast(6), cut.points[6], "{name}");
        }
    }

    #[test]
    fn steps_lead_from_point_to_point() {
        for run in runs("") {
            let steps = run.steps();
            assert_eq!(steps.len(), run.last());
            for (t, [x, y]) in (1..).zip(steps) {
                let [[from_x, from_y], [to_x, to_y]] = [run.points[t - 1], run.points[t]];
                assert_eq!([x, y], [to_x - from_x, to_y - from_y], "{} {t}", run.rule.card().name);
            }
        }
    }

    #[test]
    fn a_hyperparameter_is_what_was_in_force_at_each_update() {
        let scene = Scene::open("v=1&rules=trace&steps=5&schedule=2:momentum=0.5;4:momentum=0.2", Limits::PAGE).scene;
        let run = &scene.run()[0];
        let field = run.rule.card().field("momentum").expect("it has one");
        assert_eq!(run.hyperparameter(field), [0.9, 0.9, 0.5, 0.5, 0.2]);
        for t in 1..=5 {
            assert_eq!(run.hyperparameter_at("momentum", t), Some(run.hyperparameter(field)[t - 1]));
        }
    }
}
