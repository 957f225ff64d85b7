//! The EMA: the memory is an average of gradients. [`CARD`] says the rest.

use crate::rule::counterpart::{Held, required, said};
use crate::rule::{
    Card, Counterpart, Family, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Words, field, term,
};
use crate::scalar::Scalar;

/// Momentum as an exponential moving average of the gradients, from zero.
#[derive(Clone, Copy, Debug)]
pub struct Ema;

const EMA: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "ema",
    title: "EMA",
    family: Family::Momentum,
    words: Words {
        sentence: "Each step goes along an average of the gradients so far: the memory is a gradient, α outside.",
        used_by: "Adam’s first moment, Ng’s course, the question",
        source: "Kingma and Ba 2015, algorithm 1, the line of m, without its correction; Ng, Deep Learning Specialization, course 2",
        link: "https://arxiv.org/abs/1412.6980",
        convention: "optax’s ema(β, debias=False) agrees. PyTorch with dampening = momentum differs: its average starts at \
                 the first gradient, not at 0. Heavy ball with α(1−β) takes the same path while α and β stay.",
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
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, term::NEW_MEMORY],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: Matched::Average,
    effective_step: Some(settled_step),
    limit: Some(Limit { formula: "2(1+β)/(1−β)", form: Form::Ema }),
    counterparts: &[Counterpart {
        fixed: &[said("debias", "False")],
        buffers: &[("ema", Held::Memory("ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.chain(optax.ema(decay, debias), optax.scale_by_learning_rate(learning_rate))",
            &[required("learning_rate", "learning-rate"), required("decay", "momentum")],
        )
    }],
    without: &[],
};

/// α (1 - β^t) for large t: from β = 1 on the factor (1-β) has the wrong sign, and the memory points uphill.
fn settled_step(h: &[f64]) -> f64 {
    let [alpha, beta] = [h[0], h[1]];
    if beta.abs() < 1.0 {
        alpha
    } else if beta == 1.0 || alpha == 0.0 {
        0.0
    } else if beta > 1.0 {
        -f64::INFINITY
    } else {
        f64::NAN
    }
}

impl Rule for Ema {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta] = now.into();
        let fresh = S::of(1.0) - beta;
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            // v = β v + (1-β) g
            *v = beta * *v + fresh * g;
            // w = w - α v
            *w = *w - alpha * *v;
        }
    }
}
