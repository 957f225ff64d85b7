//! The heavy ball: the memory is a displacement, with the learning rate inside. [`CARD`] says the rest.

use super::card::{settled_sum, within_unit};
use super::{Card, Limit, Matched, Memory, Now, Rule, Seen, field, term};
use crate::scalar::Scalar;

/// Polyak's heavy ball in Sutskever's form.
#[derive(Clone, Copy, Debug)]
pub struct HeavyBall;

const DISPLACEMENT: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "heavy-ball",
    title: "Heavy ball",
    sentence: "Each step repeats β of the last one and adds -α g: the memory is a displacement, α inside.",
    used_by: "Polyak, Keras, the answer",
    recurrence: &[
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            term::MOMENTUM,
            term::MEMORY,
            term::MINUS,
            term::LEARNING_RATE,
            term::GRADIENT,
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::PLUS, term::NEW_MEMORY],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM],
    memories: &["displacement"],
    scalars: &[],
    memory_units: &["X"],
    source: "Polyak 1964, eq. (9); Sutskever et al. 2013, eq. (1) and (2)",
    convention: "Keras SGD agrees. PyTorch and optax keep α outside the memory (trace): the same path until α changes.",
    matched: Matched::Classical,
    effective_step: Some(|h| settled_sum(h[0], h[1])),
    limit: Some(Limit { formula: "2(1+β)", of: |h| within_unit(h[1], 2.0 * (1.0 + h[1])) }),
};

impl Rule for HeavyBall {
    fn card(&self) -> &'static Card {
        &CARD
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta] = now.into();
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(DISPLACEMENT)).zip(seen.gradient) {
            // v = β v - α g
            *v = beta * *v - alpha * g;
            // w = w + v
            *w = *w + *v;
        }
    }
}
