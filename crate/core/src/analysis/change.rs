//! How a distance changes each step at a rate, in words.

use super::Iteration;
use super::regime::ROUNDING;
use crate::text::short;

impl Iteration {
    /// How a distance changes along a curvature at its rate, in the words of [`changes`].
    pub(super) fn changes(&self, curvature: f64, rate: f64, what: &str, who: &str) -> String {
        let [first, second] = self.spectrum(curvature).eigenvalues;
        if rate < ROUNDING {
            // Where the weight is not there at once the memory is; and the first gradient of a trace is not dampened.
            let at_once = self.matrix(curvature)[0][0].abs() < ROUNDING && !self.first_is_undamped();
            let when = if at_once { "in one step" } else { "within two steps" };
            format!("{who} is gone {when}")
        } else if first == second && (rate - 1.0).abs() <= ROUNDING {
            format!("{who} grows by the same amount each step")
        } else {
            changes(rate, what, who)
        }
    }
}

/// How a distance changes at a rate: "the distance shrinks to √β = 0.949 of itself each step"; close to 1 the difference
/// says more. `what` the rate is stands before it where it shrinks, `who` changes at the head.
pub(super) fn changes(rate: f64, what: &str, who: &str) -> String {
    let change = (rate - 1.0).abs();
    let per_cent = short(100.0 * change);
    match rate {
        _ if change <= ROUNDING => format!("{who} does not shrink"),
        // So slowly that much else may be seen before.
        _ if rate > 1.0 && change < CLOSE => format!("{who} grows by {per_cent} % each step in the long run"),
        _ if rate > 1.0 => format!("{who} grows by a factor of {} each step", short(rate)),
        _ if change < CLOSE => format!("{who} shrinks by {per_cent} % each step"),
        _ => format!("{who} shrinks to {what}{} of itself each step", short(rate)),
    }
}

/// So close to 1 a rate is told by the difference.
const CLOSE: f64 = 5e-3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::explanation::tests::{BOWL, says};
    use crate::analysis::tests::{between, form, iteration};

    #[test]
    fn what_is_gone_is_gone_in_one_step_or_in_two() {
        let gone = |iteration: Iteration, when: &str| {
            let text = iteration.explain(iteration.forecast(between(1.0, 1.0)).expect("it is curved"), "");
            assert!(text.ends_with(&format!("; the distance is gone {when}.")), "{text}");
        };
        gone(form("gradient-descent", 1.0, 0.0), "in one step");
        gone(form("nesterov", 1.0, 0.9), "in one step");
        gone(form("nesterov-trace", 1.0, 0.9), "within two steps");
        // By rounding 1e-16 is left; and its first gradient is not dampened.
        gone(iteration("trace", &[10.0, 0.0, 0.9, 0.0]), "within two steps");
        gone(form("nesterov", 1.0, -1.0001), "in one step");
        says(
            form("nesterov", 1.0, 0.9),
            between(1.0, 1.0),
            "Monotone: at α λ = 1 both roots are 0; the distance is gone in one step.",
        );
    }

    #[test]
    fn a_double_root_of_minus_1_grows_by_the_same_amount_each_step() {
        says(
            form("heavy-ball", 0.2, 1.0),
            BOWL,
            "Ripples: with β = 1 the memory never fades, so it swings for ever; the distance does not shrink. \
             Along λ = 20 it flips its sign each step; it grows by the same amount each step.",
        );
    }

    #[test]
    fn at_the_limit_a_rounding_error_is_no_rate() {
        for alpha in [0.19, 0.19 * (1.0 + 1e-15), 0.19 * (1.0 - 1e-15)] {
            says(
                form("heavy-ball", alpha, 0.9),
                between(20.0, 20.0),
                "Oscillates: α λ = 3.8 is just over 3.8, so in the long run each step overshoots; the distance does not shrink.",
            );
        }
    }

    #[test]
    fn a_rate_close_to_1_is_told_by_what_it_lacks() {
        says(
            form("heavy-ball", 1e-7, 0.5),
            BOWL,
            "Monotone: β = 0.5 is below the critical 0.999 for λ = 1, so it creeps; \
             the distance shrinks by 2e−5 % each step.",
        );
        says(
            form("gradient-descent", 1e-4, 0.0),
            between(-1.0, 0.0),
            "Escapes: the curvature −1 bends down, and each α > 0 leads away; \
             a distance along it grows by 0.01 % each step in the long run.",
        );
    }
}
