//! The base rules whose steps Mechanic scales: SGD with momentum, or Adam.

use super::averages::{BETA2_TERM, ONE_MINUS_BETA2, SQUARED_GRADIENT};
use super::mechanic::BASE_EPSILON;
use crate::rule::{Choice, Memory, Now, StepView, Term, term};
use crate::scalar::Scalar;

/// b, a trace or an average, among the arrays.
pub(super) const MOMENTUM: usize = 1;
/// v among the arrays.
pub(super) const MEAN_SQUARE: usize = 2;
/// βᵗ among the scalars.
const BETA1_POWER: usize = 0;
/// β₂ᵗ among the scalars.
const BETA2_POWER: usize = 1;

/// Which of them.
pub(super) const BASE: Choice = Choice {
    key: "base",
    meaning: "whose steps are scaled",
    options: &[("trace", "SGD with momentum β, and gradient descent where β is 0"), ("adam", "Adam, with β as its β₁")],
    default: TRACE,
    idle_at_zero: None,
};
/// The option `trace`.
const TRACE: usize = 0;
/// The option `adam`.
const ADAM: usize = 1;

/// Begins the running products.
pub(super) fn begin<S: Scalar>(memory: &mut Memory<S>) {
    *memory.scalar_mut(BETA1_POWER) = S::of(1.0);
    *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
}

/// Takes the running products on, and returns the corrections 1-βᵗ and 1-β₂ᵗ.
#[inline]
pub(super) fn corrections<S: Scalar>(now: Now<S>, memory: &mut Memory<S>) -> [S; 2] {
    let [_, beta, beta2] = now.into();
    // βᵗ = β βᵗ⁻¹
    *memory.scalar_mut(BETA1_POWER) = beta * *memory.scalar(BETA1_POWER);
    // β₂ᵗ = β₂ β₂ᵗ⁻¹
    *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
    [BETA1_POWER, BETA2_POWER].map(|i| S::of(1.0) - *memory.scalar(i))
}

/// What the base would take off the i-th weight for the gradient g.
#[inline]
pub(super) fn step<S: Scalar>(now: Now<S>, memory: &mut Memory<S>, [one, two]: [S; 2], i: usize, g: S) -> S {
    let [alpha, beta, beta2, epsilon] = now.into();
    let b = &mut memory.array_mut(MOMENTUM)[i];
    if now.choices[0] == ADAM {
        // b = β b + (1-β) g
        *b = beta * *b + (S::of(1.0) - beta) * g;
        let b = *b;
        // v = β₂ v + (1-β₂) g²
        let v = &mut memory.array_mut(MEAN_SQUARE)[i];
        *v = beta2 * *v + (S::of(1.0) - beta2) * g.square();
        // u = α/(1-βᵗ) b/(√(v/(1-β₂ᵗ)) + ε′)
        alpha / one * b / (v.sqrt() / two.sqrt() + epsilon)
    } else {
        // b = β b + g
        *b = beta * *b + g;
        // u = α b
        alpha * *b
    }
}

/// The line `b ← β b + g`.
pub(super) const TRACE_LINE: [Term; 6] =
    [NEW_MOMENTUM.only(0, TRACE), term::BECOMES, term::MOMENTUM, OLD_MOMENTUM, term::PLUS, term::GRADIENT];

/// The line `b ← β b + (1-β) g`.
pub(super) const EMA_LINE: [Term; 7] = [
    NEW_MOMENTUM.only(0, ADAM),
    term::BECOMES,
    term::MOMENTUM,
    OLD_MOMENTUM,
    term::PLUS,
    term::ONE_MINUS_MOMENTUM,
    term::GRADIENT,
];

/// The line `v ← β₂ v + (1-β₂) g²`.
pub(super) const MEAN_SQUARE_LINE: [Term; 7] = [
    Term::symbol("<mi>v</mi>", |s| s.after(MEAN_SQUARE)).only(0, ADAM),
    term::BECOMES,
    BETA2_TERM,
    Term::symbol("<mi>v</mi>", |s| s.before(MEAN_SQUARE)),
    term::PLUS,
    ONE_MINUS_BETA2,
    SQUARED_GRADIENT,
];

/// The line `u ← α b`.
pub(super) const TRACE_STEP_LINE: [Term; 4] = [STEP.only(0, TRACE), term::BECOMES, term::LEARNING_RATE, NEW_MOMENTUM];

/// The line `u ← α/(1-βᵗ) b/(√(v/(1-β₂ᵗ)) + ε′)`.
pub(super) const ADAM_STEP_LINE: [Term; 6] = [
    STEP.only(0, ADAM),
    term::BECOMES,
    Term::symbol(
        "<mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><msup><mi>β</mi><mi>t</mi></msup></mrow></mfrac>",
        |s| [s.hyperparameters[0] / (1.0 - s.scalar_after(BETA1_POWER)); 2],
    ),
    NEW_MOMENTUM,
    term::OVER,
    Term::symbol(
        "<mrow><mo>(</mo><msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
         <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt><mo>+</mo>\
         <msup><mi>ε</mi><mo>′</mo></msup><mo>)</mo></mrow>",
        denominator,
    ),
];

const OLD_MOMENTUM: Term = Term::symbol("<mi>b</mi>", |s| s.before(MOMENTUM));
const NEW_MOMENTUM: Term = Term::symbol("<mi>b</mi>", |s| s.after(MOMENTUM));
const STEP: Term = Term::symbol("<mi>u</mi>", taken);

fn denominator(s: &StepView) -> [f64; 2] {
    let root = (1.0 - s.scalar_after(BETA2_POWER)).sqrt();
    s.after(MEAN_SQUARE).map(|v| v.sqrt() / root + s.hyperparameters[BASE_EPSILON])
}

/// u
pub(super) fn taken(s: &StepView) -> [f64; 2] {
    let (b, d) = (s.after(MOMENTUM), denominator(s));
    if s.choices[0] == ADAM {
        let rate = s.hyperparameters[0] / (1.0 - s.scalar_after(BETA1_POWER));
        [0, 1].map(|i| rate * b[i] / d[i])
    } else {
        b.map(|b| s.hyperparameters[0] * b)
    }
}
