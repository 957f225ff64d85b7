//! What the two MoMo rules have in common: a bound that the loss is believed not to fall below, and the averages that
//! model the loss by a plane. Their first array is the average gradient m.

use crate::parameter::{Legal, Parameter};
use crate::rule::{Choice, Field, Memory, StepView, Term, term};
use crate::scalar::{Scalar, dot};

/// f̄ among the scalars.
pub(super) const LOSS: usize = 0;
/// γ among the scalars.
pub(super) const PRODUCT: usize = 1;
/// ℓ among the scalars.
pub(super) const BOUND: usize = 2;

/// ℓ₀.
pub(super) const LOWER_BOUND: Field = Field::own(Parameter {
    key: "lower-bound",
    symbol: "ℓ₀",
    default: 0.0,
    legal: Legal::FINITE,
    usual: [-10.0, 10.0],
    units: "F",
    meaning: "what the loss is believed not to fall below",
});

/// Whether ℓ stays at ℓ₀.
pub(super) const ADAPT: Choice =
    Choice::switch("adapt-lower-bound", "raising the bound ℓ to what the model of the loss still leaves below it");

/// The place of [`ADAPT`], and its option `yes`.
pub(super) const ADAPTED: [usize; 2] = [0, 1];

/// Takes the averages of the loss and of the gradient times the weight on, and returns them.
#[inline]
pub(super) fn averages<S: Scalar>(memory: &mut Memory<S>, beta: S, loss: S, product: S) -> [S; 2] {
    let fresh = S::of(1.0) - beta;
    // f̄ = β f̄ + (1-β) f
    *memory.scalar_mut(LOSS) = beta * *memory.scalar(LOSS) + fresh * loss;
    // γ = β γ + (1-β) g·w
    *memory.scalar_mut(PRODUCT) = beta * *memory.scalar(PRODUCT) + fresh * product;
    [LOSS, PRODUCT].map(|i| *memory.scalar(i))
}

/// The bound that an update steps with: one that the model has fallen below is lowered to half of the model.
#[inline]
pub(super) fn lowered<S: Scalar>(adapt: usize, bound: S, first: S, model: S) -> S {
    if adapt == ADAPTED[1] { S::select(model.less(bound), (model * 0.5).max(first), bound) } else { first }
}

/// The line `f̄ ← β f̄ + (1-β) f`.
pub(super) const fn loss_line(beta: Term, one_minus_beta: Term) -> [Term; 7] {
    let [old, new] = [
        Term::symbol(MEAN_LOSS, |s| [s.scalar_before(LOSS); 2]),
        Term::symbol(MEAN_LOSS, |s| [s.scalar_after(LOSS); 2]),
    ];
    [new, term::BECOMES, beta, old, term::PLUS, one_minus_beta, Term::symbol("<mi>f</mi>", |s| [s.loss; 2])]
}

const MEAN_LOSS: &str = "<mover><mi>f</mi><mo>¯</mo></mover>";

/// The line `γ ← β γ + (1-β) g·w`.
pub(super) const fn product_line(beta: Term, one_minus_beta: Term) -> [Term; 7] {
    let [old, new] = [
        Term::symbol("<mi>γ</mi>", |s| [s.scalar_before(PRODUCT); 2]),
        Term::symbol("<mi>γ</mi>", |s| [s.scalar_after(PRODUCT); 2]),
    ];
    let product = Term::symbol("<mrow><mi>g</mi><mo>·</mo><mi>w</mi></mrow>", |s| [dot(&s.slope, &s.weights[0]); 2]);
    [new, term::BECOMES, beta, old, term::PLUS, one_minus_beta, product]
}

/// The line `ℓ ← ℓ if ℓ ≤ h, else max(h/2, ℓ₀)` of a bound that is adapted.
pub(super) const fn bound_line(bound: fn(&StepView) -> [f64; 2]) -> [Term; 3] {
    let lowered = "<mrow><mi>ℓ</mi><mtext> if </mtext><mi>ℓ</mi><mo>≤</mo><mi>h</mi><mtext>, else </mtext><mi>max</mi>\
                   <mo>(</mo><mi>h</mi><mo>/</mo><mn>2</mn><mo>,</mo><msub><mi>ℓ</mi><mn>0</mn></msub><mo>)</mo></mrow>";
    let new = Term::symbol("<mi>ℓ</mi>", bound).only(ADAPTED[0], ADAPTED[1]);
    [new, term::BECOMES, Term::symbol(lowered, bound)]
}

/// f̄ - γ + m·w/d: the plane through the average slope, at the weights as they are, or with d at the decayed ones.
pub(super) fn plane(s: &StepView, d: f64) -> f64 {
    s.scalar_after(LOSS) - s.scalar_after(PRODUCT) + dot(&s.after(0), &s.weights[0]) / d
}

/// 1+αλ, what a decay divides the weights by, from the place of λ among the fields.
pub(super) fn shrink<const LAMBDA: usize>(s: &StepView) -> f64 {
    1.0 + s.hyperparameters[0] * s.hyperparameters[LAMBDA]
}
