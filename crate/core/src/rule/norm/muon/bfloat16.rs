//! Muon's matrix in bfloat16, as PyTorch divides and iterates it on a CPU: each product of matrices is summed with more
//! digits and then rounded to 8 binary ones, and all between has the range of 32 bits.

use super::MOST_ITERATIONS;
use crate::scalar::Scalar;

/// What rounds to infinity: half a unit beyond the largest number.
const BEYOND: f64 = 3.396_177_584_257_329e38;

/// What is infinite as a sum of squares: half a unit beyond the largest number of 32 bits.
const SUM_BEYOND: f64 = 3.402_823_567_797_336_6e38;

/// The nearest number of 8 binary digits.
#[inline]
pub(super) fn rounded<S: Scalar>(x: S) -> S {
    // What stands behind the 8 digits is lost beside a number of 2⁴⁵ times the size.
    let large = x * 35_184_372_088_833.0;
    S::select(x.abs().less(S::of(BEYOND)), large - (large - x), x * f64::INFINITY)
}

/// The root of a sum of squares.
pub(super) fn length<S: Scalar>(squares: S) -> S {
    rounded(S::select(squares.less(S::of(SUM_BEYOND)), squares, S::of(f64::INFINITY)).sqrt())
}

/// A row's number divided by what it is divided by.
#[inline]
pub(super) fn quotient<S: Scalar>(u: S, divisor: S) -> S {
    rounded(rounded(u) / rounded(divisor))
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
