//! RMSProp: each gradient divided by the root of its own mean square. [`CARD`] says the rest.

use super::fields::{DECAY, INITIAL_SQUARE, MATCHED};
use super::mean_square::{self, Divisor};
use super::mean_square_calls::{buffers, centered, optax};
use crate::rule::counterpart::{argument, required, unsaid};
use crate::rule::decay::{self, Decay};
use crate::rule::{Card, Counterpart, Family, Library, Memory, Now, Rule, Seen, Words, field, term};
use crate::scalar::Scalar;

/// RMSProp without momentum, in the conventions of PyTorch, Keras and optax.
#[derive(Clone, Copy, Debug)]
pub struct RmsProp;

const RHO: usize = 1;
const EPSILON: usize = 2;
const LAMBDA: usize = 4;
const FORM: usize = 3;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "rmsprop",
    title: "RMSProp",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each gradient is divided by the root of its mean square, so that α is a length and not a rate per slope.",
        used_by: "Hinton’s course, PyTorch, Keras, optax",
        source: "Tieleman and Hinton 2012, lecture 6.5; centered: Graves 2013, eq. (38) to (45)",
        link: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
        convention: "PyTorch agrees: ε outside the root, ρ = 0.99. Keras and optax put ε inside the root, √(v+ε), and \
                 default to ρ = 0.9; optax alone can correct the bias of v.",
    },
    recurrence: &[
        &decay::coupled_line(FORM, decay::lambda::<LAMBDA>()),
        &decay::decoupled_line(FORM, decay::lambda::<LAMBDA>()),
        &mean_square::mean_square_line::<RHO>(),
        &mean_square::mean_line::<RHO>(),
        mean_square::CORRECTED_MEAN_SQUARE_LINE,
        mean_square::CORRECTED_MEAN_LINE,
        mean_square::SQUARE_LINE,
        &mean_square::divisor_line::<EPSILON>(),
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            term::GRADIENT,
            term::OVER,
            mean_square::divisor::<EPSILON>(),
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, DECAY, field::EPSILON, INITIAL_SQUARE, decay::COUPLED_BESIDE_LENGTH],
    choices: &{
        let [epsilon_place, centered, bias_correction] = mean_square::CHOICES;
        [epsilon_place, centered, bias_correction, decay::COUPLED]
    },
    axes: &["learning-rate", "decay"],
    per_weight: true,
    memories: &["squared-gradient-ema", "gradient-ema"],
    scalars: &["decay-power"],
    memory_units: &["F²/X²", "F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[centered(false), unsaid("momentum", "0.0")], ..TORCH },
        Counterpart { choices: &[("centered", "yes")], fixed: &[centered(true), unsaid("momentum", "0.0")], ..TORCH },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("decay-form", "decoupled")],
            fixed: &[centered(false), unsaid("momentum", "0.0")],
            ..KERAS
        },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("centered", "yes"), ("decay-form", "decoupled")],
            fixed: &[centered(true), unsaid("momentum", "0.0")],
            ..KERAS
        },
        optax(0, OPTAX),
        optax(1, OPTAX),
        optax(2, OPTAX),
        optax(3, OPTAX),
        optax(4, OPTAX),
        optax(5, OPTAX),
        optax(6, OPTAX),
        optax(7, OPTAX),
    ],
    without: &[],
};

const TORCH: Counterpart = Counterpart {
    constants: &[("initial-square", 0.0)],
    buffers: &buffers(Library::PyTorch),
    ..Counterpart::new(
        Library::PyTorch,
        "torch.optim.RMSprop",
        &[
            argument("lr", "learning-rate", 0.01),
            argument("alpha", "decay", 0.99),
            argument("eps", "epsilon", 1e-8),
            argument("weight_decay", "weight-decay", 0.0),
        ],
    )
};

const KERAS: Counterpart = Counterpart {
    constants: &[("initial-square", 0.0)],
    buffers: &buffers(Library::Keras),
    ..Counterpart::new(
        Library::Keras,
        "keras.optimizers.RMSprop",
        &[
            argument("learning_rate", "learning-rate", 1e-3),
            argument("rho", "decay", 0.9),
            argument("epsilon", "epsilon", 1e-7),
            argument("weight_decay", "weight-decay", 0.0),
        ],
    )
};

const OPTAX: Counterpart = Counterpart {
    constants: &[("weight-decay", 0.0)],
    buffers: &buffers(Library::Optax),
    ..Counterpart::new(
        Library::Optax,
        "optax.rmsprop",
        &[
            required("learning_rate", "learning-rate"),
            argument("decay", "decay", 0.9),
            argument("eps", "epsilon", 1e-8),
            argument("initial_scale", "initial-square", 0.0),
        ],
    )
};

impl Rule for RmsProp {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        let [_, _, _, first] = now.into();
        mean_square::init(memory, first);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, rho, epsilon, _, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        let divisor = Divisor::new(now, rho, epsilon, memory);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // w = w - α g/d
            *w = *w - alpha * g / divisor.after(i, g, memory);
        }
    }
}
