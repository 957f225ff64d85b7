//! Adan: Adam that looks ahead by the gradients' own differences. [`CARD`] says the rest.

use super::fields::{
    BETA1, BETA1_POWER, BETA2, BETA2_POWER, BETA2_TERM, BETA3_TERM, EMA, EMA_CORRECTION, EMA_LINE, EPSILON,
    EPSILON_INSIDE, MATCHED, NEW_EMA, ONE_MINUS_BETA2, ONE_MINUS_BETA3, begin, corrections,
};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Adan as optax has it; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct Adan;

const DIFFERENCE: usize = 1;
const MEAN_SQUARE: usize = 2;
const LAST: usize = 3;
const BETA3_POWER: usize = 2;
const DECAY: usize = 0;
const EPSILON_ROOT: usize = super::fields::EPSILON_ROOT;

const DIFFERENCE_SHARE: Field = Field {
    parameter: Parameter {
        default: 0.92,
        meaning: "share of the gradients’ mean difference that is kept",
        ..BETA2.parameter
    },
    ..BETA2
};

const SQUARE_SHARE: Field =
    Field { parameter: Parameter { key: "beta3", symbol: "β₃", default: 0.99, ..BETA2.parameter }, ..BETA2 };

const FLOOR: Field = Field { parameter: Parameter { default: 1e-8, ..EPSILON_INSIDE.parameter }, ..EPSILON_INSIDE };

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adan",
    title: "Adan",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with Nesterov’s look-ahead drawn from what was seen: the average difference of gradients is added to \
                   their average.",
        used_by: "optax",
        source: "Xie et al. 2022, adaptive Nesterov momentum, algorithm 1, with corrected averages",
        link: "https://arxiv.org/abs/2208.06677",
        convention: "optax agrees: its b1, b2, b3 are one minus the paper’s, 1e-8 stands inside the root as well as outside, \
                     and the decay is taken off the weight (the paper divides by 1+αλ). PyTorch and Keras have no Adan.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, decay::lambda::<6>()),
        &decay::decoupled_line(DECAY, decay::lambda::<6>()),
        &[
            CHANGE,
            term::BECOMES,
            term::GRADIENT,
            term::MINUS,
            Term::symbol("<msub><mi>g</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", |s| {
                if s.t == 1 { s.gradient } else { s.before(LAST) }
            }),
        ],
        &EMA_LINE,
        &[
            Term::symbol("<mi>q</mi>", |s| s.after(DIFFERENCE)),
            term::BECOMES,
            BETA2_TERM,
            Term::symbol("<mi>q</mi>", |s| s.before(DIFFERENCE)),
            term::PLUS,
            ONE_MINUS_BETA2,
            CHANGE,
        ],
        &[
            Term::symbol("<mi>v</mi>", |s| s.after(MEAN_SQUARE)),
            term::BECOMES,
            BETA3_TERM,
            Term::symbol("<mi>v</mi>", |s| s.before(MEAN_SQUARE)),
            term::PLUS,
            ONE_MINUS_BETA3,
            Term::symbol(
                "<msup><mrow><mo>(</mo><mi>g</mi><mo>+</mo><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>2</mn></msub>\
                 <mo>)</mo><mi>δ</mi><mo>)</mo></mrow><mn>2</mn></msup>",
                |s| {
                    let change = change(s);
                    [0, 1].map(|i| (s.gradient[i] + (1.0 - s.hyperparameters[2]) * change[i]).square())
                },
            ),
        ],
        &[
            DIRECTION,
            term::BECOMES,
            NEW_EMA,
            term::OVER,
            EMA_CORRECTION,
            term::PLUS,
            Term::symbol(
                "<mfrac><mrow><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>2</mn></msub></mrow><mrow><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| [(1.0 - s.hyperparameters[2]) / (1.0 - s.scalar_after(BETA2_POWER)); 2],
            ),
            Term::symbol("<mi>q</mi>", |s| s.after(DIFFERENCE)),
        ],
        &[
            Term::symbol("<msub><mi>g</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", |s| s.after(LAST)),
            term::BECOMES,
            term::GRADIENT,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            DIRECTION,
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi>\
                 <mn>3</mn><mi>t</mi></msubsup><mo>)</mo><mo>+</mo><msub><mi>ε</mi><mn>0</mn></msub></mrow></msqrt>\
                 <mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
                |s| {
                    let correction = 1.0 - s.scalar_after(BETA3_POWER);
                    let root = |v: f64| (v / correction + s.hyperparameters[EPSILON_ROOT]).sqrt();
                    s.after(MEAN_SQUARE).map(|v| root(v) + s.hyperparameters[EPSILON])
                },
            ),
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        BETA1,
        DIFFERENCE_SHARE,
        field::EPSILON,
        FLOOR,
        SQUARE_SHARE,
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "difference-ema", "squared-look-ahead-ema", "previous-gradient"],
    scalars: &["momentum-power", "beta2-power", "beta3-power"],
    memory_units: &["F/X", "F/X", "F²/X²", "F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[
            ("m", Held::Memory("ema")),
            ("v", Held::Memory("difference-ema")),
            ("n", Held::Memory("squared-look-ahead-ema")),
            ("g", Held::Memory("previous-gradient")),
        ],
        ..Counterpart::new(
            Library::Optax,
            "optax.adan",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.98),
                argument("b2", "beta2", 0.92),
                argument("b3", "beta3", 0.99),
                argument("eps", "epsilon", 1e-8),
                argument("eps_root", "epsilon-root", 1e-8),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch keeps no average of differences; torch.optim.NAdam comes nearest."),
        (Library::Keras, "Keras keeps no average of differences; keras.optimizers.Nadam comes nearest."),
    ],
};

const CHANGE: Term = Term::symbol("<mi>δ</mi>", change);
const DIRECTION: Term = Term::symbol("<mi>u</mi>", |s| {
    let share = (1.0 - s.hyperparameters[2]) / (1.0 - s.scalar_after(BETA2_POWER));
    let correction = 1.0 - s.scalar_after(BETA1_POWER);
    [0, 1].map(|i| s.after(EMA)[i] / correction + share * s.after(DIFFERENCE)[i])
});

/// The gradient's difference from the one before, 0 at the first update.
fn change(s: &StepView) -> [f64; 2] {
    if s.t == 1 { [0.0; 2] } else { [0, 1].map(|i| s.gradient[i] - s.before(LAST)[i]) }
}

impl Rule for Adan {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
        *memory.scalar_mut(BETA3_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, beta3, lambda] = now.into();
        let one = S::of(1.0);
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let [correction1, correction2] = corrections(memory, beta1, beta2);
        // β₃ᵗ = β₃ β₃ᵗ⁻¹
        *memory.scalar_mut(BETA3_POWER) = beta3 * *memory.scalar(BETA3_POWER);
        let correction3 = one - *memory.scalar(BETA3_POWER);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // δ = g - gₜ₋₁, and 0 at first
            let change = if now.t == 1 { S::of(0.0) } else { g - memory.array(LAST)[i] };
            // m = β₁ m + (1-β₁) g
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * g;
            // q = β₂ q + (1-β₂) δ
            let q = beta2 * memory.array(DIFFERENCE)[i] + (one - beta2) * change;
            // v = β₃ v + (1-β₃) (g + (1-β₂) δ)²
            let ahead = g + (one - beta2) * change;
            let v = beta3 * memory.array(MEAN_SQUARE)[i] + (one - beta3) * ahead.square();
            // u = m/(1-β₁ᵗ) + (1-β₂) q/(1-β₂ᵗ)
            let u = m / correction1 + (one - beta2) * (q / correction2);
            // w = w - α u/(√(v/(1-β₃ᵗ) + ε₀) + ε)
            *w = *w - alpha * u / ((v / correction3 + epsilon_root).sqrt() + epsilon);
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(DIFFERENCE)[i] = q;
            memory.array_mut(MEAN_SQUARE)[i] = v;
            // gₜ₋₁ = g
            memory.array_mut(LAST)[i] = g;
        }
    }
}
