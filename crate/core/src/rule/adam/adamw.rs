//! AdamW: Adam with each weight decayed beside it. [`CARD`] says the rest.

use super::adam::{self, denominator, denominator_line, denominator_of};
use super::calls;
use super::fields::{self, begin};
use crate::parameter::Parameter;
use crate::rule::betas;
use crate::rule::counterpart::{Held, said, unsaid};
use crate::rule::decay::{BESIDE_LENGTH, Decay};
use crate::rule::{Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// AdamW as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct AdamW;

const LAMBDA: usize = 5;
const PLACE: usize = 0;

const DEFAULT_DECAY: Field =
    Field { parameter: Parameter { default: 0.01, ..BESIDE_LENGTH.parameter }, ..BESIDE_LENGTH };

const OPTAX: Counterpart = Counterpart {
    fixed: &[unsaid("nesterov", "False")],
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(Library::Optax, "optax.adamw", &calls::OPTAX_DECAYED)
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adamw",
    title: "AdamW",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with decoupled weight decay: each weight is drawn to 0 beside the step, and the decay is not divided by the \
                   root mean square.",
        used_by: "PyTorch, Keras, optax",
        source: "Loshchilov and Hutter 2019, algorithm 2, with its schedule η in α",
        link: "https://arxiv.org/abs/1711.05101",
        convention: "All agree on the decay, α λ w, but not on its default: λ is 1e-2 in PyTorch, 4e-3 in Keras and 1e-4 in \
                 optax. Keras adds its ε, 1e-7 by default, to √v before the correction.",
    },
    recurrence: &[
        &fields::EMA_LINE,
        &fields::MEAN_SQUARE_LINE,
        &denominator_line::<PLACE>(),
        &[
            DIRECTION,
            term::BECOMES,
            fields::NEW_EMA,
            term::OVER,
            fields::EMA_CORRECTION,
            term::OVER,
            denominator::<PLACE>(),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>α</mi><mi>λ</mi><mo>)</mo></mrow>", |s| {
                [1.0 - s.hyperparameters[0] * s.hyperparameters[LAMBDA]; 2]
            }),
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            DIRECTION,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        fields::BETA1,
        fields::BETA2,
        field::EPSILON,
        fields::EPSILON_INSIDE,
        DEFAULT_DECAY,
    ],
    choices: &[fields::EPSILON_PLACE, betas::AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: fields::MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            fixed: &[unsaid("amsgrad", "False")],
            constants: &[("epsilon-root", 0.0)],
            buffers: &[("exp_avg", Held::Memory("ema")), ("exp_avg_sq", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(Library::PyTorch, "torch.optim.AdamW", &calls::torch(1e-3, 0.01))
        },
        Counterpart {
            choices: &[("epsilon-place", "before-correction")],
            besides: &[betas::KERAS_AVERAGING],
            fixed: &[unsaid("amsgrad", "False")],
            constants: &[("epsilon-root", 0.0)],
            buffers: &[("momentum", Held::Memory("ema")), ("velocity", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(Library::Keras, "keras.optimizers.AdamW", &calls::keras(0.004))
        },
        OPTAX,
        Counterpart { call: "optax.nadamw", fixed: &[said("nesterov", "False")], ..OPTAX },
    ],
    without: &[],
};

const DIRECTION: Term = Term::symbol("<mi>u</mi>", |s| {
    let corrected = s.after(fields::EMA).map(|m| m / (1.0 - s.scalar_after(fields::BETA1_POWER)));
    let d = denominator_of::<PLACE>(s);
    [corrected[0] / d[0], corrected[1] / d[1]]
});

impl Rule for AdamW {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        // w = (1-α λ) w - α u, with u = m/(1-β₁ᵗ)/d
        let decay = Decay::Decoupled(now.hyperparameters[0] * now.hyperparameters[LAMBDA]);
        adam::update(decay, PLACE, now, seen, weights, memory);
    }
}
