//! Nesterov's momentum in the trace form: the weights are the look-ahead points. [`CARD`] says the rest.

use super::card::settled_sum;
use super::{Card, Limit, Matched, Memory, Now, Rule, Seen, Term, field, nesterov, term};
use crate::scalar::Scalar;

/// Nesterov's momentum as PyTorch's and optax's SGD have it.
#[derive(Clone, Copy, Debug)]
pub struct NesterovTrace;

const TRACE: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "nesterov-trace",
    title: "Nesterov, trace",
    sentence: "A fading sum of gradients, and the newest gradient once more on top: the weights are the look-ahead points.",
    used_by: "PyTorch, optax; Keras while α is constant",
    recurrence: &[
        &[term::NEW_MEMORY, term::BECOMES, term::MOMENTUM, term::MEMORY, term::PLUS, term::GRADIENT],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mrow><mo>(</mo><mi>g</mi><mo>+</mo><mi>β</mi><mi>v</mi><mo>)</mo></mrow>", |s| {
                core::array::from_fn(|i| s.gradient[i] + s.hyperparameters[1] * s.after(TRACE)[i])
            }),
        ],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM],
    memories: &["trace"],
    scalars: &[],
    memory_units: &["F/X"],
    source: "Nesterov 1983; Bengio, Boulanger-Lewandowski and Pascanu 2013, simplified Nesterov momentum",
    convention: "PyTorch and optax agree. Keras with nesterov=True keeps α inside the memory: the same path until α \
                 changes. The look-ahead form (nesterov) stands one β v behind these weights.",
    matched: Matched::Classical,
    effective_step: Some(|h| settled_sum(h[0], h[1])),
    limit: Some(Limit { formula: "2(1+β)/(1+2β)", of: nesterov::limit }),
};

impl Rule for NesterovTrace {
    fn card(&self) -> &'static Card {
        &CARD
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta] = now.into();
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(TRACE)).zip(seen.gradient) {
            // v = β v + g
            *v = beta * *v + g;
            // w = w - α (g + β v)
            *w = *w - alpha * (g + beta * *v);
        }
    }
}
