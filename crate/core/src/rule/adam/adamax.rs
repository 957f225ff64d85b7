//! Adamax: an EMA divided by the largest fading slope. [`CARD`] says the rest.

use super::calls;
use super::fields::{self, BETA1_POWER, EMA};
use crate::parameter::Parameter;
use crate::rule::counterpart::Held;
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Adamax as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct Adamax;

const LARGEST: usize = 1;
const DECAY: usize = 0;
const PLACE: usize = 1;
const LAMBDA: Term = decay::lambda::<4>();

const BETA2: Field = Field {
    parameter: Parameter { meaning: "share of the largest slope that is kept", ..fields::BETA2.parameter },
    shared: fields::BETA2.shared,
};

const EPSILON_PLACE: Choice = Choice {
    key: "epsilon-place",
    meaning: "what ε is added to",
    options: &[
        ("slope", "each |g| before the largest is taken, so that u remembers it, as in PyTorch and optax"),
        ("largest", "the largest, where it divides, as in Keras"),
    ],
    default: 0,
    idle_at_zero: None,
};

const OPTAX: Counterpart = Counterpart {
    constants: &[("weight-decay", 0.0)],
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("largest-gradient"))],
    arguments: &{
        let [rate, beta1, beta2, epsilon, _] = calls::OPTAX;
        [rate, beta1, beta2, epsilon]
    },
    ..Counterpart::new(Library::Optax, "optax.adamax", &[])
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adamax",
    title: "Adamax",
    family: Family::Adam,
    words: Words {
        sentence: "A corrected average gradient divided by the largest slope so far, which fades by β₂ at each step.",
        used_by: "PyTorch, Keras, optax",
        source: "Kingma and Ba 2015, algorithm 2",
        link: "https://arxiv.org/abs/1412.6980",
        convention: "PyTorch and optax add ε to each slope before the largest is taken; Keras adds its ε, 1e-7 by default, to \
                 the largest. In optax the decoupled weight decay has a name of its own, adamaxw.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &fields::EMA_LINE,
        &[
            NEW_LARGEST,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><msub><mi>β</mi><mn>2</mn></msub><mi>u</mi><mo>,</mo>\
                 <mrow><mo>|</mo><mi>g</mi><mo>|</mo></mrow><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
                |s| {
                    [0, 1].map(|i| {
                        larger(s.hyperparameters[2] * s.before(LARGEST)[i], s.gradient[i], s.hyperparameters[3])
                    })
                },
            )
            .only(PLACE, 0),
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><msub><mi>β</mi><mn>2</mn></msub><mi>u</mi><mo>,</mo>\
                 <mrow><mo>|</mo><mi>g</mi><mo>|</mo></mrow><mo>)</mo></mrow>",
                |s| [0, 1].map(|i| larger(s.hyperparameters[2] * s.before(LARGEST)[i], s.gradient[i], 0.0)),
            )
            .only(PLACE, 1),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            fields::CORRECTED_RATE,
            fields::NEW_EMA,
            term::OVER,
            NEW_LARGEST.only(PLACE, 0),
            Term::symbol("<mrow><mo>(</mo><mi>u</mi><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
                s.after(LARGEST).map(|u| u + s.hyperparameters[fields::EPSILON])
            })
            .only(PLACE, 1),
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, fields::BETA1, BETA2, field::EPSILON, decay::COUPLED_BESIDE_LENGTH],
    choices: &[decay::COUPLED, EPSILON_PLACE],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "largest-gradient"],
    scalars: &["momentum-power"],
    memory_units: &["F/X", "F/X"],
    matched: fields::MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: &[("exp_avg", Held::Memory("ema")), ("exp_inf", Held::Memory("largest-gradient"))],
            ..Counterpart::new(Library::PyTorch, "torch.optim.Adamax", &calls::torch(2e-3, 0.0))
        },
        Counterpart {
            choices: &[("decay-form", "decoupled"), ("epsilon-place", "largest")],
            buffers: &[("momentum", Held::Memory("ema")), ("norm", Held::Memory("largest-gradient"))],
            ..Counterpart::new(Library::Keras, "keras.optimizers.Adamax", &calls::keras(0.0))
        },
        OPTAX,
        Counterpart {
            call: "optax.adamaxw",
            choices: &[("decay-form", "decoupled")],
            arguments: &{
                let [rate, beta1, beta2, epsilon, _, decay] = calls::OPTAX_DECAYED;
                [rate, beta1, beta2, epsilon, decay]
            },
            constants: &[],
            ..OPTAX
        },
    ],
    without: &[],
};

const NEW_LARGEST: Term = Term::symbol("<mi>u</mi>", |s| s.after(LARGEST));

#[inline]
fn larger<S: Scalar>(faded: S, g: S, epsilon: S) -> S {
    faded.max(g.abs() + epsilon)
}

impl Rule for Adamax {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BETA1_POWER) = S::of(1.0);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let (zero, one) = (S::of(0.0), S::of(1.0));
        let [remembered, divided] = if now.choices[PLACE] == 0 { [epsilon, zero] } else { [zero, epsilon] };
        // β₁ᵗ = β₁ β₁ᵗ⁻¹
        *memory.scalar_mut(BETA1_POWER) = beta1 * *memory.scalar(BETA1_POWER);
        let step = alpha / (one - *memory.scalar(BETA1_POWER));
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + (1-β₁) g
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * g;
            // u = max(β₂ u, |g| + ε), or max(β₂ u, |g|)
            let u = larger(beta2 * memory.array(LARGEST)[i], g, remembered);
            // w = w - α/(1-β₁ᵗ) m/u, or m/(u + ε)
            *w = *w - step * m / (u + divided);
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(LARGEST)[i] = u;
        }
    }
}
