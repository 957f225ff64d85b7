//! How large α may be before a quadratic diverges.

use super::Iteration;
use super::iteration::Coefficients;
use crate::rule::Form;
use crate::text::short;

/// A limit as read, its formula and its number: "2(1+β) = 3.80". Gradient descent's is a number already.
pub(super) fn limit_text(formula: &str, limit: f64) -> String {
    let limit = short(limit);
    if formula == "2" { limit } else { format!("{formula} = {limit}") }
}

impl Iteration {
    /// The limit of α on a quadratic of this curvature, in this form's own α: it converges for every α above 0 and
    /// below. None where there is none: without upward curvature, where β lets each small α diverge (for most forms,
    /// outside -1 < β < 1), and where the gradient leads uphill (τ > 1). α itself does not matter.
    ///
    /// Both roots of z² - p z + q lie inside the unit circle exactly where |q| < 1 and |p| < 1 + q: the triangle of
    /// stability of the polynomial of second degree (Jury 1964).
    pub fn limit(&self, curvature: f64) -> Option<f64> {
        let (x, _) = self.limit_by_formula()?;
        (curvature > 0.0 && curvature.is_finite()).then_some(x / curvature)
    }

    /// The limit of α λ and its formula as read, "2(1+β)"; none where there is no limit.
    pub fn limit_by_formula(&self) -> Option<(f64, &'static str)> {
        let Coefficients { momentum, change, .. } = self.coefficients();
        let size = momentum.abs();
        let fades = size < 1.0 || size == 1.0 && change != 0.0;
        self.bound().filter(|(x, _)| fades && *x > 0.0)
    }

    /// The α λ above which it diverges, with its formula, whatever comes of a smaller one; none where each one diverges
    /// because of β or of the gradient's share.
    pub(super) fn bound(&self) -> Option<(f64, &'static str)> {
        let Coefficients { momentum, newest, change } = self.coefficients();
        // At z = 1 the polynomial is c₀ x, at z = -1 it is 2(1+β) - (c₀ + 2c₁) x.
        let leads_down = newest > 0.0 && (change != 0.0 || momentum >= -1.0);
        if !leads_down {
            return None;
        }
        let slope = newest + 2.0 * change;
        let through_minus_one = if slope > 0.0 { 2.0 * (1.0 + momentum) / slope } else { f64::INFINITY };
        // q = β - c₁ x
        let by_product = if change > 0.0 {
            (1.0 + momentum) / change
        } else if change < 0.0 {
            (1.0 - momentum) / -change
        } else {
            f64::INFINITY
        };
        let by_both = if self.form() == Form::Optimistic { "−1/b" } else { "1−1/β" };
        let first =
            if through_minus_one <= by_product { (through_minus_one, self.formula()) } else { (by_product, by_both) };
        Some(first).filter(|(x, _)| x.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::tests::{FORMS, close, form, iteration, pairs};

    #[test]
    fn the_limits_are_those_of_the_table_in_all_ten_digits() {
        let table = [
            (0.0, [2.0, 2.0, 2.0]),
            (0.5, [3.0, 6.0, 1.5]),
            (0.9, [3.8, 38.0, 1.3571428571]),
            (0.99, [3.98, 398.0, 1.3355704698]),
        ];
        for (beta, limits) in table {
            for (names, printed) in [["heavy-ball", "trace"], ["ema", "ema-debiased"], ["nesterov", "nesterov-trace"]]
                .into_iter()
                .zip(limits)
            {
                for name in names {
                    close(form(name, 0.0, beta).limit(1.0).expect("it has one"), printed, 5e-11);
                    close(form(name, 0.0, beta).limit(20.0).expect("it has one"), printed / 20.0, 5e-11);
                }
            }
            assert_eq!(form("gradient-descent", 0.0, beta).limit(4.0), Some(0.5));
        }
        let dampened = iteration("trace", &[0.0, 0.9, 0.6, 0.0]);
        close(dampened.limit(1.0).expect("it has one"), 3.8 / 0.4, 1e-15);
        assert_eq!(iteration("optimistic-gradient-descent", &[0.0, 1.0, 1.0]).limit(1.0), Some(2.0 / 3.0));
    }

    #[test]
    fn every_learning_rate_below_the_limit_is_stable_and_the_next_one_above_it_is_not() {
        for (part, beta) in pairs(4000, 1.0) {
            let beta = 2.2 * beta - 1.1;
            for name in FORMS {
                let iteration = form(name, 0.0, beta);
                let momentum = iteration.momentum().unwrap_or(0.0);
                let at = |x| iteration.at(x, momentum).spectral_radius(1.0);
                match iteration.limit(1.0) {
                    Some(limit) => {
                        let inside = limit * (1e-3 + 0.998 * part);
                        assert!(at(inside) < 1.0, "{name} {beta}: {}", at(inside));
                        assert!(at(1.001 * limit) > 1.0, "{name} {beta}: {}", at(1.001 * limit));
                    }
                    // It breaks for small α already.
                    None => assert!(at(1e-6) >= 1.0, "{name} {beta}: {}", at(1e-6)),
                }
            }
        }
    }

    #[test]
    fn there_is_none_without_upward_curvature_where_the_memory_never_fades_and_where_the_gradient_leads_uphill() {
        for name in FORMS {
            assert_eq!(
                [0.0, -1.0, f64::NAN].map(|curvature| form(name, 0.1, 0.9).limit(curvature)),
                [None; 3],
                "{name}"
            );
        }
        for name in ["heavy-ball", "trace", "ema", "ema-debiased"] {
            assert_eq!([-1.0, 1.0, 1.1].map(|beta| form(name, 0.1, beta).limit(1.0)), [None; 3], "{name}");
        }
        assert_eq!([1.0, 1.5].map(|tau| iteration("trace", &[0.1, 0.9, tau, 0.0]).limit(1.0)), [None; 2]);
    }

    #[test]
    fn nesterov_with_negative_momentum_breaks_at_the_product_of_the_roots_by_a_formula_of_its_own() {
        for name in ["nesterov", "nesterov-trace"] {
            let half = form(name, 0.1, -0.5);
            assert_eq!((half.limit(1.0), half.limit_by_formula()), (Some(3.0), Some((3.0, "1−1/β"))));
            assert_eq!(form(name, 0.1, -0.3).limit_by_formula().map(|(_, formula)| formula), Some("2(1+β)/(1+2β)"));
            assert_eq!(form(name, 0.1, 0.5).limit_by_formula(), Some((1.5, "2(1+β)/(1+2β)")));
            // At β = 1 it is stable still, which no other form is.
            close(form(name, 0.1, 1.0).limit(1.0).expect("it has one"), 4.0 / 3.0, 1e-15);
            assert_eq!(form(name, 0.1, 1.1).limit(1.0), None);
        }
    }

    #[test]
    fn optimism_below_0_breaks_at_the_product_of_the_roots_too() {
        let backward = iteration("optimistic-gradient-descent", &[0.0, 1.0, -0.5]);
        assert_eq!(backward.limit_by_formula(), Some((2.0, "−1/b")));
        assert!(backward.at(1.99, 0.0).spectral_radius(1.0) < 1.0 && backward.at(2.01, 0.0).spectral_radius(1.0) > 1.0);
    }

    #[test]
    fn above_its_bound_every_form_diverges_whatever_its_momentum() {
        for (part, beta) in pairs(4000, 1.0) {
            for name in FORMS {
                let iteration = form(name, 0.0, 5.0 * beta - 2.5);
                let Some((bound, _)) = iteration.bound() else { continue };
                let radius = iteration.at(bound + 1e-3 + part, 5.0 * beta - 2.5).spectral_radius(1.0);
                assert!(radius > 1.0, "{iteration:?} {part}: {radius}");
            }
        }
        // At |β| = 1 and above a ball converges nowhere, and diverges by α from there on.
        let all = [1.5, 1.0, -1.0, -1.1].map(|beta| form("heavy-ball", 0.0, beta).bound());
        assert_eq!(all, [Some((5.0, "2(1+β)")), Some((4.0, "2(1+β)")), Some((0.0, "2(1+β)")), None]);
    }

    #[test]
    fn a_learning_rate_100_times_too_large_for_gradient_descent_needs_a_momentum_above_0_9608_as_an_average() {
        let limit = |beta| form("ema", 0.0, beta).limit(1000.0).expect("it has one");
        assert!(limit(0.9607) < 0.1 && 0.1 < limit(0.9608));
        // (x-2)/(x+2) at x = 100
        close(limit(98.0 / 102.0), 0.1, 1e-14);
    }

    #[test]
    fn nesterovs_limit_lies_below_gradient_descents_and_heavy_balls_above() {
        for beta in [0.1, 0.5, 0.9, 0.999] {
            let limit = |name| form(name, 0.0, beta).limit(1.0).expect("it has one");
            assert!(4.0 / 3.0 < limit("nesterov") && limit("nesterov") < 2.0);
            assert!(2.0 < limit("heavy-ball") && limit("heavy-ball") < 4.0);
            close((1.0 - beta) * limit("ema"), limit("heavy-ball"), 1e-14);
        }
    }
}
