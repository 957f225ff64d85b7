//! What there is to say about a point of a map, in a few words.

use super::{Outcome, Plane, Sweep, Theory};
use crate::analysis::Curvatures;
use crate::objective::Surface;
use crate::scene::Scene;
use crate::text::number;

/// What becomes of a run, as a sentence without its stop: "stays within 0.01 from step 83".
pub fn read(outcome: Outcome, scene: &Scene) -> String {
    let (steps, tolerance) = (scene.steps, number(scene.tolerance));
    match outcome {
        Outcome::Converged(0) => format!("within {tolerance} from its start on"),
        Outcome::Converged(step) if step == steps => format!("within {tolerance} only at its last step"),
        Outcome::Converged(step) => format!("stays within {tolerance} from step {step}"),
        Outcome::Unsettled => format!("still outside {tolerance} after {steps} steps"),
        Outcome::Away => format!("farther away after {steps} steps than at its start"),
        Outcome::Left(0) => "begins outside the number range".to_owned(),
        Outcome::Left(step) => format!("leaves the number range at step {step}"),
    }
}

/// The best cell of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Best {
    /// Its numbers, one for each axis.
    pub numbers: [f64; 2],
    /// The step from which its run stays.
    pub step: usize,
}

/// The best cell that is known so far: the fewest steps until its run stays, of several the one of smallest α, then of
/// smallest β. None where none converges.
pub fn best(sweep: &Sweep) -> Option<Best> {
    let (step, cell) = sweep.best()?;
    Some(Best { numbers: sweep.numbers(cell), step })
}

/// What there is to say beside the best cell of a form that has a theory: how its optimum for these curvatures at this
/// step fares under the same budget, and how much more α no longer settles. Empty where nothing is best.
pub fn beside(sweep: &Sweep, scene: &Scene, curvatures: Option<Curvatures>, step: usize) -> String {
    let Some(theory) = Theory::of(scene, sweep.plane(), step).filter(|_| sweep.best().is_some()) else {
        return String::new();
    };
    let surface = &*scene.objective();
    let mut said = curvatures.and_then(|c| fares(theory, scene, surface, sweep.plane(), c)).unwrap_or_default();
    if let Some(more) = edge(sweep, scene, surface) {
        said += &format!("Here {more:.1} % more α no longer settles.");
    }
    said
}

/// How the run fares that a jump to theory's optimum makes.
fn fares(
    mut theory: Theory,
    scene: &Scene,
    surface: &dyn Surface,
    plane: &Plane,
    curvatures: Curvatures,
) -> Option<String> {
    let optimum = theory.optimum(curvatures)?;
    let numbers = theory.jump(optimum);
    let settles = match plane.run(scene, surface, numbers)?.converged {
        Some(step) => format!("settles from step {step}"),
        None => format!("does not settle within {} steps", scene.steps),
    };
    // The rate is that of the whole run only where the curvature, α and β stay what they are.
    Some(if curvatures.are_everywhere(surface) && theory.is_constant() {
        let first = if optimum.momentum.is_some() { ", but first its double root grows" } else { "" };
        format!("Theory’s optimum {settles}: {} is left per step in the long run{first}. ", rate_text(optimum.rate))
    } else {
        format!("Theory’s optimum for what is in force at the playhead {settles}. ")
    })
}

/// How many per cent more of α than the best cell's do not settle: between the last cell in its row that does and the
/// next one the edge is narrowed down.
fn edge(sweep: &Sweep, scene: &Scene, surface: &dyn Surface) -> Option<f64> {
    let (_, best) = sweep.best()?;
    let ([column, row], grid) = (sweep.grid().place(best), sweep.grid());
    let stays = |column: &usize| matches!(sweep.outcome(grid.cell(*column, row)), Some(Outcome::Converged(_)));
    let beyond = (column + 1..grid.columns).find(|column| !stays(column))?;
    let [alpha, beta] = sweep.numbers(best);
    let [mut stays, mut lost] = [beyond - 1, beyond].map(|column| sweep.numbers(grid.cell(column, row))[0]);
    for _ in 0..8 {
        let middle = 0.5 * (stays + lost);
        match sweep.plane().run(scene, surface, [middle, beta])?.converged {
            Some(_) => stays = middle,
            None => lost = middle,
        }
    }
    Some(100.0 * (lost / alpha - 1.0))
}

/// A rate in four digits, as the tables of the literature have it: what is left per step.
pub fn rate_text(rate: f64) -> String {
    if rate == 0.0 { "0".to_owned() } else { format!("{rate:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Grid;
    use crate::scene::Limits;

    fn swept(link: &str) -> (Scene, Sweep) {
        swept_at(link, 64)
    }

    fn swept_at(link: &str, cells: usize) -> (Scene, Sweep) {
        let scene = Scene::open(link, Limits::PAGE).scene;
        let surface = scene.objective();
        let plane = Plane::of(&scene, &*surface, 0);
        let mut sweep = Sweep::new(&scene, &*surface, plane, Grid { columns: cells, rows: cells });
        while sweep.advance(100_000) {}
        (scene, sweep)
    }

    /// What stands beside the best cell for a playhead at the start.
    fn said((scene, sweep): &(Scene, Sweep)) -> String {
        beside(sweep, scene, Curvatures::at(&*scene.objective(), scene.start), 0)
    }

    #[test]
    fn for_kappa_100_the_best_pair_takes_fewer_steps_than_theorys_optimum_and_stands_near_the_edge() {
        let swept =
            swept_at("v=1&surface=quadratic(condition-number=100)&rules=heavy-ball&start=3.5,3.5&steps=200", 256);
        let (scene, sweep) = &swept;
        let best = best(sweep).expect("some converge");
        assert!(best.step <= 37, "{best:?}");
        assert_eq!(
            said(&swept),
            "Theory’s optimum settles from step 52: 0.8182 is left per step in the long \
             run, but first its double root grows. Here 9.0 % more α no longer settles."
        );
        let mut there = scene.clone();
        sweep.plane().place(&mut there, best.numbers);
        assert_eq!(there.run()[0].converged, Some(best.step));
    }

    #[test]
    fn the_edge_is_where_runs_begin_not_to_settle() {
        let swept = swept("v=1&surface=rosenbrock&rules=heavy-ball&start=-1.2,1&steps=200");
        let (scene, sweep) = &swept;
        let best = best(sweep).expect("some converge");
        let surface = &*scene.objective();
        let more = edge(sweep, scene, surface).expect("it ends");
        let [alpha, beta] = best.numbers;
        let there = |more: f64| {
            let run = sweep.plane().run(scene, surface, [alpha * (1.0 + more / 100.0), beta]);
            run.expect("there is one").converged
        };
        assert_eq!((there(0.0), there(more)), (Some(best.step), None));
        assert!(there(more - 0.2).is_some());
        let text = said(&swept);
        assert!(text.ends_with(&format!("Here {more:.1} % more α no longer settles.")), "{text}");
    }

    #[test]
    fn the_rate_is_told_only_of_a_quadratic_whose_learning_rate_stays() {
        for link in [
            "v=1&surface=rosenbrock&rules=heavy-ball&start=-1.2,1&steps=200",
            "v=1&rules=heavy-ball&schedule=8:learning-rate=x0.2",
        ] {
            let text = said(&swept(link));
            assert!(text.starts_with("Theory’s optimum for what is in force at the playhead "), "{text}");
            assert!(!text.contains("root") && !text.contains("left per step"), "{text}");
        }
        assert_eq!(said(&swept("v=1&rules=adam&learning-rate=0.1")), "", "it has no theory");
        let descent = said(&swept("v=1&rules=gradient-descent"));
        assert!(descent.contains("0.9048 is left per step in the long run.") && !descent.contains('β'), "{descent}");
    }

    #[test]
    fn a_rate_is_told_as_what_is_left() {
        assert_eq!([0.0, 0.81818].map(rate_text), ["0", "0.8182"]);
    }

    #[test]
    fn nothing_is_best_where_nothing_converges() {
        let swept = swept("v=1&surface=saddle&rules=heavy-ball&steps=9");
        let (scene, sweep) = &swept;
        assert_eq!((best(sweep), said(&swept)), (None, String::new()));
        assert_eq!(read(Outcome::Converged(8), scene), "stays within 0.01 from step 8");
        assert_eq!(read(Outcome::Converged(9), scene), "within 0.01 only at its last step");
        assert_eq!(read(Outcome::Left(8), scene), "leaves the number range at step 8");
    }
}
