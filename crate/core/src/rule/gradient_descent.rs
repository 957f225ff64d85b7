//! Gradient descent: no memory, the learning rate times the gradient. [`CARD`] says the rest.

use super::{Card, Limit, Matched, Memory, Now, Rule, Seen, field, term};
use crate::scalar::Scalar;

/// Plain gradient descent.
#[derive(Clone, Copy, Debug)]
pub struct GradientDescent;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "gradient-descent",
    title: "Gradient descent",
    sentence: "Each step is -α g and nothing is remembered.",
    used_by: "Cauchy, every library's SGD with momentum 0",
    recurrence: &[&[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, term::GRADIENT]],
    fields: &[field::LEARNING_RATE],
    memories: &[],
    scalars: &[],
    memory_units: &[],
    source: "Cauchy 1847; Boyd and Vandenberghe 2004, algorithm 9.3",
    convention: "PyTorch, Keras and optax agree: their SGD without momentum. The momentum β does not reach it.",
    matched: Matched::Own("It sums no past gradients, so there is nothing to match: α g is the whole step."),
    effective_step: Some(|h| h[0]),
    limit: Some(Limit { formula: "2", of: |_| Some(2.0) }),
};

impl Rule for GradientDescent {
    fn card(&self) -> &'static Card {
        &CARD
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], _memory: &mut Memory<S>) {
        let [alpha] = now.into();
        for (w, &g) in weights.iter_mut().zip(seen.gradient) {
            // w = w - α g
            *w = *w - alpha * g;
        }
    }
}
