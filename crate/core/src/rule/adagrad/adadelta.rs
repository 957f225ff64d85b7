//! Adadelta: gradients scaled by the ratio of two roots, of their own mean square and of the steps'. [`CARD`] says the
//! rest.

use super::fields::{DECAY, SQUARED_GRADIENT, one_minus_rho, rho};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Adadelta, which PyTorch, Keras and optax write alike.
#[derive(Clone, Copy, Debug)]
pub struct Adadelta;

const MEAN_SQUARE: usize = 0;
const STEP_SQUARE: usize = 1;
const RHO: usize = 1;
const EPSILON: usize = 2;
const LAMBDA: usize = 3;
const FORM: usize = 0;

const FACTOR: Field = Field::own(Parameter {
    default: 1.0,
    units: "1",
    meaning: "factor of the step that the rule finds by itself",
    ..field::LEARNING_RATE.parameter
});

const EPSILON_OF_BOTH: Field = Field::own(Parameter {
    key: "epsilon",
    symbol: "ε",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-10, 1e-1],
    units: "F²/X² and X²",
    meaning: "is added to both mean squares, and is what the first steps are made of",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adadelta",
    title: "Adadelta",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each gradient is divided by its root mean square and multiplied by that of the steps, which gives it the \
                   units of a weight without a learning rate.",
        used_by: "PyTorch, Keras, optax",
        source: "Zeiler 2012, algorithm 1",
        link: "https://arxiv.org/abs/1212.5701",
        convention: "PyTorch, Keras and optax agree; Keras defaults to ρ = 0.95 and ε = 1e-7, where the others have 0.9 and \
                 1e-6. α is 1 by default in PyTorch and 0.001 in Keras; optax has to be told one. Weight decay is coupled \
                 in PyTorch and optax, decoupled in Keras.",
    },
    recurrence: &[
        &decay::coupled_line(FORM, decay::lambda::<LAMBDA>()),
        &decay::decoupled_line(FORM, decay::lambda::<LAMBDA>()),
        &[
            term::NEW_MEMORY,
            term::BECOMES,
            rho::<RHO>(),
            term::MEMORY,
            term::PLUS,
            one_minus_rho::<RHO>(),
            SQUARED_GRADIENT,
        ],
        &[
            STEP,
            term::BECOMES,
            Term::symbol("<msqrt><mrow><mi>a</mi><mo>+</mo><mi>ε</mi></mrow></msqrt>", |s| {
                s.before(STEP_SQUARE).map(|a| (a + s.hyperparameters[EPSILON]).sqrt())
            }),
            term::GRADIENT,
            term::OVER,
            Term::symbol("<msqrt><mrow><mi>v</mi><mo>+</mo><mi>ε</mi></mrow></msqrt>", |s| {
                s.after(MEAN_SQUARE).map(|v| (v + s.hyperparameters[EPSILON]).sqrt())
            }),
        ],
        &[
            Term::symbol("<mi>a</mi>", |s| s.after(STEP_SQUARE)),
            term::BECOMES,
            rho::<RHO>(),
            Term::symbol("<mi>a</mi>", |s| s.before(STEP_SQUARE)),
            term::PLUS,
            one_minus_rho::<RHO>(),
            Term::symbol("<msup><mi>δ</mi><mn>2</mn></msup>", |s| step(s).map(|step| step * step)),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, STEP],
    ],
    fields: &[
        FACTOR,
        Field { parameter: Parameter { default: 0.9, ..DECAY.parameter }, ..DECAY },
        EPSILON_OF_BOTH,
        decay::in_units("F/X², or 1 decoupled"),
    ],
    choices: &[decay::COUPLED],
    axes: &["learning-rate", "decay"],
    per_weight: true,
    memories: &["squared-gradient-ema", "squared-step-ema"],
    scalars: &[],
    memory_units: &["F²/X²", "X²"],
    matched: Matched::Own("It finds the length of its steps by itself; its α is a plain factor, 1 in the paper."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: &[
                ("square_avg", Held::Memory("squared-gradient-ema")),
                ("acc_delta", Held::Memory("squared-step-ema")),
            ],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.Adadelta",
                &[
                    argument("lr", "learning-rate", 1.0),
                    argument("rho", "decay", 0.9),
                    argument("eps", "epsilon", 1e-6),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            buffers: &[
                ("accumulated_grad", Held::Memory("squared-gradient-ema")),
                ("accumulated_delta_var", Held::Memory("squared-step-ema")),
            ],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Adadelta",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("rho", "decay", 0.95),
                    argument("epsilon", "epsilon", 1e-7),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            buffers: &[("e_g", Held::Memory("squared-gradient-ema")), ("e_x", Held::Memory("squared-step-ema"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.adadelta",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("rho", "decay", 0.9),
                    argument("eps", "epsilon", 1e-6),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
    ],
    without: &[],
};

fn step(s: &StepView) -> [f64; 2] {
    let root = |square: f64| (square + s.hyperparameters[EPSILON]).sqrt();
    [0, 1].map(|i| root(s.before(STEP_SQUARE)[i]) / root(s.after(MEAN_SQUARE)[i]) * s.gradient[i])
}

const STEP: Term = Term::symbol("<mi>δ</mi>", step);

impl Rule for Adadelta {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, rho, epsilon, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        let fresh = S::of(1.0) - rho;
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // v = ρ v + (1-ρ) g²
            let v = rho * memory.array(MEAN_SQUARE)[i] + fresh * g.square();
            // δ = √(a + ε)/√(v + ε) g
            let a = memory.array(STEP_SQUARE)[i];
            let step = (a + epsilon).sqrt() / (v + epsilon).sqrt() * g;
            // a = ρ a + (1-ρ) δ²
            let a = rho * a + fresh * step.square();
            // w = w - α δ
            *w = *w - alpha * step;
            memory.array_mut(MEAN_SQUARE)[i] = v;
            memory.array_mut(STEP_SQUARE)[i] = a;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_made_of_epsilon_whatever_the_slope() {
        for slope in [1e-1, 1.0, -1e3] {
            let (mut arrays, mut weights) = ([0.0; 2], [0.0]);
            let now = Now { t: 1, hyperparameters: &[1.0, 0.9, 1e-6, 0.0], choices: &[usize::MAX] };
            let seen = Seen { loss: 0.0, gradient: &[slope] };
            Adadelta.update(now, seen, &mut weights, &mut Memory::new(1, &mut arrays, &mut []));
            let expected = 1e-3 / 0.1_f64.sqrt();
            assert!((weights[0].abs() / expected - 1.0).abs() < 1e-3, "{slope}: {}", weights[0]);
        }
    }
}
