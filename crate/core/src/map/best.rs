//! The best points of a map: the one that was run, and theory's.

use super::{Outcome, Plane, Sweep, Theory};
use crate::analysis::{Curvatures, Optimum, nearest_squared};
use crate::objective::Surface;
use crate::scene::Scene;
use crate::text::{short, steps};
use crate::trajectory::Trajectory;

/// Theory's best point of a map, as a place to jump to.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// Its numbers, in few digits.
    pub numbers: [f64; 2],
    /// What is said of it.
    pub says: String,
    /// Whether its run stays in the number range: else nobody is to be sent there.
    pub stays: bool,
    /// The step from which on it acts, where what is in force has not been so from the start.
    pub from: Option<usize>,
}

/// Theory's best point for these curvatures and with what is in force at a step; none where it has none.
pub fn jump(scene: &Scene, surface: &dyn Surface, plane: &Plane, curvatures: Curvatures, step: usize) -> Option<Jump> {
    let begun = Theory::of(scene, plane, step)?.begun();
    // A rule's own numbers are the same for the whole run.
    let shared = plane.axes.iter().flatten().all(|axis| scene.rules[plane.rule].shares(axis.field));
    let from = plane.from.or(Some(begun).filter(|begun| *begun > 0 && shared));
    let plane = &Plane { from, ..plane.clone() };
    let mut theory = Theory::of(scene, plane, step)?;
    let (optimum, numbers, run) = try_optimum(&mut theory, scene, surface, plane, curvatures)?;
    // It is the optimum for as long as what is in force stays so.
    let when = theory.when();
    let name = if when.is_empty() { "theory’s optimum".to_owned() } else { format!("optimum{when}") };
    let says = match Outcome::of(&run, surface) {
        Outcome::Left(step) => format!("{name} overflows at step {step}"),
        _ if curvatures.are_everywhere(surface) => {
            let rate = rate_text(optimum.rate);
            // Beside a change of α a factor would be read as another one.
            if when.is_empty() { format!("{name}: × {rate} a step") } else { format!("{name}: rate {rate}") }
        }
        Outcome::Away => format!("{name} near the playhead, which ends farther away"),
        _ => format!("{name} near the playhead"),
    };
    Some(Jump { numbers, says, stays: run.stop.is_none(), from })
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
        let more = if times == "1" { "hardly more" } else { &format!("{times} times its") };
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
        None => format!("does not settle within {}", steps(scene.steps)),
    };
    // The rate is that of the whole run only where the curvature, α and β stay what they are.
    Some(if curvatures.are_everywhere(surface) && theory.is_constant() {
        let minimizers = surface.minimizers();
        let [start, next] = [0, 1].map(|step| nearest_squared(run.points[step.min(run.last())], &minimizers));
        let first = if next > start { ", after it grew at first" } else { "" };
        let rate = rate_text(optimum.rate);
        let [limit, ..] = theory.lines(optimum.momentum.unwrap_or(0.0), curvatures);
        let edge = limit.map_or_else(String::new, |limit| {
            let times = short(limit / optimum.learning_rate);
            let at = if times == "1" { "hardly above".to_owned() } else { format!("at {times} times") };
            format!("; the limit is {at} its α")
        });
        format!(
            "Theory’s optimum {settles}: the distance shrinks to {rate} of itself each step in the long run\
             {first}{edge}. "
        )
    } else {
        format!("Theory’s optimum for what is in force at the playhead {settles}. ")
    })
}

/// How many times the best cell's α does not settle, as read: "1" where three digits do not tell it from the best pair's
/// own. Between the last cell in its row that settles and the next one the edge is narrowed down; beyond it the first
/// number of three digits is taken that does not settle itself.
fn edge(sweep: &Sweep, scene: &Scene, surface: &dyn Surface) -> Option<String> {
    let (_, best) = sweep.best()?;
    let ([column, row], grid) = (sweep.grid().place(best), sweep.grid());
    let stays = |column: &usize| matches!(sweep.outcome(grid.cell(*column, row)), Some(Outcome::Converged(_)));
    let beyond = (column + 1..grid.columns).find(|column| !stays(column))?;
    let [alpha, beta] = sweep.numbers(best);
    let [mut stays, mut lost] = [beyond - 1, beyond].map(|column| sweep.numbers(grid.cell(column, row))[0]);
    let settles = |alpha| Some(sweep.plane().run(scene, surface, [alpha, beta])?.converged.is_some());
    for _ in 0..8 {
        let middle = 0.5 * (stays + lost);
        if settles(middle)? {
            stays = middle;
        } else {
            lost = middle;
        }
    }
    let times = lost / alpha;
    if short(times) == "1" {
        return Some("1".to_owned());
    }
    let mut times = (times / last_digit(times) - 1e-9).ceil() * last_digit(times);
    for _ in 0..20 {
        if !settles(times * alpha)? {
            return Some(short(times));
        }
        times += last_digit(times);
    }
    None
}

/// The worth of the third digit of a number of 1 or more.
fn last_digit(x: f64) -> f64 {
    let mut digit = 0.01;
    while x >= 1e3 * digit {
        digit *= 10.0;
    }
    digit
}

/// A rate in four digits, as the tables of the literature have it, or in so many as tell it from 1: what is left per step.
fn rate_text(rate: f64) -> String {
    if rate == 0.0 {
        return "0".to_owned();
    }
    let (mut digits, mut half) = (4, 0.5e-4);
    while rate < 1.0 && rate >= 1.0 - half && digits < 9 {
        (digits, half) = (digits + 1, 0.1 * half);
    }
    format!("{rate:.digits$}")
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
        let plane = Plane::of(&scene, &*scene.objective(), 0);
        let grid = Grid { columns: cells, rows: cells };
        let mut sweep = Sweep::new(&scene, plane, grid).expect("its rule is in the registry");
        while sweep.advance(100_000) {}
        (scene, sweep)
    }

    /// What stands beside the best cell for a playhead at the start.
    fn said((scene, sweep): &(Scene, Sweep)) -> String {
        beside(sweep, scene, Curvatures::at(&*scene.objective(), scene.start), 0)
    }

    #[test]
    fn a_rate_has_four_digits_or_so_many_as_tell_it_from_1() {
        let read = [0.0, 0.3, 0.818_18, 0.9999, 0.999_98, 1.0 - 2e-6, 1.0].map(rate_text);
        assert_eq!(read, ["0", "0.3000", "0.8182", "0.9999", "0.99998", "0.999998", "1.0000"]);
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
    fn theorys_optimum_acts_from_the_step_on_from_which_what_it_speaks_of_is_in_force() {
        let scene = Scene::open("v=1&rules=heavy-ball&schedule=8:learning-rate=x0.2&start=3.5,3.5", Limits::PAGE).scene;
        let (surface, curvatures) = (&*scene.objective(), Curvatures { low: 1.0, high: 20.0 });
        let at = |link: &str, step| {
            let scene = Scene::open(&format!("v=1&start=3.5,3.5&{link}"), Limits::PAGE).scene;
            let Jump { numbers, says, from, .. } =
                jump(&scene, surface, &Plane::of(&scene, surface, 0), curvatures, step).expect("it has one");
            (numbers, says, from)
        };
        let (numbers, ..) = at("rules=heavy-ball", 0);
        let changed = "rules=heavy-ball&schedule=8:learning-rate=x0.2";
        let [before, after] = [7, 8].map(|step| at(changed, step));
        assert_eq!(at("rules=heavy-ball", 0).1, "theory’s optimum: × 0.6345 a step");
        assert_eq!(before, (numbers, "optimum until step 8: rate 0.6345".to_owned(), None));
        assert_eq!(after, (numbers, "optimum from step 8 on: rate 0.6345".to_owned(), Some(8)));
        let mut there = scene.clone();
        Plane::of(&scene, surface, 0).from(8).place(&mut there, numbers);
        assert!(there.run_on(surface)[0].converged.is_some_and(|step| step < 40));
        // What stands in brackets no schedule changes from a step on.
        assert_eq!(at("rules=heavy-ball(learning-rate=0.05)&schedule=8:momentum=x0.5", 8).2, None);
    }

    #[test]
    fn the_edge_is_where_runs_begin_not_to_settle() {
        let swept = swept("v=1&surface=rosenbrock&rules=heavy-ball&start=-1.2,1&steps=200");
        let (scene, sweep) = &swept;
        let best = best(sweep).expect("some converge");
        let surface = &*scene.objective();
        assert_eq!(edge(sweep, scene, surface).as_deref(), Some("1"));
        assert_eq!(sweep.plane().run(scene, surface, best.numbers).expect("there is one").converged, Some(best.step));
        // Three digits do not tell it from the best pair's own.
        let text = said(&swept);
        assert!(text.ends_with(" With hardly more α the best pair no longer settles."), "{text}");
    }

    #[test]
    fn so_many_times_as_are_said_to_be_too_much_do_not_settle() {
        for link in [
            "v=1&rules=heavy-ball&start=3.5,3.5",
            "v=1&surface=quadratic(condition-number=1000)&start=-2,1&match=matched&rules=ema",
            "v=1&surface=three-hump-camel&start=2,-1&schedule=10:learning-rate=x0.2&rules=nesterov",
        ] {
            let (scene, sweep) = &swept(link);
            let surface = &*scene.objective();
            let [alpha, beta] = best(sweep).expect("some converge").numbers;
            let times = edge(sweep, scene, surface).expect("it ends");
            assert_ne!(times, "1", "{link}");
            let more = times.parse::<f64>().expect("it is a number") * (1.0 + 1e-12);
            let run = sweep.plane().run(scene, surface, [alpha * more, beta]).expect("there is one");
            assert_eq!(run.converged, None, "{link}: {times}");
        }
    }

    #[test]
    fn a_number_that_settles_itself_beyond_the_edge_is_not_told() {
        for (link, told) in [
            ("v=1&surface=booth&rules=rmsprop&steps=150", "1.05"),
            ("v=1&surface=logistic-regression&rules=adam&start=1.3,0.7&steps=150", "2.06"),
        ] {
            let (scene, sweep) = &swept(link);
            let surface = &*scene.objective();
            let [alpha, beta] = best(sweep).expect("some converge").numbers;
            assert_eq!(edge(sweep, scene, surface).as_deref(), Some(told), "{link}");
            let times: f64 = told.parse().expect("it is a number");
            let settles = |times: f64| {
                let run = sweep.plane().run(scene, surface, [alpha * times, beta]).expect("there is one");
                run.converged.is_some()
            };
            assert!(settles(times - 0.01) && !settles(times), "{link}");
        }
    }

    #[test]
    fn the_third_digit_has_its_worth() {
        assert_eq!([1.0, 9.99, 10.0, 99.0, 411.2].map(last_digit), [0.01, 0.01, 0.1, 0.1, 1.0]);
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

    #[test]
    fn a_rate_is_told_as_what_is_left() {
        assert_eq!([0.0, 0.81818].map(rate_text), ["0", "0.8182"]);
    }

    #[test]
    fn nothing_is_best_where_nothing_converges() {
        let swept = swept("v=1&surface=saddle&rules=heavy-ball&steps=9");
        assert_eq!((best(&swept.1), said(&swept)), (None, String::new()));
    }
}
