//! The second derivatives of a surface, and what they say about a point: its curvatures and its condition number.

use super::Surface;

/// The eigenvalues of a symmetric matrix, the smaller one first: the curvatures along its two axes. The squares of its
/// numbers are to be in the number range.
pub fn eigenvalues([[a, b], [c, d]]: [[f64; 2]; 2]) -> [f64; 2] {
    let mean = a / 2.0 + d / 2.0;
    let half = a / 2.0 - d / 2.0;
    let off = b / 2.0 + c / 2.0;
    let spread = (half * half + off * off).sqrt();
    if spread < mean.abs() / 2.0 {
        return [mean - spread, mean + spread];
    }
    // Here one of the two sums may cancel. The one of larger size does not, and the determinant gives the other.
    let large = if mean < 0.0 { mean - spread } else { mean + spread };
    let small = if large == 0.0 { 0.0 } else { (a * d - off * off) / large };
    if mean < 0.0 { [large, small] } else { [small, large] }
}

/// The condition number κ at a minimizer: largest curvature over smallest. None where the surface is flat in some
/// direction, to rounding, bends down, or has no second derivatives.
pub fn condition_number(surface: &dyn Surface, point: [f64; 2]) -> Option<f64> {
    ratio(eigenvalues(surface.hessian(point)))
}

/// The larger of two curvatures over the smaller one; none where that is not above 0, to rounding, or comes second.
pub(crate) fn ratio([low, high]: [f64; 2]) -> Option<f64> {
    (low > 1e-12 * high && low <= high && high.is_finite()).then_some(high / low)
}

#[cfg(test)]
mod tests {
    use super::super::Family;
    use super::*;

    fn condition_at(name: &str, point: [f64; 2]) -> Option<f64> {
        let family = Family::named(name).unwrap();
        condition_number(&*family.surface(&family.defaults()), point)
    }

    #[test]
    fn eigenvalues_come_in_order_whatever_the_signs() {
        assert_eq!(eigenvalues([[10.0, 8.0], [8.0, 10.0]]), [2.0, 18.0]);
        assert_eq!(eigenvalues([[-10.0, 8.0], [8.0, -10.0]]), [-18.0, -2.0]);
        assert_eq!(eigenvalues([[2.0, 0.0], [0.0, -2.0]]), [-2.0, 2.0]);
        assert_eq!(eigenvalues([[0.0, 3.0], [3.0, 0.0]]), [-3.0, 3.0]);
        assert_eq!(eigenvalues([[0.0; 2]; 2]), [0.0, 0.0]);
    }

    #[test]
    fn a_small_eigenvalue_keeps_its_digits_beside_a_large_one() {
        assert_eq!(eigenvalues([[1e9, 0.0], [0.0, 1e-7]]), [1e-7, 1e9]);
    }

    #[test]
    fn the_condition_number_is_that_of_the_literature() {
        let quadratic = Family::named("quadratic").unwrap().surface(&[1000.0, 30.0, 0.01]);
        let condition = condition_number(&*quadratic, [0.0, 0.0]).unwrap();
        assert!((condition - 1000.0).abs() < 1e-9, "{condition}");
        assert_eq!(condition_at("booth", [1.0, 3.0]), Some(9.0));
        let rosenbrock = condition_at("rosenbrock", [1.0, 1.0]).unwrap();
        assert!((rosenbrock - 2508.0).abs() < 1.0, "{rosenbrock}");
    }
}
