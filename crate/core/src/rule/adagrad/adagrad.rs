//! Adagrad: each gradient divided by the root of the sum of its squares. [`CARD`] says the rest.

use super::fields::{EPSILON_PLACE, INITIAL_SQUARE, MATCHED, SQUARED_GRADIENT, begin};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Adagrad, in the conventions of PyTorch, Keras and optax.
#[derive(Clone, Copy, Debug)]
pub struct Adagrad;

const SUM: usize = 0;
const ETA: usize = 1;
const EPSILON: usize = 2;
const LAMBDA: usize = 4;
const INSIDE: usize = 0;
const FORM: usize = 1;
const NOTHING: usize = 2;

const RATE_DECAY: Field = Field::own(Parameter {
    key: "rate-decay",
    symbol: "η",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "1",
    meaning: "how fast α itself falls: at update t to α/(1+(t-1)η)",
});

const EPSILON_OF_ADAGRAD: Field = Field::own(Parameter { default: 1e-10, ..field::EPSILON.parameter });

const NO_SQUARE: Choice = Choice {
    key: "no-square",
    meaning: "what a gradient gives while the sum of squares is 0, which matters where ε is 0",
    options: &[
        ("divided", "it is divided all the same: 0/0 is no number, as in PyTorch and Keras"),
        ("nothing", "no step, as in optax"),
    ],
    default: 0,
    idle_at_zero: None,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adagrad",
    title: "Adagrad",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each gradient is divided by the root of the sum of all its squares so far, so that each slope counts for less and less.",
        used_by: "PyTorch, Keras, optax",
        source: "Duchi, Hazan and Singer 2011, figure 1, with the diagonal matrix",
        link: "https://jmlr.org/papers/v12/duchi11a.html",
        convention: "PyTorch agrees: ε outside the root, a sum from 0, and a decay of α that it has alone. Keras and optax \
                 put ε inside the root and begin the sum at 0.1, so their first steps are shorter where slopes are small.",
    },
    recurrence: &[
        &decay::coupled_line(FORM, decay::lambda::<LAMBDA>()),
        &decay::decoupled_line(FORM, decay::lambda::<LAMBDA>()),
        &[term::NEW_MEMORY, term::BECOMES, term::MEMORY, term::PLUS, SQUARED_GRADIENT],
        &[
            NORMALIZED,
            term::BECOMES,
            term::GRADIENT,
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", divisor)
                .only(INSIDE, 0),
            Term::symbol("<msqrt><mrow><mi>v</mi><mo>+</mo><mi>ε</mi></mrow></msqrt>", divisor).only(INSIDE, 1),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol(
                "<mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><mo>(</mo><mi>t</mi><mo>−</mo><mn>1</mn><mo>)</mo><mi>η</mi></mrow></mfrac>",
                |s| [1.0 / (1.0 + f64::from(s.t - 1) * s.hyperparameters[ETA]); 2],
            )
            .unless_zero(ETA),
            NORMALIZED,
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, RATE_DECAY, EPSILON_OF_ADAGRAD, INITIAL_SQUARE, decay::COUPLED_BESIDE_LENGTH],
    choices: &[EPSILON_PLACE, decay::COUPLED, NO_SQUARE],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &["squared-gradient-sum"],
    scalars: &[],
    memory_units: &["F²/X²"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: &[("sum", Held::Memory("squared-gradient-sum"))],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.Adagrad",
                &[
                    argument("lr", "learning-rate", 0.01),
                    argument("lr_decay", "rate-decay", 0.0),
                    argument("weight_decay", "weight-decay", 0.0),
                    argument("initial_accumulator_value", "initial-square", 0.0),
                    argument("eps", "epsilon", 1e-10),
                ],
            )
        },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("decay-form", "decoupled")],
            constants: &[("rate-decay", 0.0)],
            buffers: &[("accumulator", Held::Memory("squared-gradient-sum"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Adagrad",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("initial_accumulator_value", "initial-square", 0.1),
                    argument("epsilon", "epsilon", 1e-7),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            choices: &[("epsilon-place", "inside")],
            besides: &[(NO_SQUARE.key, NO_SQUARE.options[1].0)],
            constants: &[("rate-decay", 0.0), ("weight-decay", 0.0)],
            buffers: &[("sum_of_squares", Held::Memory("squared-gradient-sum"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.adagrad",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("initial_accumulator_value", "initial-square", 0.1),
                    argument("eps", "epsilon", 1e-7),
                ],
            )
        },
    ],
    without: &[],
};

fn divisor(s: &StepView) -> [f64; 2] {
    s.after(SUM).map(|v| divisor_of(v, s.hyperparameters[EPSILON], &s.choices))
}

/// √v + ε or √(v + ε); infinite where no square has come and that gives no step.
#[inline]
fn divisor_of<S: Scalar>(v: S, epsilon: S, choices: &[usize]) -> S {
    let divisor = if choices[INSIDE] == 1 { (v + epsilon).sqrt() } else { v.sqrt() + epsilon };
    if choices[NOTHING] == 1 { S::select(S::of(0.0).less(v), divisor, S::of(f64::INFINITY)) } else { divisor }
}

const NORMALIZED: Term = Term::symbol("<mi>u</mi>", |s| {
    let divisor = divisor(s);
    [0, 1].map(|i| s.gradient[i] / divisor[i])
});

impl Rule for Adagrad {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        let [_, _, _, first] = now.into();
        begin(memory, SUM, first);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, eta, epsilon, _, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        // α/(1+(t-1)η)
        let alpha = alpha / (eta * f64::from(now.t - 1) + 1.0);
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(SUM)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // v = v + g²
            *v = *v + g.square();
            // u = g/(√v + ε), or g/√(v + ε)
            let u = g / divisor_of(*v, epsilon, now.choices);
            // w = w - α/(1+(t-1)η) u
            *w = *w - alpha * u;
        }
    }
}
