//! DoWG: DoG with each squared gradient weighted by the squared distance at its time. [`CARD`] says the rest.

use super::fields::{
    COUPLED_LINE, GRADIENT, SHARE, SQUARED_GRADIENT, START, WEIGHT_DECAY, squared_distance, squared_gradient,
};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Argument, Held, argument, required, unsaid};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, Term, Words, field, term,
};
use crate::scalar::{Scalar, dot};

/// Distance over weighted gradients, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Dowg;

const INITIAL: usize = 1;
const EPSILON: usize = 2;
const DISTANCE: usize = 0;
const SQUARES: usize = 1;

const INITIAL_SQUARED_DISTANCE: Field = Field::own(Parameter {
    key: "initial-squared-distance",
    symbol: "ι",
    default: 1e-4,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-8, 1.0],
    units: "X²",
    meaning: "what stands for the squared distance before the first step",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "dowg",
    title: "DoWG",
    family: Family::RateFree,
    words: Words {
        sentence: "As DoG, but early gradients count less: each squared one is weighted by the squared distance of its time.",
        used_by: "optax",
        source: "Khaled, Mishchenko and Jin 2023, distance over weighted gradients, algorithm 1, with r̄² and v as D and V",
        link: "https://arxiv.org/abs/2305.16284",
        convention: "optax agrees: ε outside the root, and the first squared distance is ε too where none is given. PyTorch \
                 and Keras have none.",
    },
    recurrence: &[
        &COUPLED_LINE,
        &[
            SQUARED_DISTANCE,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>D</mi><mo>,</mo><msup><mrow><mo>‖</mo><mi>w</mi><mo>−</mo>\
                 <msub><mi>w</mi><mn>0</mn></msub><mo>‖</mo></mrow><mn>2</mn></msup><mo>)</mo></mrow>",
                |s| {
                    let ([x, y], [x0, y0]) = (s.weights[0], s.after(START));
                    let way = [x - x0, y - y0];
                    [Scalar::max(s.scalar_before(DISTANCE), dot(&way, &way)); 2]
                },
            ),
        ],
        &[
            Term::symbol("<mi>V</mi>", |s| [s.scalar_after(SQUARES); 2]),
            term::BECOMES,
            Term::symbol("<mi>V</mi>", |s| [s.scalar_before(SQUARES); 2]),
            term::PLUS,
            SQUARED_DISTANCE,
            SQUARED_GRADIENT,
        ],
        &[
            RATE,
            term::BECOMES,
            SQUARED_DISTANCE,
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><msqrt><mi>V</mi></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
                [s.scalar_after(SQUARES).sqrt() + s.hyperparameters[EPSILON]; 2]
            }),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, RATE, GRADIENT],
    ],
    fields: &[
        SHARE,
        INITIAL_SQUARED_DISTANCE,
        Field::own(Parameter {
            default: 1e-4,
            units: "F",
            meaning: "keeps the rate finite where gradients vanish",
            ..field::EPSILON.parameter
        }),
        WEIGHT_DECAY,
    ],
    choices: &[],
    axes: &["learning-rate"],
    per_weight: false,
    memories: &["start"],
    scalars: &["largest-squared-distance", "weighted-squared-gradient-sum"],
    memory_units: &["X"],
    matched: Matched::Own("It finds its rate itself; its α is a share of that, and 1 unless there is a schedule."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: BUFFERS,
            ..Counterpart::new(
                Library::Optax,
                CALL,
                &[ALPHA, required("init_estim_sq_dist", "initial-squared-distance"), EPS, WD],
            )
        },
        // Without an estimate optax takes ε for it.
        Counterpart {
            fixed: &[unsaid("init_estim_sq_dist", "None")],
            buffers: BUFFERS,
            ..Counterpart::new(
                Library::Optax,
                CALL,
                &[ALPHA, argument("eps", "initial-squared-distance", 1e-4), EPS, WD],
            )
        },
    ],
    without: &[
        (
            Library::PyTorch,
            "torch.optim never measures how far the weights have come; torch.optim.SGD with a rate found by hand comes \
             nearest.",
        ),
        (
            Library::Keras,
            "keras.optimizers never measures how far the weights have come; SGD with a rate found by hand comes nearest.",
        ),
    ],
};

const CALL: &str = "optax.contrib.dowg";
const ALPHA: Argument = argument("learning_rate", "learning-rate", 1.0);
const EPS: Argument = argument("eps", "epsilon", 1e-4);
const WD: Argument = argument("weight_decay", "weight-decay", 0.0);
const BUFFERS: &[(&str, Held)] = &[
    ("init_params", Held::Memory("start")),
    ("estim_sq_dist", Held::Memory("largest-squared-distance")),
    ("weighted_sq_norm_grads", Held::Memory("weighted-squared-gradient-sum")),
];

const SQUARED_DISTANCE: Term = Term::symbol("<mi>D</mi>", |s| [s.scalar_after(DISTANCE); 2]);
const RATE: Term = Term::symbol("<mi>η</mi>", |s| {
    [s.scalar_after(DISTANCE) / (s.scalar_after(SQUARES).sqrt() + s.hyperparameters[EPSILON]); 2]
});

impl Rule for Dowg {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
        *memory.scalar_mut(DISTANCE) = now.hyperparameters[INITIAL];
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, _, epsilon, lambda] = now.into();
        // D = max(D, ‖w - w₀‖²)
        let d = memory.scalar(DISTANCE).max(squared_distance(weights, memory.array(START)));
        // V = V + D ‖g‖²
        let v = *memory.scalar(SQUARES) + d * squared_gradient(lambda, weights, seen.gradient);
        // η = D/(√V + ε)
        let eta = d / (v.sqrt() + epsilon);
        *memory.scalar_mut(DISTANCE) = d;
        *memory.scalar_mut(SQUARES) = v;
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
    use crate::rule::counterpart::Given;

    #[test]
    fn where_no_estimate_is_given_the_first_squared_distance_is_epsilon() {
        let read = |given: &[(&str, f64)]| {
            let given: Vec<_> = given.iter().map(|&(name, x)| (name.to_owned(), Given::Number(x))).collect();
            let settings = CARD.counterparts.iter().find_map(|counterpart| CARD.settings(counterpart, CALL, &given));
            settings.map(|settings| [settings.hyperparameters[INITIAL], settings.hyperparameters[EPSILON]])
        };
        assert_eq!(read(&[]), Some([1e-4, 1e-4]));
        assert_eq!(read(&[("eps", 0.5)]), Some([0.5, 0.5]));
        assert_eq!(read(&[("eps", 0.5), ("init_estim_sq_dist", 0.25)]), Some([0.25, 0.5]));
        assert_eq!(read(&[("init_estim_sq_dist", 0.25)]), Some([0.25, 1e-4]));
    }
}
