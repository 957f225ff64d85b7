//! The calls that are Muon: each library has a switch or two, and each of its settings is a counterpart.

use crate::parameter::Legal;
use crate::rule::counterpart::{Argument, Counterpart, Fixed, Held, Library, argument, count, required, said, unsaid};

pub(super) const COUNTERPARTS: &[Counterpart] = &[
    Counterpart { fixed: &[unsaid("nesterov", "True"), unsaid("adjust_lr_fn", "None")], ..TORCH },
    Counterpart {
        choices: &[("nesterov", "no")],
        fixed: &[said("nesterov", "False"), unsaid("adjust_lr_fn", "None")],
        ..TORCH
    },
    // The original adjustment, which None means as well, leaves a row as it is.
    Counterpart { fixed: &[unsaid("nesterov", "True"), said("adjust_lr_fn", "'original'")], ..TORCH },
    Counterpart {
        choices: &[("nesterov", "no")],
        fixed: &[said("nesterov", "False"), said("adjust_lr_fn", "'original'")],
        ..TORCH
    },
    Counterpart {
        choices: &[("width-scale", "yes")],
        fixed: &[unsaid("nesterov", "True"), said("adjust_lr_fn", "'match_rms_adamw'")],
        constants: &[("scale", 0.2)],
        ..TORCH
    },
    Counterpart {
        choices: &[("nesterov", "no"), ("width-scale", "yes")],
        fixed: &[said("nesterov", "False"), said("adjust_lr_fn", "'match_rms_adamw'")],
        constants: &[("scale", 0.2)],
        ..TORCH
    },
    Counterpart {
        choices: &[("width-scale", "inverse")],
        fixed: &[unsaid("nesterov", "True"), said("adjust_lr_fn", "'spectral_unclamped'")],
        ..TORCH
    },
    Counterpart {
        choices: &[("nesterov", "no"), ("width-scale", "inverse")],
        fixed: &[said("nesterov", "False"), said("adjust_lr_fn", "'spectral_unclamped'")],
        ..TORCH
    },
    Counterpart { fixed: &[unsaid("nesterov", "True"), ALL], ..KERAS },
    Counterpart {
        choices: &[("memory", "sum"), ("nesterov", "no"), ("epsilon-place", "added"), ("width-scale", "yes")],
        fixed: &[said("nesterov", "False"), ALL],
        ..KERAS
    },
    Counterpart { fixed: &[unsaid("nesterov", "True"), ALL, said("rms_rate", "None")], ..KERAS_UNSCALED },
    Counterpart {
        choices: &[("memory", "sum"), ("nesterov", "no"), ("epsilon-place", "added")],
        fixed: &[said("nesterov", "False"), ALL, said("rms_rate", "None")],
        ..KERAS_UNSCALED
    },
    Counterpart {
        fixed: &[unsaid("nesterov", "True"), PLAIN[0], PLAIN[1], PLAIN[2], unsaid("consistent_rms", "None")],
        ..OPTAX
    },
    Counterpart {
        choices: &[("memory", "corrected"), ("nesterov", "no"), ("epsilon-place", "added"), ("width-scale", "yes")],
        fixed: &[said("nesterov", "False"), PLAIN[0], PLAIN[1], PLAIN[2], unsaid("consistent_rms", "None")],
        ..OPTAX
    },
    Counterpart { fixed: &[unsaid("nesterov", "True"), PLAIN[0], PLAIN[1], PLAIN[2]], ..OPTAX_SCALED },
    Counterpart {
        choices: &[("memory", "corrected"), ("nesterov", "no"), ("epsilon-place", "added"), ("width-scale", "yes")],
        fixed: &[said("nesterov", "False"), PLAIN[0], PLAIN[1], PLAIN[2]],
        ..OPTAX_SCALED
    },
];

const TORCH: Counterpart = Counterpart {
    matrix: true,
    besides: &[("precision", "bfloat16")],
    constants: &[("scale", 1.0)],
    buffers: &[("momentum_buffer", Held::Memory("ema"))],
    ..Counterpart::new(
        Library::PyTorch,
        "torch.optim.Muon",
        &[
            argument("lr", "learning-rate", 1e-3),
            argument("momentum", "momentum", 0.95).within(Legal::NOT_NEGATIVE),
            argument("eps", "epsilon", 1e-7),
            argument("ns_coefficients.0", "linear", 3.4445),
            argument("ns_coefficients.1", "cubic", -4.775),
            argument("ns_coefficients.2", "quintic", 2.0315),
            count("ns_steps", "iterations", 5.0),
            argument("weight_decay", "weight-decay", 0.1),
        ],
    )
};

/// Adam takes the weights that are no matrix; its arguments act on nothing here, and Keras's `epsilon` is one of them.
const KERAS: Counterpart = Counterpart {
    matrix: true,
    besides: &[("precision", "norm-32")],
    choices: &[("memory", "sum"), ("epsilon-place", "added"), ("width-scale", "yes")],
    idle: &["adam_beta_1", "adam_beta_2", "adam_weight_decay", "adam_lr_ratio", "epsilon", "exclude_embeddings"],
    constants: &[("epsilon", 1e-7)],
    buffers: &[("momentum", Held::Memory("ema"))],
    ..Counterpart::new(Library::Keras, "keras.optimizers.Muon", &KERAS_ARGUMENTS)
};

/// No layer is left to Adam by its name.
const ALL: Fixed = unsaid("exclude_layers", "None");

const KERAS_UNSCALED: Counterpart = Counterpart {
    choices: &[("memory", "sum"), ("epsilon-place", "added")],
    constants: &[("epsilon", 1e-7), ("scale", 1.0)],
    arguments: &{
        let [rate, momentum, a, b, c, iterations, _, decay] = KERAS_ARGUMENTS;
        [rate, momentum, a, b, c, iterations, decay]
    },
    ..KERAS
};

const KERAS_ARGUMENTS: [Argument; 8] = [
    argument("learning_rate", "learning-rate", 1e-3),
    argument("momentum", "momentum", 0.95),
    argument("muon_a", "linear", 3.4445),
    argument("muon_b", "cubic", -4.775),
    argument("muon_c", "quintic", 2.0315),
    count("ns_steps", "iterations", 5.0),
    argument("rms_rate", "scale", 0.2),
    argument("weight_decay", "weight-decay", 0.004),
];

const OPTAX: Counterpart = Counterpart {
    matrix: true,
    choices: &[("memory", "corrected"), ("epsilon-place", "added"), ("width-scale", "yes")],
    idle: &["adam_b1", "adam_b2", "adam_eps_root", "adam_weight_decay", "adam_learning_rate"],
    constants: &[("scale", 1.0)],
    buffers: &[("mu", Held::Memory("ema"))],
    ..Counterpart::new(Library::Optax, "optax.contrib.muon", &OPTAX_ARGUMENTS)
};

/// The matrix as it stands, divided by its Frobenius norm, whose own length is forgotten.
const PLAIN: [Fixed; 3] = [
    unsaid("muon_weight_dimension_numbers", "None"),
    unsaid("preconditioning", "'frobenius'"),
    unsaid("adaptive", "False"),
];

const OPTAX_SCALED: Counterpart = Counterpart {
    constants: &[],
    arguments: &{
        let [rate, beta, epsilon, a, b, c, iterations, decay] = OPTAX_ARGUMENTS;
        [rate, beta, epsilon, a, b, c, iterations, decay, required("consistent_rms", "scale")]
    },
    ..OPTAX
};

const OPTAX_ARGUMENTS: [Argument; 8] = [
    required("learning_rate", "learning-rate"),
    argument("beta", "momentum", 0.95),
    argument("eps", "epsilon", 1e-8),
    argument("ns_coeffs.0", "linear", 3.4445),
    argument("ns_coeffs.1", "cubic", -4.775),
    argument("ns_coeffs.2", "quintic", 2.0315),
    count("ns_steps", "iterations", 5.0),
    argument("weight_decay", "weight-decay", 0.0),
];
