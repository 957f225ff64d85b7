//! How a momentum form moves on a quadratic in the long run. The names are after Goh 2017, "Why Momentum Really Works",
//! with two more: `Stands` and `Escapes`.

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
    /// A root has left the unit circle by α or β: they are too large, or take the gradient with the wrong sign, as an
    /// average does where β > 1.
    Diverges,
    /// The surface bends down, and the gradient is taken with its own sign: the distance grows whatever α > 0.
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

    fn grows(self) -> bool {
        matches!(self, Regime::Diverges | Regime::Escapes)
    }
}

/// What will come of a momentum form on a quadratic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// How it moves.
    pub regime: Regime,
    /// The curvature that decides: the one with the largest spectral radius, of two alike the lower one.
    pub curvature: f64,
    /// What is left of a distance per step in the long run; above 1 it grows.
    pub rate: f64,
    /// The other curvature, and how it moves there, where nothing grows and that is another way.
    pub other: Option<(Regime, f64)>,
    /// Whether the other direction is flat, so that all of this holds across it alone.
    pub flat: bool,
}

/// What a rounding error may make of a radius; it does not decide.
pub(super) const ROUNDING: f64 = 1e-12;

impl Forecast {
    /// Of the forecasts of both directions the one that lasts, of two alike `lower`.
    fn beside(self, lower: Forecast) -> Forecast {
        let [first, second] = if lower.rate >= self.rate * (1.0 - ROUNDING) { [lower, self] } else { [self, lower] };
        let settles = !first.regime.grows() && first.regime != second.regime;
        Forecast { other: settles.then_some((second.regime, second.curvature)), ..first }
    }
}

impl Iteration {
    /// How it moves on a quadratic of these curvatures in the long run, by the eigenvalue that dominates over all of
    /// them. None where that is not a number, and where no direction is curved.
    pub fn forecast(&self, curvatures: Curvatures) -> Option<Forecast> {
        let mut dominant: Option<Forecast> = None;
        for curvature in curvatures.bent() {
            let spectrum = self.spectrum(curvature);
            let rate = spectrum.radius;
            if rate.is_nan() {
                return None;
            }
            let now = Forecast { regime: self.regime(curvature, &spectrum), curvature, rate, other: None, flat: false };
            dominant = Some(match dominant {
                Some(before) => before.beside(now),
                None => now,
            });
        }
        let flat = curvatures.bent().count() == 1;
        dominant.map(|forecast| Forecast { flat, ..forecast })
    }

    fn regime(&self, curvature: f64, spectrum: &Spectrum) -> Regime {
        // At z = 1 the polynomial is this times λ: where that is below 0, a real root lies above 1.
        let pull = self.pull();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{FORMS, between, close, form, iteration, pairs};

    #[track_caller]
    fn is(iteration: Iteration, curvatures: Curvatures, regime: Regime, curvature: f64) {
        let forecast = iteration.forecast(curvatures).expect("one is curved");
        assert_eq!((forecast.regime, forecast.curvature), (regime, curvature), "{iteration:?}");
    }

    #[test]
    fn the_dominant_eigenvalue_names_the_regime() {
        let bowl = between(1.0, 20.0);
        is(form("gradient-descent", 0.05, 0.0), bowl, Regime::Monotone, 1.0);
        is(form("gradient-descent", 0.099, 0.0), bowl, Regime::Oscillates, 20.0);
        is(form("gradient-descent", 0.101, 0.0), bowl, Regime::Diverges, 20.0);
        // The flat direction creeps while the steep one swings, and lasts longer.
        is(form("heavy-ball", 0.01, 0.5), bowl, Regime::Monotone, 1.0);
        is(form("heavy-ball", 0.05, 0.9), bowl, Regime::Ripples, 1.0);
        is(form("heavy-ball", 0.149, 0.5), between(20.0, 20.0), Regime::Oscillates, 20.0);
        is(form("heavy-ball", 0.151, 0.5), bowl, Regime::Diverges, 20.0);
        is(form("nesterov", 0.07, 0.9), bowl, Regime::Diverges, 20.0);
        is(form("ema", 0.5, 0.9), bowl, Regime::Ripples, 1.0);
        for name in FORMS {
            is(form(name, 0.01, 0.9), between(-2.0, 20.0), Regime::Escapes, -2.0);
            is(form(name, 1e-15, 0.5), between(-2.0, -1.0), Regime::Escapes, -2.0);
            is(form(name, 0.0, 0.9), between(-2.0, 20.0), Regime::Stands, -2.0);
        }
    }

    #[test]
    fn a_path_does_what_its_regime_says() {
        for (alpha, beta) in pairs(4000, 0.25) {
            for name in FORMS {
                let there = form(name, alpha, beta);
                let curvature = 16.0;
                let forecast = there.forecast(between(curvature, curvature)).expect("it is curved");
                let [[a, b], [c, d]] = there.matrix(curvature);
                let mut state = [1.0, 0.0];
                // Long enough that the other root has faded, if it does.
                let mut late = Vec::new();
                for t in 0..400 {
                    state = [a * state[0] + b * state[1], c * state[0] + d * state[1]];
                    let size = state[0].abs() + state[1].abs();
                    state = state.map(|x| x / size);
                    if t >= 360 {
                        late.push((state[0], size));
                    }
                }
                let [first, second] = there.spectrum(curvature).eigenvalues.map(|z| z.modulus());
                let apart = second < 0.95 * first;
                let flips = late.windows(2).filter(|pair| pair[0].0 * pair[1].0 < 0.0).count();
                match forecast.regime {
                    Regime::Monotone if apart => assert_eq!(flips, 0, "{name} {alpha} {beta}"),
                    Regime::Oscillates if apart => assert_eq!(flips, 39, "{name} {alpha} {beta}"),
                    Regime::Diverges if apart => {
                        assert!(late.iter().all(|(_, size)| *size > 1.0), "{name} {alpha} {beta}")
                    }
                    _ => {}
                }
                assert_eq!(forecast.regime == Regime::Diverges, forecast.rate > 1.0, "{name} {alpha} {beta}");
            }
        }
    }

    #[test]
    fn the_rate_is_that_of_the_curvature_which_decides() {
        for (alpha, beta) in pairs(4000, 0.3) {
            for name in FORMS {
                let there = form(name, alpha, beta);
                let forecast = there.forecast(between(0.5, 16.0)).expect("both are curved");
                for curvature in [0.5, 16.0] {
                    assert!(there.spectral_radius(curvature) <= forecast.rate * (1.0 + 2.0 * ROUNDING), "{name}");
                }
                close(there.spectral_radius(forecast.curvature), forecast.rate, 0.0);
            }
        }
    }

    #[test]
    fn a_flat_direction_decides_nothing_and_a_plane_has_no_forecast() {
        is(form("heavy-ball", 0.05, 0.9), between(-1e-15, 20.0), Regime::Ripples, 20.0);
        assert_eq!(form("heavy-ball", 0.05, 0.9).forecast(between(0.0, 0.0)), None);
        assert_eq!(form("heavy-ball", f64::MAX, 0.9).forecast(between(1.0, 1e300)), None);
    }

    #[test]
    fn a_gradient_that_leads_uphill_diverges_in_a_bowl() {
        is(iteration("trace", &[0.1, 0.9, 1.5, 0.0]), between(1.0, 20.0), Regime::Diverges, 20.0);
        is(form("ema", 0.1, 1.1), between(1.0, 20.0), Regime::Diverges, 20.0);
        is(form("ema", 0.1, 1.0), between(1.0, 20.0), Regime::Stands, 1.0);
    }
}
