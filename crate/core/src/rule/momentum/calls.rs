//! What the calls of the momentum forms have in common.

use crate::parameter::Legal;
use crate::rule::counterpart::{Held, argument, required};
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

/// optax's trace of steps that have their α already, which is a displacement. As long as α stays, its users write `sgd`.
pub(super) const OPTAX_DISPLACEMENT: Counterpart = Counterpart {
    roundabout: true,
    buffers: &[("trace", Held::Memory("displacement"))],
    ..Counterpart::new(
        Library::Optax,
        "optax.chain(optax.scale_by_learning_rate(learning_rate), optax.trace(decay))",
        &[required("learning_rate", "learning-rate"), required("decay", "momentum")],
    )
};
