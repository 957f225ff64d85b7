//! What the rules that find their own rate have in common: fields, terms, and the distance from the start.

use crate::parameter::Parameter;
use crate::rule::{Field, StepView, Term, decay, field, term};
use crate::scalar::{Scalar, norm, sum};

/// α: a share of what the rule finds itself, and so 1 unless said.
pub(super) const SHARE: Field = Field::own(Parameter {
    default: 1.0,
    units: "1",
    meaning: "share of the rate that the rule finds itself",
    ..field::LEARNING_RATE.parameter
});

/// λ, the fourth field where it is coupled, as optax has it here: it is in the gradient before anything is measured.
pub(super) const WEIGHT_DECAY: Field = decay::WEIGHT_DECAY;
const LAMBDA: usize = 3;

/// The start is the first memory.
pub(super) const START: usize = 0;

/// The weight at step 0.
pub(super) const START_TERM: Term = Term::symbol("<msub><mi>w</mi><mn>0</mn></msub>", |s| s.after(START));

/// `g ← ∇f + λ w`
pub(super) const COUPLED_LINE: [Term; 6] =
    [GRADIENT, term::BECOMES, term::SLOPE, term::PLUS, decay::lambda::<LAMBDA>(), term::WEIGHT];

/// The gradient with the weight decay in it.
pub(super) const GRADIENT: Term = Term::symbol("<mi>g</mi>", coupled);

/// The numbers of [`GRADIENT`].
pub(super) fn coupled(s: &StepView) -> [f64; 2] {
    [0, 1].map(|i| s.slope[i] + s.hyperparameters[LAMBDA] * s.weights[0][i])
}

/// How far the weights were from the start, squared.
pub(super) fn squared_distance<S: Scalar>(weights: &[S], start: &[S]) -> S {
    sum(weights.iter().zip(start).map(|(&w, &w0)| (w - w0).square()))
}

/// The squared length of the gradients with a weight decay of λ in them.
pub(super) fn squared_gradient<S: Scalar>(lambda: S, weights: &[S], slope: &[S]) -> S {
    sum(weights.iter().zip(slope).map(|(&w, &g)| (g + lambda * w).square()))
}

/// `‖g‖²` of a step, squared as its length is in print.
pub(super) const SQUARED_GRADIENT: Term =
    Term::symbol("<msup><mrow><mo>‖</mo><mi>g</mi><mo>‖</mo></mrow><mn>2</mn></msup>", |s| {
        let length = norm(&coupled(s));
        [length * length; 2]
    });
