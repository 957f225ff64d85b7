//! What there is to say about a point of a map, in a few words.

use super::{Outcome, Plane, Sweep, Theory};
use crate::analysis::{Curvatures, Optimum};
use crate::scene::Scene;
use crate::text::{number, short};

/// What becomes of a run, as a sentence without its stop: "stays within 0.01 from step 83".
pub fn read(outcome: Outcome, scene: &Scene, settles: bool) -> String {
    let (steps, tolerance) = (scene.steps, number(scene.tolerance));
    match outcome {
        Outcome::Converged(0) => format!("within {tolerance} from its start on"),
        Outcome::Converged(step) => format!("stays within {tolerance} from step {step}"),
        Outcome::Unsettled if settles => format!("still outside {tolerance} after {steps} steps"),
        Outcome::Unsettled => format!("in the number range for all {steps} steps"),
        Outcome::Away => format!("farther away after {steps} steps than at its start"),
        Outcome::Left(0) => "begins outside the number range".to_owned(),
        Outcome::Left(step) => format!("leaves the number range at step {step}"),
    }
}

/// The best cell of a map, and why theory's optimum is another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Its numbers, one for each axis.
    pub numbers: [f64; 2],
    /// The step from which its run stays.
    pub step: usize,
    /// What theory would take instead, and how near the edge is; empty where there is nothing to say.
    pub beside: String,
}

/// The best cell that is known so far: the fewest steps until its run stays, of several the one of smallest α, then of
/// smallest β. None where none converges.
pub fn best(sweep: &Sweep, scene: &Scene, curvatures: Option<Curvatures>) -> Option<Best> {
    let (step, cell) = sweep.best()?;
    let numbers = sweep.numbers(cell);
    let plane = sweep.plane();
    Some(Best { numbers, step, beside: curvatures.and_then(|c| beside(scene, plane, numbers, c)).unwrap_or_default() })
}

/// How theory's optimum fares under the same budget, and how much larger α may be.
fn beside(scene: &Scene, plane: &Plane, [alpha, beta]: [f64; 2], curvatures: Curvatures) -> Option<String> {
    let mut theory = Theory::of(scene, plane)?;
    let Optimum { learning_rate, momentum, rate } = theory.optimum(curvatures)?;
    let mut at_optimum = scene.clone();
    plane.place(&mut at_optimum, [learning_rate, momentum.unwrap_or(beta)]);
    let run = at_optimum.run().into_iter().nth(plane.rule)?;
    let needs = match run.converged {
        Some(step) => format!("from step {step}"),
        None => format!("not within {} steps", scene.steps),
    };
    let edge = theory.lines(beta, curvatures)[0]?;
    Some(format!(
        "Theory's optimum settles {needs}: {} is left per step in the long run, but first its double root grows. \
         Here {} % more α diverges.",
        rate_text(rate),
        short(100.0 * (edge / alpha - 1.0)),
    ))
}

/// A rate in four digits, as the tables of the literature have it.
pub fn rate_text(rate: f64) -> String {
    format!("{rate:.4}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Grid;
    use crate::scene::Limits;

    fn swept(link: &str) -> (Scene, Sweep) {
        let scene = Scene::open(link, Limits::PAGE).scene;
        let surface = scene.objective();
        let plane = Plane::of(&scene, &*surface, 0);
        let mut sweep = Sweep::new(&scene, &*surface, plane, Grid { columns: 256, rows: 256 });
        while sweep.advance(100_000) {}
        (scene, sweep)
    }

    #[test]
    fn for_kappa_100_the_best_pair_takes_fewer_steps_than_theorys_optimum_and_stands_near_the_edge() {
        let (scene, sweep) =
            swept("v=1&surface=quadratic(condition-number=100)&rules=heavy-ball&start=3.5,3.5&steps=200");
        let curvatures = Curvatures { low: 1.0, high: 100.0 };
        let best = best(&sweep, &scene, Some(curvatures)).expect("some converge");
        assert!(best.step <= 37, "{best:?}");
        assert!(best.beside.starts_with("Theory's optimum settles from step 52: 0.8182 is left"), "{}", best.beside);
        let mut there = scene.clone();
        sweep.plane().place(&mut there, best.numbers);
        assert_eq!(there.run()[0].converged, Some(best.step));
    }

    #[test]
    fn nothing_is_best_where_nothing_converges() {
        let (scene, sweep) = swept("v=1&surface=saddle&rules=heavy-ball&steps=9");
        assert_eq!(best(&sweep, &scene, None), None);
        assert_eq!(read(Outcome::Unsettled, &scene, false), "in the number range for all 9 steps");
        assert_eq!(read(Outcome::Converged(8), &scene, true), "stays within 0.01 from step 8");
        assert_eq!(read(Outcome::Left(8), &scene, true), "leaves the number range at step 8");
    }
}
