//! RMSProp with momentum: a fading sum of gradients, each divided by the root of its mean square. [`CARD`] says the rest.

use super::fields::{DECAY, INITIAL_SQUARE};
use super::mean_square::{self, Divisor};
use super::mean_square_calls::{buffers, centered, optax_momentum};
use crate::parameter::Legal;
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// RMSProp with momentum, in the conventions of PyTorch, Keras and optax.
#[derive(Clone, Copy, Debug)]
pub struct RmsPropMomentum;

const TRACE: usize = 2;
const RHO: usize = 2;
const EPSILON: usize = 3;
const LAMBDA: usize = 5;
const PLACE: usize = 3;
const NESTEROV: usize = 4;
const FORM: usize = 5;

const RATE_PLACE: Choice = Choice {
    key: "rate-place",
    meaning: "whether α is outside the memory or inside it",
    options: &[
        ("outside", "on the memory, w - α b: a new α rescales all at once, as in PyTorch"),
        ("inside", "on what enters the memory, b + α u: what has entered keeps its old α, as in Keras and optax"),
    ],
    default: 0,
    idle_at_zero: None,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "rmsprop-momentum",
    title: "RMSProp with momentum",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each step goes along a fading sum of gradients that were divided by the root of their mean square.",
        used_by: "PyTorch, Keras, optax",
        source: "Graves 2013, eq. (38) to (45)",
        link: "https://arxiv.org/abs/1308.0850",
        convention: "PyTorch agrees: ε outside the root, α outside the memory. Keras and optax put both inside, so that a \
                 new α reaches only what enters from then on; optax alone has a Nesterov form.",
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
        &[NORMALIZED, term::BECOMES, term::GRADIENT, term::OVER, mean_square::divisor::<EPSILON>()],
        &[
            NEW_TRACE,
            term::BECOMES,
            term::MOMENTUM,
            Term::symbol("<mi>b</mi>", |s| s.before(TRACE)),
            term::PLUS,
            term::LEARNING_RATE.only(PLACE, 1),
            NORMALIZED,
        ],
        &[
            LOOK_AHEAD.only(NESTEROV, 1),
            term::BECOMES,
            term::MOMENTUM,
            NEW_TRACE,
            term::PLUS,
            term::LEARNING_RATE.only(PLACE, 1),
            NORMALIZED,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE.only(PLACE, 0),
            NEW_TRACE.only(NESTEROV, 0),
            LOOK_AHEAD.only(NESTEROV, 1),
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        field::MOMENTUM,
        DECAY,
        field::EPSILON,
        INITIAL_SQUARE,
        decay::COUPLED_BESIDE_LENGTH,
    ],
    choices: &{
        let [epsilon_place, centered, bias_correction] = mean_square::CHOICES;
        let nesterov = Choice::switch("nesterov", "whether the memory is taken one update further before it acts");
        [epsilon_place, centered, bias_correction, RATE_PLACE, nesterov, decay::COUPLED]
    },
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["squared-gradient-ema", "gradient-ema", "trace"],
    scalars: &["decay-power"],
    memory_units: &["F²/X²", "F/X", "1, or X with α inside"],
    matched: Matched::Own(
        "What it sums has no units, so its α is a length in X and nothing that a gradient could be matched by.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[centered(false)], ..TORCH },
        Counterpart { choices: &[("centered", "yes")], fixed: &[centered(true)], ..TORCH },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("rate-place", "inside"), ("decay-form", "decoupled")],
            fixed: &[centered(false)],
            ..KERAS
        },
        Counterpart {
            choices: &[
                ("epsilon-place", "inside"),
                ("centered", "yes"),
                ("rate-place", "inside"),
                ("decay-form", "decoupled"),
            ],
            fixed: &[centered(true)],
            ..KERAS
        },
        optax_momentum(0, OPTAX),
        optax_momentum(1, OPTAX),
        optax_momentum(2, OPTAX),
        optax_momentum(3, OPTAX),
        optax_momentum(4, OPTAX),
        optax_momentum(5, OPTAX),
        optax_momentum(6, OPTAX),
        optax_momentum(7, OPTAX),
        optax_momentum(8, OPTAX),
        optax_momentum(9, OPTAX),
        optax_momentum(10, OPTAX),
        optax_momentum(11, OPTAX),
        optax_momentum(12, OPTAX),
        optax_momentum(13, OPTAX),
        optax_momentum(14, OPTAX),
        optax_momentum(15, OPTAX),
    ],
    without: &[],
};

const TORCH: Counterpart = Counterpart {
    rests_at_zero: true,
    constants: &[("initial-square", 0.0)],
    buffers: &{
        let [mean_square, mean] = buffers(Library::PyTorch);
        [mean_square, mean, ("momentum_buffer", Held::Memory("trace"))]
    },
    ..Counterpart::new(
        Library::PyTorch,
        "torch.optim.RMSprop",
        &[
            argument("lr", "learning-rate", 0.01),
            argument("alpha", "decay", 0.99),
            argument("eps", "epsilon", 1e-8),
            argument("weight_decay", "weight-decay", 0.0),
            required("momentum", "momentum").within(Legal::NOT_NEGATIVE),
        ],
    )
};

const KERAS: Counterpart = Counterpart {
    rests_at_zero: true,
    constants: &[("initial-square", 0.0)],
    buffers: &{
        let [mean_square, mean] = buffers(Library::Keras);
        [mean_square, mean, ("momentum", Held::Memory("trace"))]
    },
    ..Counterpart::new(
        Library::Keras,
        "keras.optimizers.RMSprop",
        &[
            argument("learning_rate", "learning-rate", 1e-3),
            argument("rho", "decay", 0.9),
            required("momentum", "momentum").within(Legal::NOT_NEGATIVE),
            argument("epsilon", "epsilon", 1e-7),
            argument("weight_decay", "weight-decay", 0.0),
        ],
    )
};

const OPTAX: Counterpart = Counterpart {
    constants: &[("weight-decay", 0.0)],
    buffers: &{
        let [mean_square, mean] = buffers(Library::Optax);
        // optax sums displacements: the same with the other sign.
        [mean_square, mean, ("trace", Held::Derived(|s| s.after(TRACE).map(|b| -b)))]
    },
    ..Counterpart::new(
        Library::Optax,
        "optax.rmsprop",
        &[
            required("learning_rate", "learning-rate"),
            argument("decay", "decay", 0.9),
            argument("eps", "epsilon", 1e-8),
            argument("initial_scale", "initial-square", 0.0),
            required("momentum", "momentum"),
        ],
    )
};

const NORMALIZED: Term = Term::symbol("<mi>u</mi>", |s| {
    let divisor = mean_square::divisor_of(s, s.hyperparameters[EPSILON]);
    [0, 1].map(|i| s.gradient[i] / divisor[i])
});
const NEW_TRACE: Term = Term::symbol("<mi>b</mi>", |s| s.after(TRACE));
const LOOK_AHEAD: Term = Term::symbol("<mi>p</mi>", |s| {
    let rate = if s.choices[PLACE] == 1 { s.hyperparameters[0] } else { 1.0 };
    let divisor = mean_square::divisor_of(s, s.hyperparameters[EPSILON]);
    [0, 1].map(|i| s.hyperparameters[1] * s.after(TRACE)[i] + rate * s.gradient[i] / divisor[i])
});

impl Rule for RmsPropMomentum {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        let [_, _, _, _, first] = now.into();
        mean_square::init(memory, first);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, rho, epsilon, _, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        let divisor = Divisor::new(now, rho, epsilon, memory);
        let [inside, nesterov] = [PLACE, NESTEROV].map(|choice| now.choices[choice] == 1);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            let d = divisor.after(i, g, memory);
            // u = g/d, or α g/d with α inside
            let u = if inside { alpha * g / d } else { g / d };
            // b = β b + u
            let b = beta * memory.array(TRACE)[i] + u;
            memory.array_mut(TRACE)[i] = b;
            // p = β b + u, or b without Nesterov
            let p = if nesterov { beta * b + u } else { b };
            // w = w - α p, or w - p with α inside
            *w = *w - if inside { p } else { alpha * p };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both forms on a constant gradient, where α becomes a tenth after 50 updates, or 0.
    fn travelled(place: usize, factor: f64) -> [f64; 2] {
        let mut arrays = [0.0; 3];
        let mut scalars = [0.0];
        let mut memory = Memory::new(1, &mut arrays, &mut scalars);
        let mut weights = [0.0];
        let mut at = [0.0; 3];
        for t in 1..=52 {
            let alpha = if t <= 50 { 0.01 } else { 0.01 * factor };
            let hyperparameters = [alpha, 0.9, 0.99, 1e-8, 0.0, 0.0];
            let choices = [0, 0, 0, place, 0, Choice::IDLE];
            let now = Now { t, hyperparameters: &hyperparameters, choices: &choices };
            if t == 1 {
                RmsPropMomentum.init(now, &[0.0], &mut memory);
            }
            RmsPropMomentum.update(now, Seen { loss: 0.0, gradient: &[3.0] }, &mut weights, &mut memory);
            at.rotate_left(1);
            at[2] = weights[0];
        }
        [at[1] - at[0], at[2] - at[1]]
    }

    #[test]
    fn a_learning_rate_of_zero_stops_it_dead_outside_and_lets_it_coast_inside() {
        assert_eq!(travelled(0, 0.0), [0.0; 2]);
        let [first, second] = travelled(1, 0.0);
        assert!(first < 0.0 && (second / first - 0.9).abs() < 1e-9, "{first} then {second}");
    }

    #[test]
    fn a_smaller_learning_rate_rescales_it_at_once_only_outside() {
        let [outside, inside] = [0, 1].map(|place| travelled(place, 0.1)[0]);
        let before = travelled(0, 1.0)[0];
        assert!((outside / before - 0.1).abs() < 1e-9 && inside / before > 0.8, "{outside}, {inside} of {before}");
    }
}
