//! The number a rule or a surface is written over: `f64`, SIMD [`Lanes`](crate::lanes::Lanes), or a
//! [`Dual`](crate::dual::Dual).
//!
//! Every operation gives the same bits natively and in wasm, in scalars and in lanes. `sqrt` and `abs`
//! are instructions and exact; the transcendental functions come from the `libm` crate, lane by lane, because the
//! platform's own differ. Comparisons give a mask and [`Scalar::select`] chooses, so that no lane branches.
//!
//! Where the type is known to be `f64`, `x.exp()` is the platform's all the same: a method of the type's own comes before
//! one of a trait. So is `x.max(y)`, which takes NaN for nothing. Write `Scalar::exp(x)` there, or the function over `S`.

use core::fmt::Debug;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// A real number, or several side by side, with the arithmetic that rules and surfaces need.
///
/// The operators take a plain `f64` on the right as well, so that formulas read as in print.
pub trait Scalar:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + 'static
{
    /// The outcome of a comparison: `bool` for a scalar, one flag per lane for lanes.
    type Mask: Copy;

    /// The constant `x`, in every lane.
    fn of(x: f64) -> Self;
    /// The square root; NaN below zero.
    fn sqrt(self) -> Self;
    /// The absolute value.
    fn abs(self) -> Self;
    /// e to the power of self.
    fn exp(self) -> Self;
    /// The natural logarithm.
    fn ln(self) -> Self;
    /// The sine of an angle in radians.
    fn sin(self) -> Self;
    /// The cosine of an angle in radians.
    fn cos(self) -> Self;
    /// The real cube root.
    fn cbrt(self) -> Self;
    /// self to the power of another number. For β^t keep a running product instead.
    fn power(self, exponent: Self) -> Self;
    /// Whether self < other; false where either is NaN.
    fn less(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;

    /// self times self.
    fn square(self) -> Self {
        self * self
    }
    /// The larger one; `self` where either is NaN, and where both are zeros.
    fn max(self, other: Self) -> Self {
        Self::select(self.less(other), other, self)
    }
    /// The smaller one; `self` where either is NaN, and where both are zeros.
    fn min(self, other: Self) -> Self {
        Self::select(other.less(self), other, self)
    }
    /// The nearest number in `low..=high`; NaN stays NaN.
    fn clamp(self, low: Self, high: Self) -> Self {
        self.max(low).min(high)
    }
    /// -1, 0 or 1, and 0 at both zeros as in every optimizer library; NaN gives 0.
    fn sign(self) -> Self {
        let zero = Self::of(0.0);
        let negative = Self::select(self.less(zero), Self::of(-1.0), zero);
        Self::select(zero.less(self), Self::of(1.0), negative)
    }
}

impl Scalar for f64 {
    type Mask = bool;

    fn of(x: f64) -> Self {
        x
    }
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    fn abs(self) -> Self {
        f64::abs(self)
    }
    fn exp(self) -> Self {
        libm::exp(self)
    }
    fn ln(self) -> Self {
        libm::log(self)
    }
    fn sin(self) -> Self {
        libm::sin(self)
    }
    fn cos(self) -> Self {
        libm::cos(self)
    }
    fn cbrt(self) -> Self {
        libm::cbrt(self)
    }
    fn power(self, exponent: Self) -> Self {
        power(self, exponent)
    }
    fn less(self, other: Self) -> bool {
        self < other
    }
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }
}

/// x to the power of y. `libm`'s own root is written in integers, many times slower than the instruction, and the same.
pub(crate) fn power(x: f64, y: f64) -> f64 {
    if y == 0.5 && x >= 0.0 && x.is_sign_positive() { x.sqrt() } else { libm::pow(x, y) }
}

/// The sum of a slice, in index order, so that every scalar type rounds alike.
pub fn sum<S: Scalar>(values: impl IntoIterator<Item = S>) -> S {
    values.into_iter().fold(S::of(0.0), |total, x| total + x)
}

/// The dot product of two slices, in index order.
pub fn dot<S: Scalar>(a: &[S], b: &[S]) -> S {
    sum(a.iter().zip(b).map(|(&a, &b)| a * b))
}

/// The Euclidean norm of a slice.
pub fn norm<S: Scalar>(a: &[S]) -> S {
    dot(a, a).sqrt()
}

/// The nearest number of fewer binary digits: of 53 less those of `split`, a power of two and 1. It is infinite from
/// `beyond` on, half a unit beyond the largest one, and keeps its digits where numbers of fewer bits begin to lose theirs.
#[inline]
pub(crate) fn nearest<S: Scalar>(x: S, beyond: f64, split: f64) -> S {
    // What stands behind the digits is lost beside a number that is larger by as many.
    let large = x * split;
    S::select(x.abs().less(S::of(beyond)), large - (large - x), x * f64::INFINITY)
}

/// The nearest number of 32 bits, with 24 binary digits, for what libraries compute in these.
#[inline]
pub(crate) fn single<S: Scalar>(x: S) -> S {
    nearest(x, 3.402_823_567_797_336_6e38, 536_870_913.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_is_zero_at_both_zeros() {
        assert_eq!([-2.0, -0.0, 0.0, 3.0, f64::NAN].map(Scalar::sign), [-1.0, 0.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn clamp_keeps_nan() {
        assert!(Scalar::clamp(f64::NAN, 0.0, 1.0).is_nan());
        assert_eq!(Scalar::clamp(7.0, 0.0, 1.0), 1.0);
    }

    #[test]
    fn a_root_by_its_instruction_is_the_one_by_the_power() {
        let mut x = 1e-320;
        while x < f64::INFINITY {
            assert_eq!(power(x, 0.5).to_bits(), libm::pow(x, 0.5).to_bits(), "{x}");
            x *= 1.37;
        }
        for x in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, -1.0, f64::NAN] {
            let (ours, theirs) = (power(x, 0.5), libm::pow(x, 0.5));
            assert!(ours.to_bits() == theirs.to_bits() || ours.is_nan() && theirs.is_nan(), "{x}");
        }
    }

    #[test]
    fn a_number_of_32_bits_is_the_nearest_one() {
        let mut x = 1.2e-38;
        while x < f64::MAX / 2.0 {
            for x in [x, -x] {
                assert_eq!(single(x), f64::from(x as f32), "{x}");
            }
            x *= 1.000_37;
        }
        let last = f64::from(f32::MAX);
        let half = f64::from(f32::MAX) - f64::from(f32::from_bits(f32::MAX.to_bits() - 1));
        for x in [0.0, 1.0, last, last + 0.49 * half, last + 0.5 * half, f64::INFINITY, -f64::INFINITY] {
            assert_eq!(single(x), f64::from(x as f32), "{x}");
        }
        assert!(single(f64::NAN).is_nan());
    }

    #[test]
    fn norm_is_the_length() {
        assert_eq!(norm(&[3.0, 4.0]), 5.0);
    }
}
