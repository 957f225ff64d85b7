//! Converged at k: from step k to the last one the distance to the nearest listed minimizer stays within the
//! tolerance. Touching it once is not enough.

use crate::scalar::Scalar;
use crate::trajectory::Trajectory;

impl Trajectory {
    /// Finds the step from which on it stays within `tolerance` of one of these minimizers. A run that leaves the number
    /// range has none.
    pub fn judge(&mut self, minimizers: &[[f64; 2]], tolerance: f64) {
        self.converged = if self.stop.is_some() { None } else { converged(&self.points, minimizers, tolerance) };
    }
}

/// The distance from a point to the nearest minimizer; infinite where there is none.
pub fn distance(point: [f64; 2], minimizers: &[[f64; 2]]) -> f64 {
    let to = |m: &[f64; 2]| libm::hypot(point[0] - m[0], point[1] - m[1]);
    minimizers.iter().map(to).fold(f64::INFINITY, |nearest, d| if d < nearest { d } else { nearest })
}

/// The step from which on every point lies within `tolerance` of a minimizer; none if the last one does not, or there is
/// no minimizer.
pub fn converged(points: &[[f64; 2]], minimizers: &[[f64; 2]], tolerance: f64) -> Option<usize> {
    let enough = squared(tolerance);
    // Of a tolerance beyond 1e154 the square is infinite, and so is the distance from nothing.
    let within = |point: &&[f64; 2]| !minimizers.is_empty() && nearest_squared(**point, minimizers) <= enough;
    let stayed = points.iter().rev().take_while(within).count();
    (stayed > 0).then(|| points.len() - stayed)
}

/// The square of a tolerance, which no square is within where it is negative or NaN.
pub(crate) fn squared(tolerance: f64) -> f64 {
    if tolerance >= 0.0 { tolerance * tolerance } else { -1.0 }
}

/// The square of the distance from a point to the nearest minimizer; infinite where there is none.
pub fn nearest_squared<S: Scalar>(point: [S; 2], minimizers: &[[S; 2]]) -> S {
    let to = |m: &[S; 2]| (point[0] - m[0]).square() + (point[1] - m[1]).square();
    match minimizers {
        [] => S::of(f64::INFINITY),
        [only] => to(only),
        [first, others @ ..] => others.iter().fold(to(first), |nearest, m| to(m).min(nearest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Run;
    use crate::scene::{Limits, Scene};

    #[test]
    fn touching_the_tolerance_once_is_not_enough() {
        let points = [[2.0, 0.0], [0.0, 0.0], [1.0, 0.0], [0.05, 0.0], [0.0, 0.1]];
        assert_eq!(converged(&points, &[[0.0, 0.0]], 0.1), Some(3));
        assert_eq!(converged(&points[..3], &[[0.0, 0.0]], 0.1), None);
    }

    #[test]
    fn without_a_minimizer_nothing_converges() {
        assert_eq!(converged(&[[0.0, 0.0]], &[], 1.0), None);
        assert_eq!(converged(&[[0.0, 0.0]], &[], 1e200), None);
    }

    #[test]
    fn a_run_of_ones_own_is_judged_as_a_scenes_is() {
        let scene = Scene::open("v=1&rules=heavy-ball&steps=300", Limits::PAGE).scene;
        let surface = &*scene.objective();
        let run = &scene.run()[0];
        let Trajectory { rule, points, choices, phases, .. } = run.clone();
        let label = String::new();
        let mut own = Run { rule, label, surface, start: points[0], steps: 300, choices, phases }.record();
        assert_eq!(own.converged, None);
        own.judge(&surface.minimizers(), scene.tolerance);
        assert!(own.converged.is_some() && own.converged == run.converged);
    }

    #[test]
    fn nothing_is_within_a_tolerance_below_zero() {
        let converged = |tolerance| converged(&[[0.0, 0.0]], &[[0.0, 0.0]], tolerance);
        assert_eq!([0.0, -0.0, -1.0, f64::NAN].map(converged), [Some(0), Some(0), None, None]);
    }
}
