//! MoMo: the average gradient, with Polyak's step to a lower bound of the loss. [`CARD`] says the rest.

use super::lower_bound::{
    ADAPT, ADAPTED, BOUND, LOSS, LOWER_BOUND, averages, bound_line, loss_line, lowered, plane, product_line, shrink,
};
use crate::parameter::Parameter;
use crate::rule::counterpart::{Argument, Held, argument, said, unsaid};
use crate::rule::decay::WEIGHT_DECAY;
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::{Scalar, dot};

/// MoMo as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Momo;

const EMA: usize = 0;
const FIRST_BOUND: usize = 2;
const LAMBDA: usize = 3;

const LARGEST_STEP: Field = Field::own(Parameter {
    default: 1.0,
    meaning: "largest step per average gradient, taken where Polyak’s is larger",
    ..field::LEARNING_RATE.parameter
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "momo",
    title: "MoMo",
    family: Family::RateFree,
    words: Words {
        sentence: "Averages gradients and losses to a plane, and steps to where that plane meets a lower bound of the loss, \
                   by α at most.",
        used_by: "optax",
        source: "Schaipp et al. 2023, model-based momentum, algorithm 1; the bound is adapted as in its section on estimating it",
        link: "https://arxiv.org/abs/2305.07583",
        convention: "optax agrees: the averages begin with the first gradient and loss themselves, and a weight decay \
                     shrinks the weights by 1/(1+αλ). PyTorch and Keras don’t have it.",
    },
    recurrence: &[
        &[
            NEW_EMA,
            term::BECOMES,
            BETA,
            Term::symbol("<mi>m</mi>", |s| s.before(EMA)),
            term::PLUS,
            ONE_MINUS_BETA,
            term::GRADIENT,
        ],
        &loss_line(BETA, ONE_MINUS_BETA),
        &product_line(BETA, ONE_MINUS_BETA),
        &[
            MODEL,
            term::BECOMES,
            Term::symbol("<mover><mi>f</mi><mo>¯</mo></mover>", |s| [s.scalar_after(LOSS); 2]),
            term::MINUS,
            Term::symbol("<mi>γ</mi>", |s| [s.scalar_after(1); 2]),
            term::PLUS,
            Term::symbol(
                "<mfrac><mrow><mi>m</mi><mo>·</mo><mi>w</mi></mrow><mrow><mn>1</mn><mo>+</mo><mi>α</mi><mi>λ</mi></mrow>\
                 </mfrac>",
                |s| [dot(&s.after(EMA), &s.weights[0]) / shrink::<LAMBDA>(s); 2],
            ),
        ],
        &bound_line(|s| [bound(s); 2]),
        &[
            STEP,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>min</mi><mo>(</mo><mi>α</mi><mo>,</mo><mfrac><mrow><mo>(</mo><mn>1</mn><mo>+</mo><mi>α</mi>\
                 <mi>λ</mi><mo>)</mo><mi>max</mi><mo>(</mo><mi>h</mi><mo>−</mo><mi>ℓ</mi><mo>,</mo><mn>0</mn><mo>)</mo>\
                 </mrow><msup><mrow><mo>‖</mo><mi>m</mi><mo>‖</mo></mrow><mn>2</mn></msup></mfrac><mo>)</mo></mrow>",
                |s| [step(s); 2],
            ),
        ],
        &[
            Term::symbol("<mi>ℓ</mi>", |s| [s.scalar_after(BOUND); 2]).only(ADAPTED[0], ADAPTED[1]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mover><mi>f</mi><mo>¯</mo></mover><mo>−</mo><mi>γ</mi><mo>+</mo><mi>m</mi>\
                 <mo>·</mo><mi>w</mi><mo>−</mo><mi>τ</mi><msup><mrow><mo>‖</mo><mi>m</mi><mo>‖</mo></mrow><mn>2</mn>\
                 </msup><mo>/</mo><mn>2</mn><mo>,</mo><msub><mi>ℓ</mi><mn>0</mn></msub><mo>)</mo></mrow>",
                |s| {
                    let m = s.after(EMA);
                    let left = plane(s, 1.0) - step(s) * dot(&m, &m) * 0.5;
                    [Scalar::max(left, s.hyperparameters[FIRST_BOUND]); 2]
                },
            ),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::OVER,
            Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>+</mo><mi>α</mi><mi>λ</mi><mo>)</mo></mrow>", |s| {
                [shrink::<LAMBDA>(s); 2]
            }),
            term::MINUS,
            STEP,
            NEW_EMA,
        ],
    ],
    fields: &[LARGEST_STEP, field::MOMENTUM, LOWER_BOUND, WEIGHT_DECAY],
    choices: &[ADAPT],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["ema"],
    scalars: &["loss-ema", "gradient-weight-ema", "lower-bound"],
    memory_units: &["F/X"],
    matched: Matched::Own("Its α is only the largest step it may take; the step itself follows from the loss."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[unsaid("adapt_lower_bound", "False")], ..OPTAX },
        Counterpart { fixed: &[said("adapt_lower_bound", "True")], choices: &[("adapt-lower-bound", "yes")], ..OPTAX },
    ],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no step that follows from the loss; SGD with its dampening equal to its momentum averages the \
             gradients in the same way, at a fixed α.",
        ),
        (
            Library::Keras,
            "Keras has no step that follows from the loss; SGD with momentum comes nearest, at a fixed α.",
        ),
    ],
};

const OPTAX: Counterpart = Counterpart {
    buffers: &[
        ("exp_avg", Held::Memory("ema")),
        ("barf", Held::Memory("loss-ema")),
        ("gamma", Held::Memory("gradient-weight-ema")),
        ("lb", Held::Memory("lower-bound")),
    ],
    ..Counterpart::new(Library::Optax, "optax.contrib.momo", ARGUMENTS)
};
const ARGUMENTS: &[Argument] = &[
    argument("learning_rate", "learning-rate", 1.0),
    argument("beta", "momentum", 0.9),
    argument("lower_bound", "lower-bound", 0.0),
    argument("weight_decay", "weight-decay", 0.0),
];

const BETA: Term = Term::symbol("<msub><mi>β</mi><mi>t</mi></msub>", |s| [kept(s.t, s.hyperparameters[1]); 2]);
const ONE_MINUS_BETA: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mi>t</mi></msub><mo>)</mo></mrow>", |s| {
        [1.0 - kept(s.t, s.hyperparameters[1]); 2]
    });
const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const MODEL: Term = Term::symbol("<mi>h</mi>", |s| [plane(s, shrink::<LAMBDA>(s)); 2]);
const STEP: Term = Term::symbol("<mi>τ</mi>", |s| [step(s); 2]);

/// β, but nothing is kept of what was before the first gradient.
fn kept<S: Scalar>(t: u32, beta: S) -> S {
    if t == 1 { S::of(0.0) } else { beta }
}

fn bound(s: &StepView) -> f64 {
    lowered(
        s.choices[ADAPTED[0]],
        s.scalar_before(BOUND),
        s.hyperparameters[FIRST_BOUND],
        plane(s, shrink::<LAMBDA>(s)),
    )
}

fn step(s: &StepView) -> f64 {
    let m = s.after(EMA);
    polyak(s.hyperparameters[0], shrink::<LAMBDA>(s) * (plane(s, shrink::<LAMBDA>(s)) - bound(s)), dot(&m, &m))
}

/// Polyak's step for what is left to go and the square of the slope, α at most; none where there is no slope.
#[inline]
pub(super) fn polyak<S: Scalar>(alpha: S, left: S, square: S) -> S {
    let step = left.max(S::of(0.0)) / square;
    S::select(S::of(f64::EPSILON).less(square), step, S::of(0.0)).min(alpha)
}

impl Rule for Momo {
    const CARD: &'static Card = &CARD;
    const SEES_LOSS: bool = true;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BOUND) = now.hyperparameters[FIRST_BOUND];
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, first, lambda] = now.into();
        let one = S::of(1.0);
        let beta = kept(now.t, beta);
        for (m, &g) in memory.array_mut(EMA).iter_mut().zip(seen.gradient) {
            // m = β m + (1-β) g
            *m = beta * *m + (one - beta) * g;
        }
        let [loss, product] = averages(memory, beta, seen.loss, dot(seen.gradient, weights));
        let m = memory.array(EMA);
        let (square, inner) = (dot(m, m), dot(m, weights));
        let shrink = one + alpha * lambda;
        // h = f̄ - γ + m·w/(1+αλ)
        let model = loss - product + inner / shrink;
        // ℓ = ℓ if ℓ ≤ h, else max(h/2, ℓ₀)
        let bound = lowered(now.choices[ADAPTED[0]], *memory.scalar(BOUND), first, model);
        // τ = min(α, (1+αλ) max(h - ℓ, 0)/‖m‖²)
        let step = polyak(alpha, shrink * (model - bound), square);
        for (w, &m) in weights.iter_mut().zip(memory.array(EMA)) {
            // w = w/(1+αλ) - τ m, by what is taken off: all of w where αλ is beyond its digits
            *w = *w - (alpha * lambda / shrink * *w + step * m);
        }
        *memory.scalar_mut(BOUND) = if now.choices[ADAPTED[0]] == ADAPTED[1] {
            // ℓ = max(f̄ - γ + m·w - τ ‖m‖²/2, ℓ₀)
            (loss - product + inner - step * square * 0.5).max(first)
        } else {
            first
        };
    }
}
