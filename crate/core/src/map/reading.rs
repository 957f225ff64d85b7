//! What there is to say about a point of a map, in a few words.

use super::{Outcome, Plane, Sweep, Theory};
use crate::analysis::{Curvatures, Optimum, nearest_squared};
use crate::objective::Surface;
use crate::scene::Scene;
use crate::text::{number, short};
use crate::trajectory::Trajectory;

/// What becomes of a run, as a sentence without its stop: "stays within 0.01 from step 83".
pub fn read(outcome: Outcome, scene: &Scene) -> String {
    let (steps, tolerance) = (scene.steps, number(scene.tolerance));
    match outcome {
        Outcome::Converged(0) => format!("within {tolerance} from its start on"),
        Outcome::Converged(step) if step == steps => format!("within {tolerance} only at its last step"),
        Outcome::Converged(step) => format!("stays within {tolerance} from step {step}"),
        Outcome::Escaped(0) => "outside the landscape’s domain from its start on".to_owned(),
        Outcome::Escaped(step) => format!("outside the landscape’s domain from step {step} on"),
        Outcome::Unsettled => format!("still outside {tolerance} after {steps} steps"),
        Outcome::Away => format!("farther away after {steps} steps than at its start"),
        Outcome::Left(0) => "begins outside the number range".to_owned(),
        Outcome::Left(step) => format!("leaves the number range at step {step}"),
    }
}

/// What theory says of a point of a map at a step, as a sentence about the curvatures at that place; empty where it has
/// nothing to say.
pub fn moves(
    scene: &Scene,
    surface: &dyn Surface,
    plane: &Plane,
    point: ([f64; 2], Option<Outcome>),
    (curvatures, place): (Curvatures, &str),
    step: usize,
) -> String {
    let (numbers, outcome) = point;
    // A run that is nowhere does not move.
    if outcome == Some(Outcome::Left(0)) {
        return String::new();
    }
    // What comes into force later does not reach a run that has left.
    let acting = match outcome {
        Some(Outcome::Left(left)) => step.min(left.saturating_sub(1)),
        _ => step,
    };
    let near = (!curvatures.are_everywhere(surface)).then_some((place, outcome));
    let said = Theory::of(scene, plane, acting).and_then(|mut theory| theory.explain(numbers, curvatures, near));
    said.unwrap_or_default()
}

/// Theory's best point of a map, as a place to jump to.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// Its numbers, in few digits.
    pub numbers: [f64; 2],
    /// What is said of it.
    pub says: String,
    /// Whether its run stays in the number range: else nobody is to be sent there.
    pub stays: bool,
}

/// Theory's best point for these curvatures and with what is in force at a step; none where it has none.
pub fn jump(scene: &Scene, surface: &dyn Surface, plane: &Plane, curvatures: Curvatures, step: usize) -> Option<Jump> {
    let mut theory = Theory::of(scene, plane, step)?;
    let (optimum, numbers, run) = try_optimum(&mut theory, scene, surface, plane, curvatures)?;
    let says = match Outcome::of(&run, surface) {
        Outcome::Left(step) => format!("theory’s optimum overflows at step {step}"),
        _ if curvatures.are_everywhere(surface) => format!("theory’s optimum: × {} a step", rate_text(optimum.rate)),
        Outcome::Away => "theory’s optimum near the playhead, which ends farther away".to_owned(),
        _ => "theory’s optimum near the playhead".to_owned(),
    };
    Some(Jump { numbers, says, stays: run.stop.is_none() })
}

/// Theory's optimum, its numbers in few digits, and the run that these make.
fn try_optimum(
    theory: &mut Theory,
    scene: &Scene,
    surface: &dyn Surface,
    plane: &Plane,
    curvatures: Curvatures,
) -> Option<(Optimum, [f64; 2], Trajectory)> {
    let optimum = theory.optimum(curvatures)?;
    let numbers = theory.jump(optimum, curvatures);
    Some((optimum, numbers, plane.run(scene, surface, numbers)?))
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
/// step fares under the same budget and how near its limit is, and how many times the best α no longer settles. Empty
/// where nothing is best.
pub fn beside(sweep: &Sweep, scene: &Scene, curvatures: Option<Curvatures>, step: usize) -> String {
    let Some(theory) = Theory::of(scene, sweep.plane(), step).filter(|_| sweep.best().is_some()) else {
        return String::new();
    };
    let surface = &*scene.objective();
    let mut said = curvatures.and_then(|c| fares(theory, scene, surface, sweep.plane(), c)).unwrap_or_default();
    if let Some(times) = edge(sweep, scene, surface) {
        let times = short(times);
        let more = if times == "1.00" { "hardly more" } else { &format!("{times} times its") };
        said += &format!("With {more} α the best pair no longer settles.");
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
    let (optimum, _, run) = try_optimum(&mut theory, scene, surface, plane, curvatures)?;
    let settles = match run.converged {
        Some(step) => format!("settles from step {step}"),
        None => format!("does not settle within {} steps", scene.steps),
    };
    // The rate is that of the whole run only where the curvature, α and β stay what they are.
    Some(if curvatures.are_everywhere(surface) && theory.is_constant() {
        let minimizers = surface.minimizers();
        let [start, next] = [0, 1].map(|step| nearest_squared(run.points[step.min(run.last())], &minimizers));
        let first = if next > start { ", after it grew at first" } else { "" };
        let rate = rate_text(optimum.rate);
        let [limit, ..] = theory.lines(optimum.momentum.unwrap_or(0.0), curvatures);
        let edge = limit.map_or_else(String::new, |limit| {
            format!("; the limit is at {} times its α", short(limit / optimum.learning_rate))
        });
        format!(
            "Theory’s optimum {settles}: the distance shrinks to {rate} of itself each step in the long run\
             {first}{edge}. "
        )
    } else {
        format!("Theory’s optimum for what is in force at the playhead {settles}. ")
    })
}

/// How many times the best cell's α does not settle: between the last cell in its row that does and the
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
    Some(lost / alpha)
}

/// A rate in four digits, as the tables of the literature have it: what is left per step.
fn rate_text(rate: f64) -> String {
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
            "Theory’s optimum settles from step 52: the distance shrinks to 0.8182 of itself each step in the long \
             run, after it grew at first; the limit is at 1.01 times its α. With 1.09 times its α the best pair no longer \
             settles."
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
        let times = edge(sweep, scene, surface).expect("it ends");
        let [alpha, beta] = best.numbers;
        let there = |times: f64| {
            let run = sweep.plane().run(scene, surface, [alpha * times, beta]);
            run.expect("there is one").converged
        };
        assert_eq!((there(1.0), there(times)), (Some(best.step), None));
        assert!(there(times - 0.002).is_some());
        // Three digits do not tell it from the best pair's own.
        let text = said(&swept);
        assert!(
            short(times) == "1.00" && text.ends_with(" With hardly more α the best pair no longer settles."),
            "{text}"
        );
    }

    #[test]
    fn the_rate_is_told_only_of_a_quadratic_whose_learning_rate_stays() {
        for link in [
            "v=1&surface=rosenbrock&rules=heavy-ball&start=-1.2,1&steps=200",
            "v=1&rules=heavy-ball&schedule=8:learning-rate=x0.2",
        ] {
            let text = said(&swept(link));
            assert!(text.starts_with("Theory’s optimum for what is in force at the playhead "), "{text}");
            assert!(!text.contains("each step"), "{text}");
        }
        assert_eq!(said(&swept("v=1&rules=adam&learning-rate=0.1")), "", "it has no theory");
        let descent = said(&swept("v=1&rules=gradient-descent"));
        assert!(
            descent.contains("0.9048 of itself each step in the long run; ") && !descent.contains('β'),
            "{descent}"
        );
    }

    /// Theory's sentence about a point and its jump, for the curvatures at a place, and what the point's run does.
    fn theory_at(link: &str, at: [f64; 2], numbers: [f64; 2]) -> (String, Option<Jump>, Outcome) {
        let scene = Scene::open(link, Limits::PAGE).scene;
        let (surface, plane) = (&*scene.objective(), Plane::of(&scene, &*scene.objective(), 0));
        let curvatures = Curvatures::at(surface, at).expect("they are finite");
        let run = plane.run(&scene, surface, numbers).expect("there is one");
        let outcome = Outcome::of(&run, surface);
        let place = (curvatures, "the playhead");
        let said = moves(&scene, surface, &plane, (numbers, Some(outcome)), place, 0);
        (said, jump(&scene, surface, &plane, curvatures, 0), outcome)
    }

    #[test]
    fn off_a_quadratic_theory_speaks_of_one_place_and_sends_nobody_where_the_run_leaves() {
        let goldstein = "v=1&surface=goldstein-price&start=1.2,-0.6&rules=heavy-ball";
        let (said, jump, outcome) = theory_at(goldstein, [0.0, -1.0], [0.0005, 0.833]);
        assert!(matches!(outcome, Outcome::Left(_)) && said.is_empty(), "{outcome:?} {said}");
        let jump = jump.expect("it has one");
        let left = jump.says.strip_prefix("theory’s optimum overflows at step ");
        assert!(!jump.stays && left.is_some_and(|step| step.parse::<usize>().is_ok()), "{jump:?}");
        let (said, ..) = theory_at(goldstein, [0.0, -1.0], [1e-6, 0.5]);
        assert!(said.starts_with("Monotone near the playhead: "), "{said}");

        let rosenbrock = "v=1&surface=rosenbrock&start=-1.2,1&steps=300&rules=heavy-ball";
        assert!(!theory_at(rosenbrock, [1.0, 1.0], [0.001, 0.5]).1.expect("it has one").stays);
        let near = theory_at(&rosenbrock.replace("-1.2,1", "0.9,0.8"), [1.0, 1.0], [0.001, 0.5]).1;
        let Some(Jump { stays: true, says, .. }) = near else { panic!("{near:?}") };
        assert_eq!(says, "theory’s optimum near the playhead");
        let shallow = theory_at("v=1&surface=styblinski-tang&start=-4,2&rules=heavy-ball", [-4.0, 2.0], [0.01, 0.5]).1;
        assert!(shallow.is_some_and(|jump| jump.stays && jump.says.ends_with(", which ends farther away")));
    }

    #[test]
    fn on_a_quadratic_theory_speaks_of_the_whole_run() {
        let (said, jump, _) = theory_at("v=1&rules=heavy-ball", [0.0; 2], [0.5, 0.9]);
        assert!(said.starts_with("Diverges: "), "{said}");
        let jump = jump.expect("it has one");
        assert!(jump.stays && jump.says == "theory’s optimum: × 0.6345 a step", "{jump:?}");
    }

    #[test]
    fn of_a_run_that_begins_outside_the_number_range_theory_says_nothing() {
        let (said, _, outcome) = theory_at("v=1&rules=heavy-ball&start=1e200,1e200", [0.0; 2], [0.05, 0.9]);
        assert_eq!((outcome, said.as_str()), (Outcome::Left(0), ""));
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
