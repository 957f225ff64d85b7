//! The base rules whose steps Mechanic scales: SGD with momentum, in two forms, or Adam, with a decay or without.

use super::averages::{SQUARED_GRADIENT, corrected_root, mean_square_line};
use super::mechanic::{BASE_DECAY, BASE_EPSILON};
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
    options: &[
        ("trace", "SGD with momentum β, and gradient descent where β is 0"),
        ("adam", "Adam, with β as its β₁"),
        ("nesterov-trace", "SGD with Nesterov’s momentum β"),
        ("adamw", "AdamW, with β as its β₁ and the decay λ′"),
    ],
    default: TRACE,
    idle_at_zero: None,
};
/// The option `trace`.
const TRACE: usize = 0;
/// The option `adam`.
const ADAM: usize = 1;
/// The option `nesterov-trace`.
const NESTEROV: usize = 2;
/// The option `adamw`.
const ADAMW: usize = 3;

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

/// What the base would take off the i-th weight w for the gradient g.
#[inline]
pub(super) fn step<S: Scalar>(now: Now<S>, memory: &mut Memory<S>, [one, two]: [S; 2], i: usize, w: S, g: S) -> S {
    let [alpha, beta, beta2, epsilon] = now.into();
    let b = &mut memory.array_mut(MOMENTUM)[i];
    let base = now.choices[0];
    if base == ADAM || base == ADAMW {
        // b = β b + (1-β) g
        *b = beta * *b + (S::of(1.0) - beta) * g;
        let b = *b;
        // v = β₂ v + (1-β₂) g²
        let v = &mut memory.array_mut(MEAN_SQUARE)[i];
        *v = beta2 * *v + (S::of(1.0) - beta2) * g.square();
        // u = α/(1-βᵗ) b/(√(v/(1-β₂ᵗ)) + ε′)
        let u = alpha / one * b / (v.sqrt() / two.sqrt() + epsilon);
        // and with AdamW's decay u + α λ′ w
        if base == ADAM { u } else { u + alpha * now.hyperparameters[BASE_DECAY] * w }
    } else {
        // b = β b + g
        *b = beta * *b + g;
        // u = α b, and with Nesterov's look ahead α (g + β b)
        alpha * if base == TRACE { *b } else { g + beta * *b }
    }
}

/// The line `b ← β b + g` of a base.
const fn trace_line(base: usize) -> [Term; 6] {
    [NEW_MOMENTUM.only(0, base), term::BECOMES, term::MOMENTUM, OLD_MOMENTUM, term::PLUS, term::GRADIENT]
}

/// The line `b ← β b + (1-β) g` of a base.
const fn ema_line(base: usize) -> [Term; 7] {
    [
        NEW_MOMENTUM.only(0, base),
        term::BECOMES,
        term::MOMENTUM,
        OLD_MOMENTUM,
        term::PLUS,
        term::ONE_MINUS_MOMENTUM,
        term::GRADIENT,
    ]
}

/// The line `v ← β₂ v + (1-β₂) g²` of a base.
const fn square_line(base: usize) -> [Term; 7] {
    let mut line = mean_square_line::<MEAN_SQUARE>(SQUARED_GRADIENT);
    line[0] = line[0].only(0, base);
    line
}

/// The lines of SGD with momentum: the last one is `u ← α b`.
pub(super) const TRACE_LINES: [&[Term]; 2] =
    [&trace_line(TRACE), &[STEP.only(0, TRACE), term::BECOMES, term::LEARNING_RATE, NEW_MOMENTUM]];

/// The lines of SGD with Nesterov's momentum: the last one is `u ← α (g + β b)`.
pub(super) const NESTEROV_LINES: [&[Term]; 2] = [
    &trace_line(NESTEROV),
    &[
        STEP.only(0, NESTEROV),
        term::BECOMES,
        term::LEARNING_RATE,
        Term::symbol("<mrow><mo>(</mo><mi>g</mi><mo>+</mo><mi>β</mi><mi>b</mi><mo>)</mo></mrow>", looked_ahead),
    ],
];

/// The lines of Adam: the last one is `u ← α/(1-βᵗ) b/(√(v/(1-β₂ᵗ)) + ε′)`.
pub(super) const ADAM_LINES: [&[Term]; 3] = [
    &ema_line(ADAM),
    &square_line(ADAM),
    &[STEP.only(0, ADAM), term::BECOMES, RATE, NEW_MOMENTUM, term::OVER, DENOMINATOR],
];

/// The lines of AdamW: the last one adds `α λ′ w`.
pub(super) const ADAMW_LINES: [&[Term]; 3] = [
    &ema_line(ADAMW),
    &square_line(ADAMW),
    &[
        STEP.only(0, ADAMW),
        term::BECOMES,
        RATE,
        NEW_MOMENTUM,
        term::OVER,
        DENOMINATOR,
        term::PLUS,
        Term::symbol("<mrow><mi>α</mi><msup><mi>λ</mi><mo>′</mo></msup><mi>w</mi></mrow>", decayed),
    ],
];

const RATE: Term = Term::symbol(
    "<mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><msup><mi>β</mi><mi>t</mi></msup></mrow></mfrac>",
    |s| [rate(s); 2],
);
const DENOMINATOR: Term = Term::symbol(
    "<mrow><mo>(</mo><msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
     <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt><mo>+</mo>\
     <msup><mi>ε</mi><mo>′</mo></msup><mo>)</mo></mrow>",
    denominator,
);
const OLD_MOMENTUM: Term = Term::symbol("<mi>b</mi>", |s| s.before(MOMENTUM));
const NEW_MOMENTUM: Term = Term::symbol("<mi>b</mi>", |s| s.after(MOMENTUM));
const STEP: Term = Term::symbol("<mi>u</mi>", taken);

fn denominator(s: &StepView) -> [f64; 2] {
    corrected_root::<MEAN_SQUARE, BETA2_POWER>(s).map(|root| root + s.hyperparameters[BASE_EPSILON])
}

fn rate(s: &StepView) -> f64 {
    s.hyperparameters[0] / (1.0 - s.scalar_after(BETA1_POWER))
}

/// g + β b
fn looked_ahead(s: &StepView) -> [f64; 2] {
    [0, 1].map(|i| s.gradient[i] + s.hyperparameters[1] * s.after(MOMENTUM)[i])
}

/// α λ′ w
fn decayed(s: &StepView) -> [f64; 2] {
    s.weights[0].map(|w| s.hyperparameters[0] * s.hyperparameters[BASE_DECAY] * w)
}

/// u
pub(super) fn taken(s: &StepView) -> [f64; 2] {
    let (b, d) = (s.after(MOMENTUM), denominator(s));
    let adam = |i: usize| rate(s) * b[i] / d[i];
    match s.choices[0] {
        ADAM => [0, 1].map(adam),
        ADAMW => [0, 1].map(|i| adam(i) + decayed(s)[i]),
        NESTEROV => looked_ahead(s).map(|step| s.hyperparameters[0] * step),
        _ => b.map(|b| s.hyperparameters[0] * b),
    }
}
