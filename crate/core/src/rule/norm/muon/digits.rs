//! Muon in fewer digits: the whole matrix in bfloat16, as PyTorch divides and iterates it on a CPU, or its norm alone in
//! 32 bits, as Keras does. A sum has 32 bits in both, and their range.

use super::{BFLOAT16, FULL, MOST_ITERATIONS};
use crate::scalar::{Scalar, nearest, single, sum};

/// The nearest number of bfloat16, with 8 binary digits.
fn rounded<S: Scalar>(x: S) -> S {
    nearest(x, 3.396_177_584_257_329e38, 35_184_372_088_833.0)
}

/// The length of a direction, under an option of the precision.
pub(super) fn length<S: Scalar>(precision: usize, direction: impl Iterator<Item = S>) -> S {
    match precision {
        FULL => sum(direction.map(S::square)).sqrt(),
        BFLOAT16 => rounded(single(sum(direction.map(|u| single(rounded(u).square())))).sqrt()),
        _ => single(single(sum(direction.map(|u| single(single(u).square())))).sqrt()),
    }
}

/// What a direction is divided by, under an option of the precision.
pub(super) fn divisor<S: Scalar>(precision: usize, divisor: S) -> S {
    match precision {
        FULL => divisor,
        BFLOAT16 => rounded(divisor),
        _ => single(divisor),
    }
}

/// A row's number divided by what it is divided by.
pub(super) fn quotient<S: Scalar>(u: S, divisor: S) -> S {
    rounded(rounded(u) / divisor)
}

/// The rounds of p(X) = aX + PX that a row goes through.
pub(super) struct Rounds<S> {
    a: S,
    iterations: S,
    /// P = bXXᵀ + c(XXᵀ)² of each round, which for a row is a number.
    products: [S; MOST_ITERATIONS as usize],
}

impl<S: Scalar> Rounds<S> {
    /// Those of a row.
    pub(super) fn new<R: Iterator<Item = S>>([a, b, c]: [S; 3], iterations: S, row: impl Fn() -> R) -> Self {
        let mut rounds = Rounds { a, iterations, products: [S::of(0.0); MOST_ITERATIONS as usize] };
        for i in 0..rounds.products.len() {
            // XXᵀ
            let square = rounded(row().fold(S::of(0.0), |sum, x| sum + rounds.until(i, x).square()));
            rounds.products[i] = rounded((b + c * square) * square);
        }
        rounds
    }

    /// What becomes of one of the row's numbers.
    pub(super) fn of(&self, x: S) -> S {
        self.until(self.products.len(), x)
    }

    fn until(&self, end: usize, x: S) -> S {
        self.products[..end].iter().enumerate().fold(x, |x, (i, &product)| {
            S::select(S::of(i as f64).less(self.iterations), rounded(self.a * x + product * x), x)
        })
    }
}
