//! How large α may be before a quadratic diverges.

use super::Iteration;
use super::iteration::Coefficients;

impl Iteration {
    /// The limit of α on a quadratic of this curvature, in this form's own α: it converges for every α above 0 and below.
    /// None where there is none: without upward curvature, where β lets each small α diverge (for most forms, outside
    /// -1 < β < 1), and where the gradient leads uphill (τ > 1). α itself does not matter.
    ///
    /// Both roots of z² - p z + q lie inside the unit circle exactly where |q| < 1 and |p| < 1 + q: the triangle of
    /// stability of the polynomial of second degree (Jury 1964).
    pub fn limit(&self, curvature: f64) -> Option<f64> {
        let [through_minus_one, by_product] = self.bounds();
        let x = if through_minus_one < by_product { through_minus_one } else { by_product };
        let exists = x > 0.0 && x.is_finite() && curvature > 0.0 && curvature.is_finite();
        exists.then_some(x / curvature)
    }

    /// The limit of α λ and its formula as read, "2(1+β)"; none where there is no limit, or where it is not the formula's
    /// (below β = -1/3 Nesterov's roots break out by their product).
    pub fn limit_by_formula(&self) -> Option<(f64, &'static str)> {
        let [through_minus_one, by_product] = self.bounds();
        (through_minus_one <= by_product).then(|| self.limit(1.0)).flatten().map(|limit| (limit, self.formula()))
    }

    /// Below which α λ both roots lie above -1, and their product inside the unit circle; 0 where that is so for no small
    /// α λ, infinite where it is so for all.
    fn bounds(&self) -> [f64; 2] {
        let Coefficients { momentum, newest, change } = self.coefficients();
        // At z = 1 the polynomial is c₀ x, at z = -1 it is 2(1+β) - (c₀ + 2c₁) x.
        let leads_down = newest > 0.0 && momentum.abs() <= 1.0;
        if !leads_down {
            return [0.0; 2];
        }
        let slope = newest + 2.0 * change;
        let through_minus_one = if slope > 0.0 { 2.0 * (1.0 + momentum) / slope } else { f64::INFINITY };
        // q = β - c₁ x
        let by_product = if change > 0.0 {
            (1.0 + momentum) / change
        } else if change < 0.0 {
            (1.0 - momentum) / -change
        } else if momentum.abs() < 1.0 {
            f64::INFINITY
        } else {
            0.0
        };
        [through_minus_one, by_product]
    }
}
