//! Nesterov's momentum in the trace form: the weights are the look-ahead points. [`CARD`] says the rest.

use crate::parameter::Legal;
use crate::rule::card::settled_sum;
use crate::rule::counterpart::{Held, argument, required, said, unsaid};
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{
    Card, Counterpart, Family, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Nesterov's momentum as PyTorch's and optax's SGD have it.
#[derive(Clone, Copy, Debug)]
pub struct NesterovTrace;

const TRACE: usize = 0;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<2>();

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "nesterov-trace",
    title: "Nesterov, trace",
    family: Family::Momentum,
    words: Words {
        sentence: "A fading sum of gradients, and the newest gradient once more on top: the weights are the look-ahead points.",
        used_by: "PyTorch, optax; Keras while α is constant",
        source: "Nesterov 1983; Bengio, Boulanger-Lewandowski and Pascanu 2013, simplified Nesterov momentum",
        link: "https://arxiv.org/abs/1212.0901",
        convention: "PyTorch and optax agree. Keras with nesterov=True keeps α inside the memory: the same path until α \
                 changes. The look-ahead form (nesterov) stands one β v behind these weights.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &[term::NEW_MEMORY, term::BECOMES, term::MOMENTUM, term::MEMORY, term::PLUS, term::GRADIENT],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mrow><mo>(</mo><mi>g</mi><mo>+</mo><mi>β</mi><mi>v</mi><mo>)</mo></mrow>", |s| {
                core::array::from_fn(|i| s.gradient[i] + s.hyperparameters[1] * s.after(TRACE)[i])
            }),
        ],
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM, WEIGHT_DECAY],
    choices: &[decay::COUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["trace"],
    scalars: &[],
    memory_units: &["F/X"],
    matched: Matched::Classical,
    effective_step: Some(|h| settled_sum(h[0], h[1])),
    limit: Some(Limit { formula: "2(1+β)/(1+2β)", form: Form::NesterovTrace }),
    counterparts: &[
        // Without momentum PyTorch's SGD refuses to be Nesterov's, which it is all the same.
        Counterpart {
            fixed: &[unsaid("momentum", "0.0")],
            constants: &[("momentum", 0.0)],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.SGD",
                &[argument("lr", "learning-rate", 1e-3), argument("weight_decay", "weight-decay", 0.0)],
            )
        },
        Counterpart {
            fixed: &[said("nesterov", "True"), unsaid("dampening", "0.0")],
            rests_at_zero: true,
            buffers: &[("momentum_buffer", Held::Memory("trace"))],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.SGD",
                &[
                    argument("lr", "learning-rate", 1e-3),
                    required("momentum", "momentum").within(Legal::NOT_NEGATIVE),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            fixed: &[said("nesterov", "True")],
            constants: &[("weight-decay", 0.0)],
            buffers: &[("trace", Held::Memory("trace"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.sgd",
                &[required("learning_rate", "learning-rate"), required("momentum", "momentum")],
            )
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[said("nesterov", "True")],
            ..Counterpart::new(
                Library::Optax,
                "optax.chain(optax.trace(decay, nesterov), optax.add_decayed_weights(weight_decay), \
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

impl Rule for NesterovTrace {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(TRACE)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // v = β v + g
            *v = beta * *v + g;
            // w = w - α (g + β v)
            *w = *w - alpha * (g + beta * *v);
        }
    }
}
