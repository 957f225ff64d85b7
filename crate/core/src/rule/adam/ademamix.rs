//! AdEMAMix: Adam with a second, much slower average of the same gradients. [`CARD`] says the rest.

use super::fields::{
    BETA1, BETA1_POWER, BETA2, BETA2_POWER, BETA3_TERM, EMA, EMA_CORRECTION, EMA_LINE, EPSILON, EPSILON_INSIDE,
    EPSILON_TERM, MATCHED, MEAN_SQUARE_LINE, NEW_EMA, ONE_MINUS_BETA3, ROOT_WITH_EPSILON, averages, begin,
    corrected_root, corrections, root,
};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// AdEMAMix as optax has it, without a schedule of its own.
#[derive(Clone, Copy, Debug)]
pub struct AdEmaMix;

const SLOW: usize = 2;
const MIXING: usize = 6;
const DECAY: usize = 0;

const SLOW_SHARE: Field = Field {
    parameter: Parameter {
        key: "beta3",
        symbol: "β₃",
        default: 0.9999,
        meaning: "share of the slow average that is kept",
        ..BETA2.parameter
    },
    ..BETA2
};

/// How much of a second direction is mixed in.
pub(super) const MIX: Field = Field::own(Parameter {
    key: "mixing-coefficient",
    symbol: "γ",
    default: 5.0,
    legal: Legal::FINITE,
    usual: [0.0, 10.0],
    units: "1",
    meaning: "how many times the slow average counts beside the fast one",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "ademamix",
    title: "AdEMAMix",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with a second average that forgets very slowly, so that gradients of long ago still push.",
        used_by: "optax",
        source: "Pagliardini et al. 2024, algorithm 1",
        link: "https://arxiv.org/abs/2409.03137",
        convention: "optax agrees while its alpha and b3 are numbers: the slow average is not corrected for its start at 0; \
                     the paper raises both from small values over the run. PyTorch and Keras have no AdEMAMix.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, decay::lambda::<7>()),
        &decay::decoupled_line(DECAY, decay::lambda::<7>()),
        &EMA_LINE,
        &[
            NEW_SLOW,
            term::BECOMES,
            BETA3_TERM,
            Term::symbol("<mi>q</mi>", |s| s.before(SLOW)),
            term::PLUS,
            ONE_MINUS_BETA3,
            term::GRADIENT,
        ],
        &MEAN_SQUARE_LINE,
        &[
            DIRECTION,
            term::BECOMES,
            NEW_EMA,
            term::OVER,
            EMA_CORRECTION,
            term::PLUS,
            Term::symbol("<mi>γ</mi>", |s| s.hyperparameter(MIXING)),
            NEW_SLOW,
        ],
        &[DENOMINATOR, term::BECOMES, ROOT_WITH_EPSILON, term::PLUS, EPSILON_TERM],
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
        BETA2,
        field::EPSILON,
        EPSILON_INSIDE,
        SLOW_SHARE,
        MIX,
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema", "slow-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²", "F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[
            ("m1", Held::Memory("ema")),
            ("m2", Held::Memory("slow-ema")),
            ("nu", Held::Memory("squared-gradient-ema")),
        ],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.ademamix",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.9),
                argument("b2", "beta2", 0.999),
                argument("b3", "beta3", 0.9999),
                argument("alpha", "mixing-coefficient", 5.0),
                argument("eps", "epsilon", 1e-8),
                argument("eps_root", "epsilon-root", 0.0),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch keeps one average of the gradients; torch.optim.AdamW comes nearest."),
        (Library::Keras, "Keras keeps one average of the gradients; keras.optimizers.AdamW comes nearest."),
    ],
};

const NEW_SLOW: Term = Term::symbol("<mi>q</mi>", |s| s.after(SLOW));
const DIRECTION: Term = Term::symbol("<mi>u</mi>", |s| {
    let correction = 1.0 - s.scalar_after(BETA1_POWER);
    [0, 1].map(|i| s.after(EMA)[i] / correction + s.hyperparameters[MIXING] * s.after(SLOW)[i])
});
const DENOMINATOR: Term =
    Term::symbol("<mi>d</mi>", |s| corrected_root::<BETA2_POWER>(s).map(|root| root + s.hyperparameters[EPSILON]));

impl Rule for AdEmaMix {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, beta3, mixing, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let [correction1, correction2] = corrections(memory, beta1, beta2);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g²
            let [m, v] = averages(0, memory, i, [beta1, beta2], g);
            // q = β₃ q + (1-β₃) g
            let q = beta3 * memory.array(SLOW)[i] + (S::of(1.0) - beta3) * g;
            memory.array_mut(SLOW)[i] = q;
            // u = m/(1-β₁ᵗ) + γ q
            let u = m / correction1 + mixing * q;
            // d = √(v/(1-β₂ᵗ) + ε₀) + ε
            let d = root(v, epsilon_root, correction2) + epsilon;
            // w = w - α u/d
            *w = *w - alpha * u / d;
        }
    }
}
