//! The rate in the long run, and the α and β with which it is best. It is about quadratics, and about the long run: at its
//! optimum heavy ball has a double eigenvalue, and first grows to many times its start.

use super::{Curvatures, Iteration};
use crate::rule::Form;

/// The best α and β of a form on a quadratic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimum {
    /// α*, in the form's own units.
    pub learning_rate: f64,
    /// β*; none where the form has none.
    pub momentum: Option<f64>,
    /// What is left per step in the long run.
    pub rate: f64,
}

impl Iteration {
    /// What is left of the distance per step in the long run, on a quadratic of these curvatures: the larger spectral
    /// radius. Above 1 it grows; none where it is not a number, or where no direction is curved.
    pub fn rate(&self, curvatures: Curvatures) -> Option<f64> {
        self.forecast(curvatures).map(|forecast| forecast.rate)
    }

    /// α* and β* on a quadratic whose curvatures go from m = `low` to L = `high`. None where m is not above 0 (to
    /// rounding), and for optimistic gradient descent. α and β themselves do not matter.
    ///
    /// Polyak 1964 for heavy ball; Lessard, Recht and Packard 2016, proposition 1, for all three.
    pub fn optimum(&self, curvatures: Curvatures) -> Option<Optimum> {
        let kappa = curvatures.condition_number()?;
        let Curvatures { low, high } = curvatures;
        let [root_low, root_high] = [low.sqrt(), high.sqrt()];
        // Of heavy ball: (√κ - 1)/(√κ + 1)
        let rate = (root_high - root_low) / (root_high + root_low);
        let heavy = |learning_rate| Optimum { learning_rate, momentum: Some(rate * rate), rate };
        let classical = 4.0 / ((root_high + root_low) * (root_high + root_low));
        let optimum = match self.form() {
            Form::GradientDescent => {
                Optimum { learning_rate: 2.0 / (high + low), momentum: None, rate: (high - low) / (high + low) }
            }
            Form::HeavyBall => heavy(classical),
            Form::Trace => heavy(classical / self.coefficients().newest),
            // What heavy ball's is divided by 1-β*.
            Form::Ema => heavy(1.0 / (root_low * root_high)),
            Form::Nesterov | Form::NesterovTrace => {
                let root = (3.0 * kappa + 1.0).sqrt();
                Optimum {
                    learning_rate: 4.0 / (3.0 * high + low),
                    momentum: Some((root - 2.0) / (root + 2.0)),
                    rate: 1.0 - 2.0 / root,
                }
            }
            Form::Optimistic => return None,
        };
        (optimum.learning_rate > 0.0 && optimum.learning_rate.is_finite()).then_some(optimum)
    }
}

/// How many steps it takes in the long run until only this share of a distance is left, at this rate; infinite where the
/// rate is not below 1.
pub fn steps_to(share: f64, rate: f64) -> f64 {
    if rate < 1.0 { libm::log(share) / libm::log(rate) } else { f64::INFINITY }
}
