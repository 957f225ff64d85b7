//! β₁ and β₂, wherever an average and a mean square go together: the fields after α, and the symbols for them.

use super::{Field, Term, field};
use crate::parameter::{Legal, Parameter};

/// β₁, the shared momentum.
pub(super) const BETA1: Field =
    Field { parameter: Parameter { symbol: "β₁", ..field::MOMENTUM.parameter }, shared: field::MOMENTUM.shared };

/// β₂.
pub(super) const BETA2: Field = Field {
    parameter: Parameter {
        key: "beta2",
        symbol: "β₂",
        default: 0.999,
        legal: Legal::FRACTION,
        usual: [0.0, 1.0],
        units: "1",
        meaning: "share of the mean square that is kept",
    },
    shared: false,
};

/// ε₀, beside the ε outside the root.
pub(super) const EPSILON_INSIDE: Field = Field {
    parameter: Parameter {
        key: "epsilon-root",
        symbol: "ε₀",
        default: 0.0,
        legal: Legal::NOT_NEGATIVE,
        usual: [0.0, 1e-2],
        units: "F²/X²",
        meaning: "is added to the mean square, inside the root",
    },
    shared: false,
};

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
