//! A constant gradient: what a memory comes to, how long that takes, and the lag that stays. All of it is exact, from
//! the sum of a geometric series; `rule/tests/theory/constant_gradient.rs` holds the rules to it.

use super::Iteration;
use crate::rule::Form;

/// The steps after which a gradient's share of the memory has fallen to 1/e: -1/ln β; none unless 0 < β < 1.
pub fn time_constant(beta: f64) -> Option<f64> {
    (0.0 < beta && beta < 1.0).then(|| -1.0 / libm::log(beta))
}

/// The steps after which a memory on a constant gradient has reached this share, from 0 to 1, of what it comes to:
/// ln(1 - share)/ln β. The first update with that much or more is the next whole number. None unless 0 < β < 1.
pub fn settling_time(beta: f64, share: f64) -> Option<f64> {
    Some(-libm::log1p(-share) * time_constant(beta)?)
}

/// The steps after which a gradient's share of the memory has halved; none unless 0 < β < 1.
pub fn half_life(beta: f64) -> Option<f64> {
    settling_time(beta, 0.5)
}

/// How many steps an EMA of this β stays behind gradient descent with the same α on a constant gradient, for good, and
/// how many of its last steps a ball goes on without a gradient: β/(1-β). None unless -1 < β < 1.
pub fn lag(beta: f64) -> Option<f64> {
    (beta.abs() < 1.0).then(|| beta / (1.0 - beta))
}

/// What the EMA's memory is multiplied by after t updates, from 1, to be an average: 1/(1-βᵗ). Kingma and Ba 2015,
/// section 3.
pub fn bias_correction(beta: f64, t: u32) -> f64 {
    1.0 / one_minus_power(beta, t)
}

/// Adam's step with both corrections over its step without, at update t from 1: √(1-β₂ᵗ)/(1-β₁ᵗ). Kingma and Ba 2015,
/// section 2, where it is part of the step size.
pub fn adam_correction(beta1: f64, beta2: f64, t: u32) -> f64 {
    one_minus_power(beta2, t).sqrt() * bias_correction(beta1, t)
}

impl Iteration {
    /// The memory after so many updates from zero on a constant gradient, in the units of the rule's own memory; none
    /// for gradient descent. A trace takes its first gradient undamped.
    pub fn memory_after(&self, updates: u32, gradient: f64) -> Option<f64> {
        let beta = self.coefficients().momentum;
        let sum = sum_of_powers(beta, updates);
        Some(match self.form() {
            Form::GradientDescent => return None,
            _ if updates == 0 => 0.0,
            Form::HeavyBall | Form::Nesterov => -self.learning_rate() * sum * gradient,
            Form::NesterovTrace => sum * gradient,
            Form::Ema => one_minus_power(beta, updates) * gradient,
            Form::Trace => {
                let damped = self.coefficients().newest * sum_of_powers(beta, updates - 1);
                (power(beta, updates - 1) + damped) * gradient
            }
            Form::Optimistic => gradient,
        })
    }

    /// What the memory comes to on a constant gradient, in the units of the rule's own memory; none for gradient
    /// descent, and where it does not settle.
    pub fn steady_memory(&self, gradient: f64) -> Option<f64> {
        let coefficients = self.coefficients();
        let sum = 1.0 / (1.0 - coefficients.momentum);
        let memory = match self.form() {
            Form::GradientDescent => return None,
            Form::HeavyBall | Form::Nesterov => -self.learning_rate() * sum,
            Form::NesterovTrace => sum,
            Form::Trace => coefficients.newest * sum,
            Form::Ema | Form::Optimistic => 1.0,
        };
        (coefficients.momentum.abs() < 1.0).then_some(memory * gradient)
    }
}

/// 1 + β + β² + ... of so many terms.
pub(super) fn sum_of_powers(beta: f64, terms: u32) -> f64 {
    if beta == 1.0 { f64::from(terms) } else { one_minus_power(beta, terms) / (1.0 - beta) }
}

/// 1 - βⁿ, in all its digits beside β = 1.
fn one_minus_power(beta: f64, exponent: u32) -> f64 {
    if beta > 0.0 { -libm::expm1(f64::from(exponent) * libm::log1p(beta - 1.0)) } else { 1.0 - power(beta, exponent) }
}

pub(super) fn power(beta: f64, exponent: u32) -> f64 {
    libm::pow(beta, f64::from(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{close, iteration};

    #[test]
    fn beside_1_all_digits_of_a_sum_are_there() {
        let beta = 0.999_999_999;
        close(sum_of_powers(beta, 2), 1.0 + beta, 1e-15);
        // 1000 - 1000·999/2 · (1-β)
        let beta = 0.999_999_999_987_274_2_f64;
        close(sum_of_powers(beta, 1000), 1000.0 - 499_500.0 * (1.0 - beta), 1e-15);
        close(bias_correction(beta, 1), 1.0 / (1.0 - beta), 1e-15);
    }

    #[test]
    #[expect(clippy::approx_constant, reason = "the first time constant as printed, which is 1/ln 2")]
    fn the_sum_the_time_constant_the_half_life_the_99_hundredths_and_the_lag_are_those_of_the_table() {
        let table = [
            (0.5, 2.0, 1.4427, 1.000, 1, 6.64, 7, 1.0),
            (0.9, 10.0, 9.4912, 6.579, 7, 43.71, 44, 9.0),
            (0.95, 20.0, 19.4957, 13.513, 14, 89.78, 90, 19.0),
            (0.99, 100.0, 99.4992, 68.968, 69, 458.21, 459, 99.0),
            (0.999, 1000.0, 999.4999, 692.801, 693, 4602.87, 4603, 999.0),
        ];
        for (beta, sum, time, half, first_half, most, first_most, printed_lag) in table {
            let trace = iteration("trace", &[0.1, beta, 0.0, 0.0]);
            close(trace.steady_memory(1.0).expect("it settles"), sum, 1e-12);
            close(lag(beta).expect("it is below 1"), printed_lag, 1e-12);
            let within = |x: Option<f64>, printed: f64, digits: f64| {
                assert!((x.expect("0 < β < 1") - printed).abs() < 0.6 * digits, "{beta}: {x:?}");
            };
            within(time_constant(beta), time, 1e-4);
            within(half_life(beta), half, 1e-3);
            within(settling_time(beta, 0.99), most, 1e-2);
            let ema = iteration("ema", &[0.1, beta]);
            let first = |share: f64| (1..).find(|&t| ema.memory_after(t, 1.0).expect("it has one") >= share);
            assert_eq!([first(0.5), first(0.99)], [Some(first_half), Some(first_most)], "{beta}");
        }
    }

    #[test]
    fn times_are_told_only_where_a_memory_fades_without_swinging() {
        for beta in [-0.5, 0.0, 1.0, 1.1, f64::NAN] {
            assert_eq!([time_constant(beta), half_life(beta), settling_time(beta, 0.99)], [None; 3], "{beta}");
        }
        assert_eq!([-1.0, 1.0, 1.5].map(lag), [None; 3]);
        assert_eq!(lag(-0.5), Some(-1.0 / 3.0));
    }

    #[test]
    fn dampening_spares_the_first_gradient() {
        for (tau, second) in [(0.1, 0.018), (0.5, 0.014), (0.9, 0.01)] {
            let trace = iteration("trace", &[0.1, 0.9, tau, 0.0]);
            assert_eq!(trace.memory_after(1, 0.01), Some(0.01));
            close(trace.memory_after(2, 0.01).expect("it has one"), second, 1e-14);
            close(trace.memory_after(2000, 0.01).expect("it has one"), trace.steady_memory(0.01).expect("so"), 1e-13);
        }
    }

    #[test]
    fn from_momentum_1_on_a_memory_does_not_settle_and_grows_by_the_gradient_at_1() {
        let ball = |beta| iteration("heavy-ball", &[0.1, beta, 0.0]);
        assert_eq!([-1.0, 1.0, 1.1].map(|beta| ball(beta).steady_memory(1.0)), [None; 3]);
        close(ball(1.0).memory_after(50, 2.0).expect("it has one"), -0.1 * 50.0 * 2.0, 1e-14);
        assert_eq!(iteration("gradient-descent", &[0.1, 0.0]).memory_after(3, 1.0), None);
        assert_eq!(ball(0.9).memory_after(0, 1.0), Some(0.0));
    }

    #[test]
    fn adams_corrections_make_its_step_smaller_for_thousands_of_updates() {
        let factor = |t| adam_correction(0.9, 0.999, t);
        for (t, printed) in [(1, 0.316), (12, 0.153), (100, 0.31), (1000, 0.80)] {
            assert!((factor(t) - printed).abs() < 6e-3, "{t}: {}", factor(t));
        }
        assert!(factor(11) > factor(12) && factor(12) < factor(13) && factor(4000) < 1.0);
        close(1.0 / factor(1), 3.162278, 2e-7);
    }

    #[test]
    fn the_corrected_average_is_the_gradient_from_the_first_update_on() {
        for t in [1, 2, 10, 200] {
            let memory = iteration("ema-debiased", &[1.0, 0.9]).memory_after(t, 0.01).expect("it has one");
            close(bias_correction(0.9, t) * memory, 0.01, 4e-16);
        }
    }
}
