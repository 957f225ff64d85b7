//! MADGRAD: dual averaging from the start, divided by a cube root, followed by an average. [`CARD`] says the rest.

use super::fields::SQUARED_GRADIENT;
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, single};

/// MADGRAD as its paper and optax have it.
#[derive(Clone, Copy, Debug)]
pub struct Madgrad;

const START: usize = 0;
const SQUARES: usize = 1;
const GRADIENTS: usize = 2;
const EPSILON: usize = 2;
const LAMBDA: usize = 3;
const FORM: usize = 0;

const RATE: Field =
    Field { parameter: Parameter { units: "X²/√F", ..field::LEARNING_RATE.parameter }, ..field::LEARNING_RATE };

const EPSILON_FIELD: Field = Field::own(Parameter {
    key: "epsilon",
    symbol: "ε",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-10, 1e-1],
    units: "√F and X²/√F",
    meaning: "is added to the cube root, and to α as well",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "madgrad",
    title: "MADGRAD",
    family: Family::Adagrad,
    words: Words {
        sentence: "The sum of all gradients, divided by the cube root of their squares’ sum, is taken off the start, and the \
                   weights follow that point with momentum.",
        used_by: "optax",
        source: "Defazio and Jelassi 2021, momentumized adaptive dual averaging, algorithm 1",
        link: "https://arxiv.org/abs/2101.11075",
        convention: "optax agrees, and takes (α+ε)√t in 32 bits, as here. ε is added to α as well, as in the authors’ code, so \
                 that it moves a little even at α = 0.",
    },
    recurrence: &[
        &decay::coupled_line(FORM, decay::lambda::<LAMBDA>()),
        &decay::decoupled_line(FORM, decay::lambda::<LAMBDA>()),
        &[
            RATE_NOW,
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><mi>α</mi><mo>+</mo><mi>ε</mi><mo>)</mo><msqrt><mi>t</mi></msqrt></mrow>",
                rate_now,
            ),
        ],
        &[
            Term::symbol("<mi>v</mi>", |s| s.after(SQUARES)),
            term::BECOMES,
            Term::symbol("<mi>v</mi>", |s| s.before(SQUARES)),
            term::PLUS,
            RATE_NOW,
            SQUARED_GRADIENT,
        ],
        &[
            NEW_GRADIENTS,
            term::BECOMES,
            Term::symbol("<mi>s</mi>", |s| s.before(GRADIENTS)),
            term::PLUS,
            RATE_NOW,
            term::GRADIENT,
        ],
        &[
            AHEAD,
            term::BECOMES,
            ORIGIN,
            term::MINUS,
            NEW_GRADIENTS,
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><mroot><mi>v</mi><mn>3</mn></mroot><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
                divisor,
            ),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::MOMENTUM, term::WEIGHT, term::PLUS, term::ONE_MINUS_MOMENTUM, AHEAD],
    ],
    fields: &[RATE, field::MOMENTUM, EPSILON_FIELD, decay::in_units("F/X², or √F/X² decoupled")],
    choices: &[decay::COUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["start", "weighted-squared-gradient-sum", "weighted-gradient-sum"],
    scalars: &[],
    memory_units: &["X", "F√F", "X√F"],
    matched: Matched::Own(
        "It divides by a cube root, so its α is in X²/√F and no rate that a slope could be matched by.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[
            ("grad_sum_sq", Held::Memory("weighted-squared-gradient-sum")),
            ("s", Held::Memory("weighted-gradient-sum")),
            ("x0", Held::Memory("start")),
        ],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.madgrad",
            &[
                required("learning_rate", "learning-rate"),
                argument("momentum", "momentum", 0.9),
                argument("weight_decay", "weight-decay", 0.0),
                argument("eps", "epsilon", 1e-6),
            ],
        )
    }],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no MADGRAD; its Adagrad divides by a square root and goes on from the weights.",
        ),
        (Library::Keras, "Keras has no MADGRAD; its Adagrad divides by a square root and goes on from the weights."),
    ],
};

const ORIGIN: Term = Term::symbol("<msub><mi>w</mi><mn>0</mn></msub>", |s| s.after(START));
const RATE_NOW: Term = Term::symbol("<mi>a</mi>", rate_now);
const NEW_GRADIENTS: Term = Term::symbol("<mi>s</mi>", |s| s.after(GRADIENTS));
const AHEAD: Term = Term::symbol("<mi>z</mi>", |s| {
    let divisor = divisor(s);
    [0, 1].map(|i| s.after(START)[i] - s.after(GRADIENTS)[i] / divisor[i])
});

fn rate_now(s: &StepView) -> [f64; 2] {
    [rate(s.t, s.hyperparameters[0], s.hyperparameters[EPSILON]); 2]
}

fn divisor(s: &StepView) -> [f64; 2] {
    s.after(SQUARES).map(|v| Scalar::cbrt(v) + s.hyperparameters[EPSILON])
}

/// a: optax computes it in 32 bits.
#[inline]
fn rate<S: Scalar>(t: u32, alpha: S, epsilon: S) -> S {
    single(single(alpha + epsilon) * single(f64::from(t).sqrt()))
}

impl Rule for Madgrad {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, _now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, epsilon, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        // a = (α + ε) √t
        let rate = rate(now.t, alpha, epsilon);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // v = v + a g²
            let v = memory.array(SQUARES)[i] + rate * g.square();
            // s = s + a g
            let s = memory.array(GRADIENTS)[i] + rate * g;
            // z = w₀ - s/(∛v + ε)
            let z = memory.array(START)[i] - s / (v.cbrt() + epsilon);
            // w = β w + (1-β) z
            *w = beta * *w + (S::of(1.0) - beta) * z;
            memory.array_mut(SQUARES)[i] = v;
            memory.array_mut(GRADIENTS)[i] = s;
        }
    }
}
