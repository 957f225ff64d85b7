//! The eigenvalues of a matrix of two rows from its characteristic polynomial.

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imaginary: f64,
}

impl Complex {
    const fn of(real: f64) -> Self {
        Complex { real, imaginary: 0.0 }
    }

    /// The distance from 0.
    pub fn modulus(self) -> f64 {
        libm::hypot(self.real, self.imaginary)
    }
}

/// Both eigenvalues of an iteration matrix, and its spectral radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spectrum {
    /// The eigenvalues, the dominant one first; of a complex pair the one above the real axis. Of two real ones of
    /// equal size the negative one counts as dominant.
    pub eigenvalues: [Complex; 2],
    /// The larger modulus: what is left per step in the long run.
    pub radius: f64,
}

impl Spectrum {
    /// Whether the eigenvalues are a complex pair.
    pub fn is_complex(&self) -> bool {
        self.eigenvalues[0].imaginary != 0.0
    }

    /// The roots of z² - p z + q, from these and the discriminant; one within the noise counts as 0, so that a double
    /// root does not fall apart by the root of a rounding error.
    pub(super) fn from_polynomial([p, q]: [f64; 2], discriminant: f64, noise: f64) -> Self {
        if noise == f64::INFINITY && p.is_finite() {
            // Where p² is beyond the number range, q is nothing beside it.
            return Spectrum { eigenvalues: [p, q / p].map(Complex::of), radius: p.abs() };
        }
        if discriminant < -noise {
            let [real, imaginary] = [p / 2.0, (-discriminant).sqrt() / 2.0];
            let pair = [Complex { real, imaginary }, Complex { real, imaginary: -imaginary }];
            return Spectrum { eigenvalues: pair, radius: q.sqrt() };
        }
        if discriminant <= noise {
            return Spectrum { eigenvalues: [Complex::of(p / 2.0); 2], radius: p.abs() / 2.0 };
        }
        // The sum that does not cancel; the product gives the other root.
        let root = discriminant.sqrt();
        let dominant = if p > 0.0 { (p + root) / 2.0 } else { (p - root) / 2.0 };
        Spectrum { eigenvalues: [dominant, q / dominant].map(Complex::of), radius: dominant.abs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(p: f64, q: f64) -> Spectrum {
        Spectrum::from_polynomial([p, q], p * p - 4.0 * q, 1e-15)
    }

    #[test]
    fn the_dominant_root_comes_first_and_the_small_one_keeps_its_digits() {
        let real = |spectrum: Spectrum| spectrum.eigenvalues.map(|z| z.real);
        assert_eq!(real(of(3.0, 2.0)), [2.0, 1.0]);
        assert_eq!(real(of(-3.0, 2.0)), [-2.0, -1.0]);
        assert_eq!(real(of(1e9 + 1e-9, 1.0)), [1e9, 1e-9]);
        assert_eq!((real(of(0.0, -4.0)), of(0.0, -4.0).radius), ([-2.0, 2.0], 2.0));
        assert_eq!((real(of(0.0, 0.0)), of(0.0, 0.0).radius), ([0.0; 2], 0.0));
    }

    #[test]
    fn a_pair_has_the_root_of_its_product_as_modulus() {
        let pair = of(1.2, 1.0);
        assert!(pair.is_complex() && pair.radius == 1.0);
        assert_eq!(pair.eigenvalues[0], Complex { real: 0.6, imaginary: 0.8 });
        assert_eq!(pair.eigenvalues[1], Complex { real: 0.6, imaginary: -0.8 });
        assert_eq!(pair.eigenvalues.map(Complex::modulus), [1.0; 2]);
    }

    #[test]
    fn a_double_root_does_not_fall_apart_by_a_rounding_error() {
        for discriminant in [-1e-16, 0.0, 1e-16] {
            let double = Spectrum::from_polynomial([-1.8, 0.81], discriminant, 1e-15);
            assert_eq!(
                (double.eigenvalues[0], double.eigenvalues[1], double.radius),
                (Complex::of(-0.9), Complex::of(-0.9), 0.9)
            );
        }
    }
}
