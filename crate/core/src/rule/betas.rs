//! β₁ and β₂, wherever an average and a mean square go together: the fields after α, the symbols for them, and how an
//! average takes a value in.

use super::{Choice, Field, Term, field, term};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// β₁, the shared momentum.
pub(super) const BETA1: Field =
    Field { parameter: Parameter { symbol: "β₁", ..field::MOMENTUM.parameter }, shared: field::MOMENTUM.shared };

/// β₂.
pub(super) const BETA2: Field = Field::own(Parameter {
    key: "beta2",
    symbol: "β₂",
    default: 0.999,
    legal: Legal::FRACTION,
    usual: [0.0, 0.9999],
    units: "1",
    meaning: "share of the mean square that is kept",
});

/// ε₀, beside the ε outside the root.
pub(super) const EPSILON_INSIDE: Field = Field::own(Parameter {
    key: "epsilon-root",
    symbol: "ε₀",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1e-2],
    units: "F²/X²",
    meaning: "is added to the mean square, inside the root",
});

/// β₁.
pub(super) const BETA1_TERM: Term = Term::symbol("<msub><mi>β</mi><mn>1</mn></msub>", |s| s.hyperparameter(1));
/// One minus β₁.
pub(super) const ONE_MINUS_BETA1: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>1</mn></msub><mo>)</mo></mrow>", |s| {
        s.complement(1)
    });
/// β₂.
pub(super) const BETA2_TERM: Term = Term::symbol("<msub><mi>β</mi><mn>2</mn></msub>", |s| s.hyperparameter(2));
/// One minus β₂.
pub(super) const ONE_MINUS_BETA2: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>2</mn></msub><mo>)</mo></mrow>", |s| {
        s.complement(2)
    });

/// The line `m ← β₁ m + (1-β₁) g` of the array m, for what stands as g.
pub(super) const fn ema_line<const ARRAY: usize>(g: Term) -> [Term; 7] {
    [
        Term::symbol("<mi>m</mi>", |s| s.after(ARRAY)),
        term::BECOMES,
        BETA1_TERM,
        Term::symbol("<mi>m</mi>", |s| s.before(ARRAY)),
        term::PLUS,
        ONE_MINUS_BETA1,
        g,
    ]
}

/// The line `v ← β₂ v + (1-β₂) g²` of the array v, for what stands as g².
pub(super) const fn mean_square_line<const ARRAY: usize>(square: Term) -> [Term; 7] {
    [
        Term::symbol("<mi>v</mi>", |s| s.after(ARRAY)),
        term::BECOMES,
        BETA2_TERM,
        Term::symbol("<mi>v</mi>", |s| s.before(ARRAY)),
        term::PLUS,
        ONE_MINUS_BETA2,
        square,
    ]
}

/// How an average takes a new value in.
pub(super) const AVERAGING: Choice = Choice {
    key: "averaging",
    meaning: "how an average takes a new value in, which matters beyond the number range",
    options: &[
        ("shares", "β m + (1−β) g: a mean square that is infinite stays so, and holds its weight where it is"),
        ("difference", "m + (1−β) (g − m), as in Keras: what is infinite is no number after the next update"),
    ],
    default: 0,
    idle_at_zero: None,
};
/// How Keras has [`AVERAGING`].
pub(super) const KERAS_AVERAGING: (&str, &str) = (AVERAGING.key, AVERAGING.options[1].0);

/// An average with a new value in it, under an option of [`AVERAGING`].
#[inline]
pub(super) fn averaged<S: Scalar>(option: usize, beta: S, average: S, value: S) -> S {
    let fresh = S::of(1.0) - beta;
    if option == 0 { beta * average + fresh * value } else { average + fresh * (value - average) }
}
