//! What there is to say about a run once it has been made.

mod convergence;
mod facts;
mod verdict;

pub use convergence::{converged, distance, nearest_squared};
pub use facts::{Facts, Stability, curvature, facts, time_constant};
pub use verdict::verdict;
