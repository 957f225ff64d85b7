//! Gradient descent: no memory, the learning rate times the gradient. [`CARD`] says the rest.

use crate::rule::counterpart::{argument, required, unsaid};
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{
    Card, Counterpart, Family, Form, Library, Limit, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Plain gradient descent.
#[derive(Clone, Copy, Debug)]
pub struct GradientDescent;

const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<1>();

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "gradient-descent",
    title: "Gradient descent",
    family: Family::Momentum,
    words: Words {
        sentence: "Each step is −α g and nothing is remembered.",
        used_by: "Cauchy, every library’s SGD with momentum 0",
        source: "Cauchy 1847; Boyd and Vandenberghe 2004, algorithm 9.3",
        link: "https://web.stanford.edu/~boyd/cvxbook/",
        convention: "PyTorch, Keras and optax agree: their SGD without momentum. The momentum β does not reach it.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, term::GRADIENT],
    ],
    fields: &[field::LEARNING_RATE, WEIGHT_DECAY],
    choices: &[decay::COUPLED],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &[],
    scalars: &[],
    memory_units: &[],
    matched: Matched::Own("It sums no past gradients, so there is nothing to match: α g is the whole step."),
    effective_step: Some(|h| h[0]),
    limit: Some(Limit { formula: "2", form: Form::GradientDescent }),
    // With no memory between, a weight decay is the same in either form.
    counterparts: &[
        Counterpart {
            choices: &[("decay-form", "coupled")],
            besides: &[("decay-form", "decoupled")],
            fixed: &[unsaid("momentum", "0.0")],
            idle: &["dampening", "nesterov"],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.SGD",
                &[argument("lr", "learning-rate", 1e-3), argument("weight_decay", "weight-decay", 0.0)],
            )
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            besides: &[("decay-form", "coupled")],
            fixed: &[unsaid("momentum", "0.0")],
            idle: &["nesterov"],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.SGD",
                &[argument("learning_rate", "learning-rate", 0.01), argument("weight_decay", "weight-decay", 0.0)],
            )
        },
        Counterpart {
            choices: &[("decay-form", "coupled")],
            besides: &[("decay-form", "decoupled")],
            fixed: &[unsaid("momentum", "None")],
            idle: &["nesterov"],
            constants: &[("weight-decay", 0.0)],
            ..Counterpart::new(Library::Optax, "optax.sgd", &[required("learning_rate", "learning-rate")])
        },
    ],
    without: &[],
};

impl Rule for GradientDescent {
    const CARD: &'static Card = &CARD;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], _memory: &mut Memory<S>) {
        let [alpha, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        for (w, &g) in weights.iter_mut().zip(seen.gradient) {
            let g = decay.on(w, g);
            // w = w - α g
            *w = *w - alpha * g;
        }
    }
}
