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
    optax::<true, false>(OPTAX),
    optax::<false, false>(OPTAX),
    optax::<true, true>(OPTAX),
    optax::<false, true>(OPTAX),
    optax::<true, false>(OPTAX_SCALED),
    optax::<false, false>(OPTAX_SCALED),
    optax::<true, true>(OPTAX_SCALED),
    optax::<false, true>(OPTAX_SCALED),
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

/// One of optax's, which may or may not go by Nesterov, and by steps as long as what they come of.
const fn optax<const NESTEROV: bool, const ADAPTIVE: bool>(of: Counterpart) -> Counterpart {
    let choices = const {
        &[
            ("memory", "corrected"),
            ("nesterov", if NESTEROV { "yes" } else { "no" }),
            ("epsilon-place", "added"),
            ("width-scale", "yes"),
            ("adaptive", if ADAPTIVE { "yes" } else { "no" }),
        ]
    };
    let fixed = const {
        &[
            if NESTEROV { unsaid("nesterov", "True") } else { said("nesterov", "False") },
            if ADAPTIVE { said("adaptive", "True") } else { unsaid("adaptive", "False") },
            // The matrix as it stands, divided by its Frobenius norm.
            unsaid("muon_weight_dimension_numbers", "None"),
            unsaid("preconditioning", "'frobenius'"),
            unsaid("consistent_rms", "None"),
        ]
    };
    // Where it is an argument, it is not fixed.
    let fixed = if of.constants.is_empty() { fixed.split_at(4).0 } else { fixed };
    Counterpart { choices, fixed, ..of }
}

const OPTAX: Counterpart = Counterpart {
    matrix: true,
    idle: &["adam_b1", "adam_b2", "adam_eps_root", "adam_weight_decay", "adam_learning_rate"],
    constants: &[("scale", 1.0)],
    buffers: &[("mu", Held::Memory("ema"))],
    ..Counterpart::new(Library::Optax, "optax.contrib.muon", &OPTAX_ARGUMENTS)
};

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
