//! Nesterov's momentum in the look-ahead form: the gradient where the displacement leads. [`CARD`] says the rest.

use super::calls;
use crate::rule::card::settled_sum;
use crate::rule::counterpart::said;
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{Card, Counterpart, Family, Form, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// Nesterov's accelerated gradient in Sutskever's form.
#[derive(Clone, Copy, Debug)]
pub struct Nesterov;

const DISPLACEMENT: usize = 0;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<2>();

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "nesterov",
    title: "Nesterov, look-ahead",
    family: Family::Momentum,
    words: Words {
        sentence: "A heavy ball that takes its gradient where the memory alone would carry it, and so brakes in time.",
        used_by: "Nesterov, Sutskever; Keras stores its look-ahead points",
        source: "Nesterov 1983; Sutskever et al. 2013, eq. (3) and (4), NAG",
        link: "https://proceedings.mlr.press/v28/sutskever13.html",
        convention: "Keras SGD with nesterov=True stores this rule’s look-ahead points q, also when α changes. PyTorch and \
                 optax store them as well (nesterov-trace), with α outside: the same until α changes. A weight decay is of \
                 these points.",
    },
    recurrence: &[
        &[LOOK_AHEAD, term::BECOMES, term::UNDECAYED_WEIGHT, term::PLUS, term::MOMENTUM, term::MEMORY],
        &[term::GRADIENT.only(DECAY, 0), term::BECOMES, term::SLOPE, term::PLUS, LAMBDA, LOOK_AHEAD],
        &[
            term::WEIGHT.only(DECAY, 1),
            term::BECOMES,
            term::UNDECAYED_WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            LAMBDA,
            LOOK_AHEAD,
        ],
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            term::MOMENTUM,
            term::MEMORY,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mrow><mi>g</mi><mo>(</mo><mi>q</mi><mo>)</mo></mrow>", |s| s.gradient),
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
    limit: Some(Limit { formula: "2(1+β)/(1+2β)", form: Form::Nesterov }),
    counterparts: &[
        Counterpart { fixed: &[said("nesterov", "True")], at_query: true, ..calls::KERAS_SGD },
        Counterpart {
            call: "optax.chain(optax.scale_by_learning_rate(learning_rate), optax.trace(decay, nesterov))",
            fixed: &[said("nesterov", "True")],
            at_query: true,
            ..calls::OPTAX_DISPLACEMENT
        },
    ],
    without: &[],
};

const LOOK_AHEAD: Term = Term::symbol("<mi>q</mi>", |s| s.query);

impl Rule for Nesterov {
    const CARD: &'static Card = &CARD;
    const LOOKS_AHEAD: bool = true;

    #[inline]
    fn query<S: Scalar>(&self, now: Now<S>, weights: &[S], memory: &Memory<S>, point: &mut [S]) {
        let [_, beta] = now.into();
        for ((q, &w), &v) in point.iter_mut().zip(weights).zip(memory.array(DISPLACEMENT)) {
            // q = w + β v
            *q = w + beta * v;
        }
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(DISPLACEMENT)).zip(seen.gradient) {
            let g = decay.at(*w + beta * *v, w, g);
            // v = β v - α g(q)
            *v = beta * *v - alpha * g;
            // w = w + v
            *w = *w + *v;
        }
    }
}
