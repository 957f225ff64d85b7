//! What the tests of the theory have in common.

use super::{Curvatures, Iteration};

/// The iteration of the rule of this name with these hyperparameters, in the order of its card.
pub(super) fn iteration(name: &str, hyperparameters: &[f64]) -> Iteration {
    let card = crate::rule::named(name).expect("it is in the registry").card();
    Iteration::of(card, hyperparameters).expect("it is linear on a quadratic")
}

/// The forms that print has numbers for.
pub(super) const FORMS: [&str; 7] =
    ["gradient-descent", "heavy-ball", "trace", "ema", "ema-debiased", "nesterov", "nesterov-trace"];

/// One of them with this α and β, and nothing else.
pub(super) fn form(name: &str, alpha: f64, beta: f64) -> Iteration {
    iteration(name, &[alpha, 0.0, 0.0, 0.0]).at(alpha, beta)
}

/// So many pairs of α, below this, and β, from 0 to 1, that lie densely and without a pattern.
pub(crate) fn pairs(count: u32, highest: f64) -> impl Iterator<Item = (f64, f64)> {
    let part = |x: f64| x - x.floor();
    (1..=count).map(f64::from).map(move |i| (highest * part(0.618_033_988_75 * i), part(0.754_877_666_25 * i)))
}

pub(super) const fn between(low: f64, high: f64) -> Curvatures {
    Curvatures { low, high }
}

#[track_caller]
pub(super) fn close(x: f64, printed: f64, relative: f64) {
    assert!((x - printed).abs() <= relative * printed.abs(), "{x} against {printed}");
}
