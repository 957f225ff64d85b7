//! The curvatures of a surface around a point, which is all that a linear iteration wants to know of it.

use crate::objective::{self, Surface, eigenvalues};

/// The curvatures at a point along its two axes, units F/X²: the eigenvalues of the Hessian there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curvatures {
    /// The smaller one, m; below 0 where the surface bends down.
    pub low: f64,
    /// The larger one, L.
    pub high: f64,
}

impl Curvatures {
    /// Those of a surface at a point; none where they are not finite.
    pub fn at(surface: &dyn Surface, point: [f64; 2]) -> Option<Self> {
        let [low, high] = eigenvalues(surface.hessian(point));
        (low.is_finite() && high.is_finite()).then_some(Curvatures { low, high })
    }

    /// κ, the largest over the smallest. None where the surface is flat in some direction, to rounding, or bends down.
    pub fn condition_number(&self) -> Option<f64> {
        objective::ratio([self.low, self.high])
    }

    /// The curvatures along which there is a force, the larger one first: a direction that is flat, to rounding, pulls
    /// nowhere.
    pub(super) fn bent(&self) -> impl Iterator<Item = f64> {
        let Curvatures { low, high } = *self;
        let flat = 1e-12 * if low.abs() > high.abs() { low.abs() } else { high.abs() };
        [high, low].into_iter().filter(move |curvature| curvature.abs() > flat)
    }
}
