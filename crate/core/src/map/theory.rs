//! What theory says of the points of a map, in the map's own coordinates.

use super::Plane;
use crate::analysis::{Curvatures, Iteration, Optimum};
use crate::scene::Scene;
use crate::schedule::Schedule;

/// A momentum form over the points of its map: each is taken as constant hyperparameters, without the Scene's schedule.
///
/// Limit, critical damping and optimum are given in the α of the map, which under `match=matched` is the classical one.
#[derive(Clone, Debug)]
pub struct Theory {
    scene: Scene,
    plane: Plane,
}

impl Theory {
    /// The theory of a plane of a Scene; none for a rule that has none, and where its horizontal axis is not α.
    pub fn of(scene: &Scene, plane: &Plane) -> Option<Self> {
        let mut scene = scene.clone();
        scene.schedule = Schedule::default();
        let card = scene.rules[plane.rule].rule.card();
        let across = plane.axes[0].map(|axis| card.fields[axis.field].parameter.key);
        let mut theory = Theory { scene, plane: Plane { from: None, ..plane.clone() } };
        (across == Some("learning-rate") && theory.iteration([1.0, 0.0]).is_some()).then_some(theory)
    }

    /// The iteration at a point of the map, its α as the rule gets it; none where a weight decay moves the minimizer.
    pub fn iteration(&mut self, numbers: [f64; 2]) -> Option<Iteration> {
        self.plane.place(&mut self.scene, numbers);
        let choice = &self.scene.rules[self.plane.rule];
        let card = choice.rule.card();
        let mut hyperparameters = vec![0.0; card.fields.len()];
        choice.resolve(self.scene.matching, self.scene.force(1), &mut hyperparameters);
        Iteration::of(card, &hyperparameters)
    }

    /// The iteration at this β with the α that is 1 on the map: what it says of α, divided by its own α, is said in the
    /// map's.
    fn unit(&mut self, momentum: f64) -> Option<Iteration> {
        self.iteration([1.0, momentum])
    }

    /// The limit of α λ as read, "2(1+β)"; none where a rule has no limit.
    pub fn formula(&mut self) -> Option<&'static str> {
        let [limit, ..] = self.lines(0.5, Curvatures { low: 1.0, high: 1.0 });
        let unit = self.unit(0.5)?;
        // Where the map speaks the classical α, or nothing is dampened, the form is heavy ball.
        let classical = unit.momentum().is_some() && (limit? - 3.0).abs() < 1e-9;
        Some(if classical { "2(1+β)" } else { unit.formula() })
    }

    /// Where the lines of a map cross this β, as α: the limit, which belongs to the larger curvature; then critical
    /// damping for the larger curvature and for the smaller one, which is none where it lies beyond the limit or, to
    /// rounding, both are the same.
    pub fn lines(&mut self, momentum: f64, Curvatures { low, high }: Curvatures) -> [Option<f64>; 3] {
        let Some(unit) = self.unit(momentum) else { return [None; 3] };
        let limit = unit.limit(high);
        let critical = |curvature: f64| {
            unit.critical_learning_rate(curvature).filter(|alpha| limit.is_some_and(|limit| *alpha < limit))
        };
        let second = if low < high * (1.0 - 1e-9) { critical(low) } else { None };
        [limit, critical(high), second].map(|alpha| Some(alpha? / unit.learning_rate()))
    }

    /// The best point of the map in the long run: see [`Iteration::optimum`].
    pub fn optimum(&mut self, curvatures: Curvatures) -> Option<Optimum> {
        let optimum = self.unit(0.0)?.optimum(curvatures)?;
        let unit = self.unit(optimum.momentum.unwrap_or(0.0))?;
        Some(Optimum { learning_rate: optimum.learning_rate / unit.learning_rate(), ..optimum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Limits;

    const CURVATURES: Curvatures = Curvatures { low: 1.0, high: 100.0 };

    fn theory(link: &str, rule: usize) -> Option<Theory> {
        let opened = Scene::open(link, Limits::PAGE);
        assert!(opened.problems.is_empty(), "{:?}", opened.problems);
        Theory::of(&opened.scene, &Plane::of(&opened.scene, &*opened.scene.objective(), rule))
    }

    /// The limit of α λ.
    fn limit(theory: Option<Theory>, momentum: f64) -> f64 {
        theory.unwrap().lines(momentum, Curvatures { low: 1.0, high: 1.0 })[0].unwrap()
    }

    #[test]
    fn matched_maps_of_equivalent_forms_have_the_same_lines() {
        let link = "v=1&match=matched&rules=heavy-ball+ema+trace+trace(dampening=0.5)";
        let mut all: Vec<_> = (0..4).map(|rule| theory(link, rule).expect("it is linear")).collect();
        let near = |a: Option<f64>, b: Option<f64>| (a.unwrap() / b.unwrap() - 1.0).abs() < 1e-12;
        for beta in [0.0, 0.3, 0.9, 0.99] {
            let lines: Vec<_> = all.iter_mut().map(|one| one.lines(beta, CURVATURES)).collect();
            let same = |one: &[Option<f64>; 3]| {
                one.iter()
                    .zip(lines[0])
                    .all(|(a, b)| a.is_none() == b.is_none() && a.zip(b).is_none_or(|(a, b)| near(Some(a), Some(b))))
            };
            assert!(lines.iter().all(same), "{beta}: {lines:?}");
        }
        let optima: Vec<_> = all.iter_mut().map(|one| one.optimum(CURVATURES).unwrap()).collect();
        assert!(optima.iter().all(|one| near(Some(one.learning_rate), Some(optima[0].learning_rate))));
        assert!(all.iter_mut().all(|one| one.formula() == Some("2(1+β)")));
    }

    #[test]
    fn raw_maps_speak_the_alpha_of_the_rule() {
        let mut ema = theory("v=1&rules=ema+heavy-ball", 0).unwrap();
        assert!((limit(Some(ema.clone()), 0.9) - 38.0).abs() < 1e-12);
        assert_eq!(ema.formula(), Some("2(1+β)/(1−β)"));
        let optimum = ema.optimum(CURVATURES).unwrap();
        assert!((optimum.learning_rate - 0.1).abs() < 1e-15 && (optimum.rate - 9.0 / 11.0).abs() < 1e-15);
    }

    #[test]
    fn a_learning_rate_in_brackets_is_not_matched_and_the_schedule_does_not_count() {
        let link = "v=1&match=matched&schedule=0:learning-rate=7&rules=ema(learning-rate=1)+ema";
        assert!((limit(theory(link, 0), 0.5) - 6.0).abs() < 1e-12);
        assert!((limit(theory(link, 1), 0.5) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn gradient_descent_has_a_limit_and_no_critical_damping() {
        let mut descent = theory("v=1&rules=gradient-descent", 0).unwrap();
        assert_eq!(descent.lines(0.0, Curvatures { low: 1.0, high: 4.0 }), [Some(0.5), None, None]);
        assert_eq!(descent.formula(), Some("2"));
    }

    #[test]
    fn a_rule_that_is_not_linear_has_no_theory() {
        assert!((0..3).all(|rule| theory("v=1&rules=adam+polyak+cocob", rule).is_none()));
    }
}
