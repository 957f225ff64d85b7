//! Two runs side by side in one SIMD register, bit for bit what each would be alone.

use core::ops::{Add, Div, Mul, Neg, Sub};

use wide::f64x2;

use crate::scalar::{Scalar, power};

/// How many runs a [`Lanes`] holds.
pub const WIDTH: usize = 2;

/// Two `f64` that are stepped together. Transcendental functions go lane by lane through `libm`.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(f64x2);

impl Lanes {
    /// Puts one number into each lane.
    pub fn new(lanes: [f64; WIDTH]) -> Self {
        Lanes(f64x2::from(lanes))
    }

    /// The number in each lane.
    pub fn to_array(self) -> [f64; WIDTH] {
        self.0.to_array()
    }

    /// Whether self < other in every lane; false where either is NaN.
    pub fn all_less(self, other: Self) -> bool {
        self.less(other).all()
    }

    /// Whether self < other in some lane.
    pub fn any_less(self, other: Self) -> bool {
        self.less(other).any()
    }

    /// Whether the two are equal in some lane, both zeros counting as one.
    pub fn any_equal(self, other: Self) -> bool {
        self.0.simd_eq(other.0).any()
    }

    fn each(self, f: impl Fn(f64) -> f64) -> Self {
        Lanes::new(self.to_array().map(f))
    }
}

macro_rules! operator {
    ($($operation:ident $name:ident),*) => {$(
        impl $operation for Lanes {
            type Output = Self;
            fn $name(self, other: Self) -> Self {
                Lanes(self.0.$name(other.0))
            }
        }
        impl $operation<f64> for Lanes {
            type Output = Self;
            fn $name(self, other: f64) -> Self {
                self.$name(Lanes::of(other))
            }
        }
    )*};
}
operator!(Add add, Sub sub, Mul mul, Div div);

impl Neg for Lanes {
    type Output = Self;
    fn neg(self) -> Self {
        Lanes(-self.0)
    }
}

impl Scalar for Lanes {
    type Mask = f64x2;

    fn of(x: f64) -> Self {
        Lanes(f64x2::splat(x))
    }
    fn sqrt(self) -> Self {
        Lanes(self.0.sqrt())
    }
    fn abs(self) -> Self {
        Lanes(self.0.abs())
    }
    fn exp(self) -> Self {
        self.each(libm::exp)
    }
    fn ln(self) -> Self {
        self.each(libm::log)
    }
    fn sin(self) -> Self {
        self.each(libm::sin)
    }
    fn cos(self) -> Self {
        self.each(libm::cos)
    }
    fn cbrt(self) -> Self {
        self.each(libm::cbrt)
    }
    fn power(self, exponent: Self) -> Self {
        let ([a, b], [m, n]) = (self.to_array(), exponent.to_array());
        Lanes::new([power(a, m), power(b, n)])
    }
    fn less(self, other: Self) -> f64x2 {
        self.0.simd_lt(other.0)
    }
    fn select(mask: f64x2, yes: Self, no: Self) -> Self {
        Lanes(mask.select(yes.0, no.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal bits, every NaN equal to every NaN.
    fn same(a: f64, b: f64) -> bool {
        a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn every_operation_gives_the_bits_of_the_scalar() {
        let numbers = [0.0, -0.0, 0.3, -0.3, 2.5, -2.5, 1e300, -1e-300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        macro_rules! check {
            ($($f:expr),*) => {$(
                for a in numbers {
                    for b in numbers {
                        let lanes = { let f: fn(Lanes, Lanes) -> Lanes = $f; f(Lanes::new([a, b]), Lanes::new([b, a])) };
                        let f: fn(f64, f64) -> f64 = $f;
                        for (lane, scalar) in lanes.to_array().into_iter().zip([f(a, b), f(b, a)]) {
                            assert!(same(lane, scalar), "{} of {a}, {b}: {lane} against {scalar}", stringify!($f));
                        }
                    }
                }
            )*};
        }
        check!(
            |a, b| a + b,
            |a, b| a - b,
            |a, b| a * b,
            |a, b| a / b,
            |a, _| -a,
            |a, _| a * 0.1 + 0.7,
            |a, _| Scalar::sqrt(a),
            |a, _| Scalar::abs(a),
            |a, _| Scalar::exp(a),
            |a, _| Scalar::ln(a),
            |a, _| Scalar::sin(a),
            |a, _| Scalar::cos(a),
            |a, _| Scalar::cbrt(a),
            |a, b| Scalar::power(a, b),
            |a, _| Scalar::sign(a),
            |a, b| Scalar::max(a, b),
            |a, b| Scalar::min(a, b)
        );
    }
}
