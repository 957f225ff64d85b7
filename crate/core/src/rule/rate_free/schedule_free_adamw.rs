//! Schedule-free AdamW: Adam's steps without an average gradient, and gradients on the way to the average of the
//! weights. [`CARD`] says the rest.

use super::averages::{BETA2, SQUARED_GRADIENT, WEIGHT_DECAY, denominator, denominator_line, mean_square_line};
use super::schedule_free::{
    AVERAGE, BASE, NEW_BASE, NO_END, OLD_BASE, WARM_UP, WARM_UP_TIMING, WEIGHT_LINE, WEIGHT_POWER, Z_MINUS_X,
    average_line, begin, between, rate, rates, share_line,
};
use crate::rule::betas::{AVERAGING, KERAS_AVERAGING, averaged};
use crate::rule::counterpart::{Argument, Held, argument, count};
use crate::rule::{
    Card, Choice, Counterpart, Family, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// AdamW that averages its weights instead of its gradients, and instead of slowing down.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleFreeAdamW;

const MEAN_SQUARE: usize = 2;
const BETA2_POWER: usize = 2;
const T: usize = 4;
const POWER: usize = 5;
const LAMBDA: usize = 6;
const DECAYED: usize = 1;
const HOW_AVERAGED: usize = 2;

const DECAY: Choice = Choice {
    key: "decayed-weights",
    meaning: "what the weight decay takes α λ w off",
    options: &[
        ("base", "the base weights z with their step, as in the authors’ code and in optax"),
        ("all", "the weights w, and so the average x by α λ w/β, before the update, as in Keras"),
    ],
    default: 0,
    idle_at_zero: Some("weight-decay"),
};
const OF_BASE: usize = 0;
const OF_ALL: usize = 1;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "schedule-free-adamw",
    title: "Schedule-free AdamW",
    family: Family::RateFree,
    words: Words {
        sentence: "Base weights take steps of Adam’s length, and each gradient is taken between them and their average, \
                   which stands for Adam’s momentum.",
        used_by: "Defazio’s schedulefree, optax, Keras",
        source: "Defazio et al. 2024, algorithm 1",
        link: "https://arxiv.org/abs/2405.15682",
        convention: "It needs no schedule for α, but an α. The weights shown are those between, as in optax and Keras; \
                     Keras weighs all points alike, p = 0, and takes the weight decay off other weights.",
    },
    recurrence: &[
        &mean_square_line::<MEAN_SQUARE>(SQUARED_GRADIENT),
        &denominator_line::<MEAN_SQUARE, BETA2_POWER>(),
        &[
            NEW_BASE,
            term::BECOMES,
            OLD_BASE,
            term::MINUS,
            rate::<T>(),
            Term::symbol(
                "<mrow><mo>(</mo><mi>g</mi><mo>/</mo><mi>d</mi><mo>+</mo><mi>λ</mi><mi>w</mi><mo>)</mo></mrow>",
                |s| {
                    let d = denominator::<MEAN_SQUARE, BETA2_POWER>(s);
                    let lambda = if s.choices[DECAYED] == OF_BASE { s.hyperparameters[LAMBDA] } else { 0.0 };
                    [0, 1].map(|i| s.gradient[i] / d[i] + lambda * s.weights[0][i])
                },
            ),
        ],
        &[
            Term::symbol("<mi>x</mi>", decayed_average).only(DECAYED, OF_ALL),
            term::BECOMES,
            Term::symbol("<mi>x</mi>", |s| s.before(AVERAGE)),
            term::MINUS,
            Term::symbol("<mfrac><mrow><mi>α</mi><mi>λ</mi></mrow><mi>β</mi></mfrac>", |s| [lost(s); 2]),
            term::WEIGHT,
        ],
        &share_line::<POWER>(),
        &average_line::<POWER>(
            Term::symbol("<mi>x</mi>", decayed_average),
            Term::symbol(Z_MINUS_X, |s| [0, 1].map(|i| s.after(BASE)[i] - decayed_average(s)[i])),
        ),
        &WEIGHT_LINE,
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        field::MOMENTUM,
        BETA2,
        field::EPSILON,
        WARM_UP,
        WEIGHT_POWER,
        WEIGHT_DECAY,
    ],
    choices: &[WARM_UP_TIMING, DECAY, AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["base-weights", "average", "squared-gradient-ema"],
    scalars: &["largest-rate", "weight-sum", "beta2-power"],
    memory_units: &["X", "X", "F²/X²"],
    matched: Matched::Own(
        "Its direction has no units, so its α is a length in X; it averages weights and not gradients.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            fixed: &[NO_END],
            constants: &[("warm-up", f64::INFINITY)],
            arguments: &{
                let [rate, beta, beta2, epsilon, _, power, decay] = ARGUMENTS;
                [rate, beta, beta2, epsilon, power, decay]
            },
            ..OPTAX
        },
        OPTAX,
        Counterpart {
            choices: &[("decayed-weights", "all")],
            besides: &[KERAS_AVERAGING],
            constants: &[("weight-power", 0.0)],
            buffers: &[("momentum", Held::Memory("base-weights")), ("velocity", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.ScheduleFreeAdamW",
                &[
                    argument("learning_rate", "learning-rate", 0.0025),
                    argument("beta_1", "momentum", 0.9),
                    argument("beta_2", "beta2", 0.999),
                    argument("epsilon", "epsilon", 1e-8),
                    count("warmup_steps", "warm-up", 0.0),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
    ],
    without: &[(
        Library::PyTorch,
        "PyTorch has no schedule-free optimizer of its own (the authors’ package has one); AdamW comes nearest, with an \
         average of gradients instead of weights.",
    )],
};

/// α λ/β, the share of w that the average loses where the decay is that of all weights.
fn lost(s: &StepView) -> f64 {
    s.hyperparameters[0] * s.hyperparameters[LAMBDA] / s.hyperparameters[1]
}

fn decayed_average(s: &StepView) -> [f64; 2] {
    let lost = if s.choices[DECAYED] == OF_ALL { lost(s) } else { 0.0 };
    [0, 1].map(|i| s.before(AVERAGE)[i] - lost * s.weights[0][i])
}

const OPTAX: Counterpart = Counterpart {
    choices: &[("warm-up-timing", "late")],
    buffers: &[
        ("z", Held::Memory("base-weights")),
        ("eval_x", Held::Memory("average")),
        ("nu", Held::Memory("squared-gradient-ema")),
        ("max_lr", Held::Memory("largest-rate")),
        ("weight_sum", Held::Memory("weight-sum")),
    ],
    ..Counterpart::new(Library::Optax, "optax.contrib.schedule_free_adamw", &ARGUMENTS)
};

const ARGUMENTS: [Argument; 7] = [
    argument("learning_rate", "learning-rate", 0.0025),
    argument("b1", "momentum", 0.9),
    argument("b2", "beta2", 0.999),
    argument("eps", "epsilon", 1e-8),
    count("warmup_steps", "warm-up", 0.0),
    argument("weight_lr_power", "weight-power", 2.0),
    argument("weight_decay", "weight-decay", 0.0),
];

impl Rule for ScheduleFreeAdamW {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, _now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        begin(start, memory);
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, beta2, epsilon, warm_up, power, lambda] = now.into();
        let one = S::of(1.0);
        let [rate, share] = rates(now, memory, warm_up, power);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let root = (one - *memory.scalar(BETA2_POWER)).sqrt();
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // v = β₂ v + (1-β₂) g²
            let v = averaged(now.choices[HOW_AVERAGED], beta2, memory.array(MEAN_SQUARE)[i], g.square());
            // d = √(v/(1-β₂ᵗ)) + ε
            let d = v.sqrt() / root + epsilon;
            let z = &mut memory.array_mut(BASE)[i];
            match now.choices[DECAYED] {
                // z = z - α (g/d + λ w)
                OF_BASE => *z = *z - rate * (g / d + lambda * *w),
                _ => *z = *z - rate * g / d,
            }
            let z = *z;
            let x = &mut memory.array_mut(AVERAGE)[i];
            if now.choices[DECAYED] == OF_ALL {
                // x = x - α λ/β w
                *x = *x - alpha * lambda / beta * *w;
            }
            *w = between(x, z, share, beta);
            memory.array_mut(MEAN_SQUARE)[i] = v;
        }
    }
}
