//! What the rules built on Adam have in common here: β₁ and β₂, the fields after α, and the weight decay of an α in X.

use crate::parameter::{Legal, Parameter};
use crate::rule::{Field, Term, decay, field};

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

/// λ beside an α that is a length.
pub(super) const WEIGHT_DECAY: Field =
    Field { parameter: Parameter { units: "1/X", ..decay::WEIGHT_DECAY.parameter }, shared: false };

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
/// The gradient's square.
pub(super) const SQUARED_GRADIENT: Term =
    Term::symbol("<msup><mi>g</mi><mn>2</mn></msup>", |s| s.gradient.map(|g| g * g));
/// ε.
pub(super) const EPSILON_TERM: Term = Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(3));
