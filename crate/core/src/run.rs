//! Running: a rule walks a surface.

use crate::objective::SurfaceOver;
use crate::rule::{AnyRule, Memory, Now, RuleOver, Seen};
use crate::scalar::Scalar;
use crate::trajectory::{Stop, Trajectory};

/// A rule on its way over two weights, in any scalar type.
pub struct Stepper<'a, S> {
    rule: &'a dyn RuleOver<S>,
    /// The weights.
    pub weights: [S; 2],
    /// The memory arrays, two numbers each, in the card's order.
    pub arrays: Vec<S>,
    /// The memory scalars, in the card's order.
    pub scalars: Vec<S>,
    t: u32,
}

impl<'a, S: Scalar> Stepper<'a, S> {
    /// A rule with `arrays` memory arrays and `scalars` memory scalars, at its start.
    pub fn new(rule: &'a dyn RuleOver<S>, arrays: usize, scalars: usize, start: [S; 2]) -> Self {
        let mut stepper = Stepper {
            rule,
            weights: start,
            arrays: vec![S::of(0.0); 2 * arrays],
            scalars: vec![S::of(0.0); scalars],
            t: 0,
        };
        rule.init(&start, &mut Memory::new(2, &mut stepper.arrays, &mut stepper.scalars));
        stepper
    }

    /// Where the next update wants its gradient.
    pub fn query(&mut self, hyperparameters: &[S]) -> [S; 2] {
        let mut point = self.weights;
        let now = Now { t: self.t + 1, hyperparameters };
        self.rule.query(now, &self.weights, &Memory::new(2, &mut self.arrays, &mut self.scalars), &mut point);
        point
    }

    /// Takes the next update, with the loss and the gradient at its query point.
    pub fn step(&mut self, hyperparameters: &[S], loss: S, gradient: [S; 2]) {
        self.t += 1;
        let now = Now { t: self.t, hyperparameters };
        let seen = Seen { loss, gradient: &gradient };
        let mut memory = Memory::new(2, &mut self.arrays, &mut self.scalars);
        self.rule.update(now, seen, &mut self.weights, &mut memory);
    }
}

/// A run to record: a rule, a surface, a start, and what is in force when.
pub struct Run<'a> {
    /// The rule.
    pub rule: &'static dyn AnyRule,
    /// The surface.
    pub surface: &'a dyn SurfaceOver<f64>,
    /// The weights at step 0.
    pub start: [f64; 2],
    /// How many updates are wanted.
    pub steps: usize,
}

impl Run<'_> {
    /// Walks to the last step, or to where a weight or the loss leaves the number range.
    ///
    /// `in_force(t, hyperparameters)` writes the hyperparameters of update t and tells whether the gradient reaches
    /// the rule.
    pub fn record(&self, label: String, mut in_force: impl FnMut(usize, &mut [f64]) -> bool) -> Trajectory {
        let card = self.rule.card();
        let mut stepper = Stepper::<f64>::new(self.rule, card.memories.len(), card.scalars.len(), self.start);
        let mut hyperparameters = vec![0.0; card.fields.len()];
        let mut loss = self.surface.value(self.start);
        let mut trajectory = Trajectory {
            rule: self.rule,
            label,
            points: with_room(self.steps + 1, self.start),
            losses: with_room(self.steps + 1, loss),
            queries: Vec::with_capacity(self.steps),
            gradients: Vec::with_capacity(self.steps),
            hyperparameters: Vec::with_capacity(self.steps * card.fields.len()),
            memories: stepper.arrays.chunks_exact(2).map(|m| with_room(self.steps + 1, [m[0], m[1]])).collect(),
            scalars: stepper.scalars.iter().map(|&m| with_room(self.steps + 1, m)).collect(),
            converged: None,
            stop: (!loss.is_finite()).then_some(Stop { step: 0 }),
        };
        if trajectory.stop.is_some() {
            return trajectory;
        }
        for t in 1..=self.steps {
            let engine = in_force(t, &mut hyperparameters);
            let query = stepper.query(&hyperparameters);
            let loss_there = if query == stepper.weights { loss } else { self.surface.value(query) };
            let gradient = if engine { self.surface.gradient(query) } else { [0.0; 2] };
            stepper.step(&hyperparameters, loss_there, gradient);
            loss = self.surface.value(stepper.weights);
            if !(loss.is_finite() && stepper.weights.iter().all(|w| w.is_finite())) {
                trajectory.stop = Some(Stop { step: t });
                break;
            }
            trajectory.points.push(stepper.weights);
            trajectory.losses.push(loss);
            trajectory.queries.push(query);
            trajectory.gradients.push(gradient);
            trajectory.hyperparameters.extend_from_slice(&hyperparameters);
            for (memory, now) in trajectory.memories.iter_mut().zip(stepper.arrays.chunks_exact(2)) {
                memory.push([now[0], now[1]]);
            }
            for (memory, &now) in trajectory.scalars.iter_mut().zip(&stepper.scalars) {
                memory.push(now);
            }
        }
        trajectory
    }
}

/// A vector that begins with `first` and has room for `count`.
fn with_room<T>(count: usize, first: T) -> Vec<T> {
    let mut vector = Vec::with_capacity(count);
    vector.push(first);
    vector
}
