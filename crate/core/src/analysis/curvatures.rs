//! The curvatures of a surface around a point, which is all that a linear iteration wants to know of it.

use crate::objective::{Domain, Surface, eigenvalues};
use crate::trajectory::Trajectory;

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

    /// Those that a run from a point moves along where they are the same everywhere: of one whose gradient has no part along
    /// one of them, to rounding, the other one twice. None where nothing pulls.
    pub(crate) fn excited_by(self, surface: &dyn Surface, [x, y]: [f64; 2]) -> Option<Self> {
        let mut gradient = [0.0; 2];
        surface.look(x, y, &mut gradient);
        let ([u, v], [[a, b], [c, d]]) = (gradient, surface.hessian([x, y]));
        if u == 0.0 && v == 0.0 {
            return None;
        }
        let [p, q] = [a * u + b * v, c * u + d * v];
        if (p * v - q * u).abs() > 1e-9 * ((p * v).abs() + (q * u).abs()) {
            return Some(self);
        }
        // It is a direction of the surface's own; its curvature times the gradient's square.
        let [along, square] = [p * u + q * v, u * u + v * v];
        let off = |curvature: f64| (along - curvature * square).abs();
        let Curvatures { low, high } = self;
        let one = if off(low) < off(high) { low } else { high };
        Some(Curvatures { low: one, high: one })
    }

    /// Those where a run stands at a step, or last stood near the surface's domain before it, and the step of that: far
    /// outside they are of no use. As far again to each side is near, since a wide plot shows that much besides.
    pub fn along(surface: &dyn Surface, run: &Trajectory, step: usize) -> Option<(Self, usize)> {
        let step = step.min(run.last());
        let Domain { x, y } = surface.domain();
        let [x, y] = [x, y].map(|[low, high]| [2.0 * low - high, 2.0 * high - low]);
        let near = Domain::new(x, y);
        let step = run.points[..=step].iter().rposition(|point| near.contains(*point)).unwrap_or(0);
        Curvatures::at(surface, run.points[step]).map(|curvatures| (curvatures, step))
    }

    /// Whether they are those of a surface everywhere, as on a quadratic: in a corner of its domain and in the middle of a
    /// side as well.
    pub fn are_everywhere(&self, surface: &dyn Surface) -> bool {
        let Domain { x: [left, _], y: [bottom, top] } = surface.domain();
        [bottom, 0.5 * (bottom + top)].into_iter().all(|y| {
            let there = Curvatures::at(surface, [left, y]);
            there.is_some_and(|there| {
                (there.low - self.low).abs() + (there.high - self.high).abs() <= 1e-9 * self.high.abs()
            })
        })
    }

    /// The condition number κ, the larger one over the smaller one. None where the surface is flat in some direction, to
    /// rounding, or bends down, and where they are not in order.
    pub fn condition_number(&self) -> Option<f64> {
        let Curvatures { low, high } = *self;
        (low > 1e-12 * high && low <= high && high.is_finite()).then_some(high / low)
    }

    /// The curvatures along which there is a force, the larger one first: a direction that is flat, to rounding, pulls
    /// nowhere.
    pub(super) fn bent(&self) -> impl Iterator<Item = f64> {
        let Curvatures { low, high } = *self;
        let flat = 1e-12 * if low.abs() > high.abs() { low.abs() } else { high.abs() };
        [high, low].into_iter().filter(move |curvature| curvature.abs() > flat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objective::{FAMILIES, Family};
    use crate::scene::{Limits, Scene};

    fn at(name: &str, parameters: &[f64], point: [f64; 2]) -> Option<Curvatures> {
        Curvatures::at(&*Family::named(name).expect("it is in the registry").surface(parameters), point)
    }

    #[test]
    fn those_of_a_quadratic_are_its_own_everywhere() {
        for point in [[0.0, 0.0], [3.0, -2.0]] {
            let curvatures = at("quadratic", &[20.0, 30.0, 0.5], point).expect("they are finite");
            assert!((curvatures.low - 0.5).abs() < 1e-14 && (curvatures.high - 10.0).abs() < 1e-14);
            assert!((curvatures.condition_number().expect("it bends up") - 20.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_condition_number_is_that_of_the_literature() {
        let condition = |name, parameters: &[f64], point| {
            at(name, parameters, point).and_then(|curvatures| curvatures.condition_number()).expect("it bends up")
        };
        let quadratic = condition("quadratic", &[1000.0, 30.0, 0.01], [0.0, 0.0]);
        assert!((quadratic - 1000.0).abs() < 1e-9, "{quadratic}");
        assert_eq!(condition("booth", &[], [1.0, 3.0]), 9.0);
        let defaults = Family::named("rosenbrock").expect("it is in the registry").defaults();
        let rosenbrock = condition("rosenbrock", &defaults, [1.0, 1.0]);
        assert!((rosenbrock - 2508.0).abs() < 1.0, "{rosenbrock}");
    }

    #[test]
    fn a_saddle_has_a_negative_one_and_no_condition_number() {
        let defaults = Family::named("saddle").expect("it is in the registry").defaults();
        let saddle = at("saddle", &defaults, [1.0, 0.0]).expect("they are finite");
        assert!(saddle.low < 0.0 && saddle.high > 0.0 && saddle.condition_number().is_none(), "{saddle:?}");
    }

    #[test]
    fn two_in_the_wrong_order_have_no_condition_number() {
        let swapped = Curvatures { low: 20.0, high: 1.0 };
        assert_eq!(
            (swapped.condition_number(), Curvatures { low: 1.0, ..swapped }.condition_number()),
            (None, Some(1.0))
        );
    }

    #[test]
    fn out_of_the_number_range_there_are_none() {
        let defaults = Family::named("rosenbrock").expect("it is in the registry").defaults();
        assert_eq!(at("rosenbrock", &defaults, [1e200, 0.0]), None);
    }

    #[test]
    fn of_a_run_that_begins_beside_the_domain_they_follow_the_ball_in_sight() {
        let link = "v=1&surface=beale&start=4.68,1.42&rules=heavy-ball&learning-rate=0.0001&momentum=0.5";
        let scene = Scene::open(link, Limits::PAGE).scene;
        let (surface, run) = (scene.objective(), scene.run().swap_remove(0));
        assert!(!surface.domain().contains(run.points[0]));
        assert_eq!(Curvatures::along(&*surface, &run, 5).map(|(_, step)| step), Some(5));
    }

    #[test]
    fn of_a_run_that_left_they_are_those_where_it_was_last_near_the_domain() {
        let scene =
            Scene::open("v=1&surface=monkey-saddle&rules=heavy-ball&learning-rate=0.2&steps=40", Limits::PAGE).scene;
        let (surface, run) = (scene.objective(), scene.run().swap_remove(0));
        let (curvatures, step) = Curvatures::along(&*surface, &run, 40).expect("they are finite");
        let far = |step: usize| run.points[step].iter().any(|x| x.abs() > 3.0 * surface.domain().x[1]);
        assert!(step > 0 && far(step + 1) && !far(step) && curvatures.low > -60.0, "{curvatures:?}");
        assert_eq!(Curvatures::along(&*surface, &run, 1).map(|(_, step)| step), Some(1));
    }

    #[test]
    fn only_a_quadratic_has_the_same_everywhere() {
        let all = FAMILIES.iter().filter(|family| {
            let surface = family.surface(&family.defaults());
            let place = surface.minimizers().first().copied().unwrap_or(family.card.start);
            Curvatures::at(&*surface, place).is_some_and(|there| there.are_everywhere(&*surface))
        });
        let names: Vec<_> = all.map(|family| family.card.name).collect();
        let quadratics = ["quadratic", "booth", "saddle", "matyas", "valley", "linear-regression"];
        assert_eq!(names, quadratics);
    }

    #[test]
    fn a_flat_direction_pulls_nowhere() {
        let bent = |low, high| Curvatures { low, high }.bent().collect::<Vec<_>>();
        assert_eq!(bent(0.5, 2.0), [2.0, 0.5]);
        assert_eq!(bent(-1e-14, 2.0), [2.0]);
        assert_eq!(bent(-3.0, 0.0), [-3.0]);
        assert_eq!(bent(0.0, 0.0), [] as [f64; 0]);
    }

    #[test]
    fn a_run_along_a_direction_of_the_surface_feels_its_curvature_alone() {
        let surface = Family::named("quadratic").expect("it is in the registry").surface(&[20.0, 0.0, 1.0]);
        let all = Curvatures::at(&*surface, [0.0; 2]).expect("they are finite");
        let felt = |start| all.excited_by(&*surface, start).map(|Curvatures { low, high }| [low, high]);
        assert_eq!(felt([2.0, 0.0]), Some([all.low; 2]));
        assert_eq!(felt([0.0, 2.0]), Some([all.high; 2]));
        assert_eq!(felt([0.8, 0.6]), Some([all.low, all.high]));
        assert_eq!(felt([0.0, 0.0]), None);
        let turned = Family::named("quadratic").expect("it is in the registry").surface(&[20.0, 45.0, 1.0]);
        assert_eq!(all.excited_by(&*turned, [1.0, 1.0]), Some(Curvatures { high: all.low, ..all }));
    }
}
