//! DoG: the distance from the start over the root of all squared gradients is the rate. [`CARD`] says the rest.

use super::fields::{
    COUPLED_LINE, GRADIENT, SHARE, SQUARED_GRADIENT, START, WEIGHT_DECAY, squared_distance, squared_gradient,
};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Argument, Held, argument, required, said, unsaid};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::{Scalar, norm};

/// Distance over gradients, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Dog;

const INITIAL: usize = 1;
const EPSILON: usize = 2;
const DISTANCE: usize = 0;
const SQUARES: usize = 1;

const INITIAL_STEP: Field = Field::own(Parameter {
    key: "initial-step",
    symbol: "ι",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-6, 1.0],
    units: "X, or X²/F as a rate",
    meaning: "what stands for the distance before the first step",
});

const INITIAL_STEP_IS: Choice = Choice {
    key: "initial-step-is",
    meaning: "what the initial step is",
    options: &[
        ("share", "the first distance as a share: r₀ = ι (1+‖w₀‖), the authors’ heuristic"),
        ("distance", "the first distance itself: r₀ = ι"),
        ("rate", "the rate of the first step, with r₀ = 0"),
    ],
    default: 0,
    idle_at_zero: None,
};
const IS: usize = 0;
const AS_SHARE: usize = 0;
const AS_DISTANCE: usize = 1;
const AS_RATE: usize = 2;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "dog",
    title: "DoG",
    family: Family::RateFree,
    words: Words {
        sentence: "The rate is the largest distance from the start so far over the root of the sum of all squared gradients.",
        used_by: "optax, the authors’ dog-optimizer",
        source: "Ivgi, Hinder and Carmon 2023, distance over gradients, DoG is SGD’s best friend, with r̄ and G as r and S",
        link: "https://arxiv.org/abs/2302.12022",
        convention: "optax agrees; its weight decay is in the gradient before the gradient is measured. PyTorch and Keras \
                 have none.",
    },
    recurrence: &[
        &COUPLED_LINE,
        &[
            Term::symbol("<mi>r</mi>", |s| [s.scalar_after(DISTANCE); 2]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>r</mi><mo>,</mo><mo>‖</mo><mi>w</mi><mo>−</mo>\
                 <msub><mi>w</mi><mn>0</mn></msub><mo>‖</mo><mo>)</mo></mrow>",
                |s| {
                    let ([x, y], [x0, y0]) = (s.weights[0], s.after(START));
                    [Scalar::max(s.scalar_before(DISTANCE), norm(&[x - x0, y - y0])); 2]
                },
            ),
        ],
        &[
            Term::symbol("<mi>S</mi>", |s| [s.scalar_after(SQUARES); 2]),
            term::BECOMES,
            Term::symbol("<mi>S</mi>", |s| [s.scalar_before(SQUARES); 2]),
            term::PLUS,
            SQUARED_GRADIENT,
        ],
        &[
            RATE,
            term::BECOMES,
            // Nothing but at the first update, where the distance is 0.
            Term::symbol("<mrow><mo>[</mo><mi>t</mi><mo>=</mo><mn>1</mn><mo>]</mo></mrow>", |s| {
                [f64::from(u8::from(s.t == 1)); 2]
            })
            .only(IS, AS_RATE),
            Term::symbol("<mi>ι</mi>", |s| s.hyperparameter(INITIAL)).only(IS, AS_RATE),
            term::PLUS.only(IS, AS_RATE),
            Term::symbol("<mi>r</mi>", |s| [s.scalar_after(DISTANCE); 2]),
            term::OVER,
            Term::symbol("<msqrt><mrow><mi>S</mi><mo>+</mo><mi>ε</mi></mrow></msqrt>", |s| {
                [(s.scalar_after(SQUARES) + s.hyperparameters[EPSILON]).sqrt(); 2]
            }),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, RATE, GRADIENT],
    ],
    fields: &[
        SHARE,
        INITIAL_STEP,
        Field::own(Parameter {
            units: "F²/X²",
            meaning: "keeps the rate finite before there are gradients",
            ..field::EPSILON.parameter
        }),
        WEIGHT_DECAY,
    ],
    choices: &[INITIAL_STEP_IS],
    axes: &["learning-rate"],
    per_weight: false,
    memories: &["start"],
    scalars: &["largest-distance", "squared-gradient-sum"],
    memory_units: &["X"],
    matched: Matched::Own("It finds its rate itself; its α is a share of that, and 1 unless there is a schedule."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            fixed: &[unsaid("init_step.0", "'heuristic'")],
            buffers: BUFFERS,
            ..Counterpart::new(Library::Optax, CALL, &[ALPHA, argument("init_step.1", "initial-step", 1e-6), EPS, WD])
        },
        Counterpart {
            fixed: &[said("init_step.0", "'distance'")],
            choices: &[("initial-step-is", "distance")],
            buffers: BUFFERS,
            ..Counterpart::new(Library::Optax, CALL, &[ALPHA, required("init_step.1", "initial-step"), EPS, WD])
        },
        Counterpart {
            fixed: &[said("init_step.0", "'learning_rate'")],
            choices: &[("initial-step-is", "rate")],
            buffers: BUFFERS,
            ..Counterpart::new(Library::Optax, CALL, &[ALPHA, required("init_step.1", "initial-step"), EPS, WD])
        },
    ],
    without: &[
        (
            Library::PyTorch,
            "torch.optim never measures how far the weights have come; torch.optim.SGD with a rate found by hand comes \
             nearest, and the authors’ package dog-optimizer is made for PyTorch.",
        ),
        (
            Library::Keras,
            "keras.optimizers never measures how far the weights have come; SGD with a rate found by hand comes nearest.",
        ),
    ],
};

const CALL: &str = "optax.contrib.dog";
const ALPHA: Argument = argument("learning_rate", "learning-rate", 1.0);
const EPS: Argument = argument("eps", "epsilon", 1e-8);
const WD: Argument = argument("weight_decay", "weight-decay", 0.0);
const BUFFERS: &[(&str, Held)] = &[
    ("init_params", Held::Memory("start")),
    ("max_dist", Held::Memory("largest-distance")),
    ("sum_sq_norm_grads", Held::Memory("squared-gradient-sum")),
];

const RATE: Term = Term::symbol("<mi>η</mi>", |s| {
    let root = (s.scalar_after(SQUARES) + s.hyperparameters[EPSILON]).sqrt();
    let first = s.t == 1 && s.choices[IS] == AS_RATE;
    [if first { s.hyperparameters[INITIAL] } else { s.scalar_after(DISTANCE) / root }; 2]
});

impl Rule for Dog {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
        *memory.scalar_mut(DISTANCE) = match now.choices[IS] {
            AS_SHARE => now.hyperparameters[INITIAL] * (norm(start) + 1.0),
            AS_DISTANCE => now.hyperparameters[INITIAL],
            _ => S::of(0.0),
        };
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, initial, epsilon, lambda] = now.into();
        // r = max(r, ‖w - w₀‖)
        let r = memory.scalar(DISTANCE).max(squared_distance(weights, memory.array(START)).sqrt());
        // S = S + ‖g‖²
        let s = *memory.scalar(SQUARES) + squared_gradient(lambda, weights, seen.gradient);
        // η = r/√(S+ε)
        let first = now.t == 1 && now.choices[IS] == AS_RATE;
        let eta = if first { initial } else { r / (s + epsilon).sqrt() };
        *memory.scalar_mut(DISTANCE) = r;
        *memory.scalar_mut(SQUARES) = s;
        for (w, &slope) in weights.iter_mut().zip(seen.gradient) {
            // g = ∇f + λ w
            let g = slope + lambda * *w;
            // w = w - α η g
            *w = *w - alpha * eta * g;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first step of one weight from 1, and the distance held then.
    fn first(initial: f64, choice: usize) -> [f64; 2] {
        let (mut arrays, mut scalars, mut weights) = ([0.0], [0.0; 2], [1.0]);
        let mut memory = Memory::new(1, &mut arrays, &mut scalars);
        let now = Now { t: 1, hyperparameters: &[1.0, initial, 0.0, 0.0], choices: &[choice] };
        Dog.init(now, &weights, &mut memory);
        Dog.update(now, Seen { loss: 1.0, gradient: &[4.0] }, &mut weights, &mut memory);
        [weights[0] - 1.0, scalars[DISTANCE]]
    }

    #[test]
    fn the_first_step_is_a_distance_whatever_the_gradient_or_a_rate() {
        assert_eq!(first(0.125, AS_SHARE), [-0.25, 0.25]);
        assert_eq!(first(0.125, AS_DISTANCE), [-0.125, 0.125]);
        assert_eq!(first(0.125, AS_RATE), [-0.5, 0.0]);
    }
}
