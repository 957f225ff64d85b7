//! The rules against what PyTorch, Keras and optax did, step by step: `tests/reference`.

mod reference;

use heavy_ball::rule::{self, AnyRule, Card, Memory, Now, RuleOver};
use heavy_ball::run::{Phase, Run};
use heavy_ball::trajectory::Trajectory;
use reference::{Case, File, Recorded, Sight};

/// What of a rule a library's weights are.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Weights,
    /// The points where the rule takes its gradients.
    LookAhead,
}

/// A library's optimizer, the rule that carries its convention, and how their names translate.
struct Row {
    optimizer: &'static str,
    cases: usize,
    rule: &'static str,
    at: At,
    /// The library's argument and our field. `betas.0` is the first of the list `betas`.
    arguments: &'static [(&'static str, &'static str)],
    /// The library's buffer and our memory.
    buffers: &'static [(&'static str, &'static str)],
}

const TORCH_SGD: &[(&str, &str)] = &[("lr", "learning-rate"), ("momentum", "momentum"), ("dampening", "dampening")];
const SGD: &[(&str, &str)] = &[("learning_rate", "learning-rate"), ("momentum", "momentum")];
const EMA: &[(&str, &str)] = &[("learning_rate", "learning-rate"), ("decay", "momentum")];
const ADAM: &[(&str, &str)] =
    &[("lr", "learning-rate"), ("betas.0", "momentum"), ("betas.1", "beta2"), ("eps", "epsilon")];
const RMSPROP: &[(&str, &str)] = &[("lr", "learning-rate"), ("alpha", "decay"), ("eps", "epsilon")];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { optimizer: "torch.sgd", cases: 14, rule: "gradient-descent", at: At::Weights, arguments: TORCH_SGD, buffers: &[] },
    Row { optimizer: "torch.sgd_momentum", cases: 54, rule: "trace", at: At::Weights, arguments: TORCH_SGD, buffers: &[("momentum_buffer", "trace")] },
    Row { optimizer: "torch.sgd_dampening", cases: 11, rule: "trace", at: At::Weights, arguments: TORCH_SGD, buffers: &[("momentum_buffer", "trace")] },
    Row { optimizer: "torch.sgd_ema", cases: 36, rule: "trace", at: At::Weights, arguments: TORCH_SGD, buffers: &[("momentum_buffer", "trace")] },
    Row { optimizer: "torch.sgd_nesterov", cases: 31, rule: "nesterov-trace", at: At::Weights, arguments: TORCH_SGD, buffers: &[("momentum_buffer", "trace")] },
    Row { optimizer: "keras.sgd", cases: 5, rule: "gradient-descent", at: At::Weights, arguments: SGD, buffers: &[] },
    Row { optimizer: "keras.sgd_momentum", cases: 23, rule: "heavy-ball", at: At::Weights, arguments: SGD, buffers: &[("momentum", "displacement")] },
    Row { optimizer: "keras.sgd_nesterov", cases: 20, rule: "nesterov", at: At::LookAhead, arguments: SGD, buffers: &[("momentum", "displacement")] },
    Row { optimizer: "optax.sgd", cases: 3, rule: "gradient-descent", at: At::Weights, arguments: SGD, buffers: &[] },
    Row { optimizer: "optax.sgd_momentum", cases: 13, rule: "trace", at: At::Weights, arguments: SGD, buffers: &[("trace", "trace")] },
    Row { optimizer: "optax.sgd_nesterov", cases: 5, rule: "nesterov-trace", at: At::Weights, arguments: SGD, buffers: &[("trace", "trace")] },
    Row { optimizer: "optax.ema", cases: 19, rule: "ema", at: At::Weights, arguments: EMA, buffers: &[("ema", "ema")] },
    Row { optimizer: "optax.ema_debias", cases: 10, rule: "ema-debiased", at: At::Weights, arguments: EMA, buffers: &[("ema", "ema")] },
    Row { optimizer: "torch.adam", cases: 18, rule: "adam", at: At::Weights, arguments: ADAM, buffers: &[("exp_avg", "ema"), ("exp_avg_sq", "squared-gradient-ema")] },
    Row { optimizer: "torch.rmsprop", cases: 10, rule: "rmsprop", at: At::Weights, arguments: RMSPROP, buffers: &[("square_avg", "squared-gradient-ema")] },
];

/// Recorded optimizers that no rule here claims to be yet.
const NOT_CARRIED: &[&str] = &[
    "keras.sgd_weight_decay",
    "torch.adadelta",
    "torch.adafactor",
    "torch.adagrad",
    "torch.adam_amsgrad",
    "torch.adam_l2",
    "torch.adamax",
    "torch.adamw",
    "torch.adamw_amsgrad",
    "torch.asgd",
    "torch.muon",
    "torch.nadam",
    "torch.radam",
    "torch.rmsprop_centered",
    "torch.rmsprop_momentum",
    "torch.rprop",
    "torch.sgd_weight_decay",
];

/// Arguments that choose the variant which the row stands for, or the sign of the gradient.
const CHOICES: &[&str] = &["nesterov", "debias", "maximize"];

fn hyperparameters(card: &Card, row: &Row, case: &Case) -> Vec<f64> {
    let known = |argument: &str| CHOICES.contains(&argument) || row.arguments.iter().any(|(name, _)| *name == argument);
    for (argument, _) in &case.arguments {
        assert!(known(argument), "{}: nothing of ours is called {argument}", case.id);
    }
    for (argument, key) in row.arguments {
        let given = case.arguments.iter().any(|(name, _)| name == argument);
        let carried = card.fields.iter().any(|field| field.parameter.key == *key);
        assert!(!given || carried, "{}: {argument} is lost", case.id);
    }
    let value = |key: &str| {
        let argument = row.arguments.iter().find(|(_, field)| *field == key).map(|(argument, _)| *argument);
        case.arguments.iter().find(|(name, _)| Some(name.as_str()) == argument).map(|&(_, value)| value)
    };
    // What a case doesn't say has the library's default, and ours must be the same.
    card.fields.iter().map(|field| value(field.parameter.key).unwrap_or(field.parameter.default)).collect()
}

/// The learning rate as a share of the first one, and whether the gradient reaches the rule.
fn schedule(name: Option<&str>, t: usize) -> (f64, bool) {
    match name {
        None => (1.0, true),
        Some("drop") => (if t <= 50 { 1.0 } else { 0.1 }, true),
        Some("coast") => (if t <= 30 { 1.0 } else { 0.0 }, true),
        Some("cosine") => (0.5 * (1.0 + (std::f64::consts::PI * (t as f64 - 1.0) / 200.0).cos()), true),
        Some("grad_off") => (1.0, t <= 30),
        Some(other) => panic!("no schedule {other}"),
    }
}

/// The points of a run that a library would call its weights, from step 0 to the last step.
fn points(at: At, rule: &dyn AnyRule, hyperparameters: &[f64], run: &Trajectory) -> Vec<[f64; 2]> {
    let look_ahead = |step: usize| {
        let mut arrays: Vec<f64> = run.memories.iter().flat_map(|memory| memory[step]).collect();
        let mut scalars: Vec<f64> = run.scalars.iter().map(|memory| memory[step]).collect();
        let memory = Memory::new(2, &mut arrays, &mut scalars);
        let mut point = [0.0; 2];
        let now = Now { t: step as u32 + 1, hyperparameters };
        RuleOver::<f64>::query(rule, now, &run.points[step], &memory, &mut point);
        point
    };
    match at {
        At::Weights => run.points.clone(),
        At::LookAhead => (0..=run.last()).map(look_ahead).collect(),
    }
}

/// What was compared, and the largest deviations as shares of what the README compares them with.
#[derive(Default)]
struct Tally {
    cases: usize,
    steps: usize,
    numbers: usize,
    weights: f64,
    losses: f64,
    buffers: f64,
}

/// Compares one case at every recorded step that its `agree` covers.
fn compare(row: &Row, case: &Case, file: &File, tally: &mut Tally) {
    let rule = rule::named(row.rule).unwrap_or_else(|| panic!("no rule {}", row.rule));
    let card = rule.card();
    let base = hyperparameters(card, row, case);
    let surface = Sight { surface: file.surface(&case.surface), uphill: case.uphill };
    let phase = |t| {
        let (share, gradient) = schedule(case.schedule.as_deref(), t);
        let mut hyperparameters = base.clone();
        hyperparameters[0] *= share;
        Phase { from: t, hyperparameters, gradient }
    };
    let phases = (1..=200).map(phase).collect();
    let run = Run { rule, label: case.id.clone(), surface: &surface, start: case.start, steps: 200, phases }.record();
    let points = points(row.at, rule, &base, &run);
    let losses: Vec<f64> = points.iter().map(|&point| surface.loss(point)).collect();

    let finite = |(point, loss): (&[f64; 2], &f64)| loss.is_finite() && point.iter().all(|w| w.is_finite());
    let leaves = points.iter().zip(&losses).position(|at| !finite(at)).or(run.stop.map(|stop| stop.step));
    let right = leaves == case.nonfinite_step || leaves.is_some_and(|t| case.nonfinite_steps.contains(&t));
    assert!(right, "{}: leaves the number range at {leaves:?}, not {:?}", case.id, case.nonfinite_step);

    let mut names = case.recorded.iter().flat_map(|recorded| recorded.buffers.iter().map(|(name, _)| name.as_str()));
    let unmapped = names.find(|name| !row.buffers.iter().any(|(buffer, _)| buffer == name));
    assert_eq!(unmapped, None, "{}: a buffer without a memory of ours", case.id);

    let (mut reach, mut largest, mut highest) = (0.0_f64, 0.0_f64, 0.0_f64);
    let mut fullest = vec![0.0_f64; row.buffers.len()];
    tally.cases += 1;
    for recorded in &case.recorded {
        let Recorded { step, weights, loss, buffers } = recorded;
        let Some(allowed) = case.allowed(*step) else { continue };
        tally.steps += 1;
        let mut hold = |what: &str, ours: f64, theirs: f64, scale: f64, worst: &mut f64| {
            tally.numbers += 1;
            let deviation = (ours - theirs).abs();
            let equal = ours == theirs || (ours.is_nan() && theirs.is_nan());
            assert!(
                equal || deviation <= allowed * scale,
                "{} step {step}: {what} {ours} against {theirs}, {deviation:e} apart at a scale of {scale:e}",
                case.id
            );
            if !equal && allowed < 1e-7 {
                *worst = worst.max(deviation / scale);
            }
        };
        for (w, start) in weights.iter().zip(case.start) {
            reach = reach.max((w - start).abs());
            largest = largest.max(w.abs());
        }
        for (ours, theirs) in points[*step].into_iter().zip(*weights) {
            hold("weight", ours, theirs, reach + 1e-5 * largest, &mut tally.weights);
        }
        highest = highest.max(loss.abs());
        hold("loss", losses[*step], *loss, highest, &mut tally.losses);
        for ((name, memory), fullest) in row.buffers.iter().zip(&mut fullest) {
            let Some((_, theirs)) = buffers.iter().find(|(buffer, _)| buffer == name) else { continue };
            let i = card.memories.iter().position(|ours| ours == memory).expect("a memory of the rule");
            for (ours, theirs) in run.memories[i][*step].into_iter().zip(*theirs) {
                if theirs.is_finite() {
                    *fullest = fullest.max(theirs.abs());
                }
                hold(name, ours, theirs, *fullest, &mut tally.buffers);
            }
        }
    }
}

#[test]
fn every_rule_gives_the_numbers_of_the_library_that_it_names() {
    let mut report = String::new();
    let (mut cases, mut steps, mut numbers) = (0, 0, 0);
    for file in File::all() {
        let mut tally = Tally::default();
        for row in ROWS.iter().filter(|row| file.cases.iter().any(|case| case.optimizer == row.optimizer)) {
            let own: Vec<_> = file.cases.iter().filter(|case| case.optimizer == row.optimizer).collect();
            assert_eq!(own.len(), row.cases, "{}", row.optimizer);
            own.into_iter().for_each(|case| compare(row, case, &file, &mut tally));
        }
        cases += tally.cases;
        steps += tally.steps;
        numbers += tally.numbers;
        let Tally { weights, losses, buffers, .. } = tally;
        report += &format!(
            "{}: {} cases, {} steps, {} numbers; largest deviation {weights:.1e} of the path, {losses:.1e} of the loss, \
             {buffers:.1e} of the buffer\n",
            file.name, tally.cases, tally.steps, tally.numbers
        );
    }
    report += &format!("in all {cases} cases, {steps} steps, {numbers} numbers");
    say(&report);
    assert_eq!(cases, ROWS.iter().map(|row| row.cases).sum::<usize>());
    assert_eq!((cases, steps, numbers), (272, 7859, 38771));
}

#[test]
fn every_recorded_optimizer_is_a_row_or_named_as_not_carried() {
    let mut recorded: Vec<String> = File::all().flat_map(|file| file.cases).map(|case| case.optimizer).collect();
    recorded.sort_unstable();
    recorded.dedup();
    let mut known: Vec<&str> = ROWS.iter().map(|row| row.optimizer).chain(NOT_CARRIED.iter().copied()).collect();
    known.sort_unstable();
    assert_eq!(recorded, known);
}

#[test]
fn every_rule_is_held_to_a_library() {
    for card in rule::RULES.iter().map(|rule| rule.card()) {
        assert!(ROWS.iter().any(|row| row.rule == card.name), "{}", card.name);
    }
}

/// The one place where the tests of this file speak.
#[expect(clippy::print_stdout, reason = "cargo shows it on demand")]
fn say(report: &str) {
    println!("{report}");
}
