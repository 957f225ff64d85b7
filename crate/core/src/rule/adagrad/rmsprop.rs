//! RMSProp: each gradient divided by the root of its own mean square. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term, words,
};
use crate::scalar::Scalar;

/// RMSProp as PyTorch has it, without momentum.
#[derive(Clone, Copy, Debug)]
pub struct RmsProp;

const MEAN_SQUARE: usize = 0;
const EPSILON: usize = 2;

const DECAY: Field = Field {
    parameter: Parameter {
        key: "decay",
        symbol: "ρ",
        default: 0.99,
        legal: Legal::FRACTION,
        usual: [0.0, 1.0],
        units: "1",
        meaning: "share of the mean square that is kept",
    },
    shared: false,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "rmsprop",
    title: "RMSProp",
    family: Family::Adagrad,
    words: words(Words {
        sentence: "Each gradient is divided by the root of its mean square, so that α is a length and not a rate per slope.",
        used_by: "Hinton's course, PyTorch",
        source: "Tieleman and Hinton 2012, lecture 6.5",
        link: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
        convention: "PyTorch agrees: ε outside the root, ρ = 0.99. Keras and optax put ε inside the root, √(v+ε), and \
                 default to ρ = 0.9. None of them corrects the bias of v.",
    }),
    recurrence: &[
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            Term::symbol("<mi>ρ</mi>", |s| s.hyperparameter(1)),
            term::MEMORY,
            term::PLUS,
            Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>ρ</mi><mo>)</mo></mrow>", |s| s.complement(1)),
            Term::symbol("<msup><mi>g</mi><mn>2</mn></msup>", |s| s.gradient.map(|g| g * g)),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            term::GRADIENT,
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
                s.after(MEAN_SQUARE).map(|v| v.sqrt() + s.hyperparameters[EPSILON])
            }),
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, DECAY, field::EPSILON],
    choices: &[],
    per_weight: true,
    memories: &["squared-gradient-ema"],
    scalars: &[],
    memory_units: &["F²/X²"],
    matched: Matched::Own(
        "Its direction has no units, so its α is a length in X and nothing that a gradient could be matched by.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        fixed: &[unsaid("centered", "False"), unsaid("momentum", "0.0"), unsaid("weight_decay", "0.0")],
        buffers: &[("square_avg", Held::Memory("squared-gradient-ema"))],
        ..Counterpart::new(
            Library::PyTorch,
            "torch.optim.RMSprop",
            &[
                argument("lr", "learning-rate", 0.01),
                argument("alpha", "decay", 0.99),
                argument("eps", "epsilon", 1e-8),
            ],
        )
    }],
    without: &[],
};

impl Rule for RmsProp {
    fn card(&self) -> &'static Card {
        &CARD
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, rho, epsilon] = now.into();
        let fresh = S::of(1.0) - rho;
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(MEAN_SQUARE)).zip(seen.gradient) {
            // v = ρ v + (1-ρ) g²
            *v = rho * *v + fresh * g.square();
            // w = w - α g/(√v + ε)
            *w = *w - alpha * g / (v.sqrt() + epsilon);
        }
    }
}
