//! Running: rules walk a surface, all runs of a figure in step.
//!
//! One run is a chain in which every operation waits for the one before it. Runs in step are several chains side by
//! side, which a processor works on at the same time, and the surface is asked once for all of them.

use crate::objective::SurfaceOver;
use crate::rule::{AnyRule, Memory, Now, RuleOver, Seen};
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

/// A run to record.
#[derive(Clone)]
pub struct Run {
    /// The rule.
    pub rule: &'static dyn AnyRule,
    /// What tells this run from the others.
    pub label: String,
    /// What is in force when; the first phase from update 1, and each later than the one before.
    pub phases: Vec<Phase>,
}

/// A run on its way.
struct Walk {
    /// Which of the points that the surface is asked about is this run's query: its weights, or a look-ahead point.
    query: usize,
    /// Which phase is in force.
    phase: usize,
    arrays: Vec<[f64; 2]>,
    scalars: Vec<f64>,
    run: Trajectory,
}

impl Walk {
    fn new(Run { rule, label, phases }: Run, query: usize, start: [f64; 2], steps: usize) -> Self {
        let card = rule.card();
        let mut arrays = vec![[0.0; 2]; card.memories.len()];
        let mut scalars = vec![0.0; card.scalars.len()];
        RuleOver::<f64>::init(rule, &start, &mut Memory::new(2, arrays.as_flattened_mut(), &mut scalars));
        // Filled from the first step on: to write at a place is cheaper than to push.
        let run = Trajectory {
            rule,
            label,
            points: vec![start; steps + 1],
            losses: vec![0.0; steps + 1],
            gradients: vec![[0.0; 2]; steps],
            phases,
            memories: card.memories.iter().map(|_| vec![[0.0; 2]; steps + 1]).collect(),
            scalars: card.scalars.iter().map(|_| vec![0.0; steps + 1]).collect(),
            converged: None,
            stop: None,
        };
        Walk { query, phase: 0, arrays, scalars, run }
    }

    /// Writes down the step that update t begins from.
    fn note(&mut self, step: usize, point: [f64; 2], loss: f64) {
        self.run.points[step] = point;
        self.run.losses[step] = loss;
        for (memory, &now) in self.run.memories.iter_mut().zip(&self.arrays) {
            memory[step] = now;
        }
        for (memory, &now) in self.run.scalars.iter_mut().zip(&self.scalars) {
            memory[step] = now;
        }
    }

    /// Comes to the phase of update t.
    fn enter(&mut self, t: usize) {
        while self.run.phases.get(self.phase + 1).is_some_and(|next| next.from <= t) {
            self.phase += 1;
        }
    }

    /// Where update t wants its gradient.
    fn look_ahead(&mut self, t: usize, weights: &[f64; 2]) -> [f64; 2] {
        let now = Now { t: t as u32, hyperparameters: &self.run.phases[self.phase].hyperparameters };
        let memory = Memory::new(2, self.arrays.as_flattened_mut(), &mut self.scalars);
        let mut point = *weights;
        RuleOver::<f64>::query(self.run.rule, now, weights, &memory, &mut point);
        point
    }

    /// Takes update t.
    fn update(&mut self, t: usize, loss: f64, gradient: &mut [f64; 2], weights: &mut [f64; 2]) {
        let phase = &self.run.phases[self.phase];
        if !phase.gradient {
            *gradient = [0.0; 2];
        }
        self.run.gradients[t - 1] = *gradient;
        let now = Now { t: t as u32, hyperparameters: &phase.hyperparameters };
        let mut memory = Memory::new(2, self.arrays.as_flattened_mut(), &mut self.scalars);
        RuleOver::<f64>::update(self.run.rule, now, Seen { loss, gradient }, weights, &mut memory);
    }

    fn finish(self) -> Trajectory {
        let mut run = self.run;
        if let Some(Stop { step }) = run.stop {
            // The start stays, whatever it is.
            let count = step.max(1);
            run.points.truncate(count);
            run.losses.truncate(count);
            run.gradients.truncate(count - 1);
            run.memories.iter_mut().for_each(|memory| memory.truncate(count));
            run.scalars.iter_mut().for_each(|memory| memory.truncate(count));
        }
        run
    }
}

/// Walks every run from `start` to the last step, or to where a weight or the loss leaves the number range.
pub fn record(surface: &dyn SurfaceOver<f64>, start: [f64; 2], steps: usize, runs: Vec<Run>) -> Vec<Trajectory> {
    // The points that the surface is asked about: the weights of every run, then what look-ahead points there are.
    let count = runs.len();
    let mut points = vec![start; count];
    let mut walks = Vec::with_capacity(count);
    for (i, run) in runs.into_iter().enumerate() {
        let ahead = run.rule.looks_ahead();
        walks.push(Walk::new(run, if ahead { points.len() } else { i }, start, steps));
        points.extend(ahead.then_some(start));
    }
    let mut losses = vec![0.0; points.len()];
    let mut gradients = vec![[0.0; 2]; points.len()];
    for step in 0..=steps {
        let t = step + 1;
        for (i, walk) in walks.iter_mut().enumerate() {
            walk.enter(t);
            if walk.query != i {
                points[walk.query] = walk.look_ahead(t, &points[i]);
            }
        }
        surface.look(&points, &mut losses, &mut gradients);
        let mut running = false;
        for (i, walk) in walks.iter_mut().enumerate().filter(|(_, walk)| walk.run.stop.is_none()) {
            let (weights, loss) = (&mut points[i], losses[i]);
            let finite = loss.is_finite() && weights.iter().all(|w| w.is_finite());
            if finite || step == 0 {
                walk.note(step, *weights, loss);
            }
            if !finite {
                walk.run.stop = Some(Stop { step });
            } else if step < steps {
                running = true;
                walk.update(t, losses[walk.query], &mut gradients[walk.query], weights);
            }
        }
        if !running {
            break;
        }
    }
    walks.into_iter().map(Walk::finish).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::Family;
    use crate::rule::RULES;

    fn run(rule: &'static dyn AnyRule, phases: &[(usize, f64, bool)]) -> Run {
        let defaults: Vec<f64> = rule.card().fields.iter().map(|field| field.parameter.default).collect();
        let phase = |&(from, alpha, gradient): &(usize, f64, bool)| {
            let mut hyperparameters = defaults.clone();
            hyperparameters[0] = alpha;
            Phase { from, hyperparameters, gradient }
        };
        Run { rule, label: rule.card().title.to_owned(), phases: phases.iter().map(phase).collect() }
    }

    fn on(surface: &str, runs: Vec<Run>) -> Vec<Trajectory> {
        let family = Family::named(surface).expect("it is in the registry");
        record(&*family.surface(&family.defaults()), family.card.start, 60, runs)
    }

    #[test]
    fn a_run_is_the_same_alone_and_in_step_with_all_others() {
        let all = || RULES.iter().map(|&rule| run(rule, &[(1, 0.9, true), (20, 0.01, false), (30, 2.5, true)]));
        let together = on("rosenbrock", all().collect());
        assert!(together.iter().any(|run| run.stop.is_some()) && together.iter().any(|run| run.stop.is_none()));
        for (alone, together) in all().map(|run| on("rosenbrock", vec![run])).zip(&together) {
            assert_eq!(alone[0].points, together.points, "{}", together.label);
            assert_eq!(alone[0].losses, together.losses, "{}", together.label);
            assert_eq!(alone[0].gradients, together.gradients, "{}", together.label);
            assert_eq!((&alone[0].memories, &alone[0].scalars), (&together.memories, &together.scalars));
            assert_eq!(alone[0].stop, together.stop, "{}", together.label);
        }
    }

    #[test]
    fn what_a_run_leaves_behind_ends_at_its_last_finite_step() {
        let diverging = on("rosenbrock", vec![run(RULES[0], &[(1, 1.0, true)])]).remove(0);
        let Some(Stop { step }) = diverging.stop else { panic!("α = 1 diverges") };
        assert_eq!(diverging.last() + 1, step);
        assert_eq!((diverging.losses.len(), diverging.gradients.len()), (step, step - 1));
        assert!(diverging.losses.iter().all(|loss| loss.is_finite()));
    }

    #[test]
    fn a_phase_acts_from_its_update_on_and_can_cut_the_gradient() {
        let run = on("quadratic", vec![run(RULES[0], &[(1, 0.05, true), (11, 0.01, false)])]).remove(0);
        assert_eq!((run.hyperparameters_at(10)[0], run.hyperparameters_at(11)[0]), (0.05, 0.01));
        assert_ne!(run.points[9], run.points[10]);
        assert!(run.points[10..].iter().all(|point| *point == run.points[10]));
        assert_eq!((run.gradients[10], run.gradients.len()), ([0.0; 2], 60));
    }

    #[test]
    fn a_start_out_of_the_number_range_is_all_there_is() {
        let family = Family::named("rosenbrock").expect("it is in the registry");
        let surface = family.surface(&family.defaults());
        let lost = record(&*surface, [1e200, 0.0], 60, vec![run(RULES[3], &[(1, 0.1, true)])]).remove(0);
        assert_eq!((lost.points.as_slice(), lost.stop), ([[1e200, 0.0]].as_slice(), Some(Stop { step: 0 })));
        assert_eq!((lost.losses.as_slice(), lost.gradients.len()), ([f64::INFINITY].as_slice(), 0));
    }
}
