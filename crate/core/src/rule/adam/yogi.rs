//! Yogi: Adam whose mean square goes towards g² by a fixed share of g². [`CARD`] says the rest.

use super::fields::{
    BETA1, BETA2, CORRECTED_RATE, EMA, EMA_LINE, EPSILON, EPSILON_TERM, MATCHED, MEAN_SQUARE, NEW_EMA, NEW_MEAN_SQUARE,
    OLD_MEAN_SQUARE, ONE_MINUS_BETA2, ROOT, SQUARED_GRADIENT, begin, corrections, root,
};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::{Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// Yogi as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Yogi;

const LARGE_EPSILON: Field =
    Field { parameter: Parameter { default: 1e-3, ..field::EPSILON.parameter }, ..field::EPSILON };

const INITIAL: Field = Field::own(Parameter {
    key: "initial-accumulator",
    symbol: "v₀",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F²/X²",
    meaning: "what the mean square begins with, and as a number the average too",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "yogi",
    title: "Yogi",
    family: Family::Adam,
    words: Words {
        sentence: "Adam whose mean square grows and falls by (1−β₂) g² at most, so that one small gradient cannot undo it.",
        used_by: "optax",
        source: "Zaheer et al. 2018, algorithm 2",
        link: "https://proceedings.neurips.cc/paper/2018/file/90365351ccc7437a1309dc64e4db32a3-Paper.pdf",
        convention: "optax agrees: m and v both begin at 1e-6 and are divided by 1−βᵗ all the same, which the paper does not \
                     do; ε is 1e-3. PyTorch and Keras have no Yogi.",
    },
    recurrence: &[
        &EMA_LINE,
        &[
            NEW_MEAN_SQUARE,
            term::BECOMES,
            OLD_MEAN_SQUARE,
            term::MINUS,
            ONE_MINUS_BETA2,
            Term::symbol(
                "<mrow><mi>sign</mi><mo>(</mo><mi>v</mi><mo>−</mo><msup><mi>g</mi><mn>2</mn></msup><mo>)</mo></mrow>",
                |s| [0, 1].map(|i| Scalar::sign(s.before(MEAN_SQUARE)[i] - s.gradient[i].square())),
            ),
            SQUARED_GRADIENT,
        ],
        &[DENOMINATOR, term::BECOMES, ROOT, term::PLUS, EPSILON_TERM],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, CORRECTED_RATE, NEW_EMA, term::OVER, DENOMINATOR],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, BETA2, LARGE_EPSILON, INITIAL],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-average"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        constants: &[("initial-accumulator", 1e-6)],
        buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-average"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.yogi",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.9),
                argument("b2", "beta2", 0.999),
                argument("eps", "epsilon", 1e-3),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch has no Yogi; torch.optim.Adam, whose mean square forgets faster, comes nearest."),
        (Library::Keras, "Keras has no Yogi; keras.optimizers.Adam, whose mean square forgets faster, comes nearest."),
    ],
};

const DENOMINATOR: Term = Term::symbol("<mi>d</mi>", |s| {
    ROOT.value.map_or([0.0; 2], |root| root(s)).map(|root| root + s.hyperparameters[EPSILON])
});

impl Rule for Yogi {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
        let [_, _, _, _, initial] = now.into();
        memory.array_mut(EMA).fill(initial);
        memory.array_mut(MEAN_SQUARE).fill(initial);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon] = now.into();
        let one = S::of(1.0);
        let [correction1, correction2] = corrections(memory, beta1, beta2);
        let step = alpha / correction1;
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // m = β₁ m + (1-β₁) g
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * g;
            // v = v - (1-β₂) sign(v-g²) g²
            let v = memory.array(MEAN_SQUARE)[i];
            let v = v - (one - beta2) * (v - g.square()).sign() * g.square();
            // d = √(v/(1-β₂ᵗ)) + ε
            let d = root(v, S::of(0.0), correction2) + epsilon;
            // w = w - α/(1-β₁ᵗ) m/d
            *w = *w - step * m / d;
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(MEAN_SQUARE)[i] = v;
        }
    }
}
