//! What there is to say about a run once it has been made, and what theory says of it beforehand.
//!
//! ```text
//! convergence, facts               a run: where it came, and the numbers beside it
//! verdict, reason                  how it ended, and why it was lost, in a sentence
//! curvatures                       what a linear theory wants to know of a surface
//! iteration, eigenvalues           a momentum form on a quadratic, as a matrix
//! stability, damping, optimum      its limit, its critical damping, its best α and β
//! regime, change                   how it moves in the long run, and how fast
//! explanation, cause               that and why, in a sentence
//! steady, coasting                 a constant gradient, and none
//! ```
//!
//! ```
//! use heavy_ball::analysis::{Curvatures, Iteration, Regime};
//!
//! let card = heavy_ball::rule::named("heavy-ball").expect("it is in the registry").card();
//! // α, β and no weight decay, as the card's fields have them.
//! let iteration = Iteration::of(card, &[0.05, 0.9, 0.0]).expect("it is linear on a quadratic");
//! let curvatures = Curvatures { low: 1.0, high: 20.0 };
//! let forecast = iteration.forecast(curvatures).expect("both are curved");
//! assert_eq!(forecast.regime, Regime::Ripples);
//! assert!((forecast.rate - 0.9_f64.sqrt()).abs() < 1e-12);
//! let limits = [0.0, 0.5, 0.9].map(|beta| iteration.at(0.05, beta).limit(20.0));
//! assert_eq!(limits, [Some(0.1), Some(0.15), Some(0.19)]);
//! ```

mod cause;
mod change;
mod coasting;
mod convergence;
mod curvatures;
mod damping;
mod eigenvalues;
mod explanation;
mod facts;
mod iteration;
mod optimum;
mod reason;
mod regime;
mod stability;
mod steady;
mod verdict;

pub(crate) use cause::{FIRST_STEP, momentum_text, overcorrected};

pub use coasting::{Coast, Tendency, adam_coasting_ratio, coast, coast_after};
pub(crate) use convergence::squared;
pub use convergence::{converged, distance, nearest_squared};
pub use curvatures::Curvatures;
pub use eigenvalues::{Complex, Spectrum};
pub use facts::{Facts, Stability, curvature, facts};
pub use iteration::Iteration;
pub use optimum::{Optimum, steps_to};
pub use regime::{Forecast, Regime};
pub use steady::{adam_correction, bias_correction, half_life, lag, settling_time, time_constant};
pub use verdict::{escape, verdict};

#[cfg(test)]
pub(crate) mod tests;
