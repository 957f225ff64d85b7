//! The numbers beside a run: its effective step, its memory's time constant, its stability limit.

use super::stability::limit_text;
use super::{Iteration, time_constant};
use crate::objective::{Surface, eigenvalues};
use crate::trajectory::Trajectory;

/// The numbers beside a run at one update.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// The step per unit of a gradient that stays constant, units X²/F.
    pub effective_step: Option<f64>,
    /// -1/ln β: after so many steps a gradient's share has fallen to 1/e.
    pub time_constant: Option<f64>,
    /// α λ with the largest curvature at the nearest minimizer, and the limit above which a quadratic diverges.
    pub stability: Option<Stability>,
}

/// Where a run stands against its stability limit on a quadratic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// α λ.
    pub product: f64,
    /// The limit of α λ.
    pub limit: f64,
    /// Its formula: "2(1+β)".
    pub formula: &'static str,
}

impl Stability {
    /// The limit as read: "2(1+β) = 3.80".
    pub fn limit_text(&self) -> String {
        limit_text(self.formula, self.limit)
    }
}

/// The largest curvature at the listed minimizer nearest to a point; none where there is none, or it is not positive.
pub fn curvature(surface: &dyn Surface, point: [f64; 2]) -> Option<f64> {
    let minimizers = surface.minimizers();
    let distance = |m: &&[f64; 2]| super::distance(point, &[**m]);
    let nearest = minimizers.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let [_, largest] = eigenvalues(surface.hessian(*nearest));
    (largest > 0.0 && largest.is_finite()).then_some(largest)
}

/// The numbers beside update t of a run, from 1.
pub fn facts(trajectory: &Trajectory, surface: &dyn Surface, t: usize) -> Facts {
    let card = trajectory.rule.card();
    let hyperparameters = trajectory.hyperparameters_at(t);
    let stability = || {
        let (limit, formula) = Iteration::of(card, hyperparameters)?.limit_by_formula()?;
        let product = trajectory.hyperparameter_at("learning-rate", t)?
            * curvature(surface, trajectory.points[trajectory.last()])?;
        Some(Stability { product, limit, formula })
    };
    Facts {
        effective_step: card.effective_step_at(hyperparameters).filter(|step| step.is_finite()),
        time_constant: trajectory.hyperparameter_at("momentum", t).and_then(time_constant),
        stability: stability(),
    }
}
