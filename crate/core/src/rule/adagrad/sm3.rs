//! SM3: Adagrad whose normalised gradients are averaged, where every weight is a cover of its own. [`CARD`] says the rest.

use super::fields::{MATCHED, SQUARED_GRADIENT};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// SM3 on a vector of weights, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Sm3;

const SUM: usize = 0;
const EMA: usize = 1;
const EPSILON: usize = 2;

const EPSILON_INSIDE: Field =
    Field { parameter: Parameter { units: "F²/X²", ..field::EPSILON.parameter }, ..field::EPSILON };

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "sm3",
    title: "SM3",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each gradient is divided by the root of the sum of its squares and then averaged; for matrices it would \
                   store only one sum per row and column.",
        used_by: "optax",
        source: "Anil, Gupta, Koren and Singer 2019, memory-efficient adaptive optimization, algorithm SM3-II, with every weight a cover of its own",
        link: "https://arxiv.org/abs/1901.11150",
        convention: "optax agrees: ε = 1e-8 inside the root, and an average with the share 1−β of each new gradient. The \
                 paper takes 0/0 as 0 instead of an ε.",
    },
    recurrence: &[
        &[term::NEW_MEMORY, term::BECOMES, term::MEMORY, term::PLUS, SQUARED_GRADIENT],
        &[
            NORMALIZED,
            term::BECOMES,
            term::GRADIENT,
            term::OVER,
            Term::symbol("<msqrt><mrow><mi>v</mi><mo>+</mo><mi>ε</mi></mrow></msqrt>", |s| {
                s.after(SUM).map(|v| (v + s.hyperparameters[EPSILON]).sqrt())
            }),
        ],
        &[
            NEW_EMA,
            term::BECOMES,
            term::MOMENTUM,
            Term::symbol("<mi>m</mi>", |s| s.before(EMA)),
            term::PLUS,
            term::ONE_MINUS_MOMENTUM,
            NORMALIZED,
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, NEW_EMA],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, field::MOMENTUM, EPSILON_INSIDE],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["squared-gradient-sum", "normalized-gradient-ema"],
    scalars: &[],
    memory_units: &["F²/X²", "1"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        constants: &[("epsilon", 1e-8)],
        buffers: &[("mu", Held::Memory("squared-gradient-sum")), ("nu", Held::Memory("normalized-gradient-ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.sm3",
            &[required("learning_rate", "learning-rate"), argument("momentum", "momentum", 0.9)],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch has no SM3; its Adagrad divides alike and does not average."),
        (Library::Keras, "Keras has no SM3; its Adagrad divides alike and does not average."),
    ],
};

fn normalized(s: &StepView) -> [f64; 2] {
    [0, 1].map(|i| s.gradient[i] / (s.after(SUM)[i] + s.hyperparameters[EPSILON]).sqrt())
}

const NORMALIZED: Term = Term::symbol("<mi>u</mi>", normalized);
const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));

impl Rule for Sm3 {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, epsilon] = now.into();
        let one = S::of(1.0);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // v = v + g²
            let v = memory.array(SUM)[i] + g.square();
            // u = g/√(v + ε)
            let u = g / (v + epsilon).sqrt();
            // m = β m + (1-β) u
            let m = beta * memory.array(EMA)[i] + (one - beta) * u;
            // w = w - α m
            *w = *w - alpha * m;
            memory.array_mut(SUM)[i] = v;
            memory.array_mut(EMA)[i] = m;
        }
    }
}
