//! What loses a run: the limit that it breaks, its β, or the share of the gradient.

use super::Iteration;
use super::iteration::Coefficients;
use super::stability::limit_text;
use crate::rule::Form;
use crate::text::{brief, short};

impl Iteration {
    /// The limit that it breaks along this curvature, where it diverges, or what keeps it from having one.
    pub(super) fn why_unstable(&self, curvature: f64) -> String {
        let product = self.learning_rate() * curvature;
        match self.bound() {
            Some((limit, formula)) if product > limit || self.limit_by_formula().is_some() => {
                over(product, limit, formula)
            }
            _ => self.why_at_any_rate(),
        }
    }

    /// What keeps it from the minimizer however small α is: the share of the gradient, or β. Empty where nothing does.
    ///
    /// The size of β is no rate here: along a curvature the memory grows at another one.
    pub(super) fn why_at_any_rate(&self) -> String {
        let Coefficients { momentum, newest, change } = self.coefficients();
        let beta = momentum_text(momentum);
        if newest < 0.0 && self.form() == Form::Ema {
            format!("1−β = {} turns the gradient round, so it climbs", short(newest))
        } else if newest < 0.0 {
            format!("the share {} of the gradient leads uphill", short(newest))
        } else if momentum > 1.0 {
            format!("β = {beta} is over 1, so the memory grows")
        } else if momentum < -1.0 {
            format!("β = {beta} is below −1, so the memory grows")
        } else if momentum.abs() == 1.0 && change == 0.0 {
            format!("with β = {beta} the memory never fades")
        } else {
            String::new()
        }
    }
}

/// β as read: in three digits, unless it would read as the 1 that it is beside.
pub(crate) fn momentum_text(beta: f64) -> String {
    let text = short(beta);
    if beta.abs() != 1.0 && short(beta.abs()) == "1" { brief(beta) } else { text }
}

/// "α λ = 4.10 is over the limit 2(1+β) = 3.80".
pub(super) fn over(product: f64, limit: f64, formula: &str) -> String {
    let text = short(product);
    format!("α λ = {text} is {}over the limit {}", just(&text, &short(limit)), limit_text(formula, limit))
}

/// What a β of 1 or more in size makes of an average that is divided by 1-βᵗ, to stand behind "with β = 1.20". At 1 it
/// is meant to be so from the first update on: else βᵗ, the product of all so far, is not 1.
pub(crate) fn overcorrected(beta: f64) -> &'static str {
    if beta.abs() == 1.0 {
        DIVIDES_BY_0
    } else {
        // The weights sum to 1, and the first gradient has the largest one for ever.
        "old gradients outweigh new ones, so it coasts"
    }
}

/// What becomes of an average whose βᵗ, the product of all β so far, comes to 1.
pub(super) const DIVIDES_BY_0: &str = "its correction divides by 1−βᵗ = 0";

/// What throws an average out whose bias is corrected, where α λ is over 2: 2(1+β)/(1−β) is its limit once that fades.
pub(crate) const FIRST_STEP: &str = "its first step is gradient descent’s, whose limit is 2";

/// "just " where three digits do not tell a number from the one it is beside.
pub(super) fn just(number: &str, beside: &str) -> &'static str {
    if number == beside { "just " } else { "" }
}
