//! Schedule-free SGD: steps on base weights, gradients on the way to their average. [`CARD`] says the rest.

use super::schedule_free::{
    AVERAGE, BASE, NEW_BASE, NO_END, OLD_BASE, WARM_UP, WARM_UP_TIMING, WEIGHT_LINE, WEIGHT_POWER, Z_MINUS_X,
    average_line, begin, between, rate, rates, share_line,
};
use crate::rule::counterpart::{Argument, Held, argument, count};
use crate::rule::decay::WEIGHT_DECAY;
use crate::rule::{Card, Counterpart, Family, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term};
use crate::scalar::Scalar;

/// Gradient descent that averages its weights instead of slowing down.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleFreeSgd;

const T: usize = 2;
const POWER: usize = 3;
const LAMBDA: usize = 4;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "schedule-free-sgd",
    title: "Schedule-free SGD",
    family: Family::RateFree,
    words: Words {
        sentence: "Base weights take gradient steps of a constant α, and each gradient is taken between them and their \
                   average.",
        used_by: "Defazio’s schedulefree, optax",
        source: "Defazio et al. 2024, eqs. (3) to (5)",
        link: "https://arxiv.org/abs/2405.15682",
        convention: "It needs no schedule for α, but an α. The weights shown are those between, as in optax; at the end \
                     of a training the average x is to be taken. In a warm-up optax’s steps are one update late.",
    },
    recurrence: &[
        &[
            NEW_BASE,
            term::BECOMES,
            OLD_BASE,
            term::MINUS,
            rate::<T>(),
            Term::symbol("<mrow><mo>(</mo><mi>g</mi><mo>+</mo><mi>λ</mi><mi>w</mi><mo>)</mo></mrow>", |s| {
                [0, 1].map(|i| s.gradient[i] + s.hyperparameters[LAMBDA] * s.weights[0][i])
            }),
        ],
        &share_line::<POWER>(),
        &average_line::<POWER>(
            Term::symbol("<mi>x</mi>", |s| s.before(AVERAGE)),
            Term::symbol(Z_MINUS_X, |s| [0, 1].map(|i| s.after(BASE)[i] - s.before(AVERAGE)[i])),
        ),
        &WEIGHT_LINE,
    ],
    fields: &[field::LEARNING_RATE, field::MOMENTUM, WARM_UP, WEIGHT_POWER, WEIGHT_DECAY],
    choices: &[WARM_UP_TIMING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["base-weights", "average"],
    scalars: &["largest-rate", "weight-sum"],
    memory_units: &["X", "X"],
    matched: Matched::Own("It averages weights and not gradients: its α is gradient descent’s."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            fixed: &[NO_END],
            constants: &[("warm-up", f64::INFINITY)],
            arguments: &{
                let [rate, beta, _, power, decay] = ARGUMENTS;
                [rate, beta, power, decay]
            },
            ..OPTAX
        },
        OPTAX,
    ],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no schedule-free optimizer of its own (the authors’ package has one); ASGD averages its weights as \
             well, but takes its gradients elsewhere.",
        ),
        (Library::Keras, "Keras has the schedule-free rule over AdamW alone, ScheduleFreeAdamW."),
    ],
};

const OPTAX: Counterpart = Counterpart {
    choices: &[("warm-up-timing", "late")],
    buffers: &[
        ("z", Held::Memory("base-weights")),
        ("eval_x", Held::Memory("average")),
        ("max_lr", Held::Memory("largest-rate")),
        ("weight_sum", Held::Memory("weight-sum")),
    ],
    ..Counterpart::new(Library::Optax, "optax.contrib.schedule_free_sgd", &ARGUMENTS)
};

const ARGUMENTS: [Argument; 5] = [
    argument("learning_rate", "learning-rate", 1.0),
    argument("b1", "momentum", 0.9),
    count("warmup_steps", "warm-up", 0.0),
    argument("weight_lr_power", "weight-power", 2.0),
    argument("weight_decay", "weight-decay", 0.0),
];

impl Rule for ScheduleFreeSgd {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, _now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        begin(start, memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [_, beta, warm_up, power, lambda] = now.into();
        let [rate, share] = rates(now, memory, warm_up, power);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // z = z - α (g + λ w)
            let z = memory.array(BASE)[i] - rate * (g + lambda * *w);
            memory.array_mut(BASE)[i] = z;
            *w = between(&mut memory.array_mut(AVERAGE)[i], z, share, beta);
        }
    }
}
