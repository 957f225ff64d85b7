//! What the rules built on Adam have in common here: β₁ and β₂, the fields after α, and the weight decay of an α in X.

use crate::parameter::Parameter;
pub(super) use crate::rule::betas::{BETA1, BETA1_TERM, BETA2, BETA2_TERM, ONE_MINUS_BETA1, ONE_MINUS_BETA2};
pub(super) use crate::rule::term::SQUARED_GRADIENT;
use crate::rule::{Field, Term, decay};

/// λ beside an α that is a length.
pub(super) const WEIGHT_DECAY: Field =
    Field { parameter: Parameter { units: "1/X", ..decay::WEIGHT_DECAY.parameter }, shared: false };

/// ε.
pub(super) const EPSILON_TERM: Term = Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(3));
