//! What the rules share that divide by the gradients' variance around their average, not by their mean square.

use super::fields::EPSILON_INSIDE;
use crate::parameter::Parameter;
use crate::rule::{Field, field};

/// The place of the variance among the arrays.
pub(super) const VARIANCE: usize = 1;

/// ε, so small that where the gradients agree the step is nearly unbounded.
pub(super) const SMALL_EPSILON: Field = Field {
    parameter: Parameter { default: 1e-16, usual: [1e-16, 1e-1], ..field::EPSILON.parameter },
    ..field::EPSILON
};

/// ε₀.
pub(super) const VARIANCE_FLOOR: Field = Field {
    parameter: Parameter {
        default: 1e-16,
        meaning: "is added to the variance at every update, so that it never vanishes",
        ..EPSILON_INSIDE.parameter
    },
    ..EPSILON_INSIDE
};
