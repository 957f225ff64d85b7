//! Signum: the sign of an average of the gradients. [`CARD`] says the rest.

use crate::rule::counterpart::{Held, argument, required, unsaid};
use crate::rule::{Card, Counterpart, Family, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

use super::MATCHED;
use super::lion::KERAS_BETA1;

/// SignSGD with momentum.
#[derive(Clone, Copy, Debug)]
pub struct Signum;

const EMA: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "signum",
    title: "Signum",
    family: Family::Sign,
    words: Words {
        sentence: "Every weight moves by α against the sign of its average gradient, so that momentum decides when to turn \
                   and never how far to go.",
        used_by: "distributed training at one bit a weight, optax",
        source: "Bernstein and others 2018, algorithm 2",
        link: "https://arxiv.org/abs/1802.04434",
        convention: "optax agrees, and so does Keras’s Lion with β₁ = β₂. The average starts at 0 and is not corrected, which no sign can see.",
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
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mrow><mi>sgn</mi><mo>(</mo><mi>v</mi><mo>)</mo></mrow>", |s| s.after(EMA).map(Scalar::sign)),
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, field::MOMENTUM],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        // Lion's two averages are one where both keep as much.
        Counterpart {
            fixed: &[unsaid("weight_decay", "None")],
            buffers: &[("momentum", Held::Memory("ema"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Lion",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("beta_1", "momentum", 0.9).within(KERAS_BETA1),
                    argument("beta_2", "momentum", 0.99),
                ],
            )
        },
        Counterpart {
            buffers: &[("ema", Held::Memory("ema"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.signum",
                &[required("learning_rate", "learning-rate"), argument("beta", "momentum", 0.9)],
            )
        },
    ],
    without: &[(
        Library::PyTorch,
        "PyTorch has no Signum; Adam with betas=(β, 0) divides its average by the last slope alone and comes nearest.",
    )],
};

impl Rule for Signum {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta] = now.into();
        let fresh = S::of(1.0) - beta;
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            // v = β v + (1-β) g
            *v = beta * *v + fresh * g;
            // w = w - α sgn(v)
            *w = *w - alpha * v.sign();
        }
    }
}
