//! The linear iteration that a momentum form is on a quadratic: its matrix, its characteristic polynomial and its
//! eigenvalues, from which all else here follows.
//!
//! Polyak 1964; Lessard, Recht and Packard 2016, section 2; Flammarion and Bach 2015, section 2; O'Donoghue and Candès
//! 2015, section 3. Goh 2017 draws it.

use super::Spectrum;
use crate::rule::{Card, Form, Limit};

/// A momentum form with constant hyperparameters on a quadratic: [weight, memory] becomes a matrix times [weight, memory],
/// the weight counted from the minimizer, in each direction of its own with the curvature λ there.
///
/// What a rule does at its first updates alone, a correction of the bias or PyTorch's undamped first gradient, is not in
/// it: it says what comes in the long run.
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
    /// The iteration of a rule with these hyperparameters, in the order of its card's fields. None for a rule that is not
    /// linear on a quadratic (it divides by the gradient's size) or is another one at each update, and where a weight
    /// decay moves the minimizer.
    pub fn of(card: &Card, hyperparameters: &[f64]) -> Option<Self> {
        let Limit { form, formula } = card.limit?;
        let fields = match form {
            Form::GradientDescent => 1,
            Form::HeavyBall | Form::Ema | Form::Nesterov | Form::NesterovTrace => 2,
            Form::Trace | Form::Optimistic => 3,
        };
        let mut values = [0.0; 3];
        for (value, &given) in values.iter_mut().zip(&hyperparameters[..fields]) {
            *value = given;
        }
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

    /// The limit's formula as read: "2(1+β)".
    pub(super) fn formula(&self) -> &'static str {
        self.formula
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

    /// What takes [weight, memory] to the next step, along a direction of curvature λ (any sign, units F/X²): two rows, the
    /// memory being the rule's own. Gradient descent has none, and zeros in its place.
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
        let [squared, product, error] = if p.abs() < mirrored.abs() {
            [p * p, q, p.abs() * (1.0 + momentum.abs() + pull.abs()) + momentum.abs() + (x * change).abs()]
        } else {
            let product = x * newest;
            [mirrored * mirrored, product, mirrored.abs() * ((1.0 - momentum).abs() + pull.abs()) + product.abs()]
        };
        Spectrum::from_polynomial([p, q], squared - 4.0 * product, 8.0 * f64::EPSILON * error)
    }

    /// The larger modulus of the eigenvalues: what is left of a distance per step in the long run, along a direction of
    /// this curvature.
    pub fn spectral_radius(&self, curvature: f64) -> f64 {
        self.spectrum(curvature).radius
    }
}
