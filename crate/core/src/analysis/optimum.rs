//! The rate in the long run, and the α and β with which it is best. It is about quadratics, and about the long run: at
//! its optimum heavy ball has a double eigenvalue, and first grows to many times its start.

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

/// How many steps it takes in the long run until only this share of a distance is left, at this rate, parts of a step
/// among them: 0 of a share that is no less than the whole; infinite where the rate is not below 1.
pub fn steps_to(share: f64, rate: f64) -> f64 {
    if share >= 1.0 {
        return 0.0;
    }
    if rate < 1.0 { libm::log(share) / libm::log(rate) } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{FORMS, between, close, form, iteration};

    const CONDITION_NUMBERS: [f64; 3] = [10.0, 100.0, 1000.0];

    fn best(name: &str, curvatures: Curvatures) -> Optimum {
        form(name, 1.0, 0.5).optimum(curvatures).expect("it has one")
    }

    fn rate_at(name: &str, optimum: Optimum, curvatures: Curvatures) -> f64 {
        let there = form(name, optimum.learning_rate, optimum.momentum.unwrap_or(0.0));
        there.rate(curvatures).expect("both are curved")
    }

    #[test]
    fn the_optima_have_the_printed_rates() {
        let table = [
            (["gradient-descent"; 2], [0.8182, 0.9802, 0.9980]),
            (["heavy-ball", "trace"], [0.5195, 0.8182, 0.9387]),
            (["ema", "ema-debiased"], [0.5195, 0.8182, 0.9387]),
            (["nesterov", "nesterov-trace"], [0.6408, 0.8847, 0.9635]),
        ];
        for (names, rates) in table {
            for (kappa, printed) in CONDITION_NUMBERS.into_iter().zip(rates) {
                for name in names {
                    let curvatures = between(0.3, 0.3 * kappa);
                    let optimum = best(name, curvatures);
                    assert!((optimum.rate - printed).abs() < 0.5e-4, "{name} {kappa}: {}", optimum.rate);
                    close(rate_at(name, optimum, curvatures), optimum.rate, 1e-13);
                }
            }
        }
    }

    #[test]
    fn nesterovs_usual_choice_has_the_printed_rate() {
        for (kappa, printed) in CONDITION_NUMBERS.into_iter().zip([0.6838, 0.9000, 0.9684]) {
            let root = kappa.sqrt();
            let usual = form("nesterov", 1.0 / kappa, (root - 1.0) / (root + 1.0)).rate(between(1.0, kappa));
            assert!((usual.expect("both are curved") - printed).abs() < 0.5e-4, "{kappa}: {usual:?}");
        }
    }

    #[test]
    fn the_averages_learning_rate_is_one_over_the_root_of_both_curvatures_and_a_dampened_one_is_divided() {
        for kappa in CONDITION_NUMBERS {
            let curvatures = between(2.0, 2.0 * kappa);
            let [ball, average] = ["heavy-ball", "ema"].map(|name| best(name, curvatures));
            close(average.learning_rate, 1.0 / (2.0 * kappa.sqrt()), 1e-15);
            close(ball.learning_rate / (1.0 - ball.momentum.expect("it has one")), average.learning_rate, 1e-13);
            assert_eq!(ball.momentum, average.momentum);
            let dampened = iteration("trace", &[0.1, 0.9, 0.75, 0.0]).optimum(curvatures).expect("it has one");
            close(dampened.learning_rate, 4.0 * ball.learning_rate, 1e-15);
        }
    }

    #[test]
    fn no_neighbour_of_an_optimum_is_faster() {
        for kappa in CONDITION_NUMBERS {
            let curvatures = between(1.0, kappa);
            for name in FORMS {
                let optimum = best(name, curvatures);
                for (right, up) in
                    [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7)]
                {
                    let neighbour = Optimum {
                        learning_rate: optimum.learning_rate * (1.0 + 0.01 * right),
                        momentum: optimum.momentum.map(|beta| beta * (1.0 + 0.01 * up)),
                        rate: 0.0,
                    };
                    assert!(
                        rate_at(name, neighbour, curvatures) >= optimum.rate - 1e-13,
                        "{name} {kappa} {right} {up}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_millionth_takes_heavy_ball_218_steps_nesterov_371_and_gradient_descent_6908() {
        for (name, printed) in [("heavy-ball", 218.0), ("nesterov", 371.0), ("gradient-descent", 6908.0)] {
            assert_eq!((steps_to(1e-6, best(name, between(1.0, 1000.0)).rate) + 0.5).floor(), printed, "{name}");
        }
        assert_eq!((steps_to(1.0, 0.5), steps_to(2.0, 0.5), steps_to(2.0, 1.1)), (0.0, 0.0, 0.0));
        assert_eq!((steps_to(0.5, 1.0), steps_to(0.5, 1.1), steps_to(0.5, 0.0)), (f64::INFINITY, f64::INFINITY, 0.0));
    }

    #[test]
    fn heavy_balls_gain_on_a_flat_slope_is_its_longer_settled_step() {
        for (beta, printed) in [(0.0, 6931.0), (0.9, 686.5), (0.99, 137.9)] {
            close(steps_to(0.5, form("heavy-ball", 0.1, beta).spectral_radius(0.001)), printed, 3e-4);
        }
    }

    #[test]
    fn at_its_optimum_heavy_ball_first_grows_to_many_times_its_start() {
        for (kappa, printed) in CONDITION_NUMBERS.into_iter().zip([1.31, 3.71, 11.6]) {
            let Optimum { learning_rate, momentum, .. } = best("heavy-ball", between(1.0, kappa));
            let [[a, b], [c, d]] = form("heavy-ball", learning_rate, momentum.expect("it has one")).matrix(kappa);
            let (mut state, mut most) = ([1.0, 0.0], 1.0_f64);
            for _ in 0..500 {
                state = [a * state[0] + b * state[1], c * state[0] + d * state[1]];
                if state[0].abs() > most {
                    most = state[0].abs();
                }
            }
            close(most, printed, 5e-3);
        }
    }

    #[test]
    fn there_is_none_where_the_surface_is_flat_or_bends_down() {
        for name in FORMS {
            let iteration = form(name, 0.1, 0.9);
            for curvatures in [between(-1.0, 1.0), between(0.0, 1.0), between(-2.0, -1.0), between(1.0, f64::INFINITY)]
            {
                assert_eq!(iteration.optimum(curvatures), None, "{name} {curvatures:?}");
            }
        }
        assert_eq!(iteration("trace", &[0.1, 0.9, 1.5, 0.0]).optimum(between(1.0, 9.0)), None);
        assert_eq!(iteration("optimistic-gradient-descent", &[0.1, 1.0, 1.0]).optimum(between(1.0, 9.0)), None);
    }
}
