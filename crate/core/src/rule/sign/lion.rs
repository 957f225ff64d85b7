//! Lion: the sign of one average of the gradients, and another one to remember. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::betas::{BETA1, BETA1_TERM, BETA2, BETA2_TERM, ONE_MINUS_BETA1, ONE_MINUS_BETA2};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

use super::MATCHED;

/// Lion as Keras and optax have it; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct Lion;

const EMA: usize = 0;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<3>();

const REMEMBERED: Field = Field {
    parameter: Parameter { default: 0.99, meaning: "share of the remembered average that is kept", ..BETA2.parameter },
    ..BETA2
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "lion",
    title: "Lion",
    family: Family::Sign,
    words: Words {
        sentence: "Every weight moves by α against the sign of an average that gives the newest gradient more weight than \
                   the one it remembers does.",
        used_by: "Keras, optax, image and language models",
        source: "Chen and others 2023, algorithm 2",
        link: "https://arxiv.org/abs/2302.06675",
        convention: "Keras and optax agree, both with the weight decay off the weight; optax decays by 1e-3 unless told \
                     otherwise. At β₁ = β₂ it is Signum.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &[
            BLEND,
            term::BECOMES,
            BETA1_TERM,
            Term::symbol("<mi>m</mi>", |s| s.before(EMA)),
            term::PLUS,
            ONE_MINUS_BETA1,
            term::GRADIENT,
        ],
        &[
            Term::symbol("<mi>m</mi>", |s| s.after(EMA)),
            term::BECOMES,
            BETA2_TERM,
            Term::symbol("<mi>m</mi>", |s| s.before(EMA)),
            term::PLUS,
            ONE_MINUS_BETA2,
            term::GRADIENT,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mrow><mi>sgn</mi><mo>(</mo><mi>c</mi><mo>)</mo></mrow>", |s| {
                BLEND.value.map_or([0.0; 2], |blend| blend(s)).map(Scalar::sign)
            }),
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, REMEMBERED, decay::DECOUPLED_BESIDE_LENGTH],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: &[("momentum", Held::Memory("ema"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Lion",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("beta_1", "momentum", 0.9).within(KERAS_BETA1),
                    argument("beta_2", "beta2", 0.99),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            buffers: &[("mu", Held::Memory("ema"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.lion",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("b1", "momentum", 0.9),
                    argument("b2", "beta2", 0.99),
                    argument("weight_decay", "weight-decay", 1e-3),
                ],
            )
        },
    ],
    without: &[(
        Library::PyTorch,
        "PyTorch has no Lion; AdamW comes nearest, with a learning rate several times as large.",
    )],
};

/// At 0 it would be SignSGD, which Keras does not want it to be.
pub(super) const KERAS_BETA1: Legal = Legal { low: f64::MIN_POSITIVE, high: 1.0, words: "a number > 0 and ≤ 1" };

const BLEND: Term = Term::symbol("<mi>c</mi>", |s| {
    let beta1 = s.hyperparameters[1];
    [0, 1].map(|i| beta1 * s.before(EMA)[i] + (1.0 - beta1) * s.gradient[i])
});

impl Rule for Lion {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let one = S::of(1.0);
        for ((w, m), &g) in weights.iter_mut().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // c = β₁ m + (1-β₁) g
            let c = beta1 * *m + (one - beta1) * g;
            // m = β₂ m + (1-β₂) g
            *m = beta2 * *m + (one - beta2) * g;
            // w = w - α sgn(c)
            *w = *w - alpha * c.sign();
        }
    }
}
