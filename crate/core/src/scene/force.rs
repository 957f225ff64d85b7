//! What is in force for one rule at one update: shared values, the schedule, what the rule overrides, and `match`.

use super::{Match, RuleChoice, Scene};
use crate::analysis;
use crate::objective::Surface;
use crate::rule::{Field, Matched};
use crate::run::Run;
use crate::schedule::Force;
use crate::trajectory::Trajectory;

impl Scene {
    /// α, β and the engine in force at update t, from 1, before any rule's own values.
    pub fn force(&self, t: usize) -> Force {
        let base = Force { learning_rate: self.learning_rate, momentum: self.momentum, gradient: true };
        self.schedule.in_force(base, t)
    }

    /// Runs the i-th rule.
    pub fn run_one(&self, i: usize, surface: &dyn Surface) -> Trajectory {
        let choice = &self.rules[i];
        let run = Run { rule: choice.rule, surface, start: self.start, steps: self.steps };
        // The force changes only where a marker stands, so it is asked for only there.
        let mut changes = self.schedule.markers().iter().map(|marker| marker.step + 1).peekable();
        let mut force = self.force(1);
        let mut trajectory = run.record(choice.label(), |t, hyperparameters| {
            let mut changed = t == 1;
            while changes.next_if(|&change| change <= t).is_some() {
                changed = true;
            }
            if changed {
                force = self.force(t);
                choice.resolve(self.matching, force, hyperparameters);
            }
            force.gradient
        });
        trajectory.converged = analysis::converged(&trajectory.points, &surface.minimizers(), self.tolerance)
            .filter(|_| trajectory.stop.is_none());
        trajectory
    }
}

impl RuleChoice {
    /// Writes the rule's hyperparameters for a force.
    pub fn resolve(&self, matching: Match, force: Force, hyperparameters: &mut [f64]) {
        let card = self.rule.card();
        for (i, (field, value)) in card.fields.iter().zip(hyperparameters.iter_mut()).enumerate() {
            *value = self.own(i).unwrap_or_else(|| shared(field, force));
        }
        let find = |key: &str| card.fields.iter().position(|field| field.parameter.key == key);
        let Some(alpha) = find("learning-rate") else { return };
        // A learning rate in the rule's own brackets is meant as it stands.
        if matching == Match::Raw || self.own(alpha).is_some() {
            return;
        }
        let share = match card.matched {
            Matched::Average => find("momentum").map(|i| hyperparameters[i]),
            Matched::Dampened => find("dampening").map(|i| hyperparameters[i]),
            Matched::Classical | Matched::Own(_) => None,
        };
        if let Some(share) = share.filter(|&share| share < 1.0) {
            hyperparameters[alpha] /= 1.0 - share;
        }
    }
}

/// The value that a field takes from the force, or its own default.
fn shared(field: &Field, force: Force) -> f64 {
    match (field.shared, field.parameter.key) {
        (true, "learning-rate") => force.learning_rate,
        (true, "momentum") => force.momentum,
        _ => field.parameter.default,
    }
}
