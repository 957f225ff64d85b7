//! What the second derivatives of a surface say about a point.

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
