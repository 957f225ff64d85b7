//! Adam: a bias-corrected EMA, divided by the root of a bias-corrected mean square. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term, words,
};
use crate::scalar::Scalar;

/// Adam as PyTorch has it; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct Adam;

const EMA: usize = 0;
const MEAN_SQUARE: usize = 1;
const MOMENTUM_POWER: usize = 0;
const BETA2_POWER: usize = 1;
const EPSILON: usize = 3;

const BETA1: Field =
    Field { parameter: Parameter { symbol: "β₁", ..field::MOMENTUM.parameter }, shared: field::MOMENTUM.shared };

const BETA2: Field = Field {
    parameter: Parameter {
        key: "beta2",
        symbol: "β₂",
        default: 0.999,
        legal: Legal::FRACTION,
        usual: [0.0, 1.0],
        units: "1",
        meaning: "share of the mean square that is kept",
    },
    shared: false,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adam",
    title: "Adam",
    family: Family::Adam,
    words: words(Words {
        sentence: "An average gradient divided by its root mean square, both corrected for their start at 0: α is a length.",
        used_by: "PyTorch, Keras, optax",
        source: "Kingma and Ba 2015, algorithm 1",
        link: "https://arxiv.org/abs/1412.6980",
        convention: "PyTorch and optax agree. Keras adds ε to √v before the correction: its ε acts as ε/√(1-β₂ᵗ) here, and \
                 is 1e-7 by default.",
    }),
    recurrence: &[
        &[
            NEW_EMA,
            term::BECOMES,
            Term::symbol("<msub><mi>β</mi><mn>1</mn></msub>", |s| s.hyperparameter(1)),
            Term::symbol("<mi>m</mi>", |s| s.before(EMA)),
            term::PLUS,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>1</mn></msub><mo>)</mo></mrow>",
                |s| s.complement(1),
            ),
            term::GRADIENT,
        ],
        &[
            NEW_MEAN_SQUARE,
            term::BECOMES,
            Term::symbol("<msub><mi>β</mi><mn>2</mn></msub>", |s| s.hyperparameter(2)),
            Term::symbol("<mi>v</mi>", |s| s.before(MEAN_SQUARE)),
            term::PLUS,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>2</mn></msub><mo>)</mo></mrow>",
                |s| s.complement(2),
            ),
            Term::symbol("<msup><mi>g</mi><mn>2</mn></msup>", |s| s.gradient.map(|g| g * g)),
        ],
        &[
            DENOMINATOR,
            term::BECOMES,
            Term::symbol(
                "<msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt>",
                |s| s.after(MEAN_SQUARE).map(|v| v.sqrt() / (1.0 - s.scalar_after(BETA2_POWER)).sqrt()),
            ),
            term::PLUS,
            Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(EPSILON)),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            Term::symbol(
                "<mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| [s.hyperparameters[0] / (1.0 - s.scalar_after(MOMENTUM_POWER)); 2],
            ),
            NEW_EMA,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, BETA2, field::EPSILON],
    choices: &[],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: Matched::Own("Its direction has no units, so its α is a length in X; the average is corrected already."),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        fixed: &[unsaid("amsgrad", "False"), unsaid("weight_decay", "0.0")],
        buffers: &[("exp_avg", Held::Memory("ema")), ("exp_avg_sq", Held::Memory("squared-gradient-ema"))],
        ..Counterpart::new(
            Library::PyTorch,
            "torch.optim.Adam",
            &[
                argument("lr", "learning-rate", 1e-3),
                argument("betas.0", "momentum", 0.9),
                argument("betas.1", "beta2", 0.999),
                argument("eps", "epsilon", 1e-8),
            ],
        )
    }],
    without: &[],
};

const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const NEW_MEAN_SQUARE: Term = Term::symbol("<mi>v</mi>", |s| s.after(MEAN_SQUARE));
const DENOMINATOR: Term = Term::symbol("<mi>d</mi>", |s| {
    let root = (1.0 - s.scalar_after(BETA2_POWER)).sqrt();
    s.after(MEAN_SQUARE).map(|v| v.sqrt() / root + s.hyperparameters[EPSILON])
});

impl Rule for Adam {
    fn card(&self) -> &'static Card {
        &CARD
    }

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(MOMENTUM_POWER) = S::of(1.0);
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon] = now.into();
        let one = S::of(1.0);
        // β₁ᵗ = β₁ β₁ᵗ⁻¹
        *memory.scalar_mut(MOMENTUM_POWER) = beta1 * *memory.scalar(MOMENTUM_POWER);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let step = alpha / (one - *memory.scalar(MOMENTUM_POWER));
        let root = (one - *memory.scalar(BETA2_POWER)).sqrt();
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // m = β₁ m + (1-β₁) g
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * g;
            // v = β₂ v + (1-β₂) g²
            let v = beta2 * memory.array(MEAN_SQUARE)[i] + (one - beta2) * g.square();
            // d = √(v/(1-β₂ᵗ)) + ε
            let d = v.sqrt() / root + epsilon;
            // w = w - α/(1-β₁ᵗ) m/d
            *w = *w - step * m / d;
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(MEAN_SQUARE)[i] = v;
        }
    }
}
