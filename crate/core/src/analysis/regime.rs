//! How a momentum form moves on a quadratic in the long run. The names are those of Goh 2017, "Why Momentum Really Works".

use super::{Curvatures, Iteration, Spectrum};

/// How a momentum form moves on a quadratic in the long run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// α is 0, or no share of the gradient is taken.
    Stands,
    /// The dominant root is real and positive: it creeps in from one side.
    Monotone,
    /// The roots are a complex pair: it swings slowly while it decays.
    Ripples,
    /// The dominant root is real and negative: the sign flips at each step.
    Oscillates,
    /// A root has left the unit circle where the surface bends up: α or β is too large.
    Diverges,
    /// The surface bends down: the distance grows whatever α > 0.
    Escapes,
}

impl Regime {
    /// Its name as read at the head of a sentence: "Monotone".
    pub fn name(self) -> &'static str {
        match self {
            Regime::Stands => "Stands",
            Regime::Monotone => "Monotone",
            Regime::Ripples => "Ripples",
            Regime::Oscillates => "Oscillates",
            Regime::Diverges => "Diverges",
            Regime::Escapes => "Escapes",
        }
    }
}

/// What will come of a momentum form on a quadratic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// How it moves.
    pub regime: Regime,
    /// The curvature that decides: the one with the largest spectral radius, of two alike the higher one.
    pub curvature: f64,
    /// What is left of a distance per step in the long run; above 1 it grows.
    pub rate: f64,
}

/// What a rounding error may make of a radius; it does not decide.
const ROUNDING: f64 = 1e-12;

impl Iteration {
    /// How it moves on a quadratic of these curvatures in the long run, by the eigenvalue that dominates over all of them.
    /// None where that is not a number, and where no direction is curved.
    pub fn forecast(&self, curvatures: Curvatures) -> Option<Forecast> {
        let mut dominant: Option<Forecast> = None;
        for curvature in curvatures.bent() {
            let spectrum = self.spectrum(curvature);
            let rate = spectrum.radius;
            if rate.is_nan() {
                return None;
            }
            if dominant.is_none_or(|other| rate > other.rate * (1.0 + ROUNDING)) {
                dominant = Some(Forecast { regime: self.regime(curvature, &spectrum), curvature, rate });
            }
        }
        dominant
    }

    fn regime(&self, curvature: f64, spectrum: &Spectrum) -> Regime {
        // At z = 1 the polynomial is this times λ: where that is below 0, a real root lies above 1.
        let pull = self.learning_rate() * self.coefficients().newest;
        if pull == 0.0 {
            Regime::Stands
        } else if pull > 0.0 && curvature < 0.0 {
            Regime::Escapes
        } else if pull * curvature < 0.0 || spectrum.radius > 1.0 + ROUNDING {
            Regime::Diverges
        } else if spectrum.is_complex() {
            Regime::Ripples
        } else if spectrum.eigenvalues[0].real < 0.0 {
            Regime::Oscillates
        } else {
            Regime::Monotone
        }
    }
}
