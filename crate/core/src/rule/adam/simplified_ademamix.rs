//! Simplified AdEMAMix: Adam's step along a sum of gradients with the newest counted once more. [`CARD`] says the rest.

use super::ademamix::MIX;
use super::fields::{
    BETA1, BETA1_TERM, BETA2, EPSILON, EPSILON_INSIDE, EPSILON_TERM, MEAN_SQUARE, MEAN_SQUARE_LINE, ROOT_WITH_EPSILON,
    corrected_root, root,
};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// The simplified AdEMAMix as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct SimplifiedAdEmaMix;

const TRACE: usize = 0;
const BETA2_POWER: usize = 0;
const MIXING: usize = 5;
const DECAY: usize = 0;

const QUICK_BETA2: Field = Field { parameter: Parameter { default: 0.95, ..BETA2.parameter }, ..BETA2 };

const NEWEST: Field = Field {
    parameter: Parameter {
        default: 0.0,
        usual: [0.0, 100.0],
        meaning: "how many times the newest gradient counts on top of the sum",
        ..MIX.parameter
    },
    ..MIX
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "simplified-ademamix",
    title: "Simplified AdEMAMix",
    family: Family::Adam,
    words: Words {
        sentence: "A fading sum of gradients plus γ times the newest one, divided by the corrected root mean square.",
        used_by: "optax",
        source: "Morwani et al. 2025, simplified AdEMAMix",
        link: "https://arxiv.org/abs/2502.02431",
        convention: "optax agrees: the sum lacks Adam’s factor 1−β₁, so that a steady slope is stepped along by α/(1−β₁); its \
                     b1 is 0.99 by default, its b2 0.95, its alpha 0. PyTorch and Keras have none.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, decay::lambda::<6>()),
        &decay::decoupled_line(DECAY, decay::lambda::<6>()),
        &[
            NEW_TRACE,
            term::BECOMES,
            BETA1_TERM,
            Term::symbol("<mi>m</mi>", |s| s.before(TRACE)),
            term::PLUS,
            term::GRADIENT,
        ],
        &MEAN_SQUARE_LINE,
        &[
            DIRECTION,
            term::BECOMES,
            NEW_TRACE,
            term::PLUS,
            Term::symbol("<mi>γ</mi>", |s| s.hyperparameter(MIXING)),
            term::GRADIENT,
        ],
        &[
            DENOMINATOR,
            term::BECOMES,
            Term::symbol(ROOT_WITH_EPSILON.mathml, corrected_root::<BETA2_POWER>),
            term::PLUS,
            EPSILON_TERM,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            DIRECTION,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        BETA1,
        QUICK_BETA2,
        field::EPSILON,
        EPSILON_INSIDE,
        NEWEST,
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["trace", "squared-gradient-ema"],
    scalars: &["beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: Matched::Own(
        "Its direction has no units, so its α is a length in X; its sum is 1/(1−β₁) times Adam’s average.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[("m", Held::Memory("trace")), ("n", Held::Memory("squared-gradient-ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.simplified_ademamix",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.99),
                argument("b2", "beta2", 0.95),
                argument("alpha", "mixing-coefficient", 0.0),
                argument("eps", "epsilon", 1e-8),
                argument("eps_root", "epsilon-root", 0.0),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch divides an average, not a sum; torch.optim.AdamW with α/(1−β₁) comes nearest."),
        (Library::Keras, "Keras divides an average, not a sum; keras.optimizers.AdamW with α/(1−β₁) comes nearest."),
    ],
};

const NEW_TRACE: Term = Term::symbol("<mi>m</mi>", |s| s.after(TRACE));
const DIRECTION: Term =
    Term::symbol("<mi>u</mi>", |s| [0, 1].map(|i| s.after(TRACE)[i] + s.hyperparameters[MIXING] * s.gradient[i]));
const DENOMINATOR: Term =
    Term::symbol("<mi>d</mi>", |s| corrected_root::<BETA2_POWER>(s).map(|root| root + s.hyperparameters[EPSILON]));

impl Rule for SimplifiedAdEmaMix {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, mixing, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let correction2 = S::of(1.0) - *memory.scalar(BETA2_POWER);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + g
            let m = beta1 * memory.array(TRACE)[i] + g;
            memory.array_mut(TRACE)[i] = m;
            // v = β₂ v + (1-β₂) g², as optax goes it: what is infinite is no number after the next update
            let v = g.square() + beta2 * (memory.array(MEAN_SQUARE)[i] - g.square());
            memory.array_mut(MEAN_SQUARE)[i] = v;
            // u = m + γ g
            let u = m + mixing * g;
            // d = √(v/(1-β₂ᵗ) + ε₀) + ε
            let d = root(v, epsilon_root, correction2) + epsilon;
            // w = w - α u/d
            *w = *w - alpha * u / d;
        }
    }
}
