//! What there is to say about Muon.

use super::{AVERAGE, FULL, LEAST, MOST_ITERATIONS, ONE_LENGTH, YES, libraries, recurrence};
use crate::parameter::{Legal, Parameter};
use crate::rule::{Card, Choice, Family, Field, Matched, Words, decay, field};

const EPSILON: Field = Field::own(Parameter { default: 1e-7, ..field::EPSILON.parameter });

const fn number(
    key: &'static str,
    symbol: &'static str,
    default: f64,
    usual: [f64; 2],
    meaning: &'static str,
) -> Field {
    Field::own(Parameter { key, symbol, default, legal: Legal::FINITE, usual, units: "1", meaning })
}

const ITERATIONS: Field = Field::own(Parameter {
    legal: Legal { low: 0.0, high: MOST_ITERATIONS as f64, words: "a number from 0 to 20" },
    ..number("iterations", "k", 5.0, [0.0, 10.0], "how often the polynomial is applied").parameter
});

const CHOICES: &[Choice] = &[
    decay::DECOUPLED,
    Choice {
        key: "memory",
        meaning: "what is remembered of the gradients",
        options: &[
            ("average", "an average from 0, β m + (1−β) g, as in PyTorch"),
            ("sum", "a fading sum, β m + g, as in Jordan’s code and Keras: ε weighs less beside it"),
            ("corrected", "an average whose start at 0 is corrected, as in optax"),
        ],
        default: AVERAGE,
        idle_at_zero: None,
    },
    Choice {
        key: "nesterov",
        meaning: "whether the newest gradient counts once more beside the memory",
        options: &[("yes", "with, as every library unless told otherwise"), ("no", "without")],
        default: YES,
        idle_at_zero: None,
    },
    Choice {
        key: "epsilon-place",
        meaning: "what ε does to the norm that is divided by",
        options: &[
            ("least", "the norm counts for ε at least, as in PyTorch"),
            ("added", "ε is added to the norm, as in Keras and optax"),
        ],
        default: LEAST,
        idle_at_zero: None,
    },
    Choice {
        key: "width-scale",
        meaning: "what the width of the matrix does to the length of a step",
        options: &[
            ("no", "a single row of any width takes a step of one length, as in PyTorch"),
            ("yes", "times the root of the width, as in Keras, in optax, and in PyTorch’s match_rms_adamw"),
            ("inverse", "over the root of the width, as in PyTorch’s spectral_unclamped"),
        ],
        default: 0,
        idle_at_zero: None,
    },
    Choice {
        key: "precision",
        meaning: "with how many digits the matrix is divided by its norm and iterated",
        options: &[
            ("full", "with all of them, as in optax"),
            ("bfloat16", "with 8 binary ones, as in PyTorch: its steps come in few lengths and directions"),
            ("norm-32", "with 24 in the norm alone, as in Keras: no step from a norm of 1.8e19 on"),
        ],
        default: FULL,
        idle_at_zero: None,
    },
    Choice {
        key: "adaptive",
        meaning: "whether a step is as long as what it comes of",
        options: &[
            ("no", "every step is of one length, as in every library unless told otherwise"),
            ("yes", "times u·pᵏ(x), the length that was lost, as optax can: α is then in X²/F"),
        ],
        default: ONE_LENGTH,
        idle_at_zero: None,
    },
];

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "muon",
    title: "Muon",
    family: Family::Norm,
    words: Words {
        sentence: "The momentum of a matrix is brought near the nearest orthogonal one before the step; of a single row, as \
                   here, only its length is left to bring near 1.",
        used_by: "speed runs and large language models, PyTorch, Keras, optax",
        source: "Jordan and others 2024, Muon; the iteration is Newton and Schulz’s with coefficients of his own",
        link: "https://kellerjordan.github.io/posts/muon/",
        convention: "PyTorch iterates in bfloat16, and agrees to a few per cent with full precision. Keras and optax differ in \
                     their memory, in where ε stands, and in a step that is longer by the root of the matrix’s width.",
    },
    recurrence: recurrence::LINES,
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        field::MOMENTUM,
        EPSILON,
        number("linear", "a", 3.4445, [0.0, 5.0], "coefficient of X in the polynomial"),
        number("cubic", "b", -4.775, [-10.0, 0.0], "coefficient of XXᵀX in the polynomial"),
        number("quintic", "c", 2.0315, [0.0, 5.0], "coefficient of (XXᵀ)²X in the polynomial"),
        ITERATIONS,
        number("scale", "s", 1.0, [0.0, 1.0], "factor of every step, and not of the weight decay"),
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: CHOICES,
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["ema"],
    scalars: &["momentum-power"],
    memory_units: &["F/X"],
    matched: Matched::Own("Its direction has no units, so its α is a length in X; the length of the momentum is lost."),
    effective_step: None,
    limit: None,
    counterparts: libraries::COUNTERPARTS,
    without: &[],
};
