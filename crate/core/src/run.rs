//! Running: a rule walks a surface.

use crate::objective::SurfaceOver;
use crate::rule::{AnyRule, Memory, Now, Rule, Seen};
use crate::trajectory::{Stop, Trajectory};

/// What is in force for a rule from an update on, until its next phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The first update it is in force for.
    pub from: usize,
    /// All fields of the rule's card.
    pub hyperparameters: Vec<f64>,
    /// Whether the gradient reaches the rule.
    pub gradient: bool,
}

/// A run to record: a rule, a surface, a start, and what is in force when.
#[derive(Clone)]
pub struct Run<'a> {
    /// The rule.
    pub rule: &'static dyn AnyRule,
    /// What tells this run from the others.
    pub label: String,
    /// The surface.
    pub surface: &'a dyn SurfaceOver<f64>,
    /// The weights at step 0.
    pub start: [f64; 2],
    /// How many updates are wanted.
    pub steps: usize,
    /// The rule's conventions, in the order of its card's choices.
    pub choices: Vec<usize>,
    /// The first phase from update 1, and each later than the one before.
    pub phases: Vec<Phase>,
}

/// Without the surface, which has no name here.
impl core::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Run { rule, label, start, steps, choices, phases, .. } = self;
        let mut run = f.debug_struct("Run");
        run.field("rule", rule).field("label", label).field("start", start).field("steps", steps);
        run.field("choices", choices).field("phases", phases).finish_non_exhaustive()
    }
}

impl Run<'_> {
    /// Walks to the last step, or to where a weight or the loss leaves the number range. What it would converge to and
    /// how near it does not ask: [`Trajectory::judge`] does.
    ///
    /// # Panics
    ///
    /// Without a phase, where a phase lacks a field of the card or `choices` lacks one of its choices, and where memory
    /// cannot hold so many steps.
    pub fn record(self) -> Trajectory {
        let card = self.rule.card();
        let count = self.steps + 1;
        // All steps at once: to write at a place is cheaper than to push.
        let mut trajectory = Trajectory {
            rule: self.rule,
            label: self.label,
            points: vec![self.start; count],
            losses: vec![0.0; count],
            gradients: vec![[0.0; 2]; self.steps],
            choices: card.in_force(&self.choices, &self.phases[0].hyperparameters),
            phases: self.phases,
            memories: card.memories.iter().map(|_| vec![[0.0; 2]; count]).collect(),
            scalars: card.scalars.iter().map(|_| vec![0.0; count]).collect(),
            converged: None,
            stop: None,
        };
        self.rule.walk(self.surface, &mut trajectory);
        if let Some(Stop { step }) = trajectory.stop {
            // The start stays, whatever it is.
            let count = step.max(1);
            trajectory.points.truncate(count);
            trajectory.losses.truncate(count);
            trajectory.gradients.truncate(count - 1);
            trajectory.memories.iter_mut().for_each(|memory| memory.truncate(count));
            trajectory.scalars.iter_mut().for_each(|memory| memory.truncate(count));
        }
        trajectory
    }
}

/// Fills a trajectory that has room for all steps and begins with the start.
///
/// Compiled once for each rule, with the surface behind a pointer: the rule's update is short, and a call for it would
/// cost more than the update. So the code grows with rules plus surfaces, not with rules times surfaces.
pub(crate) fn walk<R: Rule>(rule: &R, surface: &dyn SurfaceOver<f64>, trajectory: &mut Trajectory) {
    let card = R::CARD;
    let mut weights = trajectory.points[0];
    let mut arrays = vec![[0.0; 2]; card.memories.len()];
    let mut scalars = vec![0.0; card.scalars.len()];
    let first = Now { t: 1, hyperparameters: &trajectory.phases[0].hyperparameters, choices: &trajectory.choices };
    rule.init(first, &weights, &mut Memory::new(2, arrays.as_flattened_mut(), &mut scalars));
    let mut gradient = [0.0; 2];
    let mut loss = surface.look(weights[0], weights[1], &mut gradient);
    let mut phase = 0;
    for step in 0..trajectory.points.len() {
        let finite = loss.is_finite() && weights.iter().all(|w| w.is_finite());
        if !finite {
            trajectory.stop = Some(Stop { step });
        }
        if finite || step == 0 {
            put(&mut trajectory.points[step], weights);
            trajectory.losses[step] = loss;
            for (memory, &now) in trajectory.memories.iter_mut().zip(&arrays) {
                put(&mut memory[step], now);
            }
            for (memory, &now) in trajectory.scalars.iter_mut().zip(&scalars) {
                memory[step] = now;
            }
        }
        if !finite || step == trajectory.gradients.len() {
            break;
        }
        let t = step + 1;
        while trajectory.phases.get(phase + 1).is_some_and(|next| next.from <= t) {
            phase += 1;
        }
        let Phase { hyperparameters, gradient: engine, .. } = &trajectory.phases[phase];
        let now = Now { t: t as u32, hyperparameters, choices: &trajectory.choices };
        let mut memory = Memory::new(2, arrays.as_flattened_mut(), &mut scalars);
        let mut loss_there = loss;
        if R::LOOKS_AHEAD {
            let mut query = weights;
            rule.query(now, &weights, &memory, &mut query);
            loss_there = surface.look(query[0], query[1], &mut gradient);
        }
        if !engine {
            gradient = [0.0; 2];
        }
        put(&mut trajectory.gradients[step], gradient);
        rule.update(now, Seen { loss: loss_there, gradient: &gradient }, &mut weights, &mut memory);
        loss =
            if R::LOOKS_AHEAD { surface.value(weights) } else { surface.look(weights[0], weights[1], &mut gradient) };
    }
}

/// Copies two numbers one by one. As one load of both it would have to wait until those that were just written one by
/// one have left the processor's store buffer.
#[inline(always)]
fn put(to: &mut [f64; 2], [x, y]: [f64; 2]) {
    to[0] = x;
    to[1] = y;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::Family;
    use crate::rule::RULES;

    /// A run of 60 steps through phases (first update, α, engine).
    fn run(rule: &'static dyn AnyRule, surface: &str, phases: &[(usize, f64, bool)]) -> Trajectory {
        let family = Family::named(surface).expect("it is in the registry");
        let surface = family.surface(&family.defaults());
        from(rule, &*surface, family.card.start, phases)
    }

    fn from(
        rule: &'static dyn AnyRule,
        surface: &dyn SurfaceOver<f64>,
        start: [f64; 2],
        phases: &[(usize, f64, bool)],
    ) -> Trajectory {
        let defaults: Vec<f64> = rule.card().fields.iter().map(|field| field.parameter.default).collect();
        let phase = |&(from, alpha, gradient): &(usize, f64, bool)| {
            let mut hyperparameters = defaults.clone();
            hyperparameters[0] = alpha;
            Phase { from, hyperparameters, gradient }
        };
        let phases = phases.iter().map(phase).collect();
        let choices = rule.card().choices.iter().map(|choice| choice.default).collect();
        Run { rule, label: String::new(), surface, start, steps: 60, choices, phases }.record()
    }

    #[test]
    fn losses_belong_to_the_weights_and_gradients_to_the_query_points() {
        let family = Family::named("rosenbrock").expect("it is in the registry");
        let surface: Box<dyn SurfaceOver<f64>> = family.surface(&family.defaults());
        for &rule in RULES {
            let run = from(rule, &*surface, family.card.start, &[(1, 0.0005, true)]);
            assert_eq!((run.stop, run.last()), (None, 60), "{}", rule.card().name);
            for t in 1..=60 {
                assert_eq!(run.losses[t], surface.value(run.points[t]), "{} {t}", rule.card().name);
                assert_eq!(run.gradients[t - 1], surface.gradient(run.query(t)), "{} {t}", rule.card().name);
            }
        }
    }

    #[test]
    fn what_a_run_leaves_behind_ends_at_its_last_finite_step() {
        let diverging = run(RULES[0], "rosenbrock", &[(1, 1.0, true)]);
        let Some(Stop { step }) = diverging.stop else { panic!("α = 1 diverges") };
        assert_eq!(diverging.last() + 1, step);
        assert_eq!((diverging.losses.len(), diverging.gradients.len()), (step, step - 1));
        assert!(diverging.losses.iter().all(|loss| loss.is_finite()));
    }

    #[test]
    fn a_phase_acts_from_its_update_on_and_can_cut_the_gradient() {
        let run = run(RULES[0], "quadratic", &[(1, 0.05, true), (11, 0.01, false)]);
        assert_eq!((run.hyperparameters_at(10)[0], run.hyperparameters_at(11)[0]), (0.05, 0.01));
        assert_ne!(run.points[9], run.points[10]);
        assert!(run.points[10..].iter().all(|point| *point == run.points[10]));
        assert_eq!((run.gradients[10], run.gradients.len()), ([0.0; 2], 60));
    }

    #[test]
    fn a_start_out_of_the_number_range_is_all_there_is() {
        let family = Family::named("rosenbrock").expect("it is in the registry");
        let surface = family.surface(&family.defaults());
        let surface: Box<dyn SurfaceOver<f64>> = surface;
        let lost = from(RULES[3], &*surface, [1e200, 0.0], &[(1, 0.1, true)]);
        assert_eq!((lost.points.as_slice(), lost.stop), ([[1e200, 0.0]].as_slice(), Some(Stop { step: 0 })));
        assert_eq!((lost.losses.as_slice(), lost.gradients.len()), ([f64::INFINITY].as_slice(), 0));
    }
}
