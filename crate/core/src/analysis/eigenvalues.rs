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
    /// The eigenvalues, the dominant one first; of a complex pair the one above the real axis. Of two real ones of equal
    /// size the negative one counts as dominant.
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
