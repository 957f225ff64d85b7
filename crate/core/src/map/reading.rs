//! What there is to say about a point of a map, in a few words.

use super::{Outcome, Plane, Sweep, Theory};
use crate::analysis::{self, Curvatures};
use crate::objective::{Domain, Surface};
use crate::scene::Scene;
use crate::text::{brief, number, short, steps};

/// A map with the playhead at a step, to be read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The map.
    pub sweep: &'a Sweep,
    /// Its Scene.
    pub scene: &'a Scene,
    /// The Scene's surface.
    pub surface: &'a dyn Surface,
    /// The part of the plane that the plot shows.
    pub shown: Domain,
    /// Where the playhead is.
    pub step: usize,
    /// The curvatures that count there, and the step whose they are: see [`Curvatures::along`].
    pub along: Option<(Curvatures, usize)>,
}

impl Reading<'_> {
    /// The curvatures; empty where they are not finite.
    pub fn curvatures(&self) -> String {
        let Some((curvatures, at)) = self.along else { return String::new() };
        let kappa = curvatures.condition_number().map_or_else(String::new, |kappa| format!("  κ {}", short(kappa)));
        format!("curvature at {}: λ {} and {}{kappa}", self.place(at), short(curvatures.low), short(curvatures.high))
    }

    /// The lines about a point: its numbers, what becomes of the run there, and how it moves around the playhead.
    pub fn words(&self, numbers: [f64; 2], outcome: Option<Outcome>) -> String {
        let Reading { sweep, scene, surface, step, .. } = *self;
        let plane = sweep.plane();
        let card = scene.rules[plane.rule].rule.card();
        let mut line = String::new();
        for (axis, value) in plane.axes.iter().zip(numbers) {
            if let Some(axis) = axis {
                let between = if line.is_empty() { "" } else { "  " };
                line += &format!("{between}{} {}", card.fields[axis.field].parameter.symbol, brief(value));
            }
        }
        let became = match outcome {
            // Where it ends is nearness to nothing, and the border is the plot's, as on the card.
            Some(Outcome::Unsettled | Outcome::Escaped(_)) if !sweep.settles() => self.ends(numbers),
            Some(outcome) => read(outcome, scene),
            None => String::new(),
        };
        let moves = self.along.map_or_else(String::new, |(curvatures, at)| {
            moves(scene, surface, plane, (numbers, outcome), (curvatures, &self.place(at)), step)
        });
        format!("{line}\n{became}\n{moves}")
    }

    /// How the run of a point ends, where there is nothing to settle at.
    fn ends(&self, numbers: [f64; 2]) -> String {
        let Reading { sweep, scene, surface, shown, .. } = *self;
        let run = sweep.plane().run(scene, surface, numbers);
        run.map_or_else(String::new, |run| analysis::verdict(&run, surface, shown, scene.tolerance))
    }

    /// The place of a step in words.
    fn place(&self, at: usize) -> String {
        if at == self.step { "the playhead".to_owned() } else { format!("step {at}") }
    }
}

/// What becomes of a run, as a sentence: "Stays within 0.01 from step 83."
fn read(outcome: Outcome, scene: &Scene) -> String {
    let (last, tolerance) = (scene.steps, number(scene.tolerance));
    match outcome {
        Outcome::Converged(0) => format!("Within {tolerance} from its start on."),
        Outcome::Converged(step) if step == last => format!("Within {tolerance} only at its last step."),
        Outcome::Converged(step) => format!("Stays within {tolerance} from step {step}."),
        Outcome::Escaped(step) => format!("Outside the landscape’s domain from step {step} on."),
        Outcome::Unsettled if last == 0 => format!("Outside {tolerance} at its start."),
        Outcome::Unsettled => format!("Still outside {tolerance} after {}.", steps(last)),
        Outcome::Away => format!("Farther away after {} than at its start.", steps(last)),
        Outcome::Left(0) => "Begins outside the number range.".to_owned(),
        Outcome::Left(step) => format!("Leaves the number range at step {step}."),
    }
}

/// What theory says of a point of a map at a step, as a sentence about the curvatures at that place; empty where it has
/// nothing to say.
fn moves(
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
    let near = (!curvatures.are_everywhere(surface)).then_some(place);
    let theory = Theory::of(scene, plane, acting);
    theory.and_then(|mut theory| theory.explain(numbers, curvatures, outcome, near)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Grid, Jump, jump};
    use crate::scene::Limits;

    #[test]
    fn a_point_has_three_lines_and_the_curvatures_the_step_whose_they_are() {
        let said = |link: &str, step: usize| {
            let scene = Scene::open(link, Limits::PAGE).scene;
            let (surface, runs) = (&*scene.objective(), scene.run());
            let plane = Plane::of(&scene, surface, 0);
            let numbers = plane.numbers_in(&scene);
            let sweep = &Sweep::new(&scene, plane, Grid { columns: 1, rows: 1 }).expect("its rule is in the registry");
            let along = Curvatures::along(surface, &runs[0], step);
            let (scene, shown, outcome) = (&scene, surface.domain(), Outcome::of(&runs[0], surface));
            let reading = Reading { sweep, scene, surface, shown, step, along };
            (reading.words(numbers, Some(outcome)), reading.curvatures())
        };
        let (words, curvatures) = said("v=1&rules=heavy-ball", 3);
        let lines: Vec<_> = words.lines().collect();
        assert_eq!(lines[..2], ["α 0.05  β 0.9", "Still outside 0.01 after 100 steps."]);
        assert!(lines[2].starts_with("Ripples: ") && lines.len() == 3, "{words}");
        assert_eq!(curvatures, "curvature at the playhead: λ 1 and 20  κ 20");

        let (words, _) = said("v=1&rules=heavy-ball&learning-rate=0.00029600000000000004&momentum=-1.1", 0);
        assert_eq!(words.lines().next(), Some("α 0.000296  β −1.1"));

        let (words, _) = said("v=1&surface=saddle&rules=heavy-ball&steps=5", 5);
        assert!(words.lines().nth(1).is_some_and(|line| line.ends_with('.')), "a verdict: {words}");
        let monkey =
            "v=1&surface=monkey-saddle&start=-1.12,-0.00383&steps=60&rules=ema&learning-rate=0.00609&momentum=0.5";
        let (words, _) = said(monkey, 60);
        assert_eq!(words.lines().nth(1), Some("Left the plot at step 26."), "as on the card");

        let (_, curvatures) = said("v=1&surface=saddle&rules=heavy-ball&steps=200", 200);
        assert!(curvatures.starts_with("curvature at step ") && !curvatures.contains('κ'), "{curvatures}");
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
    fn of_the_last_step_it_is_said_that_it_is_the_only_one() {
        let scene = &Scene { steps: 9, ..Scene::default() };
        assert_eq!(read(Outcome::Converged(8), scene), "Stays within 0.01 from step 8.");
        assert_eq!(read(Outcome::Converged(9), scene), "Within 0.01 only at its last step.");
        assert_eq!(read(Outcome::Left(8), scene), "Leaves the number range at step 8.");
    }

    #[test]
    fn a_budget_of_one_step_or_none_reads_well() {
        let after = |steps| [Outcome::Unsettled, Outcome::Away].map(|o| read(o, &Scene { steps, ..Scene::default() }));
        assert_eq!(after(1), ["Still outside 0.01 after 1 step.", "Farther away after 1 step than at its start."]);
        assert_eq!(after(0)[0], "Outside 0.01 at its start.");
    }
}
