//! The α-β map: what becomes of a run for every α and β at once, found by running each of them.
//!
//! ```text
//! axis        a hyperparameter along an edge: numbers at positions
//! plane       the two axes of a rule's map, and the Scene of a point on it
//! order       the cells of a grid, coarse to fine
//! block       many runs in lanes, a step of all of them at a time
//! sweep       the cells through the blocks: what became of each
//! theory      what is known of a plane without running: its limit, critical damping and optimum
//! best        its best points: the one that was run, and theory's
//! reading     what there is to say about a point
//! ```

mod axis;
mod best;
mod block;
mod order;
mod plane;
mod reading;
mod sweep;
mod theory;

pub use axis::{Axis, Scale};
pub use best::{Best, Jump, beside, best, jump};
pub(crate) use block::{LaneRule, LaneSurface};
pub use order::Grid;
pub use plane::Plane;
pub use reading::Reading;
pub use sweep::Sweep;
pub use theory::Theory;

use crate::analysis::{escape, nearest_squared};
use crate::objective::Surface;
use crate::trajectory::{Stop, Trajectory};

/// What becomes of a run within its budget of steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// From this step to the last one it stays within the tolerance of a minimizer.
    Converged(usize),
    /// Where there is no minimizer: from this step to the last one it is outside the surface's domain.
    Escaped(usize),
    /// At its last step it is outside the tolerance, or, where there is no minimizer, inside the domain.
    Unsettled,
    /// It is outside the tolerance, and farther from the minimizers than at its start.
    Away,
    /// At this step a weight or the loss is not finite any more.
    Left(usize),
}

impl Outcome {
    /// What became of a run on its surface.
    pub fn of(run: &Trajectory, surface: &dyn Surface) -> Self {
        let minimizers = surface.minimizers();
        let distance = |step: usize| nearest_squared(run.points[step], &minimizers);
        match (run.stop, run.converged) {
            (Some(Stop { step }), _) => Outcome::Left(step),
            (None, Some(step)) => Outcome::Converged(step),
            (None, None) if minimizers.is_empty() => {
                escape(run, surface.domain()).map_or(Outcome::Unsettled, Outcome::Escaped)
            }
            (None, None) if distance(run.last()) > distance(0) => Outcome::Away,
            (None, None) => Outcome::Unsettled,
        }
    }
}
