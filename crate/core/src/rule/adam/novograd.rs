//! NovoGrad: momentum over gradients that are divided by their averaged norm, all weights alike. [`CARD`] says the rest.

use super::fields::{BETA1, BETA1_TERM, BETA2, EPSILON, EPSILON_INSIDE, EPSILON_ROOT, KEPT_TERM, ONE_MINUS_KEPT};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, BESIDE_LENGTH};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, dot};

/// NovoGrad as optax has it: its momentum is a sum.
#[derive(Clone, Copy, Debug)]
pub struct NovoGrad;

const TRACE: usize = 0;
const SQUARED_NORM: usize = 0;
const DECAY: usize = 5;

const NORM_BETA2: Field = Field {
    parameter: Parameter { default: 0.25, meaning: "share of the mean squared norm that is kept", ..BETA2.parameter },
    ..BETA2
};

const NORM_EPSILON: Field =
    Field { parameter: Parameter { default: 1e-6, ..field::EPSILON.parameter }, ..field::EPSILON };

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "novograd",
    title: "NovoGrad",
    family: Family::Adam,
    words: Words {
        sentence: "Momentum over gradients of length about 1: each whole gradient is divided by the root of its averaged \
                   squared norm.",
        used_by: "NVIDIA’s Jasper, optax",
        source: "Ginsburg et al. 2019, algorithm 1",
        link: "https://arxiv.org/abs/1905.11286",
        convention: "optax agrees: m is a sum, as in the paper’s algorithm, and the first n is ‖g‖² itself (β₂ is 0 at \
                     update 1). The weight decay goes into m, after the division. PyTorch and Keras have no NovoGrad.",
    },
    recurrence: &[
        &[
            Term::symbol("<mi>n</mi>", |s| [s.scalar_after(SQUARED_NORM); 2]),
            term::BECOMES,
            KEPT_TERM,
            Term::symbol("<mi>n</mi>", |s| [s.scalar_before(SQUARED_NORM); 2]),
            term::PLUS,
            ONE_MINUS_KEPT,
            Term::symbol("<msup><mrow><mo>‖</mo><mi>g</mi><mo>‖</mo></mrow><mn>2</mn></msup>", |s| {
                [dot(&s.gradient, &s.gradient); 2]
            }),
        ],
        &[
            DIRECTION,
            term::BECOMES,
            term::GRADIENT,
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><msqrt><mrow><mi>n</mi><mo>+</mo><msub><mi>ε</mi><mn>0</mn></msub></mrow></msqrt>\
                 <mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
                |s| [norm(s); 2],
            ),
            term::PLUS,
            decay::lambda::<DECAY>(),
            term::WEIGHT,
        ],
        &[NEW_TRACE, term::BECOMES, BETA1_TERM, Term::symbol("<mi>m</mi>", |s| s.before(TRACE)), term::PLUS, DIRECTION],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, NEW_TRACE],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, NORM_BETA2, NORM_EPSILON, EPSILON_INSIDE, BESIDE_LENGTH],
    choices: &[],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["normalized-gradient-trace"],
    scalars: &["squared-norm-ema"],
    memory_units: &["1"],
    matched: Matched::Own(
        "Its direction has no units, so its α is a length in X; a steady slope moves it by α/(1−β₁) a step.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[("mu", Held::Memory("normalized-gradient-trace")), ("nu", Held::Memory("squared-norm-ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.novograd",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.9),
                argument("b2", "beta2", 0.25),
                argument("eps", "epsilon", 1e-6),
                argument("eps_root", "epsilon-root", 0.0),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch divides by no norm of a whole gradient; torch.optim.Adam comes nearest."),
        (Library::Keras, "Keras has no NovoGrad; keras.optimizers.Lamb, which measures its whole step, comes nearest."),
    ],
};

const NEW_TRACE: Term = Term::symbol("<mi>m</mi>", |s| s.after(TRACE));
const DIRECTION: Term = Term::symbol("<mi>u</mi>", |s| {
    [0, 1].map(|i| s.gradient[i] / norm(s) + s.hyperparameters[DECAY] * s.weights[0][i])
});

fn norm(s: &StepView) -> f64 {
    (s.scalar_after(SQUARED_NORM) + s.hyperparameters[EPSILON_ROOT]).sqrt() + s.hyperparameters[EPSILON]
}

impl Rule for NovoGrad {
    const CARD: &'static Card = &CARD;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, lambda] = now.into();
        let square = dot(seen.gradient, seen.gradient);
        // n = β₂ n + (1-β₂) ‖g‖², and ‖g‖² at first
        let n = match now.t {
            1 => square,
            _ => beta2 * *memory.scalar(SQUARED_NORM) + (S::of(1.0) - beta2) * square,
        };
        *memory.scalar_mut(SQUARED_NORM) = n;
        let norm = (n + epsilon_root).sqrt() + epsilon;
        for ((w, m), &g) in weights.iter_mut().zip(memory.array_mut(TRACE)).zip(seen.gradient) {
            // u = g/(√(n+ε₀) + ε) + λ w
            let u = g / norm + lambda * *w;
            // m = β₁ m + u
            *m = beta1 * *m + u;
            // w = w - α m
            *w = *w - alpha * *m;
        }
    }
}
