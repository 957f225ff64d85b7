//! The mathematics of momentum, sentence by sentence: each test is named by one, and holds the rules to its numbers as
//! they came out of PyTorch, Keras and optax, or of the plain recurrence.

#![expect(clippy::disallowed_methods, reason = "a tolerance need not have the same bits everywhere")]

mod bias_correction;
mod constant_gradient;
mod dampening;
mod equivalence;
mod iteration;
mod limits;
mod momentum_only;
mod optimum;
mod parting;

use super::*;
use crate::analysis::Iteration;
use crate::analysis::tests::pairs;

/// These values of α and β for a rule, the others at their defaults.
fn values(name: &str, alpha: f64, beta: f64) -> Vec<f64> {
    hyperparameters(rule(name).card(), alpha, beta)
}

/// The largest stable α λ of a rule by its card's formula.
fn limit_at(card: &Card, values: &[f64]) -> Option<f64> {
    Iteration::of(card, values)?.limit_by_formula().map(|(limit, _)| limit)
}

fn limit(name: &str, beta: f64) -> Option<f64> {
    limit_at(rule(name).card(), &values(name, 1.0, beta))
}

/// The weights at the start and after each update, with what is in force at each.
fn path(
    name: &str,
    start: &[f64],
    steps: u32,
    values: impl Fn(u32) -> Vec<f64>,
    gradient: impl Fn(&[f64]) -> Vec<f64>,
) -> Vec<Vec<f64>> {
    let mut walk = walk(rule(name), start);
    let mut path = vec![start.to_vec()];
    for t in 1..=steps {
        walk.step(&values(t), &gradient);
        path.push(walk.weights.clone());
    }
    path
}

/// One weight on a quadratic of curvature 1 from 1, with the gradient cut after `engine` updates.
fn bowl(name: &str, values: &[f64], steps: usize, engine: usize) -> Vec<f64> {
    let mut walk = walk(rule(name), &[1.0]);
    let mut path = vec![1.0];
    for t in 1..=steps {
        walk.step(values, |q| vec![if t <= engine { q[0] } else { 0.0 }]);
        path.push(walk.weights[0]);
    }
    path
}

/// Rosenbrock's slope, of the parameters 1 and 100.
fn rosenbrock(q: &[f64]) -> Vec<f64> {
    let [x, y] = [q[0], q[1]];
    vec![2.0 * (x - 1.0) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)]
}

/// What a learning rate is multiplied by as it falls in half a wave over 200 updates.
fn cosine(t: u32) -> f64 {
    0.5 * (1.0 + (core::f64::consts::PI * f64::from(t - 1) / 200.0).cos())
}

/// The largest distance between weights of two paths.
fn apart(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
    let pairs = a.iter().flatten().zip(b.iter().flatten());
    pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
}

/// What one update makes of a weight and its memory on a quadratic of curvature 1, as the coefficients p and q of the
/// characteristic polynomial z² - p z + q.
fn polynomial(name: &str, values: &[f64]) -> [f64; 2] {
    let from = |weight: f64, memory: f64| {
        let mut walk = walk(rule(name), &[weight]);
        // Not the first update, which may be another one.
        walk.t = 1;
        walk.arrays.fill(memory);
        walk.step(values, |q| vec![q[0]]);
        [walk.weights[0], walk.arrays.first().copied().unwrap_or(0.0)]
    };
    let ([a, c], [b, d]) = (from(1.0, 0.0), from(0.0, 1.0));
    if rule(name).card().memories.is_empty() { [a, 0.0] } else { [a + d, a * d - b * c] }
}

/// The larger modulus of the roots of z² - p z + q: what is left of a path's length per update.
fn radius([p, q]: [f64; 2]) -> f64 {
    let discriminant = p * p - 4.0 * q;
    if discriminant < 0.0 { q.sqrt() } else { 0.5 * (p.abs() + discriminant.sqrt()) }
}

#[track_caller]
fn close(x: f64, printed: f64, relative: f64) {
    assert!((x - printed).abs() <= relative * printed.abs(), "{x} against {printed}");
}
