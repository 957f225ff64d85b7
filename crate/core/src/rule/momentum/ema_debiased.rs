//! The bias-corrected EMA: a true average from the first step on. [`CARD`] says the rest.

use crate::rule::counterpart::{Held, required, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// The EMA of the gradients, divided by the sum of its weights.
#[derive(Clone, Copy, Debug)]
pub struct EmaDebiased;

const EMA: usize = 0;
const MOMENTUM_POWER: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "ema-debiased",
    title: "EMA, bias-corrected",
    family: Family::Momentum,
    words: Words {
        sentence: "The average of the gradients so far divided by the sum of its weights, so that the first step is a full α g.",
        used_by: "Adam’s corrected first moment, optax.ema",
        source: "Kingma and Ba 2015, section 3, for the first moment",
        link: "https://arxiv.org/abs/1412.6980",
        convention: "optax’s ema(β), which corrects by default, agrees. PyTorch with dampening = momentum takes the same \
                 first step, but keeps more of the first gradient afterwards. \
                 The limit holds once βᵗ has faded: the first steps are a full α g, and a large α is thrown far out before.",
    },
    recurrence: &[
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            term::MOMENTUM,
            term::MEMORY,
            term::PLUS,
            term::ONE_MINUS_MOMENTUM,
            term::GRADIENT,
        ],
        &[
            CORRECTED,
            term::BECOMES,
            term::NEW_MEMORY,
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msup><mi>β</mi><mi>t</mi></msup><mo>)</mo></mrow>",
                |s| [1.0 - s.scalar_after(MOMENTUM_POWER); 2],
            ),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, CORRECTED],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema"],
    scalars: &["momentum-power"],
    memory_units: &["F/X"],
    matched: Matched::Average,
    effective_step: Some(settled_step),
    limit: Some(Limit { formula: "2(1+β)/(1−β)", form: Form::Ema }),
    counterparts: &[Counterpart {
        fixed: &[unsaid("debias", "True")],
        buffers: &[("ema", Held::Memory("ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.chain(optax.ema(decay, debias), optax.scale_by_learning_rate(learning_rate))",
            &[required("learning_rate", "learning-rate"), required("decay", "momentum")],
        )
    }],
    without: &[
        (
            Library::PyTorch,
            "PyTorch corrects no average on its own; SGD with its dampening equal to its momentum comes nearest: it takes \
             the same first step, and keeps more of the first gradient afterwards.",
        ),
        (
            Library::Keras,
            "Keras corrects no average on its own; SGD with momentum and α(1−β) comes nearest: it takes the same steps once \
             βᵗ has faded.",
        ),
    ],
};

const CORRECTED: Term = Term::symbol("<mover accent=\"true\"><mi>v</mi><mo>^</mo></mover>", |s| {
    s.after(EMA).map(|v| v / (1.0 - s.scalar_after(MOMENTUM_POWER)))
});

/// α for any β, as the weights of the average sum to 1; at β = ±1 they cannot be made to.
fn settled_step(h: &[f64]) -> f64 {
    if h[1].abs() == 1.0 { f64::NAN } else { h[0] }
}

impl Rule for EmaDebiased {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(MOMENTUM_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta] = now.into();
        let fresh = S::of(1.0) - beta;
        // βᵗ = β βᵗ⁻¹
        let power = beta * *memory.scalar(MOMENTUM_POWER);
        *memory.scalar_mut(MOMENTUM_POWER) = power;
        let correction = S::of(1.0) - power;
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            // v = β v + (1-β) g
            *v = beta * *v + fresh * g;
            // w = w - α v/(1-βᵗ)
            *w = *w - alpha * (*v / correction);
        }
    }
}
