//! MoMo over Adam: Adam's direction, with Polyak's step to a lower bound of the loss. [`CARD`] says the rest.

use super::averages::{
    BETA1, BETA1_TERM, BETA2, ONE_MINUS_BETA1, SQUARED_GRADIENT, WEIGHT_DECAY, denominator, denominator_line, ema_line,
    mean_square_line,
};
use super::lower_bound::{
    ADAPT, ADAPTED, BOUND, LOWER_BOUND, averages, bound_line, loss_line, lowered, plane, product_line, shrink,
};
use super::momo::polyak;
use crate::parameter::Parameter;
use crate::rule::counterpart::{Argument, Held, argument, said, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, dot, sum};

/// MoMo-Adam as optax has it; the shared momentum is its β₁.
#[derive(Clone, Copy, Debug)]
pub struct MomoAdam;

const EMA: usize = 0;
const MEAN_SQUARE: usize = 1;
const BETA1_POWER: usize = 3;
const BETA2_POWER: usize = 4;
const FIRST_BOUND: usize = 4;
const LAMBDA: usize = 5;

const LARGEST_STEP: Field = Field::own(Parameter {
    default: 0.01,
    meaning: "largest step, taken where Polyak’s is larger",
    ..field::NORMALIZED_LEARNING_RATE.parameter
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "momo-adam",
    title: "MoMo-Adam",
    family: Family::RateFree,
    words: Words {
        sentence: "Goes Adam’s way, to where a plane through averaged losses and gradients meets a lower bound of the \
                   loss, and as far as Adam at most.",
        used_by: "optax",
        source: "Schaipp et al. 2023, model-based momentum, algorithm 2; the bound is adapted as in its section on estimating it",
        link: "https://arxiv.org/abs/2305.07583",
        convention: "optax agrees: the averages begin at 0 and are corrected, and a weight decay shrinks the weights by \
                     1/(1+αλ). PyTorch and Keras don’t have it.",
    },
    recurrence: &[
        &ema_line::<EMA>(term::GRADIENT),
        &mean_square_line::<MEAN_SQUARE>(SQUARED_GRADIENT),
        &denominator_line::<MEAN_SQUARE, BETA2_POWER>(),
        &loss_line(BETA1_TERM, ONE_MINUS_BETA1),
        &product_line(BETA1_TERM, ONE_MINUS_BETA1),
        &[
            Term::symbol("<mi>h</mi>", |s| [model(s); 2]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><mover><mi>f</mi><mo>¯</mo></mover><mo>−</mo><mi>γ</mi><mo>+</mo><mfrac><mrow><mi>m</mi>\
                 <mo>·</mo><mi>w</mi></mrow><mrow><mn>1</mn><mo>+</mo><mi>α</mi><mi>λ</mi></mrow></mfrac><mo>)</mo></mrow>",
                |s| [plane(s, shrink::<LAMBDA>(s)); 2],
            ),
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup><mo>)</mo></mrow>",
                |s| [correction(s); 2],
            ),
        ],
        &bound_line(|s| [bound(s); 2]),
        &[
            STEP,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>min</mi><mo>(</mo><mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn>\
                 <mi>t</mi></msubsup></mrow></mfrac><mo>,</mo><mfrac><mrow><mo>(</mo><mn>1</mn><mo>+</mo><mi>α</mi>\
                 <mi>λ</mi><mo>)</mo><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup>\
                 <mo>)</mo><mi>max</mi><mo>(</mo><mi>h</mi><mo>−</mo><mi>ℓ</mi><mo>,</mo><mn>0</mn><mo>)</mo></mrow><mrow>\
                 <mi>m</mi><mo>·</mo><mi>m</mi><mo>/</mo><mi>d</mi></mrow></mfrac><mo>)</mo></mrow>",
                |s| [step(s); 2],
            ),
        ],
        &[
            Term::symbol("<mi>ℓ</mi>", |s| [s.scalar_after(BOUND); 2]).only(ADAPTED[0], ADAPTED[1]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mfrac><mrow><mover><mi>f</mi><mo>¯</mo></mover><mo>−</mo><mi>γ</mi><mo>+</mo>\
                 <mi>m</mi><mo>·</mo><mi>w</mi><mo>−</mo><mi>τ</mi><mo>(</mo><mi>m</mi><mo>·</mo><mi>m</mi><mo>/</mo>\
                 <mi>d</mi><mo>)</mo><mo>/</mo><mn>2</mn></mrow><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn>\
                 <mi>t</mi></msubsup></mrow></mfrac><mo>,</mo><msub><mi>ℓ</mi><mn>0</mn></msub><mo>)</mo></mrow>",
                |s| {
                    let left = (plane(s, 1.0) - step(s) * square(s) * 0.5) / correction(s);
                    [Scalar::max(left, s.hyperparameters[FIRST_BOUND]); 2]
                },
            ),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            Term::symbol("<mfrac><mi>w</mi><mrow><mn>1</mn><mo>+</mo><mi>α</mi><mi>λ</mi></mrow></mfrac>", |s| {
                s.weights[0].map(|w| w / shrink::<LAMBDA>(s))
            }),
            term::MINUS,
            STEP,
            NEW_EMA,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[LARGEST_STEP, BETA1, BETA2, field::EPSILON, LOWER_BOUND, WEIGHT_DECAY],
    choices: &[ADAPT],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["loss-ema", "gradient-weight-ema", "lower-bound", "momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: Matched::Own(
        "Its α is a length, and only the largest step it may take; the step itself follows from the loss.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[unsaid("adapt_lower_bound", "False")], ..OPTAX },
        Counterpart { fixed: &[said("adapt_lower_bound", "True")], choices: &[("adapt-lower-bound", "yes")], ..OPTAX },
    ],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no step that follows from the loss; Adam goes the same way, always as far as it may.",
        ),
        (
            Library::Keras,
            "Keras has no step that follows from the loss; Adam goes the same way, always as far as it may.",
        ),
    ],
};

const OPTAX: Counterpart = Counterpart {
    buffers: &[
        ("exp_avg", Held::Memory("ema")),
        ("exp_avg_sq", Held::Memory("squared-gradient-ema")),
        ("barf", Held::Memory("loss-ema")),
        ("gamma", Held::Memory("gradient-weight-ema")),
        ("lb", Held::Memory("lower-bound")),
    ],
    ..Counterpart::new(Library::Optax, "optax.contrib.momo_adam", ARGUMENTS)
};
const ARGUMENTS: &[Argument] = &[
    argument("learning_rate", "learning-rate", 0.01),
    argument("b1", "momentum", 0.9),
    argument("b2", "beta2", 0.999),
    argument("eps", "epsilon", 1e-8),
    argument("lower_bound", "lower-bound", 0.0),
    argument("weight_decay", "weight-decay", 0.0),
];

const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const DENOMINATOR: Term = Term::symbol("<mi>d</mi>", denominator::<MEAN_SQUARE, BETA2_POWER>);
const STEP: Term = Term::symbol("<mi>τ</mi>", |s| [step(s); 2]);

fn correction(s: &StepView) -> f64 {
    1.0 - s.scalar_after(BETA1_POWER)
}

fn model(s: &StepView) -> f64 {
    plane(s, shrink::<LAMBDA>(s)) / correction(s)
}

fn bound(s: &StepView) -> f64 {
    lowered(s.choices[ADAPTED[0]], s.scalar_before(BOUND), s.hyperparameters[FIRST_BOUND], model(s))
}

/// m · m/d
fn square(s: &StepView) -> f64 {
    let (m, d) = (s.after(EMA), denominator::<MEAN_SQUARE, BETA2_POWER>(s));
    dot(&m, &[m[0] / d[0], m[1] / d[1]])
}

fn step(s: &StepView) -> f64 {
    let left = shrink::<LAMBDA>(s) * correction(s) * (model(s) - bound(s));
    polyak(s.hyperparameters[0] / correction(s), left, square(s))
}

impl Rule for MomoAdam {
    const CARD: &'static Card = &CARD;
    const SEES_LOSS: bool = true;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BOUND) = now.hyperparameters[FIRST_BOUND];
        *memory.scalar_mut(BETA1_POWER) = S::of(1.0);
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, first, lambda] = now.into();
        let one = S::of(1.0);
        // β₁ᵗ = β₁ β₁ᵗ⁻¹
        *memory.scalar_mut(BETA1_POWER) = beta1 * *memory.scalar(BETA1_POWER);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let correction = one - *memory.scalar(BETA1_POWER);
        let root = (one - *memory.scalar(BETA2_POWER)).sqrt();
        for (m, &g) in memory.array_mut(EMA).iter_mut().zip(seen.gradient) {
            // m = β₁ m + (1-β₁) g
            *m = beta1 * *m + (one - beta1) * g;
        }
        for (v, &g) in memory.array_mut(MEAN_SQUARE).iter_mut().zip(seen.gradient) {
            // v = β₂ v + (1-β₂) g²
            *v = beta2 * *v + (one - beta2) * g.square();
        }
        let [loss, product] = averages(memory, beta1, seen.loss, dot(seen.gradient, weights));
        let (m, v) = (memory.array(EMA), memory.array(MEAN_SQUARE));
        // d = √(v/(1-β₂ᵗ)) + ε
        let denominator = |v: S| v.sqrt() / root + epsilon;
        let square = sum(m.iter().zip(v).map(|(&m, &v)| m * (m / denominator(v))));
        let inner = dot(m, weights);
        let shrink = one + alpha * lambda;
        // h = (f̄ - γ + m·w/(1+αλ))/(1-β₁ᵗ)
        let model = (loss - product + inner / shrink) / correction;
        // ℓ = ℓ if ℓ ≤ h, else max(h/2, ℓ₀)
        let bound = lowered(now.choices[ADAPTED[0]], *memory.scalar(BOUND), first, model);
        // τ = min(α/(1-β₁ᵗ), (1+αλ) (1-β₁ᵗ) max(h - ℓ, 0)/(m·m/d))
        let step = polyak(alpha / correction, shrink * correction * (model - bound), square);
        for ((w, &m), &v) in weights.iter_mut().zip(m).zip(v) {
            // w = w/(1+αλ) - τ m/d, by what is taken off: all of w where αλ is beyond its digits
            *w = *w - (alpha * lambda / shrink * *w + step * m / denominator(v));
        }
        *memory.scalar_mut(BOUND) = if now.choices[ADAPTED[0]] == ADAPTED[1] {
            // ℓ = max((f̄ - γ + m·w - τ (m·m/d)/2)/(1-β₁ᵗ), ℓ₀)
            ((loss - product + inner - step * square * 0.5) / correction).max(first)
        } else {
            first
        };
    }
}
