//! The rules against what PyTorch, Keras and optax did, step by step: every case of `tests/reference`, or of the folder
//! that `REFERENCE_DIR` names.
//!
//! No case is known by its name. A case says which function of its library was called with what, and the rules' cards
//! say which call of which library each of them is; from the two follow the rule, its conventions and its
//! hyperparameters. What no rule claims to be fails, and so does a case that departs from its library, unless
//! [`LISTED`] says why. A listed case that agrees fails too.

#[path = "reference/formulas.rs"]
mod formulas;
#[path = "reference/noise.rs"]
mod noise;
#[path = "reference/read.rs"]
mod read;
#[path = "reference/replay.rs"]
mod replay;
#[path = "reference/schedule.rs"]
mod schedule;
#[path = "reference/surfaces.rs"]
mod surfaces;
#[path = "reference/tally.rs"]
mod tally;

use std::cell::LazyCell;
use std::env;

use heavy_ball::objective::SurfaceOver;
use heavy_ball::rule::counterpart::Given;
use heavy_ball::rule::{Held, RULES};
use heavy_ball::run::{Phase, Run};
use noise::Shaken;
use read::{Case, File, Recorded, own};
use replay::{Replay, identify};
use schedule::Schedule;
use surfaces::Sight;
use tally::{Course, Pair, Tally};

/// Cases that no general rule can match: which they are, and why.
struct Listed {
    which: fn(&Case, &Schedule) -> bool,
    reason: &'static str,
}

const LISTED: &[Listed] = &[Listed {
    // What counts is the largest rate so far, so that most schedules that fall after the first updates make no difference.
    which: |case, schedule| {
        let largest = |last| (1..=last).map(|t| schedule.share(t)).fold(0.0, f64::max);
        let ahead = |t| largest(t + 1) > largest(t) || t == 1 && schedule.share(2) < schedule.share(1);
        // With a warm-up of no steps optax never moves.
        let stands = case.arguments.iter().any(|(name, given)| name == "warmup_steps" && *given == Given::Number(0.0));
        case.call.starts_with("optax.contrib.schedule_free") && !stands && (1..=case.updates).any(ahead)
    },
    reason: "optax weighs the average by the rate of the update after, which no rule here is told",
}];

/// Of the runs with rounding noise.
const SEEDS: [u64; 4] = [1, 2, 3, 4];

/// Compares one case at every recorded step that its `agree` covers.
fn compare(case: &Case, file: &File) -> Result<Tally, String> {
    let (rule, counterpart, settings) =
        identify(case).ok_or_else(|| format!("no rule is {} with {}", case.call, case.spelled_arguments()))?;
    let surface = Sight { surface: file.surface(&case.surface)?, uphill: case.uphill };
    let schedule = file.schedule(case.schedule.as_deref())?;
    let phase = |t| {
        let mut hyperparameters = settings.hyperparameters.clone();
        hyperparameters[0] *= schedule.share(t);
        Phase { from: t, hyperparameters, gradient: schedule.has_gradient(t) }
    };
    let phases: Vec<_> = (1..=case.updates + 1).map(phase).collect();
    let replay = |surface: &dyn SurfaceOver<f64>, start| {
        let (label, choices, phases) = (case.id.clone(), settings.choices.clone(), phases.clone());
        let run = Run { rule, label, surface, start, steps: case.updates, choices, phases }.record();
        Replay { card: rule.card(), counterpart, run }
    };
    let shaken = LazyCell::new(|| {
        SEEDS.map(|seed| {
            let shaken = Shaken { surface: &surface, seed };
            let replay = replay(&shaken, shaken.shake(case.start));
            (shaken, replay)
        })
    });
    // `agree` speaks of weights alone. How much of a loss or a buffer is rounding, runs with noise tell: by their order
    // of magnitude, and those of two roundings may lie two apart.
    let noise = |step: usize, ours: f64, of: &OfReplay| {
        let there = shaken.iter().filter(|(_, replay)| step <= replay.run.last());
        let there = there.filter_map(|(surface, replay)| of(surface, replay));
        100.0 * there.map(|there| (there - ours).abs()).fold(0.0, f64::max)
    };
    let replay = replay(&surface, case.start);
    let points: Vec<_> = (0..=replay.run.last()).map(|step| replay.weights(step)).collect();
    let finite = |&point: &[f64; 2]| surface.loss(point).is_finite() && point.iter().all(|w| w.is_finite());
    let leaves = points.iter().position(|point| !finite(point)).or(replay.run.stop.map(|stop| stop.step));
    if !case.may_leave(leaves) {
        return Err(format!("leaves the number range at {leaves:?}, not {:?}", case.nonfinite_step));
    }
    let (mut tally, mut course) = (Tally::default(), Course::default());
    for recorded in &case.recorded {
        let step = recorded.step;
        let Some(allowed) = case.allowed(step) else { continue };
        let Some(&point) = points.get(step) else { return Err(format!("step {step}: our run has ended")) };
        course.go_on(recorded, case.start, point, &surface);
        let rounding = file.rounding(&case.surface);
        let ours = Ours { replay: &replay, point, loss: surface.loss(point), rounding, noise: &noise };
        compare_step(recorded, allowed, &ours, &mut course, &mut tally).map_err(|why| format!("step {step}: {why}"))?;
    }
    Ok(tally)
}

/// A number of a run.
type OfReplay<'a> = dyn Fn(&Shaken, &Replay) -> Option<f64> + 'a;

/// What is ours at a step.
struct Ours<'a> {
    replay: &'a Replay<'a>,
    point: [f64; 2],
    loss: f64,
    /// How much of the loss may be rounding.
    rounding: f64,
    /// How much of a number of ours at a step is noise.
    noise: &'a dyn Fn(usize, f64, &OfReplay) -> f64,
}

fn compare_step<'a>(
    recorded: &'a Recorded,
    allowed: f64,
    ours: &Ours,
    course: &mut Course<'a>,
    tally: &mut Tally,
) -> Result<(), String> {
    let Ours { replay, noise, .. } = ours;
    let Recorded { step, weights, loss, buffers } = recorded;
    let step = *step;
    tally.steps += 1;
    for (&ours, &theirs) in ours.point.iter().zip(weights) {
        let tolerance = allowed * course.reach + 1e-13 * course.largest;
        tally.hold(|tally| &mut tally.weights, &Pair { what: "weight", ours, theirs, allowed, tolerance }, || 0.0)?;
    }
    let tolerance = allowed * course.highest + ours.rounding;
    let pair = Pair { what: "loss", ours: ours.loss, theirs: *loss, allowed, tolerance };
    tally.hold(
        |tally| &mut tally.losses,
        &pair,
        || noise(step, ours.loss, &|shaken, replay| Some(shaken.value(replay.weights(step)))),
    )?;
    for (name, theirs) in buffers {
        let unknown = || format!("a buffer without a memory of ours: {name}");
        let ours = replay.buffer(name, step).ok_or_else(unknown)?;
        for (i, (ours, &theirs)) in ours.into_iter().zip(theirs).enumerate() {
            let tolerance = allowed * course.filled(name, theirs) + course.turned;
            tally.hold(
                |tally| &mut tally.buffers,
                &Pair { what: name, ours, theirs, allowed, tolerance },
                || noise(step, ours, &|_, replay| Some(replay.buffer(name, step)?[i])),
            )?;
        }
    }
    Ok(())
}

/// Replays all cases of some files. Returns a report, and what went wrong.
fn replayed(files: &[File]) -> (String, Vec<String>) {
    let (mut report, mut wrong) = (String::new(), Vec::new());
    let (mut passed, mut listed) = (0, 0);
    let mut all = Tally::default();
    for file in files {
        let (mut tally, mut own) = (Tally::default(), 0);
        for case in &file.cases {
            let schedule = file.schedule(case.schedule.as_deref()).unwrap_or(Schedule::CONSTANT);
            let reason = LISTED.iter().find(|listed| (listed.which)(case, &schedule)).map(|listed| listed.reason);
            match (compare(case, file), reason) {
                (Ok(one), None) => {
                    own += 1;
                    tally.add(&one);
                }
                (Err(_), Some(_)) => listed += 1,
                (Err(why), None) => wrong.push(format!("{}: {why}", case.id)),
                (Ok(_), Some(reason)) => wrong.push(format!("{}: agrees, and is listed: {reason}", case.id)),
            }
        }
        let Tally { steps, numbers, weights, losses, buffers } = tally;
        report += &format!(
            "{}: {own} cases, {steps} steps, {numbers} numbers; largest deviation {weights:.1e} of the path, \
             {losses:.1e} of the loss, {buffers:.1e} of the buffer\n",
            file.name
        );
        passed += own;
        all.add(&tally);
    }
    let cases: usize = files.iter().map(|file| file.cases.len()).sum();
    let failed = if wrong.is_empty() { String::new() } else { format!(" + {} failed", wrong.len()) };
    let Tally { steps, numbers, .. } = all;
    report += &format!("{passed} passed + {listed} listed{failed} = {cases} cases; {steps} steps, {numbers} numbers");
    assert_eq!(passed + listed + wrong.len(), cases);
    (report, wrong)
}

/// The runs of 91 optimizers that `tests/reference/` holds.
const RECORDED: usize = 714;

#[test]
fn every_rule_gives_the_numbers_of_the_libraries_that_its_card_names() {
    let files = File::all();
    let (report, wrong) = replayed(&files);
    say(&report);
    if env::var_os("REFERENCE_DIR").is_none() {
        assert_eq!(files.iter().map(|file| file.cases.len()).sum::<usize>(), RECORDED, "a recorded path is missing");
    }
    assert!(wrong.is_empty(), "{} cases failed:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_call_is_known_by_every_argument_it_may_have() {
    let (_, wrong) = replayed(&File::of(&own().join("arguments")));
    assert!(wrong.is_empty(), "{} cases failed:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_counterpart_is_whole() {
    for card in RULES.iter().map(|rule| rule.card()) {
        for counterpart in card.counterparts {
            let at = format!("{} as {}", card.name, counterpart.call);
            let mut fields: Vec<_> = counterpart.arguments.iter().map(|argument| argument.field).collect();
            fields.extend(counterpart.constants.iter().map(|(field, _)| *field));
            assert!(fields.iter().all(|field| card.field(field).is_some()), "{at}: {fields:?}");
            for (key, option) in counterpart.choices.iter().chain(counterpart.besides) {
                let choice = card.choices.iter().find(|choice| choice.key == *key);
                assert!(choice.is_some_and(|choice| choice.option(option).is_some()), "{at}: {key}={option}");
            }
            for (buffer, held) in counterpart.buffers {
                let Held::Memory(memory) = held else { continue };
                let here = card.memories.iter().chain(card.scalars).any(|name| name == memory);
                assert!(here, "{at}: {buffer} is no memory {memory}");
            }
        }
    }
}

/// The one place where the tests of this file speak.
#[expect(clippy::print_stdout, reason = "cargo shows it on demand")]
fn say(report: &str) {
    println!("{report}");
}
