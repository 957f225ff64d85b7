//! SignSGD: every weight moves by the learning rate, against its slope. [`CARD`] says the rest.

use crate::rule::counterpart::required;
use crate::rule::{Card, Counterpart, Family, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

use super::MATCHED;

/// Gradient descent on signs alone.
#[derive(Clone, Copy, Debug)]
pub struct SignSgd;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "sign-sgd",
    title: "SignSGD",
    family: Family::Sign,
    words: Words {
        sentence: "Every weight moves by α against its slope, however steep that is, and stays where the slope is exactly 0.",
        used_by: "distributed training at one bit a weight, optax",
        source: "Bernstein and others 2018, algorithm 1",
        link: "https://arxiv.org/abs/1802.04434",
        convention: "optax agrees. With a constant α it ends in a swing of width α around a minimum.",
    },
    recurrence: &[&[
        term::NEW_WEIGHT,
        term::BECOMES,
        term::WEIGHT,
        term::MINUS,
        term::LEARNING_RATE,
        Term::symbol("<mrow><mi>sgn</mi><mo>(</mo><mi>g</mi><mo>)</mo></mrow>", |s| s.gradient.map(Scalar::sign)),
    ]],
    fields: &[field::NORMALIZED_LEARNING_RATE],
    choices: &[],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &[],
    scalars: &[],
    memory_units: &[],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart::new(Library::Optax, "optax.sign_sgd", &[required("learning_rate", "learning-rate")])],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no SignSGD; RMSprop with alpha=0 and eps=0 takes the same path until a slope is exactly 0.",
        ),
        (Library::Keras, "Keras has no SignSGD; Lion with a very small beta_1 comes near, as it refuses 0."),
    ],
};

impl Rule for SignSgd {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], _memory: &mut Memory<S>) {
        let [alpha] = now.into();
        for (w, &g) in weights.iter_mut().zip(seen.gradient) {
            // w = w - α sgn(g)
            *w = *w - alpha * g.sign();
        }
    }
}
