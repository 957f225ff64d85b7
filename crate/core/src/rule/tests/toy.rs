//! A toy rule, added as CONTRIBUTING says: this file and one line in the registry, which is there in these tests alone.
//! Like any other it inherits every check in this folder; what else comes of it, `added.rs` looks at.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Argument, required};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::Scalar;

/// Momentum that is held within a bound.
#[derive(Clone, Copy, Debug)]
pub(in crate::rule) struct Toy;

const TRACE: usize = 0;
const CLIPPED: usize = 0;
const BEFORE: usize = 0;
const AFTER: usize = 1;

const BOUND: Field = Field::own(Parameter {
    key: "bound",
    symbol: "δ",
    default: 1.0,
    legal: Legal::POSITIVE,
    usual: [0.01, 10.0],
    units: "F/X",
    meaning: "the largest size that counts",
});

/// There under this option alone, and held within the bound.
const fn clipped(mathml: &'static str, option: usize, value: fn(&StepView) -> [f64; 2]) -> Term {
    Term::symbol(mathml, value).only(CLIPPED, option)
}

/// What there is to say about it.
const CARD: Card = Card {
    name: "toy",
    title: "Toy",
    family: Family::Momentum,
    words: Words {
        sentence: "Momentum that is held within a bound.",
        used_by: "the tests",
        source: "CONTRIBUTING, add a rule",
        link: "https://optax.readthedocs.io/en/latest/api/transformations.html#optax.clip",
        convention: "optax chains the same parts in either order; PyTorch clips by hand, Keras by clipvalue.",
    },
    recurrence: &[
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            term::MOMENTUM,
            term::MEMORY,
            term::PLUS,
            clipped("<mover><mi>g</mi><mo>¯</mo></mover>", BEFORE, |s| {
                s.gradient.map(|g| held(g, s.hyperparameters[2]))
            }),
            term::GRADIENT.only(CLIPPED, AFTER),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            term::NEW_MEMORY.only(CLIPPED, BEFORE),
            clipped("<mover><mi>v</mi><mo>¯</mo></mover>", AFTER, |s| {
                s.after(TRACE).map(|v| held(v, s.hyperparameters[2]))
            }),
        ],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM, BOUND],
    choices: &[Choice {
        key: "clipped",
        meaning: "what is held within the bound",
        options: &[("gradient", "each gradient, before it is summed"), ("memory", "the sum, before the step")],
        default: BEFORE,
        idle_at_zero: None,
    }],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["trace"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: Matched::Classical,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            choices: &[("clipped", "gradient")],
            ..Counterpart::new(
                Library::Optax,
                "optax.chain(optax.clip(max_delta), optax.trace(decay), optax.scale_by_learning_rate(learning_rate))",
                ARGUMENTS,
            )
        },
        Counterpart {
            choices: &[("clipped", "memory")],
            ..Counterpart::new(
                Library::Optax,
                "optax.chain(optax.trace(decay), optax.clip(max_delta), optax.scale_by_learning_rate(learning_rate))",
                ARGUMENTS,
            )
        },
    ],
    without: &[
        (Library::PyTorch, "PyTorch clips by hand, between the gradient and the step; trace comes nearest."),
        (Library::Keras, "Keras bounds the gradient of any optimizer by clipvalue; heavy-ball comes nearest."),
    ],
};

const ARGUMENTS: &[Argument] =
    &[required("max_delta", "bound"), required("decay", "momentum"), required("learning_rate", "learning-rate")];

fn held<S: Scalar>(x: S, bound: S) -> S {
    x.clamp(-bound, bound)
}

impl Rule for Toy {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, bound] = now.into();
        let before = now.choices[CLIPPED] == BEFORE;
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(TRACE)).zip(seen.gradient) {
            // v = β v + g
            *v = beta * *v + if before { held(g, bound) } else { g };
            // w = w - α v
            *w = *w - alpha * if before { *v } else { held(*v, bound) };
        }
    }
}
