//! The heavy ball: the memory is a displacement, with the learning rate inside. [`CARD`] says the rest.

use super::calls;
use crate::rule::card::settled_sum;
use crate::rule::counterpart::unsaid;
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{Card, Counterpart, Family, Form, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// Polyak's heavy ball in Sutskever's form.
#[derive(Clone, Copy, Debug)]
pub struct HeavyBall;

const DISPLACEMENT: usize = 0;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<2>();

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "heavy-ball",
    title: "Heavy ball",
    family: Family::Momentum,
    words: Words {
        sentence: "Each step repeats β of the last one and adds −α g: the memory is a displacement, α inside.",
        used_by: "Polyak, Keras, the answer",
        source: "Polyak 1964, eq. (9); Sutskever et al. 2013, eq. (1) and (2), classical momentum",
        link: "https://proceedings.mlr.press/v28/sutskever13.html",
        convention: "Keras SGD agrees. PyTorch’s and optax’s keep α outside the memory (trace): the same path until α changes.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
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
    fields: &[field::LEARNING_RATE, field::MOMENTUM, WEIGHT_DECAY],
    choices: &[decay::COUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["displacement"],
    scalars: &[],
    memory_units: &["X"],
    matched: Matched::Classical,
    effective_step: Some(|h| settled_sum(h[0], h[1])),
    limit: Some(Limit { formula: "2(1+β)", form: Form::HeavyBall }),
    counterparts: &[
        Counterpart { fixed: &[unsaid("nesterov", "False")], ..calls::KERAS_SGD },
        calls::OPTAX_DISPLACEMENT,
    ],
    without: &[],
};

impl Rule for HeavyBall {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(DISPLACEMENT)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // v = β v - α g
            *v = beta * *v - alpha * g;
            // w = w + v
            *w = *w + *v;
        }
    }
}
