use super::*;
use crate::analysis::nearest_squared;
use crate::map::block::Traits;
use crate::rule::momentum::GradientDescent;
use crate::rule::{Card, Memory, Now, Rule, Seen};
use crate::scene::{Limits, Match, RuleChoice, SurfaceChoice};

/// Numbers without a pattern, the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

fn scene(link: &str) -> Scene {
    let opened = Scene::open(link, Limits::PAGE);
    assert_eq!(opened.problems, []);
    opened.scene
}

fn begun(scene: &Scene, plane: Plane, grid: Grid) -> Sweep {
    Sweep::new(scene, plane, grid).expect("its rule is in the registry")
}

fn swept(scene: &Scene, plane: Plane, grid: Grid) -> Sweep {
    let mut sweep = begun(scene, plane, grid);
    while sweep.advance(1000) {}
    assert_eq!(sweep.progress(), 1.0);
    sweep
}

/// What became of the run that stands beside the map when a cell's point is chosen.
fn run_beside(scene: &Scene, plane: &Plane, numbers: [f64; 2]) -> Outcome {
    let mut scene = scene.clone();
    plane.place(&mut scene, numbers);
    Outcome::of(&scene.run()[plane.rule], &*scene.objective())
}

#[track_caller]
fn agrees(scene: &Scene, sweep: &Sweep, cells: impl Iterator<Item = usize>) {
    for cell in cells {
        let (plane, numbers) = (sweep.plane(), sweep.numbers(cell));
        let rule = scene.rules[plane.rule].to_string();
        assert_eq!(
            sweep.outcome(cell),
            Some(run_beside(scene, plane, numbers)),
            "{rule} on {} at {numbers:?}, {:?}",
            scene.surface,
            scene.schedule.to_string()
        );
    }
}

#[test]
fn every_cell_is_the_run_beside_it_for_every_rule_on_every_surface() {
    let mut dice = Dice(7);
    let schedules = ["", "&schedule=10:learning-rate=x0.1", "&schedule=40:gradient=0", "&schedule=5:momentum=0.5"];
    let mut seen = [0; 5];
    for family in FAMILIES {
        for &rule in RULES {
            let mut scene = scene(&format!("v=1{}", schedules[dice.throw(4)]));
            scene.surface = SurfaceChoice { family, parameters: family.defaults() };
            scene.start = family.card.start;
            scene.rules = vec![RuleChoice::plain(rule)];
            scene.steps = [40, 137][dice.throw(2)];
            scene.tolerance = [0.01, 0.3][dice.throw(2)];
            scene.matching = [Match::Raw, Match::Matched][dice.throw(2)];
            let mut plane = Plane::of(&scene, &*scene.objective(), 0);
            if dice.throw(3) == 0 {
                plane = plane.from(dice.throw(50));
            }
            let sweep = swept(&scene, plane, Grid { columns: 7, rows: 5 });
            for cell in 0..sweep.grid().len() {
                match sweep.outcome(cell).expect("it is done") {
                    Outcome::Converged(_) => seen[0] += 1,
                    Outcome::Unsettled => seen[1] += 1,
                    Outcome::Left(_) => seen[2] += 1,
                    Outcome::Away => seen[3] += 1,
                    Outcome::Escaped(_) => seen[4] += 1,
                }
            }
            let cells: Vec<_> = (0..8).map(|_| dice.throw(sweep.grid().len())).collect();
            agrees(&scene, &sweep, cells.into_iter());
        }
    }
    // Three surfaces alone have no minimizer.
    let enough = [1000, 1000, 1000, 1000, 100];
    assert!(seen.iter().zip(enough).all(|(&count, enough)| count > enough), "{seen:?}");
}

#[test]
fn all_cells_of_a_map_agree_also_where_runs_end_early() {
    for link in [
        "v=1&rules=heavy-ball&steps=2000",
        "v=1&rules=nesterov&steps=500&surface=himmelblau&start=0,0",
        "v=1&rules=ema&steps=700&match=matched&surface=rosenbrock",
        "v=1&rules=trace(dampening=0.5)&steps=300&schedule=150:momentum=0.2",
        "v=1&rules=adam&steps=300&surface=beale",
        "v=1&rules=gradient-descent&steps=900&tolerance=1e-12",
        "v=1&rules=heavy-ball&steps=0",
        "v=1&rules=heavy-ball&steps=1&start=0.005,0",
        "v=1&rules=heavy-ball&surface=rosenbrock&start=1e200,0",
        "v=1&rules=heavy-ball&surface=saddle&steps=3000",
        "v=1&rules=heavy-ball&surface=saddle&steps=80&start=-1.5,0.01",
        "v=1&rules=heavy-ball&surface=saddle&steps=200&start=1,0",
        "v=1&rules=nesterov&surface=saddle&steps=90&start=9,0&schedule=50:gradient=0",
        "v=1&rules=sign-sgd&surface=monkey-saddle&steps=400",
        "v=1&rules=sign-sgd&steps=800&tolerance=0.5",
        "v=1&rules=ema&surface=saddle&steps=60&tolerance=1e200",
    ] {
        let scene = scene(link);
        let plane = Plane::of(&scene, &*scene.objective(), 0);
        let sweep = swept(&scene, plane, Grid { columns: 19, rows: 9 });
        agrees(&scene, &sweep, 0..sweep.grid().len());
    }
}

#[test]
fn the_conventions_and_own_values_of_a_rule_are_those_of_its_map() {
    for rule in ["heavy-ball(weight-decay=0.1,decay-form=decoupled)", "ema(learning-rate=0.3)", "adam(momentum=0.5)"] {
        let scene = scene(&format!("v=1&rules=trace {rule}&schedule=20:learning-rate=x0.5"));
        let plane = Plane::of(&scene, &*scene.objective(), 1);
        let sweep = swept(&scene, plane, Grid { columns: 9, rows: 5 });
        agrees(&scene, &sweep, 0..sweep.grid().len());
    }
}

#[test]
fn weights_that_are_not_far_have_a_finite_loss_on_every_surface() {
    let mut dice = Dice(3);
    for (family, make) in FAMILIES.iter().zip(LANE_FAMILIES) {
        for extreme in 0..40 {
            let parameters = family.card.parameters.iter().map(|p| match extreme {
                0 => p.default,
                _ => [p.default, p.legal.low, p.legal.high, p.usual[0], p.usual[1]][dice.throw(5)],
            });
            let parameters: Vec<f64> = parameters.collect();
            let surface = family.surface(&parameters);
            let far = make(&parameters).far();
            for _ in 0..50 {
                let mut coordinate = || {
                    let size = libm::exp10(dice.throw(libm::log10(far) as usize + 1) as f64);
                    [1.0, -1.0, 0.3][dice.throw(3)] * size
                };
                let point = [coordinate(), coordinate()];
                let [loss, distance] = [
                    crate::objective::SurfaceOver::<f64>::value(&*surface, point),
                    nearest_squared(point, &surface.minimizers()),
                ];
                assert!(loss.is_finite() || distance >= far * far, "{} {parameters:?} {point:?}", family.card.name);
            }
        }
    }
}

#[test]
fn a_rule_that_knows_the_time_says_so() {
    // From the same state on, the same gradients, but other numbers of the updates.
    for (place, &rule) in RULES.iter().enumerate() {
        let card = rule.card();
        let choices: Vec<_> = card.choices.iter().map(|choice| choice.default).collect();
        let at = |t: u32, moved: f64, scale: f64| {
            let hyperparameters = card.fields.iter().map(|field| field.parameter.default * (1.0 - moved) + moved);
            let hyperparameters: Vec<f64> = hyperparameters.collect();
            let mut block = Block::new(card, Traits::default(), 1, card.in_force(&choices, &hyperparameters));
            block.begin(1, [0.7, -0.4]);
            for (to, value) in block.hyperparameters(0).iter_mut().zip(&hyperparameters) {
                *to = Lanes::of(*value);
            }
            LANE_RULES[place].init(&mut block);
            for pack in block.packs() {
                *pack.loss = Lanes::of(0.9);
                *pack.gradient = [Lanes::of(1.5), Lanes::of(-0.25)];
                let (arrays, rest) = pack.rest.split_at_mut(2 * card.memories.len());
                let scalars = &mut rest[..card.scalars.len()];
                arrays.iter_mut().enumerate().for_each(|(i, a)| *a = *a + 0.3 + 0.1 * i as f64);
                scalars.iter_mut().enumerate().for_each(|(i, s)| *s = *s * 0.3 + (0.2 + 0.01 * i as f64) * scale);
            }
            LANE_RULES[place].update(t, &mut block);
            block.state(0).iter().map(|lanes| lanes.to_array()[0].to_bits()).collect::<Vec<_>>()
        };
        let states = [(0.0, 1.0), (0.05, 1.0), (0.0, 1e-3), (20.0, 1.0)];
        let other = [3, 7, 50, 900].into_iter().any(|t| states.into_iter().any(|(m, s)| at(t, m, s) != at(2, m, s)));
        assert_eq!(other, LANE_RULES[place].knows_time(), "{}", card.name);
    }
}

#[test]
fn what_repeats_bit_for_bit_and_what_leaves_stops_costing() {
    let grid = Grid { columns: 16, rows: 16 };
    // Most runs of this map have left, or come to rest to the last bit, long before its 20,000 steps are over.
    let mut scene = scene("v=1&surface=booth&rules=heavy-ball&steps=10000");
    scene.steps = 20_000;
    let sweep = swept(&scene, Plane::of(&scene, &*scene.objective(), 0), grid);
    let all = grid.len() * scene.steps;
    assert!(sweep.steps_run() * 2 < all, "{} of {all}", sweep.steps_run());
}

#[test]
fn a_coarse_map_stands_before_the_fine_one() {
    let scene = scene("v=1&rules=heavy-ball&steps=50");
    let grid = Grid { columns: 256, rows: 256 };
    let mut sweep = begun(&scene, Plane::of(&scene, &*scene.objective(), 0), grid);
    sweep.advance(1);
    while sweep.progress() < 0.01 {
        assert!(sweep.advance(1));
    }
    let known = (0..grid.len()).filter(|&cell| sweep.outcome(cell).is_some());
    assert!(known.map(|cell| grid.place(cell)).all(|[_, row]| row.is_multiple_of(8)));
}

#[test]
fn of_long_runs_a_map_of_few_cells_stands_soon() {
    let scene = scene("v=1&rules=adam&surface=ackley&steps=10000");
    let grid = Grid { columns: 256, rows: 256 };
    let mut sweep = begun(&scene, Plane::of(&scene, &*scene.objective(), 0), grid);
    // A map of 32 cells to a side takes 13 times as many.
    while sweep.steps_run() < 80 * scene.steps {
        assert!(sweep.advance(1000));
    }
    let covered = |column, row| grid.stand_ins(column, row).any(|cell| sweep.outcome(cell).is_some());
    assert!((0..=256).all(|column| (0..256).all(|row| covered(column, row))));
}

#[test]
fn a_rule_that_is_not_in_the_registry_has_no_map() {
    struct Own;
    static CARD: Card = Card { name: "own", ..*GradientDescent::CARD };
    impl Rule for Own {
        const CARD: &'static Card = &CARD;
        fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
            Rule::update(&GradientDescent, now, seen, weights, memory);
        }
    }
    let scene = Scene { rules: vec![RuleChoice::plain(&Own)], ..Scene::default() };
    let plane = Plane::of(&scene, &*scene.objective(), 0);
    let grid = Grid { columns: 4, rows: 1 };
    assert!(plane.run(&scene, &*scene.objective(), [0.05, 0.0]).is_some(), "a run it has");
    assert!(Sweep::new(&scene, plane.clone(), grid).is_none());
    let elsewhere = Plane { rule: 1, ..plane };
    assert!(Sweep::new(&Scene { rules: vec![RuleChoice::plain(RULES[0])], ..scene }, elsewhere, grid).is_none());
}

#[test]
fn what_no_text_can_say_of_a_scene_a_map_takes_as_a_run_does() {
    let scene = scene("v=1&rules=heavy-ball&steps=50&start=1,1");
    let mut defaults = scene.clone();
    defaults.surface.parameters.clear();
    for scene in [defaults, Scene { tolerance: -5.0, ..scene.clone() }, Scene { tolerance: f64::NAN, ..scene }] {
        let sweep = swept(&scene, Plane::of(&scene, &*scene.objective(), 0), Grid { columns: 5, rows: 3 });
        agrees(&scene, &sweep, 0..sweep.grid().len());
    }
}
