//! Muon: momentum, made into a matrix whose singular values are about 1. [`CARD`] says the rest.

mod card;
mod digits;
mod libraries;
mod recurrence;

use crate::rule::decay::Decay;
use crate::rule::{Card, Memory, Now, Rule, Seen};
use crate::scalar::{Scalar, sum};
use card::CARD;

/// Muon over the weights as one matrix of a single row.
#[derive(Clone, Copy, Debug)]
pub struct Muon;

const EMA: usize = 0;
const POWER: usize = 0;
const DECAY: usize = 0;
const MEMORY: usize = 1;
const AVERAGE: usize = 0;
const SUM: usize = 1;
const CORRECTED: usize = 2;
const NESTEROV: usize = 2;
const YES: usize = 0;
const NO: usize = 1;
const EPSILON_PLACE: usize = 3;
const LEAST: usize = 0;
const ADDED: usize = 1;
const WIDTH: usize = 4;
const WITH_WIDTH: usize = 1;
const OVER_WIDTH: usize = 2;
const PRECISION: usize = 5;
const FULL: usize = 0;
const BFLOAT16: usize = 1;
const NORM_32: usize = 2;
const ADAPTIVE: usize = 6;
const ONE_LENGTH: usize = 0;
const OWN_LENGTH: usize = 1;

/// As many iterations as are ever made; the field says how many count.
const MOST_ITERATIONS: u32 = 20;

/// What the memory and the gradient count for in the direction, from β and βᵗ.
fn shares<S: Scalar>(choices: &[usize], beta: S, power: S) -> [S; 2] {
    let [zero, one] = [S::of(0.0), S::of(1.0)];
    match (choices[MEMORY], choices[NESTEROV]) {
        (CORRECTED, NO) => [one / (one - power), zero],
        (_, NO) => [one, zero],
        (CORRECTED, _) => [beta / (one - beta * power), (one - beta) / (one - power)],
        (SUM, _) => [beta, one],
        _ => [beta, one - beta],
    }
}

/// What the direction is divided by.
fn divisor<S: Scalar>(choices: &[usize], length: S, epsilon: S) -> S {
    match choices[EPSILON_PLACE] {
        ADDED => length + epsilon,
        _ => length.max(epsilon),
    }
}

/// What k rounds of p(X) = aX + bXXᵀX + c(XXᵀ)²X make a row of this length longer by: they leave its direction.
fn gain<S: Scalar>([a, b, c]: [S; 3], iterations: S, length: S) -> S {
    (0..MOST_ITERATIONS).fold(S::of(1.0), |gain, i| {
        let square = (gain * length).square();
        let next = gain * (a + (b + c * square) * square);
        S::select(S::of(f64::from(i)).less(iterations), next, gain)
    })
}

fn width(choices: &[usize], n: usize) -> f64 {
    let root = (n as f64).sqrt();
    match choices[WIDTH] {
        WITH_WIDTH => root,
        OVER_WIDTH => 1.0 / root,
        _ => 1.0,
    }
}

impl Rule for Muon {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, epsilon, a, b, c, iterations, scale, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let fresh = if now.choices[MEMORY] == SUM { S::of(1.0) } else { S::of(1.0) - beta };
        // βᵗ = β βᵗ⁻¹
        *memory.scalar_mut(POWER) = beta * *memory.scalar(POWER);
        let [of_memory, of_gradient] = shares(now.choices, beta, *memory.scalar(POWER));
        // u = β m + (1-β) g
        let direction = |m: S, g: S| of_memory * m + of_gradient * g;
        let precision = now.choices[PRECISION];
        for ((&w, m), &g) in weights.iter().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            // m = β m + (1-β) g
            *m = beta * *m + fresh * decay.on(&mut { w }, g);
        }
        let ema = memory.array(EMA);
        let directions = || {
            let each = weights.iter().zip(ema).zip(seen.gradient);
            each.map(|((&w, &m), &g)| direction(m, decay.on(&mut { w }, g)))
        };
        let length = digits::length(precision, directions());
        let divisor = digits::divisor(precision, divisor(now.choices, length, epsilon));
        let exact = if precision == NORM_32 { digits::length(FULL, directions()) } else { length };
        // What is divided by a length beyond the number range is 0, and so is its length.
        let share = S::select(length.less(S::of(f64::INFINITY)), exact / divisor, S::of(0.0));
        let gain = gain([a, b, c], iterations, share);
        let rounds = (precision == BFLOAT16).then(|| {
            let row = || directions().map(|u| digits::quotient(u, divisor));
            digits::Rounds::new([a, b, c], iterations, row)
        });
        // x = u/max(‖u‖, ε), pᵏ(x)
        let iterated = |u: S| match &rounds {
            None => gain * (u / divisor),
            Some(rounds) => rounds.of(digits::quotient(u, divisor)),
        };
        let width = width(now.choices, weights.len());
        let factor = match now.choices[ADAPTIVE] {
            // u·pᵏ(x)
            OWN_LENGTH => sum(directions().map(|u| u * iterated(u))) * width,
            _ => S::of(width),
        };
        for ((w, &m), &g) in weights.iter_mut().zip(ema).zip(seen.gradient) {
            // o = √n pᵏ(x)
            let o = iterated(direction(m, decay.on(w, g))) * factor;
            // w = w - α s o
            *w = *w - alpha * scale * o;
        }
    }
}
