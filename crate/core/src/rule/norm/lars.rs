//! LARS: heavy ball on a gradient that is made as long as a share of the weights. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Fixed, Held, argument, required, said, unsaid};
use crate::rule::decay::{self, WEIGHT_DECAY};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, norm, sum};

use super::trust::{MATCHED, trust};

/// LARS as optax has it, over all weights as one layer.
#[derive(Clone, Copy, Debug)]
pub struct Lars;

const DISPLACEMENT: usize = 0;
const NESTEROV: usize = 0;

const LEARNING_RATE: Field =
    Field { parameter: Parameter { units: "1", ..field::LEARNING_RATE.parameter }, ..field::LEARNING_RATE };

const TRUST: Field = Field::own(Parameter {
    key: "trust",
    symbol: "η",
    default: 0.001,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "1",
    meaning: "share of the weights’ length that a gradient counts for",
});

const EPSILON: Field = Field::own(Parameter { default: 0.0, ..field::EPSILON.parameter });

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "lars",
    title: "LARS",
    family: Family::Norm,
    words: Words {
        sentence: "Every gradient is first made as long as a share of the weights, so that its direction counts and its \
                   size does not; then comes heavy ball.",
        used_by: "optax, very large batches",
        source: "You, Gitman and Ginsburg 2017, layer-wise adaptive rate scaling, algorithm 1",
        link: "https://arxiv.org/abs/1708.03888",
        convention: "optax agrees: the decay goes into the gradient before its length is taken, α stands inside the memory, \
                     and where a norm is 0 the gradient stays as it is. Here all weights are one layer.",
    },
    recurrence: &[
        &[DIRECTION, term::BECOMES, term::SLOPE, term::PLUS, decay::lambda::<4>(), term::WEIGHT],
        &[
            SCALED,
            term::BECOMES,
            Term::symbol(
                "<mfrac><mrow><mi>η</mi><mo>‖</mo><mi>w</mi><mo>‖</mo></mrow>\
                 <mrow><mo>‖</mo><mi>u</mi><mo>‖</mo><mo>+</mo><mi>ε</mi></mrow></mfrac>",
                |s| [ratio(s); 2],
            ),
            DIRECTION,
        ],
        &[term::NEW_MEMORY, term::BECOMES, term::MOMENTUM, term::MEMORY, term::MINUS, term::LEARNING_RATE, SCALED],
        &[term::NEW_WEIGHT.only(NESTEROV, 0), term::BECOMES, term::WEIGHT, term::PLUS, term::NEW_MEMORY],
        &[
            term::NEW_WEIGHT.only(NESTEROV, 1),
            term::BECOMES,
            term::WEIGHT,
            term::PLUS,
            Term::symbol(
                "<mrow><mo>(</mo><mi>β</mi><mi>v</mi><mo>−</mo><mi>α</mi><mover><mi>u</mi><mo>^</mo></mover><mo>)</mo></mrow>",
                |s| {
                    [0, 1]
                        .map(|i| s.hyperparameters[1] * s.after(DISPLACEMENT)[i] - s.hyperparameters[0] * scaled(s)[i])
                },
            ),
        ],
    ],
    fields: &[LEARNING_RATE, field::MOMENTUM, TRUST, EPSILON, WEIGHT_DECAY],
    choices: &[Choice::switch("nesterov", "whether the newest gradient counts once more beside the memory")],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["displacement"],
    scalars: &[],
    memory_units: &["X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[unsaid("nesterov", "False"), DECAYED, TRUSTED], ..OPTAX },
        Counterpart { choices: &[("nesterov", "yes")], fixed: &[said("nesterov", "True"), DECAYED, TRUSTED], ..OPTAX },
    ],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no LARS; SGD with momentum on a gradient that is scaled by hand comes nearest, with α outside.",
        ),
        (Library::Keras, "Keras has no LARS; its Lamb scales by the same ratio, with Adam inside."),
    ],
};

const OPTAX: Counterpart = Counterpart {
    buffers: &[("trace", Held::Memory("displacement"))],
    ..Counterpart::new(
        Library::Optax,
        "optax.lars",
        &[
            required("learning_rate", "learning-rate"),
            argument("momentum", "momentum", 0.9),
            argument("trust_coefficient", "trust", 0.001),
            argument("eps", "epsilon", 0.0),
            argument("weight_decay", "weight-decay", 0.0),
        ],
    )
};

/// All weights are decayed,
const DECAYED: Fixed = unsaid("weight_decay_mask", "True");
/// and the gradients of all are made as long as a share of them.
const TRUSTED: Fixed = unsaid("trust_ratio_mask", "True");

const DIRECTION: Term = Term::symbol("<mi>u</mi>", direction);
const SCALED: Term = Term::symbol("<mover><mi>u</mi><mo>^</mo></mover>", scaled);

fn direction(s: &StepView) -> [f64; 2] {
    [0, 1].map(|i| s.slope[i] + s.hyperparameters[4] * s.weights[0][i])
}

fn scaled(s: &StepView) -> [f64; 2] {
    direction(s).map(|u| ratio(s) * u)
}

fn ratio(s: &StepView) -> f64 {
    trust(s.hyperparameters[2], norm(&s.weights[0]), norm(&direction(s)), s.hyperparameters[3])
}

impl Rule for Lars {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, eta, epsilon, lambda] = now.into();
        // u = ∇f + λ w
        let direction = |w: S, g: S| g + lambda * w;
        let squares = weights.iter().zip(seen.gradient).map(|(&w, &g)| direction(w, g).square());
        let length = sum(squares).sqrt();
        // û = η ‖w‖/(‖u‖ + ε) u
        let ratio = trust(eta, norm(weights), length, epsilon);
        for ((w, v), &g) in weights.iter_mut().zip(memory.array_mut(DISPLACEMENT)).zip(seen.gradient) {
            let step = alpha * (ratio * direction(*w, g));
            // v = β v - α û
            *v = beta * *v - step;
            // w = w + v, and with Nesterov's look ahead w + β v - α û
            *w = *w + if now.choices[NESTEROV] == 0 { *v } else { beta * *v - step };
        }
    }
}
