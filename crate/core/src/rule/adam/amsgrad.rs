//! AMSGrad: Adam with the largest mean square so far instead of the last one. [`CARD`] says the rest.

use super::calls;
use super::fields::{self, averages, begin, corrections, placed, root};
use crate::rule::betas;
use crate::rule::counterpart::{Held, said, unsaid};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// AMSGrad as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct AmsGrad;

const LARGEST: usize = 2;
const LAMBDA: Term = decay::lambda::<5>();
const DECAY: usize = 0;
const PLACE: usize = 1;
const MAXIMUM: usize = 2;
const CORRECTION: usize = 3;
const AVERAGING: usize = 4;

const WHICH_MAXIMUM: Choice = Choice {
    key: "maximum",
    meaning: "which mean squares the largest is taken of",
    options: &[
        ("uncorrected", "of v, and the largest is corrected instead, as in PyTorch and Keras"),
        ("corrected", "of v/(1−β₂ᵗ), as in optax: a first large gradient counts in full and for good"),
        (
            "never-corrected",
            "of v, and the largest is not corrected either, as in the paper and in optax where it is told so",
        ),
    ],
    default: 0,
    idle_at_zero: None,
};

const AVERAGE_CORRECTION: Choice = Choice {
    default: 1,
    ..Choice::switch("average-correction", "whether the average is corrected for its start at 0")
};

const TORCH_BUFFERS: &[(&str, Held)] = &[
    ("exp_avg", Held::Memory("ema")),
    ("exp_avg_sq", Held::Memory("squared-gradient-ema")),
    ("max_exp_avg_sq", Held::Memory("largest-squared-gradient-ema")),
];

const TORCH: Counterpart = Counterpart {
    fixed: &[said("amsgrad", "True"), unsaid("decoupled_weight_decay", "False")],
    constants: &[("epsilon-root", 0.0)],
    buffers: TORCH_BUFFERS,
    ..Counterpart::new(Library::PyTorch, "torch.optim.Adam", &calls::torch(1e-3, 0.0))
};

const KERAS: Counterpart = Counterpart {
    choices: &[("decay-form", "decoupled"), ("epsilon-place", "before-correction")],
    besides: &[betas::KERAS_AVERAGING],
    fixed: &[said("amsgrad", "True")],
    constants: &[("epsilon-root", 0.0)],
    buffers: &[
        ("momentum", Held::Memory("ema")),
        ("velocity", Held::Memory("squared-gradient-ema")),
        ("velocity_hat", Held::Memory("largest-squared-gradient-ema")),
    ],
    ..Counterpart::new(Library::Keras, "keras.optimizers.Adam", &calls::keras(0.0))
};

const OPTAX: Counterpart = Counterpart {
    choices: &[("maximum", "corrected")],
    fixed: &[unsaid("bias_correction_mu", "True"), unsaid("bias_correction_nu", "True")],
    constants: &[("weight-decay", 0.0)],
    buffers: &[
        ("mu", Held::Memory("ema")),
        ("nu", Held::Memory("squared-gradient-ema")),
        ("nu_max", Held::Memory("largest-squared-gradient-ema")),
    ],
    ..Counterpart::new(Library::Optax, "optax.amsgrad", &calls::OPTAX)
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "amsgrad",
    title: "AMSGrad",
    family: Family::Adam,
    words: Words {
        sentence: "Adam divided by the root of the largest mean square so far, so that a large slope is never forgotten.",
        used_by: "PyTorch, Keras, optax",
        source: "Reddi, Kale and Kumar 2018, algorithm 2, with Adam’s corrections",
        link: "https://arxiv.org/abs/1904.09237",
        convention: "PyTorch and Keras take the largest uncorrected mean square and correct that, Keras with its ε added \
                 before the correction; optax takes the largest corrected one.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &fields::EMA_LINE,
        &fields::MEAN_SQUARE_LINE,
        &[
            NEW_LARGEST,
            term::BECOMES,
            Term::symbol("<mrow><mi>max</mi><mo>(</mo><mi>M</mi><mo>,</mo><mi>v</mi><mo>)</mo></mrow>", |s| {
                larger(s, 1.0)
            })
            .only(MAXIMUM, 0),
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>M</mi><mo>,</mo><mfrac><mi>v</mi><mrow><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow></mfrac><mo>)</mo></mrow>",
                |s| larger(s, correction(s)),
            )
            .only(MAXIMUM, 1),
            Term::symbol("<mrow><mi>max</mi><mo>(</mo><mi>M</mi><mo>,</mo><mi>v</mi><mo>)</mo></mrow>", |s| {
                larger(s, 1.0)
            })
            .only(MAXIMUM, 2),
        ],
        &[
            DENOMINATOR,
            term::BECOMES,
            Term::symbol(
                "<msqrt><mrow><mi>M</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo><mo>+</mo>\
                 <msub><mi>ε</mi><mn>0</mn></msub></mrow></msqrt>",
                largest_root,
            )
            .only(MAXIMUM, 0),
            UNCORRECTED_ROOT.only(MAXIMUM, 1),
            UNCORRECTED_ROOT.only(MAXIMUM, 2),
            term::PLUS,
            fields::EPSILON_TERM.only(PLACE, 0),
            fields::CORRECTED_EPSILON.only(PLACE, 1),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE.only(CORRECTION, 0),
            fields::CORRECTED_RATE.only(CORRECTION, 1),
            fields::NEW_EMA,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        fields::BETA1,
        fields::BETA2,
        field::EPSILON,
        fields::EPSILON_INSIDE,
        decay::COUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::COUPLED, fields::EPSILON_PLACE, WHICH_MAXIMUM, AVERAGE_CORRECTION, betas::AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema", "largest-squared-gradient-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²", "F²/X²"],
    matched: fields::MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        TORCH,
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[said("amsgrad", "True"), said("decoupled_weight_decay", "True")],
            ..TORCH
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[said("amsgrad", "True")],
            call: "torch.optim.AdamW",
            arguments: &calls::torch(1e-3, 0.01),
            ..TORCH
        },
        KERAS,
        Counterpart { call: "keras.optimizers.AdamW", arguments: &calls::keras(0.004), ..KERAS },
        OPTAX,
        Counterpart {
            choices: &[("maximum", "never-corrected")],
            fixed: &[unsaid("bias_correction_mu", "True"), said("bias_correction_nu", "False")],
            ..OPTAX
        },
        Counterpart {
            choices: &[("maximum", "corrected"), ("average-correction", "no")],
            fixed: &[said("bias_correction_mu", "False"), unsaid("bias_correction_nu", "True")],
            ..OPTAX
        },
        Counterpart {
            choices: &[("maximum", "never-corrected"), ("average-correction", "no")],
            fixed: &[said("bias_correction_mu", "False"), said("bias_correction_nu", "False")],
            ..OPTAX
        },
    ],
    without: &[],
};

const NEW_LARGEST: Term = Term::symbol("<mi>M</mi>", |s| s.after(LARGEST));
const UNCORRECTED_ROOT: Term =
    Term::symbol("<msqrt><mrow><mi>M</mi><mo>+</mo><msub><mi>ε</mi><mn>0</mn></msub></mrow></msqrt>", largest_root);
const DENOMINATOR: Term = Term::symbol("<mi>d</mi>", |s| {
    let epsilon = placed(s.choices[PLACE], s.hyperparameters[fields::EPSILON], correction(s));
    largest_root(s).map(|root| root + epsilon)
});

fn correction(s: &StepView) -> f64 {
    1.0 - s.scalar_after(fields::BETA2_POWER)
}

fn larger(s: &StepView, correction: f64) -> [f64; 2] {
    let (largest, v) = (s.before(LARGEST), s.after(fields::MEAN_SQUARE));
    [Scalar::max(largest[0], v[0] / correction), Scalar::max(largest[1], v[1] / correction)]
}

fn largest_root(s: &StepView) -> [f64; 2] {
    let of_largest = if s.choices[MAXIMUM] == 0 { correction(s) } else { 1.0 };
    s.after(LARGEST).map(|largest| root(largest, s.hyperparameters[fields::EPSILON_ROOT], of_largest))
}

impl Rule for AmsGrad {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, inside, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let one = S::of(1.0);
        let [of_mean, of_square] = corrections(memory, beta1, beta2);
        let step = if now.choices[CORRECTION] == 0 { alpha } else { alpha / of_mean };
        let epsilon = placed(now.choices[PLACE], epsilon, of_square);
        let [before, after] = match now.choices[MAXIMUM] {
            0 => [one, of_square],
            1 => [of_square, one],
            _ => [one, one],
        };
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g²
            let [m, v] = averages(now.choices[AVERAGING], memory, i, [beta1, beta2], g);
            // M = max(M, v), or max(M, v/(1-β₂ᵗ))
            let largest = (v / before).max(memory.array(LARGEST)[i]);
            memory.array_mut(LARGEST)[i] = largest;
            // d = √(M/(1-β₂ᵗ) + ε₀) + ε, or √(M + ε₀) + ε
            let d = root(largest, inside, after) + epsilon;
            // w = w - α/(1-β₁ᵗ) m/d
            *w = *w - step * m / d;
        }
    }
}
