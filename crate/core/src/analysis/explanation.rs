//! Why a momentum form moves as it does on a quadratic, as one sentence with the numbers that decide.

use super::iteration::Coefficients;
use super::{Forecast, Iteration, Regime};
use crate::rule::Form;
use crate::text::short;

impl Iteration {
    /// A forecast of this iteration as one sentence: "Diverges: α λ = 4.10 is over the limit 2(1+β) = 3.80; the distance
    /// grows 2.19-fold per step."
    pub fn explain(&self, forecast: Forecast) -> String {
        let Forecast { regime, curvature, rate } = forecast;
        let product = short(self.learning_rate() * curvature);
        let why = match regime {
            Regime::Stands if self.learning_rate() == 0.0 => "with α = 0 no gradient moves it".to_owned(),
            Regime::Stands => "no share of the gradient is taken".to_owned(),
            Regime::Escapes => format!("the curvature {} bends down, and each α > 0 leads away", short(curvature)),
            Regime::Diverges => self.why_unstable(&product),
            Regime::Oscillates => {
                format!("α λ = {product} is over {}, so each step goes too far", short(self.overshoots_from()))
            }
            Regime::Ripples => self.why_complex(curvature, &product),
            Regime::Monotone => self.why_positive(curvature, &product),
        };
        let left = match regime {
            Regime::Stands => String::new(),
            Regime::Escapes | Regime::Diverges => format!("; the distance grows {}-fold per step", near_one(rate)),
            _ if rate >= 1.0 => "; nothing is lost per step".to_owned(),
            Regime::Ripples => format!("; {}{} is left per step", self.modulus(), near_one(rate)),
            Regime::Oscillates | Regime::Monotone => format!("; {} is left per step", near_one(rate)),
        };
        format!("{}: {why}{left}.", regime.name())
    }

    fn why_unstable(&self, product: &str) -> String {
        let Coefficients { momentum, newest, .. } = self.coefficients();
        if momentum >= 1.0 || momentum <= -1.0 {
            return format!("with β = {} the memory never fades", short(momentum));
        }
        if newest < 0.0 {
            return format!("the share {} of the gradient leads uphill", short(newest));
        }
        let (limit, formula) = self.limit_by_formula().unwrap_or((self.limit(1.0).unwrap_or(0.0), "of α λ"));
        format!("α λ = {product} is over the limit {formula} = {}", short(limit))
    }

    fn why_complex(&self, curvature: f64, product: &str) -> String {
        match self.beside_critical(curvature) {
            Some([beta, _, _]) if self.coefficients().momentum >= 1.0 => {
                format!("with β = {beta} the memory never fades, so it swings for ever")
            }
            Some([beta, critical, curvature]) => {
                format!("β = {beta} is above the critical {critical} for λ = {curvature}, so it swings")
            }
            None => format!("at α λ = {product} the roots are complex, so it swings"),
        }
    }

    fn why_positive(&self, curvature: f64, product: &str) -> String {
        let [first, second] = self.spectrum(curvature).eigenvalues;
        match self.beside_critical(curvature) {
            Some([beta, _, curvature]) if first == second => {
                format!("β = {beta} is the critical one for λ = {curvature}")
            }
            Some([beta, critical, curvature]) => {
                format!("β = {beta} is below the critical {critical} for λ = {curvature}, so it creeps")
            }
            None => format!("α λ = {product} is not over {}, so no step goes too far", short(self.overshoots_from())),
        }
    }

    /// β, the critical one and λ in words; none where there is no critical one or β is negative.
    fn beside_critical(&self, curvature: f64) -> Option<[String; 3]> {
        let [beta, critical] = [self.momentum().filter(|beta| *beta >= 0.0)?, self.critical_momentum(curvature)?];
        Some([beta, critical, curvature].map(short))
    }

    /// The α λ from which on a real root below 0 dominates.
    fn overshoots_from(&self) -> f64 {
        let Coefficients { momentum, newest, change } = self.coefficients();
        // Without a complex pair the roots have another sign each, and p says which is the larger one.
        self.swings_between().map_or((1.0 + momentum) / (newest + change), |[_, high]| high)
    }

    /// The modulus of a complex pair as read, the root of the polynomial's q.
    fn modulus(&self) -> &'static str {
        match self.form() {
            Form::HeavyBall | Form::Trace | Form::Ema => "√β = ",
            Form::Nesterov | Form::NesterovTrace => "√(β(1−α λ)) = ",
            Form::GradientDescent | Form::Optimistic => "",
        }
    }
}

/// A rate with three digits of what it lacks to 1, or has beyond, where it is close to it.
fn near_one(rate: f64) -> String {
    let rest = rate - 1.0;
    if rest == 0.0 || rest.abs() > 5e-3 {
        short(rate)
    } else {
        format!("1{}{}", if rest < 0.0 { '−' } else { '+' }, short(rest.abs()))
    }
}
