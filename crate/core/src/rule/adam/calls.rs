//! The arguments that Adam's calls and those of its kin have in common, library by library.

use crate::parameter::Legal;
use crate::rule::counterpart::{Argument, argument, required};

/// PyTorch's, and that its averages want a β from 0 to below 1.
pub(super) const fn torch(learning_rate: f64, weight_decay: f64) -> [Argument; 5] {
    [
        argument("lr", "learning-rate", learning_rate),
        argument("betas.0", "momentum", 0.9).within(Legal::FRACTION),
        argument("betas.1", "beta2", 0.999),
        argument("eps", "epsilon", 1e-8),
        argument("weight_decay", "weight-decay", weight_decay),
    ]
}

/// Keras's.
pub(super) const fn keras(weight_decay: f64) -> [Argument; 5] {
    [
        argument("learning_rate", "learning-rate", 1e-3),
        argument("beta_1", "momentum", 0.9),
        argument("beta_2", "beta2", 0.999),
        argument("epsilon", "epsilon", 1e-7),
        argument("weight_decay", "weight-decay", weight_decay),
    ]
}

/// optax's.
pub(super) const OPTAX: [Argument; 5] = [
    required("learning_rate", "learning-rate"),
    argument("b1", "momentum", 0.9),
    argument("b2", "beta2", 0.999),
    argument("eps", "epsilon", 1e-8),
    argument("eps_root", "epsilon-root", 0.0),
];

/// optax's where the weights decay.
pub(super) const OPTAX_DECAYED: [Argument; 6] = {
    let [rate, beta1, beta2, epsilon, epsilon_root] = OPTAX;
    [rate, beta1, beta2, epsilon, epsilon_root, argument("weight_decay", "weight-decay", 1e-4)]
};
