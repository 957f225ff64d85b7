//! Optimistic gradient descent: the gradient, and its change once more. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::{
    Card, Counterpart, Family, Field, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Optimistic gradient descent with its two factors apart, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct OptimisticGradientDescent;

const PREVIOUS: usize = 0;

const GRADIENT_FACTOR: Field = Field::own(Parameter {
    key: "gradient-factor",
    symbol: "a",
    default: 1.0,
    legal: Legal::FINITE,
    usual: [0.0, 2.0],
    units: "1",
    meaning: "factor of the gradient",
});

const OPTIMISM: Field = Field::own(Parameter {
    key: "optimism",
    symbol: "b",
    default: 1.0,
    legal: Legal::FINITE,
    usual: [0.0, 2.0],
    units: "1",
    meaning: "factor of the gradient’s last change, which is expected to come once more",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "optimistic-gradient-descent",
    title: "Optimistic gradient descent",
    family: Family::Momentum,
    words: Words {
        sentence: "Each step expects the gradient to change once more as it has just changed: it damps where momentum would \
                   carry on.",
        used_by: "two-player games, GANs, optax",
        source: "Popov 1980; Mokhtari, Ozdaglar and Pattathil 2020, the update called OGDA",
        link: "https://arxiv.org/abs/1901.08511",
        convention: "optax agrees: its α and β are a and b here, and at the first step it takes the gradient for its own \
                     predecessor. The shared momentum does not reach it: b = 1 is what the paper has.",
    },
    recurrence: &[
        &[
            DIRECTION,
            term::BECOMES,
            Term::symbol("<mi>a</mi>", |s| s.hyperparameter(1)),
            term::GRADIENT,
            term::PLUS,
            Term::symbol("<mi>b</mi>", |s| s.hyperparameter(2)),
            Term::symbol(
                "<mrow><mo>(</mo><mi>g</mi><mo>−</mo><msub><mi>g</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>\
                 <mo>)</mo></mrow>",
                |s| [0, 1].map(|i| s.gradient[i] - if s.t == 1 { s.gradient[i] } else { s.before(PREVIOUS)[i] }),
            ),
        ],
        &[
            Term::symbol("<msub><mi>g</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", |s| s.after(PREVIOUS)),
            term::BECOMES,
            term::GRADIENT,
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, DIRECTION],
    ],
    fields: &[field::LEARNING_RATE, GRADIENT_FACTOR, OPTIMISM],
    choices: &[],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &["previous-gradient"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: Matched::Own("It sums no past gradients: on a steady gradient a step is a α g, as in gradient descent."),
    effective_step: Some(|h| h[1] * h[0]),
    limit: Some(Limit { formula: "2/(a+2b)", form: Form::Optimistic }),
    counterparts: &[Counterpart {
        buffers: &[("previous_gradient", Held::Memory("previous-gradient"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.optimistic_gradient_descent",
            &[
                required("learning_rate", "learning-rate"),
                argument("alpha", "gradient-factor", 1.0),
                argument("beta", "optimism", 1.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch has no optimistic step; SGD without momentum is what it becomes at b = 0."),
        (Library::Keras, "Keras has no optimistic step; SGD without momentum is what it becomes at b = 0."),
    ],
};

const DIRECTION: Term = Term::symbol("<mi>d</mi>", |s| {
    let [a, b] = [s.hyperparameters[1], s.hyperparameters[2]];
    [0, 1].map(|i| direction(a, b, s.gradient[i], if s.t == 1 { s.gradient[i] } else { s.before(PREVIOUS)[i] }))
});

fn direction<S: Scalar>(a: S, b: S, g: S, previous: S) -> S {
    // d = a g + b (g - g₋)
    a * g + b * (g - previous)
}

impl Rule for OptimisticGradientDescent {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, a, b] = now.into();
        for ((w, previous), &g) in weights.iter_mut().zip(memory.array_mut(PREVIOUS)).zip(seen.gradient) {
            // Nothing is known of a change at the first step.
            let d = direction(a, b, g, if now.t == 1 { g } else { *previous });
            // g₋ = g
            *previous = g;
            // w = w - α d
            *w = *w - alpha * d;
        }
    }
}
