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
#[path = "reference/schedule.rs"]
mod schedule;
#[path = "reference/surfaces.rs"]
mod surfaces;

use std::cell::LazyCell;

use heavy_ball::objective::SurfaceOver;
use heavy_ball::rule::counterpart::Settings;
use heavy_ball::rule::{AnyRule, Card, Counterpart, Held, Memory, Now, RULES, RuleOver, StepView};
use heavy_ball::run::{Phase, Run};
use heavy_ball::trajectory::Trajectory;
use noise::Shaken;
use read::{Case, File, Recorded, own};
use surfaces::Sight;

/// Cases that no general rule can match: which they are, and why.
struct Listed {
    which: fn(&Case) -> bool,
    reason: &'static str,
}

const LISTED: &[Listed] = &[];

/// Of the runs with rounding noise.
const SEEDS: [u64; 4] = [1, 2, 3, 4];

/// The rule that a case's call is, by the counterparts on the cards.
fn identify(case: &Case) -> Option<(&'static dyn AnyRule, &'static Counterpart, Settings)> {
    RULES.iter().find_map(|&rule| {
        let card = rule.card();
        card.counterparts.iter().find_map(|counterpart| {
            let settings = card.settings(counterpart, &case.call, &case.arguments)?;
            Some((rule, counterpart, settings))
        })
    })
}

/// A run with what a library would have held of it at each step.
struct Replay<'a> {
    card: &'static Card,
    counterpart: &'a Counterpart,
    run: Trajectory,
}

impl Replay<'_> {
    /// The point that the library would call its weights.
    fn weights(&self, step: usize) -> [f64; 2] {
        let Trajectory { rule, points, memories, scalars, choices, .. } = &self.run;
        if !self.counterpart.at_query {
            return points[step];
        }
        let mut arrays: Vec<f64> = memories.iter().flat_map(|memory| memory[step]).collect();
        let mut scalars: Vec<f64> = scalars.iter().map(|memory| memory[step]).collect();
        let memory = Memory::new(2, &mut arrays, &mut scalars);
        let mut point = [0.0; 2];
        let now = Now { t: step as u32 + 1, hyperparameters: self.run.hyperparameters_at(step + 1), choices };
        RuleOver::<f64>::query(*rule, now, &points[step], &memory, &mut point);
        point
    }

    /// A buffer of the library after a step; none where the card doesn't say what it is here.
    fn buffer(&self, name: &str, step: usize) -> Option<[f64; 2]> {
        let held = self.counterpart.buffers.iter().find(|(buffer, _)| *buffer == name).map(|(_, held)| held)?;
        match held {
            Held::Memory(memory) => {
                let place = |names: &[&str]| names.iter().position(|name| name == memory);
                let array = place(self.card.memories).map(|i| self.run.memories[i][step]);
                array.or_else(|| Some([self.run.scalars[place(self.card.scalars)?][step]; 2]))
            }
            Held::Derived(of) if step > 0 => Some(of(&self.run.update(step))),
            Held::Derived(of) => Some(of(&self.at_the_start())),
        }
    }

    /// What stands before the first update, as if an update had led to it.
    fn at_the_start(&self) -> StepView {
        let Trajectory { points, losses, memories, scalars, choices, .. } = &self.run;
        StepView {
            t: 0,
            hyperparameters: self.run.hyperparameters_at(1).to_vec(),
            choices: choices.clone(),
            loss: losses[0],
            slope: [0.0; 2],
            gradient: [0.0; 2],
            undecayed: points[0],
            weights: [points[0]; 2],
            query: points[0],
            memories: memories.iter().map(|memory| [memory[0]; 2]).collect(),
            scalars: scalars.iter().map(|memory| [memory[0]; 2]).collect(),
        }
    }
}

/// What was compared, and the largest deviations as shares of what the README compares them with.
#[derive(Default)]
struct Tally {
    steps: usize,
    numbers: usize,
    weights: f64,
    losses: f64,
    buffers: f64,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.steps += other.steps;
        self.numbers += other.numbers;
        self.weights = self.weights.max(other.weights);
        self.losses = self.losses.max(other.losses);
        self.buffers = self.buffers.max(other.buffers);
    }
}

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
    let replay = replay(&surface, case.start);
    let points: Vec<_> = (0..=replay.run.last()).map(|step| replay.weights(step)).collect();
    let losses: Vec<f64> = points.iter().map(|&point| surface.loss(point)).collect();

    let finite = |(point, loss): (&[f64; 2], &f64)| loss.is_finite() && point.iter().all(|w| w.is_finite());
    let leaves = points.iter().zip(&losses).position(|at| !finite(at)).or(replay.run.stop.map(|stop| stop.step));
    if !case.may_leave(leaves) {
        return Err(format!("leaves the number range at {leaves:?}, not {:?}", case.nonfinite_step));
    }

    let mut tally = Tally::default();
    let (mut reach, mut largest, mut highest) = (0.0_f64, 0.0_f64, 0.0_f64);
    let mut fullest: Vec<(&str, f64)> = Vec::new();
    // Buffers are made of slopes, and can't agree better than the slopes at the two weights do: at a kink that is far
    // less than the weights themselves.
    let mut turned = 0.0_f64;
    for Recorded { step, weights, loss, buffers } in &case.recorded {
        let step = *step;
        let Some(allowed) = case.allowed(step) else { continue };
        let Some(point) = points.get(step) else { return Err(format!("step {step}: our run has ended")) };
        tally.steps += 1;
        let mut hold = |what: &str, ours: f64, theirs: f64, tolerance: f64, worst: &mut f64| {
            tally.numbers += 1;
            let deviation = (ours - theirs).abs();
            // XLA takes what is below the smallest normal number for 0.
            if ours == theirs || (ours.is_nan() && theirs.is_nan()) || deviation < f64::MIN_POSITIVE {
                return Ok(());
            }
            if deviation.is_nan() || deviation > tolerance {
                let by = format!("{deviation:e} apart, where {tolerance:e} is allowed");
                return Err(format!("step {step}: {what} {ours} against {theirs}, {by}"));
            }
            if allowed < 1e-7 {
                *worst = worst.max(deviation / tolerance * allowed);
            }
            Ok(())
        };
        // `agree` speaks of weights alone. How much of a loss or a buffer is rounding, runs with noise tell: by their
        // order of magnitude, and those of two roundings may lie two apart.
        let spread = |ours: f64, of: &dyn Fn(&Shaken, &Replay) -> Option<f64>| {
            let there = shaken.iter().filter(|(_, replay)| step <= replay.run.last());
            let there = there.filter_map(|(surface, replay)| of(surface, replay));
            100.0 * there.map(|there| (there - ours).abs()).fold(0.0, f64::max)
        };
        for (w, start) in weights.iter().zip(case.start) {
            reach = reach.max((w - start).abs());
            largest = largest.max(w.abs());
        }
        for (ours, theirs) in point.iter().zip(weights) {
            hold("weight", *ours, *theirs, allowed * reach + 1e-13 * largest, &mut tally.weights)?;
        }
        highest = highest.max(loss.abs());
        let ours = losses[step];
        let tolerance = allowed * highest;
        hold("loss", ours, *loss, tolerance, &mut tally.losses).or_else(|_| {
            let noise = spread(ours, &|shaken, replay| Some(shaken.value(replay.weights(step))));
            hold("loss", ours, *loss, tolerance + noise, &mut tally.losses)
        })?;
        let slopes = [*point, *weights].map(|point| surface.surface.gradient(point));
        turned = slopes[0].iter().zip(slopes[1]).fold(turned, |most, (a, b)| most.max((a - b).abs()));
        for (name, theirs) in buffers {
            let unknown = || format!("a buffer without a memory of ours: {name}");
            let ours = replay.buffer(name, step).ok_or_else(unknown)?;
            let place = fullest.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                fullest.push((name, 0.0));
                fullest.len() - 1
            });
            for (i, (ours, theirs)) in ours.into_iter().zip(*theirs).enumerate() {
                if theirs.is_finite() {
                    fullest[place].1 = fullest[place].1.max(theirs.abs());
                }
                let tolerance = allowed * fullest[place].1 + turned;
                hold(name, ours, theirs, tolerance, &mut tally.buffers).or_else(|_| {
                    let noise = spread(ours, &|_, replay| Some(replay.buffer(name, step)?[i]));
                    hold(name, ours, theirs, tolerance + noise, &mut tally.buffers)
                })?;
            }
        }
    }
    Ok(tally)
}

/// Replays all cases of some files. Returns a report, and what went wrong.
fn replayed(files: &[File]) -> (String, Vec<String>) {
    let (mut report, mut wrong) = (String::new(), Vec::new());
    let (mut passed, mut listed) = (0, 0);
    let mut all = Tally::default();
    for file in files {
        let (mut tally, mut own) = (Tally::default(), 0);
        for case in &file.cases {
            let reason = LISTED.iter().find(|listed| (listed.which)(case)).map(|listed| listed.reason);
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

#[test]
fn every_rule_gives_the_numbers_of_the_libraries_that_its_card_names() {
    let (report, wrong) = replayed(&File::all());
    say(&report);
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
