//! The trace: the memory is a sum of gradients, with the learning rate outside. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::card::settled_sum;
use crate::rule::counterpart::{Held, argument, required, unsaid};
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{
    Card, Counterpart, Family, Field, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Momentum as PyTorch's SGD has it, with its dampening.
#[derive(Clone, Copy, Debug)]
pub struct Trace;

const TRACE: usize = 0;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<3>();

const DAMPENING: Field = Field::own(Parameter {
    key: "dampening",
    symbol: "τ",
    default: 0.0,
    legal: Legal::FINITE,
    usual: [0.0, 1.0],
    units: "1",
    meaning: "share of each gradient that is left out, from the second on",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "trace",
    title: "Trace",
    family: Family::Momentum,
    words: Words {
        sentence: "Each step goes along a fading sum of gradients, α outside; dampening τ spares the first one (τ₁ = 0).",
        used_by: "PyTorch, optax, MLX",
        source: "Polyak 1964, eq. (9), with the displacement divided by −α; the dampening is that of Torch’s optim.sgd",
        link: "https://doi.org/10.1016/0041-5553(64)90137-5",
        convention: "PyTorch agrees, the undamped first step included, but at momentum 0 it drops the dampening too; optax \
                 agrees without dampening. Keras keeps α inside the memory (heavy ball): the same path until α changes.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            term::MOMENTUM,
            term::MEMORY,
            term::PLUS,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>τ</mi><mi>t</mi></msub><mo>)</mo></mrow>",
                |s| if s.t == 1 { [1.0; 2] } else { s.complement(2) },
            )
            .unless_zero(2),
            term::GRADIENT,
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, term::NEW_MEMORY],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM, DAMPENING, WEIGHT_DECAY],
    choices: &[decay::COUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["trace"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: Matched::Dampened,
    effective_step: Some(|h| (1.0 - h[2]) * settled_sum(h[0], h[1])),
    limit: Some(Limit { formula: "2(1+β)/(1−τ)", form: Form::Trace }),
    counterparts: &[
        Counterpart {
            fixed: &[unsaid("nesterov", "False")],
            rests_at_zero: true,
            buffers: &[("momentum_buffer", Held::Memory("trace"))],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.SGD",
                &[
                    argument("lr", "learning-rate", 1e-3),
                    argument("momentum", "momentum", 0.0).within(Legal::NOT_NEGATIVE),
                    argument("dampening", "dampening", 0.0),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            fixed: &[unsaid("nesterov", "False")],
            constants: &[("dampening", 0.0), ("weight-decay", 0.0)],
            buffers: &[("trace", Held::Memory("trace"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.sgd",
                &[required("learning_rate", "learning-rate"), required("momentum", "momentum")],
            )
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            constants: &[("dampening", 0.0)],
            ..Counterpart::new(
                Library::Optax,
                "optax.chain(optax.trace(decay), optax.add_decayed_weights(weight_decay), \
                 optax.scale_by_learning_rate(learning_rate))",
                &[
                    required("learning_rate", "learning-rate"),
                    required("decay", "momentum"),
                    required("weight_decay", "weight-decay"),
                ],
            )
        },
    ],
    without: &[],
};

impl Rule for Trace {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, tau, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        // PyTorch makes its buffer of the first gradient as it is.
        let fresh = if now.t == 1 { S::of(1.0) } else { S::of(1.0) - tau };
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(TRACE)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // v = β v + (1-τ) g
            *v = beta * *v + fresh * g;
            // w = w - α v
            *w = *w - alpha * *v;
        }
    }
}
