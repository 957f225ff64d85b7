//! ADOPT: Adam in the other order, each gradient divided by what came before it. [`CARD`] says the rest.

use super::fields::{
    BETA1, BETA1_TERM, BETA2, EMA, EPSILON, KEPT_TERM, NEW_EMA, OLD_EMA, ONE_MINUS_BETA1, ONE_MINUS_KEPT,
    SQUARED_GRADIENT,
};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Fixed, Held, argument, required, said, unsaid};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::Scalar;

/// ADOPT as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Adopt;

const MEAN_SQUARE: usize = 1;
const CLIPPING: usize = 0;
const NESTEROV: usize = 1;

const SLOW_BETA2: Field = Field { parameter: Parameter { default: 0.9999, ..BETA2.parameter }, ..BETA2 };

const FLOOR: Field = Field {
    parameter: Parameter {
        default: 1e-6,
        meaning: "the least that a gradient is divided by",
        ..field::EPSILON.parameter
    },
    ..field::EPSILON
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adopt",
    title: "ADOPT",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with each gradient divided before it is averaged, by a root mean square that has not seen it yet.",
        used_by: "optax",
        source: "Taniguchi et al. 2024, with and without clipping",
        link: "https://arxiv.org/abs/2411.02853",
        convention: "optax agrees: update 1 only stores g² (β₂ is 0 there and m stays 0), and each divided gradient is cut \
                     at ±⁴√(t-1) unless told otherwise. PyTorch and Keras have no ADOPT.",
    },
    recurrence: &[
        &[
            DIVIDED.only(CLIPPING, 0),
            term::BECOMES,
            Term::symbol(
                "<msubsup><mrow><mo>(</mo><mfrac><mi>g</mi><mrow><mi>max</mi><mo>(</mo><msqrt><mi>v</mi></msqrt>\
                 <mo>,</mo><mi>ε</mi><mo>)</mo></mrow></mfrac><mo>)</mo></mrow>\
                 <mrow><mo>−</mo><mroot><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow><mn>4</mn></mroot></mrow>\
                 <mrow><mo>+</mo><mroot><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow><mn>4</mn></mroot></mrow></msubsup>",
                divided,
            ),
        ],
        &[
            DIVIDED.only(CLIPPING, 1),
            term::BECOMES,
            Term::symbol("<mrow><mo>[</mo><mi>t</mi><mo>&gt;</mo><mn>1</mn><mo>]</mo></mrow>", |s| {
                [if s.t == 1 { 0.0 } else { 1.0 }; 2]
            }),
            term::GRADIENT,
            term::OVER,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>,</mo><mi>ε</mi><mo>)</mo></mrow>",
                divisor,
            ),
        ],
        &[NEW_EMA, term::BECOMES, BETA1_TERM, OLD_EMA, term::PLUS, ONE_MINUS_BETA1, DIVIDED],
        &[
            Term::symbol("<mi>v</mi>", |s| s.after(MEAN_SQUARE)),
            term::BECOMES,
            KEPT_TERM,
            Term::symbol("<mi>v</mi>", |s| s.before(MEAN_SQUARE)),
            term::PLUS,
            ONE_MINUS_KEPT,
            SQUARED_GRADIENT,
        ],
        &[AHEAD.only(NESTEROV, 1), term::BECOMES, BETA1_TERM, NEW_EMA, term::PLUS, ONE_MINUS_BETA1, DIVIDED],
        &[term::NEW_WEIGHT.only(NESTEROV, 1), term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, AHEAD],
        &[term::NEW_WEIGHT.only(NESTEROV, 0), term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, NEW_EMA],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, SLOW_BETA2, FLOOR],
    choices: &[
        Choice {
            key: "clipping",
            meaning: "where a divided gradient is cut",
            options: &[
                ("fourth-root", "at ±⁴√(t-1), so that early ones cannot be long, as in optax"),
                ("none", "nowhere, as in the paper’s first form"),
            ],
            default: 0,
            idle_at_zero: None,
        },
        Choice::switch("nesterov", "whether the newest divided gradient counts once more beside the average"),
    ],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["divided-gradient-ema", "squared-gradient-ema"],
    scalars: &[],
    memory_units: &["1", "F²/X²"],
    matched: Matched::Own("Its direction has no units, so its α is a length in X and nothing of a gradient’s scale."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[CLIPPED, unsaid("nesterov", "False")], ..OPTAX },
        Counterpart { choices: &[("nesterov", "yes")], fixed: &[CLIPPED, said("nesterov", "True")], ..OPTAX },
        Counterpart {
            choices: &[("clipping", "none")],
            fixed: &[said("use_clipping", "False"), unsaid("nesterov", "False")],
            ..OPTAX
        },
        Counterpart {
            choices: &[("clipping", "none"), ("nesterov", "yes")],
            fixed: &[said("use_clipping", "False"), said("nesterov", "True")],
            ..OPTAX
        },
    ],
    without: &[
        (Library::PyTorch, "PyTorch divides by a mean square that holds g² itself; torch.optim.Adam comes nearest."),
        (Library::Keras, "Keras divides by a mean square that holds g² itself; keras.optimizers.Adam comes nearest."),
    ],
};

const CLIPPED: Fixed = unsaid("use_clipping", "True");

const OPTAX: Counterpart = Counterpart {
    buffers: &[("mu", Held::Memory("divided-gradient-ema")), ("nu", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(
        Library::Optax,
        "optax.contrib.adopt",
        &[
            required("learning_rate", "learning-rate"),
            argument("b1", "momentum", 0.9),
            argument("b2", "beta2", 0.9999),
            argument("eps", "epsilon", 1e-6),
        ],
    )
};

const DIVIDED: Term = Term::symbol("<mi>q</mi>", divided);
const AHEAD: Term = Term::symbol("<mi>u</mi>", |s| {
    let (beta1, divided) = (s.hyperparameters[1], divided(s));
    [0, 1].map(|i| beta1 * s.after(EMA)[i] + (1.0 - beta1) * divided[i])
});

fn divisor(s: &StepView) -> [f64; 2] {
    s.before(MEAN_SQUARE).map(|v| Scalar::max(v.sqrt(), s.hyperparameters[EPSILON]))
}

fn divided(s: &StepView) -> [f64; 2] {
    let divisor = divisor(s);
    [0, 1].map(|i| cut(s.gradient[i] / divisor[i], s.t, s.choices[CLIPPING] == 0))
}

/// A divided gradient as it goes into the average: cut at ±⁴√(t-1) if clipped, and none of it at the first update. As in
/// optax, what is infinite there is no number without clipping, and 0/0 never is one.
#[inline]
fn cut<S: Scalar>(divided: S, t: u32, clipped: bool) -> S {
    match (clipped, t) {
        (true, _) => {
            let bound = S::of(f64::from(t - 1)).sqrt().sqrt();
            divided.clamp(-bound, bound)
        }
        (false, 1) => S::of(0.0) * divided,
        (false, _) => divided,
    }
}

impl Rule for Adopt {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon] = now.into();
        let one = S::of(1.0);
        // β₂ is 0 at first: v = g²
        let kept = if now.t == 1 { S::of(0.0) } else { beta2 };
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let v = memory.array(MEAN_SQUARE)[i];
            // q = g/max(√v, ε), cut at ±⁴√(t-1), and 0 at first
            let q = cut(g / v.sqrt().max(epsilon), now.t, now.choices[CLIPPING] == 0);
            // m = β₁ m + (1-β₁) q
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * q;
            // v = β₂ v + (1-β₂) g²
            memory.array_mut(MEAN_SQUARE)[i] = kept * v + (one - kept) * g.square();
            // u = β₁ m + (1-β₁) q with Nesterov, else m
            let u = if now.choices[NESTEROV] == 0 { m } else { beta1 * m + (one - beta1) * q };
            // w = w - α u
            *w = *w - alpha * u;
            memory.array_mut(EMA)[i] = m;
        }
    }
}
