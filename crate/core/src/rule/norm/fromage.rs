//! Fromage: steps in proportion to the weights' length, turned as much as moved. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{argument, required};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, norm};

use super::trust::{MATCHED, trust};

/// Fromage over all weights as one layer.
#[derive(Clone, Copy, Debug)]
pub struct Fromage;

const LEARNING_RATE: Field =
    Field { parameter: Parameter { units: "1", ..field::LEARNING_RATE.parameter }, ..field::LEARNING_RATE };

const SMALLEST_NORM: Field = Field::own(Parameter {
    key: "smallest-norm",
    symbol: "ν",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1e-1],
    units: "X, F/X",
    meaning: "no norm counts for less",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "fromage",
    title: "Fromage",
    family: Family::Norm,
    words: Words {
        sentence: "Every step is a share α of the weights’ length, and all weights then shrink so that a step at right \
                   angles to them leaves their length as it was.",
        used_by: "optax",
        source: "Bernstein, Vahdat, Yue and Liu 2020, algorithm 1",
        link: "https://arxiv.org/abs/2002.03432",
        convention: "optax agrees: norms below 1e-6 count as 1e-6. The shrinking goes on where the gradient is 0. Here all \
                     weights are one layer.",
    },
    recurrence: &[
        &[
            SCALED,
            term::BECOMES,
            Term::symbol(
                "<mfrac><mrow><mi>max</mi><mo>(</mo><mo>‖</mo><mi>w</mi><mo>‖</mo><mo>,</mo><mi>ν</mi><mo>)</mo></mrow>\
                 <mrow><mi>max</mi><mo>(</mo><mo>‖</mo><mi>g</mi><mo>‖</mo><mo>,</mo><mi>ν</mi><mo>)</mo></mrow></mfrac>",
                |s| [ratio(s); 2],
            ),
            term::GRADIENT,
        ],
        &[MOVED, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, SCALED],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            MOVED,
            term::OVER,
            Term::symbol("<msqrt><mrow><mn>1</mn><mo>+</mo><msup><mi>α</mi><mn>2</mn></msup></mrow></msqrt>", |s| {
                s.hyperparameter(0).map(|alpha| (1.0 + alpha * alpha).sqrt())
            }),
        ],
    ],
    fields: &[LEARNING_RATE, SMALLEST_NORM],
    choices: &[],
    axes: &["learning-rate"],
    per_weight: false,
    memories: &[],
    scalars: &[],
    memory_units: &[],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart::new(
        Library::Optax,
        "optax.fromage",
        &[required("learning_rate", "learning-rate"), argument("min_norm", "smallest-norm", 1e-6)],
    )],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no Fromage, and no rule of its own that measures the weights’ length but Adafactor.",
        ),
        (
            Library::Keras,
            "Keras has no Fromage; its Lamb also steps by a share of the weights’ length, with Adam inside.",
        ),
    ],
};

const SCALED: Term = Term::symbol("<mover><mi>g</mi><mo>^</mo></mover>", |s| s.gradient.map(|g| ratio(s) * g));
const MOVED: Term =
    Term::symbol("<mi>u</mi>", |s| [0, 1].map(|i| s.weights[0][i] - s.hyperparameters[0] * (ratio(s) * s.gradient[i])));

fn ratio(s: &StepView) -> f64 {
    floored(s.hyperparameters[1], &s.weights[0], &s.gradient)
}

fn floored<S: Scalar>(smallest: S, weights: &[S], gradient: &[S]) -> S {
    trust(S::of(1.0), norm(weights).max(smallest), norm(gradient).max(smallest), S::of(0.0))
}

impl Rule for Fromage {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], _memory: &mut Memory<S>) {
        let [alpha, smallest] = now.into();
        let root = (S::of(1.0) + alpha.square()).sqrt();
        // ĝ = max(‖w‖, ν)/max(‖g‖, ν) g
        let ratio = floored(smallest, weights, seen.gradient);
        for (w, &g) in weights.iter_mut().zip(seen.gradient) {
            // u = w - α ĝ
            let u = *w - alpha * (ratio * g);
            // w = u/√(1+α²)
            *w = u / root;
        }
    }
}
