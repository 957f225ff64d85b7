//! Critical damping: where both roots are one, between creeping and swinging. O'Donoghue and Candès 2015.

use super::Iteration;
use super::iteration::Coefficients;
use crate::rule::Form;

impl Iteration {
    /// The α with which a direction of this curvature is critically damped at this β: with less it creeps, with more it
    /// swings. None without a memory, without upward curvature, and outside 0 ≤ β < 1. α itself does not matter.
    pub fn critical_learning_rate(&self, curvature: f64) -> Option<f64> {
        let [low, _] = self.swings_between()?;
        let creeps_below = self.coefficients().momentum >= 0.0 && low > 0.0;
        (curvature > 0.0 && creeps_below).then_some(low / curvature)
    }

    /// The β with which a direction of this curvature is critically damped at this α, the fastest one there: with less
    /// its roots are real, with more they are complex. None without a memory, and where no β in 0 ≤ β < 1 is.
    ///
    /// Where a step overshoots, from α λ = 1 on, both roots are one below 0: less β flips the sign at each step.
    pub fn critical_momentum(&self, curvature: f64) -> Option<f64> {
        let x = self.learning_rate() * curvature;
        let beta = match self.form() {
            Form::GradientDescent | Form::Optimistic => return None,
            // x = (1-√β)², and the same of (1+√β)²
            Form::HeavyBall | Form::Trace => {
                let root = 1.0 - (x * self.coefficients().newest).sqrt();
                root * root
            }
            // x = (1-√β)/(1+√β), and its inverse
            Form::Ema => {
                let root = (1.0 - x) / (1.0 + x);
                root * root
            }
            // x = ((1-β)/(1+β))²
            Form::Nesterov | Form::NesterovTrace => (1.0 - x.sqrt()) / (1.0 + x.sqrt()),
        };
        (x > 0.0 && (0.0..1.0).contains(&beta)).then_some(beta)
    }

    /// The lowest and the highest α λ between which the roots are a complex pair, at this β; they meet at both. None
    /// where there is no such range: without a memory, for |β| ≥ 1, and but for Nesterov's forms below 0. α itself does
    /// not matter.
    pub fn swings_between(&self) -> Option<[f64; 2]> {
        let Coefficients { momentum, newest, change } = self.coefficients();
        // The discriminant in x = α λ has the roots ((√c₀ ± √(β C - c₁))/C)², with C = c₀ + c₁.
        let both = newest + change;
        let [first, second] = [newest.sqrt(), (momentum * both - change).sqrt()];
        let has_memory = self.momentum().is_some();
        let low = (1.0 - momentum) / (first + second);
        let high = (first + second) / both;
        let [low, high] = [low * low, high * high];
        (has_memory && momentum.abs() < 1.0 && low <= high).then_some([low, high])
    }
}

#[cfg(test)]
mod tests {
    use super::Iteration;
    use crate::analysis::tests::{FORMS, close, form, iteration, pairs};

    const WITH_MEMORY: [&str; 6] = ["heavy-ball", "trace", "ema", "ema-debiased", "nesterov", "nesterov-trace"];

    fn is_double(iteration: Iteration, curvature: f64) -> bool {
        let [first, second] = iteration.spectrum(curvature).eigenvalues;
        first == second
    }

    #[test]
    fn at_critical_damping_both_roots_are_one_and_the_rate_is_as_printed() {
        for x in [0.01_f64, 0.1, 0.5] {
            let root = x.sqrt();
            let plain = (1.0 - x) / (1.0 + x);
            for (name, printed, rate) in [
                ("heavy-ball", (1.0 - root) * (1.0 - root), 1.0 - root),
                ("nesterov-trace", (1.0 - root) / (1.0 + root), 1.0 - root),
                ("ema", plain * plain, plain),
            ] {
                let beta = form(name, x / 7.0, 0.0).critical_momentum(7.0).expect("it has one");
                close(beta, printed, 1e-14);
                let iteration = form(name, x / 7.0, beta);
                let [p, q] = iteration.polynomial(7.0);
                assert!((p * p - 4.0 * q).abs() < 2e-15, "{name} {x}: {}", p * p - 4.0 * q);
                assert!(is_double(iteration, 7.0), "{name} {x}");
                close(iteration.spectral_radius(7.0), rate, 1e-14);
            }
        }
    }

    #[test]
    fn both_neighbours_of_critical_damping_are_slower() {
        let beta = form("heavy-ball", 0.1, 0.0).critical_momentum(1.0).expect("it has one");
        for (beta, printed) in [(beta, 0.6838), (beta - 0.05, 0.7870), (beta + 0.05, 0.7194)] {
            let radius = form("heavy-ball", 0.1, beta).spectral_radius(1.0);
            assert!((radius - printed).abs() < 0.5e-4, "{radius}");
        }
    }

    #[test]
    fn the_critical_learning_rate_and_the_critical_momentum_are_inverse_to_each_other() {
        for (_, beta) in pairs(4000, 1.0) {
            for name in WITH_MEMORY {
                let alpha = form(name, 9.0, beta).critical_learning_rate(0.3).expect("it has one");
                let critical = form(name, alpha, 9.0).critical_momentum(0.3).expect("it has one");
                assert!((critical - beta).abs() < 1e-13, "{name} {beta}: {critical}");
                assert!(is_double(form(name, alpha, beta), 0.3), "{name} {beta} {alpha}");
                // With more of α the roots are complex, with less they are not.
                assert!(form(name, 1.001 * alpha, beta).spectrum(0.3).is_complex() || beta < 1e-3, "{name} {beta}");
                assert!(!form(name, 0.999 * alpha, beta).spectrum(0.3).is_complex(), "{name} {beta}");
            }
        }
    }

    #[test]
    fn the_roots_are_a_pair_exactly_between_both_ends_of_the_range() {
        for (part, beta) in pairs(4000, 1.2) {
            for name in WITH_MEMORY {
                let [low, high] = form(name, 0.0, beta).swings_between().expect("it has one");
                let x = part * high;
                let expected = low < x && x < high;
                assert_eq!(form(name, x, beta).spectrum(1.0).is_complex(), expected, "{name} {beta} {x}");
            }
            for name in ["nesterov", "nesterov-trace"] {
                let [low, high] = form(name, 0.0, -beta).swings_between().expect("it has one");
                let x = part * high;
                let expected = low < x && x < high;
                assert_eq!(form(name, x, -beta).spectrum(1.0).is_complex(), expected, "{name} {} {x}", -beta);
            }
            assert_eq!(form("heavy-ball", 0.0, -beta - 1e-9).swings_between(), None);
        }
    }

    #[test]
    fn the_critical_momentum_is_the_fastest_one_also_where_a_step_overshoots() {
        for x in [0.1, 0.9, 1.5, 2.5, 3.5] {
            let beta = form("heavy-ball", x, 0.0).critical_momentum(1.0).expect("it has one");
            let radius = |beta| form("heavy-ball", x, beta).spectral_radius(1.0);
            for other in [0.98 * beta, 1.02 * beta] {
                assert!(radius(other) > radius(beta), "{x} {beta} {other}");
            }
        }
        assert_eq!(form("heavy-ball", 4.1, 0.0).critical_momentum(1.0), None);
        assert_eq!(form("nesterov", 1.1, 0.0).critical_momentum(1.0), None);
    }

    #[test]
    fn above_the_critical_momentum_more_of_it_is_slower_whatever_the_curvature() {
        for beta in [0.5_f64, 0.9, 0.99] {
            let [low, high] = form("heavy-ball", 0.0, beta).swings_between().expect("it has one");
            for x in [1.001 * low, 0.1, 1.0, 2.0, 0.999 * high] {
                if x > low {
                    close(form("heavy-ball", x, beta).spectral_radius(1.0), beta.sqrt(), 1e-15);
                }
            }
        }
    }

    #[test]
    fn there_is_none_without_a_memory_or_without_upward_curvature_or_where_the_memory_never_fades() {
        let plain = form("gradient-descent", 0.1, 0.9);
        assert_eq!((plain.critical_momentum(1.0), plain.critical_learning_rate(1.0)), (None, None));
        let optimistic = iteration("optimistic-gradient-descent", &[0.1, 1.0, 1.0]);
        assert_eq!((optimistic.critical_momentum(1.0), optimistic.critical_learning_rate(1.0)), (None, None));
        for name in FORMS {
            for curvature in [-1.0, 0.0, f64::NAN] {
                assert_eq!(form(name, 0.1, 0.5).critical_momentum(curvature), None, "{name}");
                assert_eq!(form(name, 0.1, 0.5).critical_learning_rate(curvature), None, "{name}");
            }
            for beta in [-0.1, 1.0, 1.1] {
                assert_eq!(form(name, 0.1, beta).critical_learning_rate(1.0), None, "{name}");
            }
        }
    }
}
