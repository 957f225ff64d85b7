//! The linear iteration that a momentum form is on a quadratic: its matrix, its characteristic polynomial and its
//! eigenvalues, from which all else here follows.
//!
//! Polyak 1964; Lessard, Recht and Packard 2016; Flammarion and Bach 2015; O'Donoghue and Candès 2015. Goh 2017 draws
//! it.

use super::Spectrum;
use crate::rule::{Card, Form, Limit};

/// A momentum form with constant hyperparameters on a quadratic: [weight, memory] becomes a matrix times [weight,
/// memory], the weight counted from the minimizer, in each direction of its own with the curvature λ there.
///
/// What a rule does at its first updates alone, a correction of the bias or PyTorch's undamped first gradient, is not
/// in it: it says what comes in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Iteration {
    form: Form,
    formula: &'static str,
    /// α, then β (or a), then τ (or b); 0 where the form has none.
    values: [f64; 3],
}

/// A form of two steps, w_{t+1} = w_t + β (w_t - w_{t-1}) - α λ (c₀ w_t + c₁ (w_t - w_{t-1})).
#[derive(Clone, Copy)]
pub(super) struct Coefficients {
    /// β.
    pub(super) momentum: f64,
    /// c₀: how much of the gradient is taken.
    pub(super) newest: f64,
    /// c₁: how much more is taken of its last change.
    pub(super) change: f64,
}

impl Iteration {
    /// The iteration of a rule with these hyperparameters, in the order of its card's fields. None for a rule that is
    /// not linear on a quadratic (it divides by the gradient's size) or is another one at each update, and where a
    /// weight decay moves the minimizer, or one is missing that the form needs.
    pub fn of(card: &Card, hyperparameters: &[f64]) -> Option<Self> {
        let Limit { form, formula } = card.limit?;
        let fields = match form {
            Form::GradientDescent => 1,
            Form::HeavyBall | Form::Ema | Form::Nesterov | Form::NesterovTrace => 2,
            Form::Trace | Form::Optimistic => 3,
        };
        let mut values = [0.0; 3];
        values[..fields].copy_from_slice(hyperparameters.get(..fields)?);
        (!card.decays(hyperparameters)).then_some(Iteration { form, formula, values })
    }

    /// Which linear method it is.
    pub fn form(&self) -> Form {
        self.form
    }

    /// α, units X²/F.
    pub fn learning_rate(&self) -> f64 {
        self.values[0]
    }

    /// β; none where the form has none.
    pub fn momentum(&self) -> Option<f64> {
        match self.form {
            Form::GradientDescent | Form::Optimistic => None,
            _ => Some(self.values[1]),
        }
    }

    /// The same form with another α and another β, which is not looked at where the form has none: another point of the
    /// α-β plane.
    #[must_use]
    pub fn at(self, learning_rate: f64, momentum: f64) -> Self {
        let [_, second, third] = self.values;
        let second = if self.momentum().is_some() { momentum } else { second };
        Iteration { values: [learning_rate, second, third], ..self }
    }

    /// The heavy ball that takes the same path, its α times the share of each gradient that comes into the memory; the form
    /// itself where there is none.
    #[must_use]
    pub(crate) fn classical(self) -> Self {
        match self.form {
            Form::Trace | Form::Ema => {
                let values = [self.pull(), self.values[1], 0.0];
                Iteration { form: Form::HeavyBall, formula: "2(1+β)", values }
            }
            _ => self,
        }
    }

    /// The limit's formula as read: "2(1+β)"; a dampening that is 0 does not stand in it.
    pub(crate) fn formula(&self) -> &'static str {
        if self.form == Form::Trace && self.values[2] == 0.0 { "2(1+β)" } else { self.formula }
    }

    pub(super) fn coefficients(&self) -> Coefficients {
        let [_, second, third] = self.values;
        let [momentum, newest, change] = match self.form {
            Form::GradientDescent => [0.0, 1.0, 0.0],
            Form::HeavyBall => [second, 1.0, 0.0],
            Form::Trace => [second, 1.0 - third, 0.0],
            Form::Ema => [second, 1.0 - second, 0.0],
            Form::Nesterov | Form::NesterovTrace => [second, 1.0, second],
            Form::Optimistic => [0.0, second, third],
        };
        Coefficients { momentum, newest, change }
    }

    /// How much of a gradient moves the weight sooner or later: 0 where nothing does.
    pub(crate) fn pull(&self) -> f64 {
        self.learning_rate() * self.coefficients().newest
    }

    /// Whether the gradient of update t changes the memory.
    pub(crate) fn fills_memory(&self, t: usize) -> bool {
        let [_, [weight, _]] = self.matrix(1.0);
        weight != 0.0 || t == 1 && self.first_is_undamped()
    }

    /// Whether its first gradient has another share than those that follow.
    pub(super) fn first_is_undamped(&self) -> bool {
        self.form == Form::Trace && self.values[2] != 0.0
    }

    /// What is left of the memory per step where no gradient comes; none where it does not move the weight then.
    pub(super) fn coasts(&self) -> Option<f64> {
        let [[_, moves], [_, left]] = self.matrix(0.0);
        (moves != 0.0).then_some(left)
    }

    /// What takes [weight, memory] to the next step, along a direction of curvature λ (any sign, units F/X²): two rows,
    /// the memory being the rule's own. Gradient descent has none, and zeros in its place.
    pub fn matrix(&self, curvature: f64) -> [[f64; 2]; 2] {
        let [alpha, second, third] = self.values;
        let [beta, x] = [second, alpha * curvature];
        match self.form {
            Form::GradientDescent => [[1.0 - x, 0.0], [0.0, 0.0]],
            Form::HeavyBall => [[1.0 - x, beta], [-x, beta]],
            Form::Trace => [[1.0 - (1.0 - third) * x, -alpha * beta], [(1.0 - third) * curvature, beta]],
            Form::Ema => [[1.0 - (1.0 - beta) * x, -alpha * beta], [(1.0 - beta) * curvature, beta]],
            Form::Nesterov => [[1.0 - x, beta * (1.0 - x)], [-x, beta * (1.0 - x)]],
            Form::NesterovTrace => [[1.0 - (1.0 + beta) * x, -alpha * beta * beta], [curvature, beta]],
            Form::Optimistic => [[1.0 - (second + third) * x, third * alpha], [curvature, 0.0]],
        }
    }

    /// p and q of the characteristic polynomial z² - p z + q: the matrix's trace and its determinant.
    pub fn polynomial(&self, curvature: f64) -> [f64; 2] {
        let Coefficients { momentum, newest, change } = self.coefficients();
        let x = self.learning_rate() * curvature;
        [1.0 + momentum - x * (newest + change), momentum - x * change]
    }

    /// The eigenvalues of the matrix and its spectral radius, from the characteristic polynomial. NaN where α λ is too
    /// large for a number.
    pub fn spectrum(&self, curvature: f64) -> Spectrum {
        let Coefficients { momentum, newest, change } = self.coefficients();
        let x = self.learning_rate() * curvature;
        let [p, q] = self.polynomial(curvature);
        let pull = x * (newest + change);
        // In y = 1 - z the polynomial is y² - (2-p) y + c₀ x. Both discriminants are the same number, and the one of
        // smaller terms loses less of it.
        let mirrored = 1.0 - momentum + pull;
        let [sum, product] = if p.abs() < mirrored.abs() { [p, q] } else { [mirrored, x * newest] };
        // A rounding error of α or β is multiplied by this in p.
        let scale = (1.0 + x.abs()) * (1.0 + momentum.abs() + newest.abs() + change.abs());
        let noise = 8.0 * f64::EPSILON * (sum.abs() * scale + product.abs());
        Spectrum::from_polynomial([p, q], sum * sum - 4.0 * product, noise)
    }

    /// The larger modulus of the eigenvalues: what is left of a distance per step in the long run, along a direction of
    /// this curvature.
    pub fn spectral_radius(&self, curvature: f64) -> f64 {
        self.spectrum(curvature).radius
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{FORMS, close, form, iteration, pairs};

    const CURVATURES: [f64; 5] = [-2.0, -0.01, 0.0, 0.3, 5.0];

    #[test]
    fn the_polynomial_is_the_trace_and_the_determinant_of_the_matrix() {
        let own = ["trace", "optimistic-gradient-descent"].map(|name| iteration(name, &[0.4, 0.8, 0.3, 0.0]));
        for (alpha, beta) in pairs(4000, 4.0) {
            let forms = FORMS.into_iter().map(|name| form(name, alpha, beta));
            for iteration in forms.chain(own.map(|own| own.at(alpha, beta))) {
                for curvature in CURVATURES {
                    let [[a, b], [c, d]] = iteration.matrix(curvature);
                    let [p, q] = iteration.polynomial(curvature);
                    let size = 1.0 + alpha * curvature.abs();
                    assert!((a + d - p).abs() < 1e-15 * size * size, "{iteration:?} {curvature}");
                    assert!((a * d - b * c - q).abs() < 2e-15 * size * size, "{iteration:?} {curvature}");
                }
            }
        }
    }

    #[test]
    fn the_eigenvalues_solve_the_polynomial() {
        for (alpha, beta) in pairs(4000, 4.0) {
            for iteration in FORMS.map(|name| form(name, alpha, 2.4 * beta - 1.2)) {
                for curvature in CURVATURES {
                    let ([p, q], spectrum) = (iteration.polynomial(curvature), iteration.spectrum(curvature));
                    let [first, second] = spectrum.eigenvalues;
                    let product = first.real * second.real - first.imaginary * second.imaginary;
                    let size = 1.0 + p * p + q.abs();
                    assert!((first.real + second.real - p).abs() < 1e-15 * size, "{iteration:?} {curvature}");
                    assert!((product - q).abs() < 5e-15 * size, "{iteration:?} {curvature}");
                    assert!(first.modulus() >= second.modulus(), "{iteration:?} {curvature}");
                    assert!((first.modulus() - spectrum.radius).abs() < 1e-14 * size, "{iteration:?} {curvature}");
                }
            }
        }
    }

    #[test]
    fn the_spectral_radius_is_as_printed_swinging_or_not() {
        let square = |x: f64| x * x;
        let heavy = |x: f64, b: f64| {
            let swings = square(1.0 - b.sqrt()) <= x && x <= square(1.0 + b.sqrt());
            let p = 1.0 + b - x;
            if swings { b.sqrt() } else { 0.5 * (p.abs() + (p * p - 4.0 * b).sqrt()) }
        };
        let nesterov = |x: f64, b: f64| {
            let [p, q] = [(1.0 + b) * (1.0 - x), b * (1.0 - x)];
            let swings = square((1.0 - b) / (1.0 + b)) <= x && x <= 1.0;
            if swings { q.sqrt() } else { 0.5 * (p.abs() + (p * p - 4.0 * q).sqrt()) }
        };
        for (x, b) in pairs(4000, 5.0) {
            for (name, printed) in [
                ("gradient-descent", (1.0 - x).abs()),
                ("heavy-ball", heavy(x, b)),
                ("trace", heavy(x, b)),
                ("ema", heavy(x * (1.0 - b), b)),
                ("ema-debiased", heavy(x * (1.0 - b), b)),
                ("nesterov", nesterov(x, b)),
                ("nesterov-trace", nesterov(x, b)),
            ] {
                let radius = form(name, x / 3.0, b).spectral_radius(3.0);
                assert!((radius - printed).abs() < 1e-13, "{name} {x} {b}: {radius} against {printed}");
            }
            // A dampening acts as a smaller α.
            let dampened = iteration("trace", &[x, b, 0.3, 0.0]).spectral_radius(1.0);
            assert!((dampened - heavy(0.7 * x, b)).abs() < 1e-13, "{x} {b}");
        }
    }

    #[test]
    fn where_the_surface_bends_down_the_weight_grows_by_the_printed_factor() {
        for (name, printed) in [("gradient-descent", 1.08), ("heavy-ball", 1.273019434), ("ema", 1.054578328)] {
            assert!((form(name, 0.04, 0.9).spectral_radius(-2.0) - printed).abs() < 6e-10, "{name}");
        }
    }

    #[test]
    fn the_matrix_walks_as_the_table_of_the_bias_correction_says() {
        // α, then the first weight, the largest and the 200th one, of the average and of the corrected one.
        for (alpha, first, highest, end) in [
            (1.0, [0.9, 0.0], [1.0, 1.0], [1.4e-6, 4.8e-6]),
            (5.0, [0.5, -4.0], [1.0, 4.16], [1.9e-5, 7.9e-5]),
            (20.0, [-1.0, -19.0], [1.0, 5.0e4], [1.2e-5, 1.3]),
            (37.0, [-2.7, -36.0], [4.9, 1.2e15], [1.6e-4, 1.9e11]),
        ] {
            for corrected in [0, 1] {
                let (mut state, mut most) = ([1.0, 0.0], 1.0_f64);
                for t in 1..=200 {
                    let correction = if corrected == 1 { crate::analysis::bias_correction(0.9, t) } else { 1.0 };
                    let [[a, b], [c, d]] = form("ema", alpha * correction, 0.9).matrix(1.0);
                    state = [a * state[0] + b * state[1], c * state[0] + d * state[1]];
                    if t == 1 {
                        assert!((state[0] - first[corrected]).abs() < 1e-12 * alpha, "{alpha}: {}", state[0]);
                    }
                    if state[0].abs() > most {
                        most = state[0].abs();
                    }
                }
                close(most, highest[corrected], 0.05);
                close(state[0].abs(), end[corrected], 0.05);
            }
        }
    }

    #[test]
    fn a_direction_of_heavy_ball_and_one_of_the_average_have_one_spectrum_at_matched_learning_rates() {
        for (alpha, beta) in pairs(4000, 3.9) {
            let [ball, average] = [form("heavy-ball", alpha, beta), form("ema", alpha / (1.0 - beta), beta)];
            assert!((ball.spectral_radius(1.0) - average.spectral_radius(1.0)).abs() < 1e-7, "{alpha} {beta}");
        }
    }

    #[test]
    fn rules_that_rescale_or_change_by_themselves_have_no_iteration() {
        let linear = |name| {
            let card = crate::rule::named(name).expect("it is in the registry").card();
            let defaults: Vec<f64> = card.fields.iter().map(|field| field.parameter.default).collect();
            Iteration::of(card, &defaults).is_some()
        };
        assert!(FORMS.into_iter().all(linear));
        assert!(!["adam", "rmsprop", "signum", "asgd", "lars", "schedule-free-sgd"].into_iter().any(linear));
        // Nor has one whose weights decay.
        let card = crate::rule::named("heavy-ball").expect("it is in the registry").card();
        assert_eq!(Iteration::of(card, &[0.1, 0.9, 0.01]), None);
    }

    #[test]
    fn the_weight_grows_by_alpha_lambda_where_that_is_enormous() {
        for alpha in [1e100, 1e150, 1e154, 1e160, 1e200, 1e300] {
            for name in FORMS {
                let times = if name.starts_with("nesterov") {
                    1.9
                } else if name.starts_with("ema") {
                    0.1
                } else {
                    1.0
                };
                close(form(name, alpha, 0.9).spectral_radius(20.0), 20.0 * alpha * times, 1e-12);
            }
        }
    }

    #[test]
    fn numbers_out_of_range_give_no_panic() {
        for name in FORMS {
            for (alpha, beta) in [(f64::MAX, 0.9), (0.0, 0.0), (1.0, f64::MAX), (1.0, f64::NAN), (1e200, -1e200)] {
                for curvature in [f64::MAX, -f64::MAX, 0.0, f64::NAN, f64::INFINITY] {
                    let iteration = form(name, alpha, beta);
                    let _ = (iteration.matrix(curvature), iteration.spectrum(curvature), iteration.limit(curvature));
                    let curvatures = crate::analysis::Curvatures { low: 1.0, high: curvature };
                    let _ = iteration.forecast(curvatures).map(|forecast| iteration.explain(forecast, ""));
                    let _ = (iteration.critical_momentum(curvature), iteration.optimum(curvatures));
                }
            }
        }
    }
}
