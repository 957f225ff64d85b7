//! What the calls of the momentum forms have in common.

use crate::parameter::Legal;
use crate::rule::counterpart::{Held, argument};
use crate::rule::{Counterpart, Library};

/// Keras's SGD, whose momentum is a displacement.
pub(super) const KERAS_SGD: Counterpart = Counterpart {
    choices: &[("decay-form", "decoupled")],
    rests_at_zero: true,
    buffers: &[("momentum", Held::Memory("displacement"))],
    ..Counterpart::new(
        Library::Keras,
        "keras.optimizers.SGD",
        &[
            argument("learning_rate", "learning-rate", 0.01),
            argument("momentum", "momentum", 0.0).within(Legal::UNIT),
            argument("weight_decay", "weight-decay", 0.0),
        ],
    )
};
