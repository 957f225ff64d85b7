//! What the rules of this family share: hyperparameters, conventions, and the symbols for them.

use crate::parameter::{Legal, Parameter};
pub(super) use crate::rule::term::SQUARED_GRADIENT;
use crate::rule::{Choice, Field, Matched, Memory, Term};
use crate::scalar::Scalar;

/// A power that only shrinks what it is of.
pub(super) const NOT_POSITIVE: Legal = Legal { low: f64::MIN, high: 0.0, words: "a finite number ≤ 0" };

/// ρ.
pub(super) const DECAY: Field = Field::own(Parameter {
    key: "decay",
    symbol: "ρ",
    default: 0.99,
    legal: Legal::FRACTION,
    usual: [0.0, 0.9999],
    units: "1",
    meaning: "share of the mean square that is kept",
});

/// The first value of a sum or mean of squares.
pub(super) const INITIAL_SQUARE: Field = Field::own(Parameter {
    key: "initial-square",
    symbol: "v₀",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F²/X²",
    meaning: "what the squares begin from",
});

/// Where ε is added, outside the root unless said.
pub(super) const EPSILON_PLACE: Choice = Choice {
    key: "epsilon-place",
    meaning: "whether ε is added outside the root or inside it",
    options: &[
        ("outside", "beside the root, √v + ε, with ε in F/X, as in PyTorch"),
        ("inside", "under the root, √(v + ε), with ε in F²/X², as in Keras and optax"),
    ],
    default: 0,
    idle_at_zero: None,
};

/// Why a rule of this family keeps its own α.
pub(super) const MATCHED: Matched = Matched::Own(
    "Its direction has no units, so its α is a length in X and nothing that a gradient could be matched by.",
);

/// Writes the first value of an array.
pub(super) fn begin<S: Scalar>(memory: &mut Memory<S>, array: usize, value: S) {
    memory.array_mut(array).fill(value);
}

/// ρ, from its place among the fields.
pub(super) const fn rho<const FIELD: usize>() -> Term {
    Term::symbol("<mi>ρ</mi>", |s| s.hyperparameter(FIELD))
}

/// One minus ρ, from its place among the fields.
pub(super) const fn one_minus_rho<const FIELD: usize>() -> Term {
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>ρ</mi><mo>)</mo></mrow>", |s| s.complement(FIELD))
}
