//! LAMB: Adam's direction, made as long as the weights. [`CARD`] says the rest.

use crate::parameter::Parameter;
use crate::rule::betas::{
    AVERAGING, BETA1, BETA2, EPSILON_INSIDE, KERAS_AVERAGING, averaged, ema_line, mean_square_line,
};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay;
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, norm, sum};

use super::trust::{MATCHED, trust};

/// LAMB over all weights as one layer; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct Lamb;

const EMA: usize = 0;
const MEAN_SQUARE: usize = 1;
const BETA1_POWER: usize = 0;
const BETA2_POWER: usize = 1;
const DECAY: usize = 0;
const HOW_AVERAGED: usize = 1;
const IN_DIRECTION: usize = 0;
const DECOUPLED: usize = 1;

const LEARNING_RATE: Field =
    Field { parameter: Parameter { units: "1", ..field::LEARNING_RATE.parameter }, ..field::LEARNING_RATE };

const EPSILON: Field = Field::own(Parameter { default: 1e-6, ..field::EPSILON.parameter });

const DECAY_PLACE: Choice = Choice {
    key: "decay-place",
    meaning: "what the weight decay acts on",
    options: &[
        (
            "direction",
            "on the direction before its length is taken, so that the step stays as long, as in the paper and optax",
        ),
        ("weight", "on the weight, beside the step and before the weights’ length is taken, as in Keras"),
    ],
    default: IN_DIRECTION,
    idle_at_zero: Some("weight-decay"),
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "lamb",
    title: "LAMB",
    family: Family::Norm,
    words: Words {
        sentence: "Adam’s direction is made as long as the weights themselves, so that every step is a share α of their \
                   length.",
        used_by: "BERT in very large batches, Keras, optax",
        source: "You and others 2020, layer-wise adaptive moments, algorithm 2, with φ(z) = z",
        link: "https://arxiv.org/abs/1904.00962",
        convention: "Keras and optax agree but for their defaults: ε is 1e-7 in Keras and 1e-6 in optax. With a weight decay \
                     they part, as Keras takes it off the weight. Where a norm is 0 the direction stays as it is.",
    },
    recurrence: &[
        &ema_line::<EMA>(term::GRADIENT),
        &mean_square_line::<MEAN_SQUARE>(term::SQUARED_GRADIENT),
        &[
            DIRECTION,
            term::BECOMES,
            Term::symbol(
                "<mfrac><mi>m</mi><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| s.after(EMA).map(|m| m / (1.0 - s.scalar_after(BETA1_POWER))),
            ),
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo><mo>+</mo><msub><mi>ε</mi><mn>0</mn></msub>\
                 </mrow></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
                |s| s.after(MEAN_SQUARE).map(|v| denominator(s, v)),
            ),
            term::PLUS.only(DECAY, IN_DIRECTION),
            LAMBDA.only(DECAY, IN_DIRECTION),
            term::WEIGHT.only(DECAY, IN_DIRECTION),
        ],
        &[
            REST.only(DECAY, DECOUPLED),
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            LAMBDA,
            term::WEIGHT,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            REST,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol(
                "<mfrac><mrow><mo>‖</mo><mi>w</mi><mo>‖</mo></mrow><mrow><mo>‖</mo><mi>u</mi><mo>‖</mo></mrow></mfrac>",
                |s| [trust(1.0, norm(&rest(s)), norm(&direction(s)), 0.0); 2],
            ),
            DIRECTION,
        ],
    ],
    fields: &[LEARNING_RATE, BETA1, BETA2, EPSILON, EPSILON_INSIDE, decay::in_units("1/X, or 1 on the weight")],
    choices: &[DECAY_PLACE, AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["beta1-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            choices: &[("decay-place", "weight")],
            besides: &[KERAS_AVERAGING],
            constants: &[("epsilon-root", 0.0)],
            buffers: &[("momentum", Held::Memory("ema")), ("velocity", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Lamb",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("beta_1", "momentum", 0.9),
                    argument("beta_2", "beta2", 0.999),
                    argument("epsilon", "epsilon", 1e-7),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.lamb",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("b1", "momentum", 0.9),
                    argument("b2", "beta2", 0.999),
                    argument("eps", "epsilon", 1e-6),
                    argument("eps_root", "epsilon-root", 0.0),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
    ],
    without: &[(
        Library::PyTorch,
        "PyTorch has no LAMB; AdamW has the same direction, and a step that does not grow with the weights.",
    )],
};

const LAMBDA: Term = decay::lambda::<5>();
const DIRECTION: Term = Term::symbol("<mi>u</mi>", direction);
const REST: Term = Term::symbol("<mi>w</mi>", rest);

fn denominator(s: &StepView, v: f64) -> f64 {
    (v / (1.0 - s.scalar_after(BETA2_POWER)) + s.hyperparameters[4]).sqrt() + s.hyperparameters[3]
}

fn direction(s: &StepView) -> [f64; 2] {
    let pull = if s.choices[DECAY] == IN_DIRECTION { s.hyperparameters[5] } else { 0.0 };
    [0, 1].map(|i| {
        let average = s.after(EMA)[i] / (1.0 - s.scalar_after(BETA1_POWER));
        average / denominator(s, s.after(MEAN_SQUARE)[i]) + pull * s.weights[0][i]
    })
}

/// The weights that the step is taken from.
fn rest(s: &StepView) -> [f64; 2] {
    let share = if s.choices[DECAY] == DECOUPLED { s.hyperparameters[0] * s.hyperparameters[5] } else { 0.0 };
    s.weights[0].map(|w| w - share * w)
}

impl Rule for Lamb {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BETA1_POWER) = S::of(1.0);
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, lambda] = now.into();
        let [zero, one] = [S::of(0.0), S::of(1.0)];
        // β₁ᵗ = β₁ β₁ᵗ⁻¹
        *memory.scalar_mut(BETA1_POWER) = beta1 * *memory.scalar(BETA1_POWER);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let averaging = now.choices[HOW_AVERAGED];
        for (i, &g) in seen.gradient.iter().enumerate() {
            // m = β₁ m + (1-β₁) g
            memory.array_mut(EMA)[i] = averaged(averaging, beta1, memory.array(EMA)[i], g);
            // v = β₂ v + (1-β₂) g²
            memory.array_mut(MEAN_SQUARE)[i] = averaged(averaging, beta2, memory.array(MEAN_SQUARE)[i], g.square());
        }
        let [pull, share] = match now.choices[DECAY] {
            IN_DIRECTION => [lambda, zero],
            DECOUPLED => [zero, alpha * lambda],
            _ => [zero, zero],
        };
        let [correction1, correction2] = [BETA1_POWER, BETA2_POWER].map(|i| one - *memory.scalar(i));
        // u = m/(1-β₁ᵗ)/(√(v/(1-β₂ᵗ) + ε₀) + ε) + λ w
        let direction = |i: usize, w: S| {
            let d = (memory.array(MEAN_SQUARE)[i] / correction2 + epsilon_root).sqrt() + epsilon;
            memory.array(EMA)[i] / correction1 / d + pull * w
        };
        let length = sum(weights.iter().enumerate().map(|(i, &w)| direction(i, w).square())).sqrt();
        // w = w - α λ w
        let rest = |w: S| w - share * w;
        let ratio = trust(one, sum(weights.iter().map(|&w| rest(w).square())).sqrt(), length, zero);
        for (i, w) in weights.iter_mut().enumerate() {
            // w = w - α ‖w‖/‖u‖ u
            *w = rest(*w) - alpha * ratio * direction(i, *w);
        }
    }
}
