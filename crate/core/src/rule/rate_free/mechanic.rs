//! Mechanic: a base rule's steps, summed up and scaled by what it learns on the way. [`CARD`] says the rest.

use super::averages::BETA2;
use super::base::{ADAM_LINES, ADAMW_LINES, BASE, NESTEROV_LINES, TRACE_LINES, corrections, step, taken};
use super::fields::{START, START_TERM};
use super::sums::{
    INITIAL_SCALE, LARGEST_LINE, NEW_SCALE, NUMBER, PART_LINE, REWARD_LINE, SCALARS, SCALE, SCALE_LINE, SQUARES_LINE,
    learn, two_parts,
};
use super::{base, sums};
use crate::parameter::Parameter;
use crate::rule::counterpart::{ANY, Argument, Held, argument, count, required, said, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, decay, field,
    term,
};
use crate::scalar::{Scalar, dot, norm, sum};

/// Mechanic as optax has it, over SGD with momentum, Adam or AdamW.
#[derive(Clone, Copy, Debug)]
pub struct Mechanic;

/// The place of ε′ among the fields.
pub(super) const BASE_EPSILON: usize = 3;
/// The place of s₀ among the fields.
pub(super) const FIRST_SCALE: usize = 4;
/// The place of n among the fields.
pub(super) const COUNT: usize = 5;
const LAMBDA: usize = 6;
/// The place of ε among the fields.
pub(super) const EPSILON: usize = 7;
/// The place of λ′ among the fields.
pub(super) const BASE_DECAY: usize = 8;

const BASE_RATE: Field = Field::own(Parameter {
    default: 1.0,
    meaning: "learning rate of the base rule, before it is scaled",
    ..field::LEARNING_RATE.parameter
});

const WEIGHT_DECAY: Field = Field::own(Parameter {
    default: 0.01,
    units: "1",
    meaning: "how strongly the weights are drawn to 0 where the scale is learned",
    ..decay::WEIGHT_DECAY.parameter
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "mechanic",
    title: "Mechanic",
    family: Family::RateFree,
    words: Words {
        sentence: "Sums up the steps of a base rule from the start on, and scales the sum by how far it would have paid to \
                   go along it.",
        used_by: "optax",
        source: "Cutkosky, Defazio and Mehta 2023, algorithm 1",
        link: "https://arxiv.org/abs/2306.00144",
        convention: "optax agrees: six sums that keep 1−10⁻ⁱ of themselves stand beside each other, the first of them \
                     shown, and h is clipped, which the paper does not do. PyTorch and Keras don’t have it.",
    },
    recurrence: &[
        TRACE_LINES[0],
        TRACE_LINES[1],
        NESTEROV_LINES[0],
        NESTEROV_LINES[1],
        ADAM_LINES[0],
        ADAM_LINES[1],
        ADAM_LINES[2],
        ADAMW_LINES[0],
        ADAMW_LINES[1],
        ADAMW_LINES[2],
        &[
            Term::symbol("<mi>Δ</mi>", summed),
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><msub><mi>w</mi><mn>0</mn></msub><mo>−</mo><mi>w</mi><mo>)</mo></mrow>",
                |s| [0, 1].map(|i| s.after(START)[i] - s.weights[0][i]),
            ),
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><mi>s</mi><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
                [s.scalar_before(SCALE) + s.hyperparameters[EPSILON]; 2]
            }),
        ],
        &[
            Term::symbol("<mi>h</mi>", |s| [gain(s); 2]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>Δ</mi><mo>·</mo><mo>(</mo><mi>g</mi><mo>+</mo><mi>λ</mi><mi>s</mi><mfrac><mrow><mo>‖</mo>\
                 <mi>g</mi><mo>‖</mo></mrow><mrow><mo>‖</mo><mi>w</mi><mo>‖</mo><mo>+</mo><mi>ε</mi></mrow></mfrac>\
                 <mi>w</mi><mo>)</mo></mrow>",
                |s| [gain(s); 2],
            ),
        ],
        &REWARD_LINE,
        &LARGEST_LINE,
        &SQUARES_LINE,
        &PART_LINE,
        &SCALE_LINE,
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            START_TERM,
            term::MINUS,
            NEW_SCALE,
            Term::symbol("<mrow><mo>(</mo><mi>Δ</mi><mo>+</mo><mi>u</mi><mo>)</mo></mrow>", |s| {
                [0, 1].map(|i| summed(s)[i] + taken(s)[i])
            }),
        ],
    ],
    fields: &[
        BASE_RATE,
        field::MOMENTUM,
        BETA2,
        Field::own(Parameter { key: "base-epsilon", symbol: "ε′", ..field::EPSILON.parameter }),
        INITIAL_SCALE,
        NUMBER,
        WEIGHT_DECAY,
        Field::own(Parameter { units: "F", ..field::EPSILON.parameter }),
        Field::own(Parameter {
            key: "base-weight-decay",
            symbol: "λ′",
            default: 1e-4,
            units: "1/X",
            meaning: "how strongly AdamW’s own steps draw the weights to 0",
            ..decay::WEIGHT_DECAY.parameter
        }),
    ],
    choices: &[BASE],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["start", "base-momentum", "squared-gradient-ema"],
    scalars: &SCALARS,
    memory_units: &["X", "F/X", "F²/X²"],
    matched: Matched::Own("It scales the steps of its base itself, whatever α they were made with."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            constants: &[("momentum", 0.0), ("beta2", ANY), ("base-epsilon", ANY), ("base-weight-decay", ANY)],
            fixed: &[said("base", "optax.sgd"), unsaid("base.momentum", "None")],
            idle: &["base.nesterov"],
            arguments: &[BASE_LEARNING_RATE, OWN[0], OWN[1], OWN[2], OWN[3]],
            ..OPTAX
        },
        Counterpart { fixed: &[said("base", "optax.sgd"), unsaid("base.nesterov", "False")], ..OPTAX_SGD },
        Counterpart {
            choices: &[("base", "nesterov-trace")],
            fixed: &[said("base", "optax.sgd"), said("base.nesterov", "True")],
            ..OPTAX_SGD
        },
        Counterpart {
            choices: &[("base", "adam")],
            fixed: &[said("base", "optax.adam"), unsaid("base.nesterov", "False"), unsaid("base.eps_root", "0.0")],
            arguments: &{
                let [rate, beta1, beta2, epsilon, _, own @ ..] = ADAMW;
                [rate, beta1, beta2, epsilon, own[0], own[1], own[2], own[3]]
            },
            constants: &[("base-weight-decay", ANY)],
            ..OPTAX
        },
        Counterpart {
            choices: &[("base", "adamw")],
            fixed: &[said("base", "optax.adamw"), unsaid("base.nesterov", "False"), unsaid("base.eps_root", "0.0")],
            arguments: &ADAMW,
            ..OPTAX
        },
    ],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no rule that scales another one’s steps; SGD or Adam with an α found by trying comes nearest.",
        ),
        (
            Library::Keras,
            "Keras has no rule that scales another one’s steps; SGD or Adam with an α found by trying comes nearest.",
        ),
    ],
};

const OWN: [Argument; 4] = [
    argument("weight_decay", "weight-decay", 0.01),
    argument("eps", "epsilon", 1e-8),
    argument("s_init", "initial-scale", 1e-6),
    count("num_betas", "sums", 6.0),
];
const BASE_LEARNING_RATE: Argument = required("base.0", "learning-rate");
const ADAMW: [Argument; 9] = [
    BASE_LEARNING_RATE,
    argument("base.b1", "momentum", 0.9),
    argument("base.b2", "beta2", 0.999),
    argument("base.eps", "base-epsilon", 1e-8),
    argument("base.weight_decay", "base-weight-decay", 1e-4),
    OWN[0],
    OWN[1],
    OWN[2],
    OWN[3],
];

const OPTAX: Counterpart = Counterpart {
    buffers: &[
        ("s", Held::Derived(two_parts)),
        ("s.0", Held::Memory("scale-1")),
        ("s.1", Held::Memory("scale-2")),
        ("s.2", Held::Memory("scale-3")),
        ("s.3", Held::Memory("scale-4")),
        ("s.4", Held::Memory("scale-5")),
        ("s.5", Held::Memory("scale-6")),
    ],
    ..Counterpart::new(Library::Optax, "optax.contrib.mechanize(base, ...)", &[])
};

const OPTAX_SGD: Counterpart = Counterpart {
    arguments: &[BASE_LEARNING_RATE, required("base.momentum", "momentum"), OWN[0], OWN[1], OWN[2], OWN[3]],
    constants: &[("beta2", ANY), ("base-epsilon", ANY), ("base-weight-decay", ANY)],
    ..OPTAX
};

/// Δ
fn summed(s: &StepView) -> [f64; 2] {
    let scale = s.scalar_before(SCALE) + s.hyperparameters[EPSILON];
    [0, 1].map(|i| (s.after(START)[i] - s.weights[0][i]) / scale)
}

/// h
pub(super) fn gain(s: &StepView) -> f64 {
    let w = s.weights[0];
    let drawn = pull(s.hyperparameters[LAMBDA] * s.scalar_before(SCALE), &s.slope, &w, s.hyperparameters[EPSILON]);
    dot(&[0, 1].map(|i| s.slope[i] + drawn * w[i]), &summed(s))
}

/// What draws the weights to 0, of the gradient's size where it is 1.
#[inline]
fn pull<S: Scalar>(strength: S, gradient: &[S], weights: &[S], epsilon: S) -> S {
    strength * norm(gradient) / (norm(weights) + epsilon)
}

impl Rule for Mechanic {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
        base::begin(memory);
        sums::begin(now, memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [lambda, epsilon] = [LAMBDA, EPSILON].map(|i| now.hyperparameters[i]);
        let before = *memory.scalar(SCALE);
        let drawn = pull(lambda * before, seen.gradient, weights, epsilon);
        // Δ = (w₀ - w)/(s + ε)
        let summed = |start: S, w: S| (start - w) / (before + epsilon);
        // h = Δ·(g + λ s ‖g‖/(‖w‖ + ε) w)
        let start = memory.array(START);
        let gains = weights.iter().zip(seen.gradient).zip(start);
        let h = sum(gains.map(|((&w, &g), &start)| (g + drawn * w) * summed(start, w)));
        let scale = learn(now, memory, h);
        let corrections = corrections(now, memory);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let step = step(now, memory, corrections, i, *w, g);
            let start = memory.array(START)[i];
            // w = w₀ - s (Δ + u)
            *w = start - scale * (summed(start, *w) + step);
        }
    }
}
