//! Adam: a bias-corrected EMA, divided by the root of a bias-corrected mean square. [`CARD`] says the rest.

use super::calls;
use super::fields::{self, averages, begin, corrections, placed, root};
use crate::rule::betas;
use crate::rule::counterpart::{Held, said, unsaid};
use crate::rule::decay::{self, Decay};
use crate::rule::{Card, Counterpart, Family, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term};
use crate::scalar::Scalar;

/// Adam as PyTorch has it; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct Adam;

const DECAY: usize = 0;
const PLACE: usize = 1;
const LAMBDA: Term = decay::lambda::<5>();

const TORCH: Counterpart = Counterpart {
    fixed: &[unsaid("amsgrad", "False"), unsaid("decoupled_weight_decay", "False")],
    constants: &[("epsilon-root", 0.0)],
    buffers: &[("exp_avg", Held::Memory("ema")), ("exp_avg_sq", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(Library::PyTorch, "torch.optim.Adam", &calls::torch(1e-3, 0.0))
};

const OPTAX: Counterpart = Counterpart {
    fixed: &[unsaid("nesterov", "False")],
    constants: &[("weight-decay", 0.0)],
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(Library::Optax, "optax.adam", &calls::OPTAX)
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adam",
    title: "Adam",
    family: Family::Adam,
    words: Words {
        sentence: "An average gradient divided by its root mean square, both corrected for their start at 0: α is a length.",
        used_by: "PyTorch, Keras, optax",
        source: "Kingma and Ba 2015, algorithm 1",
        link: "https://arxiv.org/abs/1412.6980",
        convention: "PyTorch and optax agree, optax with an ε₀ inside the root as well. Keras adds its ε, 1e-7 by default, to \
                 √v before the correction, and decays the weights beside the rule instead of through the gradient.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &fields::EMA_LINE,
        &fields::MEAN_SQUARE_LINE,
        &denominator_line::<PLACE>(),
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            fields::CORRECTED_RATE,
            fields::NEW_EMA,
            term::OVER,
            denominator::<PLACE>(),
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        fields::BETA1,
        fields::BETA2,
        field::EPSILON,
        fields::EPSILON_INSIDE,
        decay::COUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::COUPLED, fields::EPSILON_PLACE, betas::AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: fields::MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        TORCH,
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[unsaid("amsgrad", "False"), said("decoupled_weight_decay", "True")],
            ..TORCH
        },
        Counterpart {
            choices: &[("decay-form", "decoupled"), ("epsilon-place", "before-correction")],
            besides: &[betas::KERAS_AVERAGING],
            fixed: &[unsaid("amsgrad", "False")],
            constants: &[("epsilon-root", 0.0)],
            buffers: &[("momentum", Held::Memory("ema")), ("velocity", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(Library::Keras, "keras.optimizers.Adam", &calls::keras(0.0))
        },
        OPTAX,
        Counterpart {
            call: "optax.adamw",
            choices: &[("decay-form", "decoupled")],
            arguments: &calls::OPTAX_DECAYED,
            constants: &[],
            ..OPTAX
        },
        Counterpart { call: "optax.nadam", fixed: &[said("nesterov", "False")], ..OPTAX },
    ],
    without: &[],
};

/// What the average is divided by, from the place of the choice of where ε is added.
pub(super) const fn denominator<const PLACE: usize>() -> Term {
    Term::symbol("<mi>d</mi>", denominator_of::<PLACE>)
}

/// The numbers under it.
pub(super) fn denominator_of<const PLACE: usize>(s: &StepView) -> [f64; 2] {
    let correction = 1.0 - s.scalar_after(fields::BETA2_POWER);
    let epsilon = placed(s.choices[PLACE], s.hyperparameters[fields::EPSILON], correction);
    fields::corrected_root::<{ fields::BETA2_POWER }>(s).map(|root| root + epsilon)
}

/// The line `d ← √(v/(1-β₂ᵗ) + ε₀) + ε`.
pub(super) const fn denominator_line<const PLACE: usize>() -> [Term; 6] {
    [
        denominator::<PLACE>(),
        term::BECOMES,
        fields::ROOT_WITH_EPSILON,
        term::PLUS,
        fields::EPSILON_TERM.only(PLACE, 0),
        fields::CORRECTED_EPSILON.only(PLACE, 1),
    ]
}

/// An update of Adam with a weight decay in force, and the choice of this number of where ε is added. The next one is
/// how averages take a value in.
#[inline(always)]
pub(super) fn update<S: Scalar>(
    decay: Decay<S>,
    place: usize,
    now: Now<S>,
    seen: Seen<S>,
    weights: &mut [S],
    memory: &mut Memory<S>,
) {
    let [alpha, beta1, beta2, epsilon, inside] = now.into();
    let [of_mean, of_square] = corrections(memory, beta1, beta2);
    let step = alpha / of_mean;
    let epsilon = placed(now.choices[place], epsilon, of_square);
    for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
        let g = decay.on(w, g);
        // m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g²
        let [m, v] = averages(now.choices[place + 1], memory, i, [beta1, beta2], g);
        // d = √(v/(1-β₂ᵗ) + ε₀) + ε
        let d = root(v, inside, of_square) + epsilon;
        // w = w - α/(1-β₁ᵗ) m/d
        *w = *w - step * m / d;
    }
}

impl Rule for Adam {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let decay = Decay::new(now, DECAY, now.hyperparameters[0], now.hyperparameters[5]);
        update(decay, PLACE, now, seen, weights, memory);
    }
}
