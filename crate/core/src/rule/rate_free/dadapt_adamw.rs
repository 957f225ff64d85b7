//! D-Adapted AdamW: Adam with a growing lower bound of the distance to go for its rate. [`CARD`] says the rest.

use super::adapted::{
    BETA2, DISTANCE, EPSILON, FIELDS, KEPT, NOTHING, NUMERATOR, OPTAX_NOTHING, OWN, RATE, RATE_LINE, SCALARS, begin,
    larger, next_rate, rate, sum_of_sizes,
};
use super::averages::{SQUARED_GRADIENT, ema_line, mean_square_line};
use crate::rule::counterpart::{Held, argument};
use crate::rule::{Card, Counterpart, Family, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, term};
use crate::scalar::{Scalar, sum};

/// D-Adaptation over AdamW, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct DAdaptAdamW;

const EMA: usize = 0;
const MEAN_SQUARE: usize = 1;
const SLOW: usize = 2;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "dadapt-adamw",
    title: "D-Adapted AdamW",
    family: Family::RateFree,
    words: Words {
        sentence: "Adam whose rate is a guess of the distance to go, raised whenever the gradients so far prove it too small.",
        used_by: "optax, the authors’ dadaptation",
        source: "Defazio and Mishchenko 2023, D-Adaptation, the Adam variant, with s as G",
        link: "https://arxiv.org/abs/2301.07733",
        convention: "optax agrees: the rate is inside both averages of gradients, so that a change of α acts late. PyTorch \
                 and Keras have none.",
    },
    recurrence: &[
        &RATE_LINE,
        &[
            Term::symbol("<mi>p</mi>", |s| [product(s); 2]),
            term::BECOMES,
            RATE,
            Term::symbol(
                "<mrow><mo>⟨</mo><mi>g</mi><mo>,</mo><mi>G</mi><mo>/</mo><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>+</mo>\
                 <mi>ε</mi><mo>)</mo><mo>⟩</mo></mrow>",
                |s| [alignment(s); 2],
            ),
        ],
        &[
            Term::symbol("<mi>N</mi>", |s| [s.scalar_after(NUMERATOR); 2]),
            term::BECOMES,
            ROOT,
            Term::symbol("<mi>N</mi>", |s| [s.scalar_before(NUMERATOR); 2]),
            term::PLUS,
            ONE_MINUS_ROOT,
            Term::symbol("<mi>p</mi>", |s| [product(s); 2]),
        ],
        &[SCALED, term::BECOMES, RATE, term::GRADIENT],
        &ema_line::<EMA>(SCALED),
        &[
            Term::symbol("<mi>G</mi>", |s| s.after(SLOW)),
            term::BECOMES,
            ROOT,
            Term::symbol("<mi>G</mi>", |s| s.before(SLOW)),
            term::PLUS,
            ONE_MINUS_ROOT,
            SCALED,
        ],
        &mean_square_line::<MEAN_SQUARE>(SQUARED_GRADIENT),
        &[
            Term::symbol("<mi>d</mi>", |s| [s.scalar_after(DISTANCE); 2]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>d</mi><mo>,</mo><mi>N</mi><mo>/</mo><mo>(</mo><mo>(</mo><mn>1</mn>\
                 <mo>−</mo><msqrt><msub><mi>β</mi><mn>2</mn></msub></msqrt><mo>)</mo><msub><mrow><mo>‖</mo><mi>G</mi>\
                 <mo>‖</mo></mrow><mn>1</mn></msub><mo>)</mo><mo>)</mo></mrow>",
                |s| {
                    let bound = s.scalar_after(NUMERATOR) / ((1.0 - root(s)) * sum_of_sizes(&s.after(SLOW)));
                    [larger(s.choices[0], s.scalar_before(DISTANCE), bound); 2]
                },
            ),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            KEPT,
            term::WEIGHT,
            term::MINUS,
            NEW_EMA,
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
                s.after(MEAN_SQUARE).map(|v| v.sqrt() + s.hyperparameters[EPSILON])
            }),
        ],
    ],
    fields: &FIELDS,
    choices: &[NOTHING],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["step-ema", "squared-gradient-ema", "slow-step-ema"],
    scalars: SCALARS,
    memory_units: &["F", "F²/X²", "F"],
    matched: Matched::Own(OWN),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        besides: &[OPTAX_NOTHING],
        buffers: &[
            ("exp_avg", Held::Memory("step-ema")),
            ("exp_avg_sq", Held::Memory("squared-gradient-ema")),
            ("grad_sum", Held::Memory("slow-step-ema")),
            ("estim_lr", Held::Memory("distance")),
            ("numerator_weighted", Held::Memory("distance-numerator")),
        ],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.dadapt_adamw",
            &[
                argument("learning_rate", "learning-rate", 1.0),
                argument("betas.0", "momentum", 0.9),
                argument("betas.1", "beta2", 0.999),
                argument("eps", "epsilon", 1e-8),
                argument("estim_lr0", "initial-distance", 1e-6),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (
            Library::PyTorch,
            "torch.optim never estimates how far it is to go; torch.optim.AdamW with a rate found by hand comes nearest, and \
             the authors’ package dadaptation is made for PyTorch.",
        ),
        (
            Library::Keras,
            "keras.optimizers never estimates how far it is to go; AdamW with a rate found by hand comes nearest.",
        ),
    ],
};

const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const SCALED: Term = Term::symbol("<mi>h</mi>", |s| s.gradient.map(|g| rate(s) * g));
const ROOT: Term = Term::symbol("<msqrt><msub><mi>β</mi><mn>2</mn></msub></msqrt>", |s| [root(s); 2]);
const ONE_MINUS_ROOT: Term = Term::symbol(
    "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msqrt><msub><mi>β</mi><mn>2</mn></msub></msqrt><mo>)</mo></mrow>",
    |s| [1.0 - root(s); 2],
);

fn root(s: &StepView) -> f64 {
    s.hyperparameters[BETA2].sqrt()
}

fn alignment(s: &StepView) -> f64 {
    let term =
        |i: usize| s.gradient[i] * (s.before(SLOW)[i] / (s.before(MEAN_SQUARE)[i].sqrt() + s.hyperparameters[EPSILON]));
    term(0) + term(1)
}

fn product(s: &StepView) -> f64 {
    rate(s) * alignment(s)
}

impl Rule for DAdaptAdamW {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(now, memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [_, beta1, beta2, epsilon, _, lambda] = now.into();
        let one = S::of(1.0);
        let root = beta2.sqrt();
        // η = d α √(1-β₂ᵗ)/(1-β₁ᵗ)
        let eta = next_rate(now, memory);
        let conditioned = memory.array(SLOW).iter().zip(memory.array(MEAN_SQUARE)).zip(seen.gradient);
        let product = sum(conditioned.map(|((&slow, &v), &g)| g * (slow / (v.sqrt() + epsilon))));
        // N = √β₂ N + (1-√β₂) p, with p = η ⟨g, G/(√v + ε)⟩
        let numerator = root * *memory.scalar(NUMERATOR) + (one - root) * eta * product;
        *memory.scalar_mut(NUMERATOR) = numerator;
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // h = η g
            let h = eta * g;
            // m = β₁ m + (1-β₁) h
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * h;
            // G = √β₂ G + (1-√β₂) h
            let slow = root * memory.array(SLOW)[i] + (one - root) * h;
            // v = β₂ v + (1-β₂) g²
            let v = beta2 * memory.array(MEAN_SQUARE)[i] + (one - beta2) * g * g;
            // w = (1 - λ η) w - m/(√v + ε)
            *w = (one - lambda * eta) * *w - m / (v.sqrt() + epsilon);
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(SLOW)[i] = slow;
            memory.array_mut(MEAN_SQUARE)[i] = v;
        }
        // d = max(d, N/((1-√β₂) ‖G‖₁))
        let bound = numerator / ((one - root) * sum_of_sizes(memory.array(SLOW)));
        *memory.scalar_mut(DISTANCE) = larger(now.choices[0], *memory.scalar(DISTANCE), bound);
    }
}
