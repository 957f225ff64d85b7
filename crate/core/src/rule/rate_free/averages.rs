//! What the rules built on Adam have in common here: β₁ and β₂, the fields after α, and the weight decay of an α in X.

pub(super) use crate::rule::betas::{BETA1, BETA1_TERM, BETA2, ONE_MINUS_BETA1, ema_line, mean_square_line};
pub(super) use crate::rule::term::SQUARED_GRADIENT;
use crate::rule::{StepView, Term, term};

pub(super) use crate::rule::decay::BESIDE_LENGTH as WEIGHT_DECAY;
/// The place of ε among the fields.
pub(super) const EPSILON: usize = 3;

/// √(v/(1-β₂ᵗ)), from the places of v among the arrays and of β₂ᵗ among the scalars.
pub(super) fn corrected_root<const ARRAY: usize, const POWER: usize>(s: &StepView) -> [f64; 2] {
    let root = (1.0 - s.scalar_after(POWER)).sqrt();
    s.after(ARRAY).map(|v| v.sqrt() / root)
}

/// √(v/(1-β₂ᵗ)) + ε.
pub(super) fn denominator<const ARRAY: usize, const POWER: usize>(s: &StepView) -> [f64; 2] {
    corrected_root::<ARRAY, POWER>(s).map(|root| root + s.hyperparameters[EPSILON])
}

/// The line `d ← √(v/(1-β₂ᵗ)) + ε`.
pub(super) const fn denominator_line<const ARRAY: usize, const POWER: usize>() -> [Term; 5] {
    [
        Term::symbol("<mi>d</mi>", denominator::<ARRAY, POWER>),
        term::BECOMES,
        Term::symbol(
            "<msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
             <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt>",
            corrected_root::<ARRAY, POWER>,
        ),
        term::PLUS,
        Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(EPSILON)),
    ]
}
