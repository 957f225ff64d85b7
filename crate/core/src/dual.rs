//! Dual numbers with two partial derivatives: what holds every hand-written gradient to account, and what makes a
//! Hessian of it (one dual level through the gradient).

use core::ops::{Add, Div, Mul, Neg, Sub};

use crate::scalar::Scalar;

/// A value and its derivatives by x and y. Over `Dual<f64>` it is a second order dual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<S> {
    /// The value.
    pub value: S,
    /// The derivatives by x and by y.
    pub slope: [S; 2],
}

impl<S: Scalar> Dual<S> {
    /// The point `[x, y]` as two independent variables.
    pub fn variables([x, y]: [S; 2]) -> [Self; 2] {
        let (zero, one) = (S::of(0.0), S::of(1.0));
        [Dual { value: x, slope: [one, zero] }, Dual { value: y, slope: [zero, one] }]
    }

    /// The chain rule: `value` is f(self), `derivative` is f'(self).
    fn chain(self, value: S, derivative: S) -> Self {
        Dual { value, slope: self.slope.map(|s| s * derivative) }
    }

    /// The product rule.
    fn product(self, other: Self) -> Self {
        self.pair(other, self.value * other.value, |a, b| a * other.value + self.value * b)
    }

    /// The quotient rule.
    fn quotient(self, other: Self) -> Self {
        let value = self.value / other.value;
        self.pair(other, value, |a, b| (a - value * b) / other.value)
    }

    fn pair(self, other: Self, value: S, f: impl Fn(S, S) -> S) -> Self {
        let [a, b] = self.slope;
        let [c, d] = other.slope;
        Dual { value, slope: [f(a, c), f(b, d)] }
    }
}

impl<S: Scalar> Add for Dual<S> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.pair(other, self.value + other.value, |a, b| a + b)
    }
}

impl<S: Scalar> Sub for Dual<S> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.pair(other, self.value - other.value, |a, b| a - b)
    }
}

impl<S: Scalar> Mul for Dual<S> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.product(other)
    }
}

impl<S: Scalar> Div for Dual<S> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.quotient(other)
    }
}

impl<S: Scalar> Neg for Dual<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Dual { value: -self.value, slope: self.slope.map(|s| -s) }
    }
}

impl<S: Scalar> Add<f64> for Dual<S> {
    type Output = Self;
    fn add(self, other: f64) -> Self {
        Dual { value: self.value + other, ..self }
    }
}

impl<S: Scalar> Sub<f64> for Dual<S> {
    type Output = Self;
    fn sub(self, other: f64) -> Self {
        Dual { value: self.value - other, ..self }
    }
}

impl<S: Scalar> Mul<f64> for Dual<S> {
    type Output = Self;
    fn mul(self, other: f64) -> Self {
        Dual { value: self.value * other, slope: self.slope.map(|s| s * other) }
    }
}

impl<S: Scalar> Div<f64> for Dual<S> {
    type Output = Self;
    fn div(self, other: f64) -> Self {
        Dual { value: self.value / other, slope: self.slope.map(|s| s / other) }
    }
}

impl<S: Scalar> Scalar for Dual<S> {
    type Mask = S::Mask;

    fn of(x: f64) -> Self {
        Dual { value: S::of(x), slope: [S::of(0.0); 2] }
    }
    /// The slope at 0 is infinite, as the root's is.
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, S::of(0.5) / root)
    }
    /// The slope at 0 is 0.
    fn abs(self) -> Self {
        self.chain(self.value.abs(), self.value.sign())
    }
    fn exp(self) -> Self {
        let value = self.value.exp();
        self.chain(value, value)
    }
    fn ln(self) -> Self {
        self.chain(self.value.ln(), S::of(1.0) / self.value)
    }
    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }
    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }
    fn cbrt(self) -> Self {
        let root = self.value.cbrt();
        self.chain(root, S::of(1.0) / (root.square() * 3.0))
    }
    /// Where the base is not above 0 the exponent counts as constant: beside it no power is real.
    fn power(self, exponent: Self) -> Self {
        let (x, p, zero) = (self.value, exponent.value, S::of(0.0));
        let value = x.power(p);
        let [by_base, by_exponent] = [p * x.power(p - 1.0), S::select(zero.less(x), value * x.ln(), zero)];
        self.pair(exponent, value, |a, b| a * by_base + b * by_exponent)
    }
    fn less(self, other: Self) -> Self::Mask {
        self.value.less(other.value)
    }
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        yes.pair(no, S::select(mask, yes.value, no.value), |a, b| S::select(mask, a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central differences of f at x, to compare a derivative with.
    fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        let h = 1e-6;
        (f(x + h) - f(x - h)) / (2.0 * h)
    }

    #[test]
    fn every_function_carries_its_derivative() {
        macro_rules! check {
            ($($f:expr),*) => {$({
                let [x, _] = Dual::variables([0.7, 0.0]);
                let f = $f;
                let want = slope(|x| { let g = $f; g(Dual::<f64>::of(x)).value }, 0.7);
                assert!((f(x).slope[0] - want).abs() < 1e-8, "{}: {} against {want}", stringify!($f), f(x).slope[0]);
            })*};
        }
        check!(
            |x: Dual<f64>| x.sqrt(),
            |x: Dual<f64>| x.abs(),
            |x: Dual<f64>| x.exp(),
            |x: Dual<f64>| x.ln(),
            |x: Dual<f64>| x.sin(),
            |x: Dual<f64>| x.cos(),
            |x: Dual<f64>| x.cbrt(),
            |x: Dual<f64>| x.power(Dual::of(2.5)),
            |x: Dual<f64>| Dual::of(2.5).power(x),
            |x: Dual<f64>| x.power(x),
            |x: Dual<f64>| x * x / (x + 1.0) - x * 3.0,
            |x: Dual<f64>| Dual::of(2.0) / x,
            |x: Dual<f64>| (-x).max(x * 2.0)
        );
    }

    #[test]
    fn a_power_has_the_value_of_the_scalars_and_a_slope_where_the_base_is_not_above_0() {
        let at = |x: f64| Dual::variables([x, 0.0])[0];
        for (x, p, slope) in
            [(-2.0, 2.0, -4.0), (-2.0, 3.0, 12.0), (0.0, 2.0, 0.0), (0.0, 1.0, 1.0), (3.0, 0.5, 0.5 / 3f64.sqrt())]
        {
            let power = at(x).power(Dual::of(p));
            assert_eq!(power.value.to_bits(), Scalar::power(x, p).to_bits(), "{x}^{p}");
            assert!((power.slope[0] - slope).abs() < 1e-15, "{x}^{p} {power:?}");
        }
    }

    #[test]
    fn a_dual_of_a_dual_gives_the_second_derivative() {
        let [x, _] = Dual::variables(Dual::variables([2.0, 0.0]));
        assert_eq!((x * x * x).slope[0].slope[0], 12.0);
        assert_eq!(x.power(Dual::of(3.0)).slope[0].slope[0], 12.0);
        let x = x - 2.0;
        assert_eq!(x.power(Dual::of(2.0)).slope[0].slope[0], 2.0);
    }
}
