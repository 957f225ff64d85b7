//! NAdam: Adam that steps to where its average will be next. [`CARD`] says the rest.

use super::calls;
use super::fields::{self, BETA2_POWER, averages, root};
use crate::parameter::{Legal, Parameter};
use crate::rule::betas;
use crate::rule::counterpart::{ANY, Held, argument, said, unsaid};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// NAdam as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct NAdam;

const PRODUCT: usize = 0;
const WARM_UP_POWER: usize = 2;
const WARM_UP_BASE: usize = 3;
const DECAY: usize = 0;
const SCHEDULE: usize = 1;
const AVERAGING: usize = 2;
const LAMBDA: Term = decay::lambda::<6>();

const MOMENTUM_DECAY: Field = Field::own(Parameter {
    key: "momentum-decay",
    symbol: "ψ",
    default: 4e-3,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "1",
    meaning: "how fast the momentum rises from half of β₁ to β₁",
});

const MOMENTUM_SCHEDULE: Choice = Choice {
    key: "momentum-schedule",
    meaning: "whether the momentum of the step rises",
    options: &[
        ("rising", "μ = β₁ (1 - 0.96^(tψ)/2), as in PyTorch and Keras"),
        ("constant", "μ = β₁, as in optax; ψ does nothing"),
    ],
    default: 0,
    idle_at_zero: None,
};

const TORCH: Counterpart = Counterpart {
    fixed: &[unsaid("decoupled_weight_decay", "False")],
    constants: &[("epsilon-root", 0.0)],
    buffers: &[
        ("mu_product", Held::Memory("momentum-product")),
        ("exp_avg", Held::Memory("ema")),
        ("exp_avg_sq", Held::Memory("squared-gradient-ema")),
    ],
    arguments: &{
        let [rate, beta1, beta2, epsilon, decay] = calls::torch(2e-3, 0.0);
        [rate, beta1, beta2, epsilon, decay, argument("momentum_decay", "momentum-decay", 4e-3)]
    },
    ..Counterpart::new(Library::PyTorch, "torch.optim.NAdam", &[])
};

const OPTAX: Counterpart = Counterpart {
    choices: &[("momentum-schedule", "constant")],
    fixed: &[unsaid("nesterov", "True")],
    constants: &[("momentum-decay", ANY), ("weight-decay", 0.0)],
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(Library::Optax, "optax.nadam", &calls::OPTAX)
};

const OPTAX_DECAYED: Counterpart = Counterpart {
    call: "optax.nadamw",
    choices: &[("momentum-schedule", "constant"), ("decay-form", "decoupled")],
    arguments: &calls::OPTAX_DECAYED,
    constants: &[("momentum-decay", ANY)],
    ..OPTAX
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "nadam",
    title: "NAdam",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with Nesterov’s momentum: the newest gradient counts once more, as if the average were a step ahead.",
        used_by: "PyTorch, Keras, optax",
        source: "Dozat 2016, algorithm 2, with its schedule of the momentum",
        link: "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
        convention: "PyTorch and Keras agree on the rising momentum, at ψ = 4e-3 and ψ = 1, with an ε of 1e-8 and 1e-7; optax \
                 keeps it at β₁ throughout.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &fields::EMA_LINE,
        &fields::MEAN_SQUARE_LINE,
        &[DENOMINATOR, term::BECOMES, fields::ROOT_WITH_EPSILON, term::PLUS, fields::EPSILON_TERM],
        &[
            MOMENTUM,
            term::BECOMES,
            fields::BETA1_TERM,
            Term::symbol(
                "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>\
                 <msup><mn>0.96</mn><mrow><mi>t</mi><mi>ψ</mi></mrow></msup><mo>)</mo></mrow>",
                |s| [1.0 - 0.5 * s.scalar_after(WARM_UP_POWER); 2],
            )
            .only(SCHEDULE, 0),
        ],
        &[PRODUCT_TERM, term::BECOMES, MOMENTUM, Term::symbol("<mi>P</mi>", |s| [s.scalar_before(PRODUCT); 2])],
        &[
            AHEAD,
            term::BECOMES,
            Term::symbol(
                "<mfrac><msub><mi>μ</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub>\
                 <mrow><mn>1</mn><mo>−</mo><mi>P</mi><msub><mi>μ</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub>\
                 </mrow></mfrac>",
                |s| [shares(s)[0]; 2],
            ),
            fields::NEW_EMA,
            term::PLUS,
            Term::symbol(
                "<mfrac><mrow><mn>1</mn><mo>−</mo><mi>μ</mi></mrow><mrow><mn>1</mn><mo>−</mo><mi>P</mi></mrow></mfrac>",
                |s| [shares(s)[1]; 2],
            ),
            term::GRADIENT,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            AHEAD,
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
        MOMENTUM_DECAY,
        decay::COUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::COUPLED, MOMENTUM_SCHEDULE, betas::AVERAGING],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["momentum-product", "beta2-power", "warm-up-power", "warm-up-base"],
    memory_units: &["F/X", "F²/X²"],
    matched: fields::MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        TORCH,
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[said("decoupled_weight_decay", "True")],
            ..TORCH
        },
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            besides: &[betas::KERAS_AVERAGING],
            constants: &[("epsilon-root", 0.0), ("momentum-decay", 1.0)],
            buffers: &[
                ("momentum", Held::Memory("ema")),
                ("velocity", Held::Memory("squared-gradient-ema")),
                ("u_product", Held::Memory("momentum-product")),
            ],
            ..Counterpart::new(Library::Keras, "keras.optimizers.Nadam", &calls::keras(0.0))
        },
        OPTAX,
        OPTAX_DECAYED,
        Counterpart { call: "optax.adam", fixed: &[said("nesterov", "True")], ..OPTAX },
        Counterpart { call: "optax.adamw", fixed: &[said("nesterov", "True")], ..OPTAX_DECAYED },
    ],
    without: &[],
};

const MOMENTUM: Term = Term::symbol("<mi>μ</mi>", |s| [momenta_of(s)[0]; 2]);
const PRODUCT_TERM: Term = Term::symbol("<mi>P</mi>", |s| [s.scalar_after(PRODUCT); 2]);
const DENOMINATOR: Term = Term::symbol("<mi>d</mi>", denominator);
const AHEAD: Term = Term::symbol("<mi>n</mi>", |s| {
    let [of_mean, of_gradient] = shares(s);
    [0, 1].map(|i| of_mean * s.after(fields::EMA)[i] + of_gradient * s.gradient[i])
});

fn denominator(s: &StepView) -> [f64; 2] {
    fields::corrected_root::<BETA2_POWER>(s).map(|root| root + s.hyperparameters[fields::EPSILON])
}

fn momenta_of(s: &StepView) -> [f64; 2] {
    let power = s.scalar_after(WARM_UP_POWER);
    momenta(s.choices[SCHEDULE], s.hyperparameters[1], power, power * s.scalar_after(WARM_UP_BASE))
}

fn shares(s: &StepView) -> [f64; 2] {
    let [momentum, next] = momenta_of(s);
    let product = s.scalar_after(PRODUCT);
    [next / (1.0 - product * next), (1.0 - momentum) / (1.0 - product)]
}

/// The momentum of this update and of the next, from the powers of 0.96 there.
#[inline]
fn momenta<S: Scalar>(schedule: usize, beta1: S, power: S, next: S) -> [S; 2] {
    if schedule == 0 {
        // μ = β₁ (1 - 0.96^(tψ)/2)
        [power, next].map(|power| beta1 * (S::of(1.0) - S::of(0.5) * power))
    } else {
        // μ = β₁
        [beta1; 2]
    }
}

impl Rule for NAdam {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        let one = S::of(1.0);
        *memory.scalar_mut(PRODUCT) = one;
        *memory.scalar_mut(BETA2_POWER) = one;
        *memory.scalar_mut(WARM_UP_POWER) = one;
        *memory.scalar_mut(WARM_UP_BASE) = S::of(0.96).power(now.hyperparameters[5]);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, inside, _, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let one = S::of(1.0);
        let base = *memory.scalar(WARM_UP_BASE);
        let power = *memory.scalar(WARM_UP_POWER) * base;
        *memory.scalar_mut(WARM_UP_POWER) = power;
        let [momentum, next] = momenta(now.choices[SCHEDULE], beta1, power, power * base);
        // P = μ P
        let product = momentum * *memory.scalar(PRODUCT);
        *memory.scalar_mut(PRODUCT) = product;
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        let of_square = one - *memory.scalar(BETA2_POWER);
        let of_mean = next / (one - product * next);
        let of_gradient = (one - momentum) / (one - product);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g²
            let [m, v] = averages(now.choices[AVERAGING], memory, i, [beta1, beta2], g);
            // d = √(v/(1-β₂ᵗ) + ε₀) + ε
            let d = root(v, inside, of_square) + epsilon;
            // n = μₜ₊₁/(1-P μₜ₊₁) m + (1-μ)/(1-P) g
            let n = of_mean * m + of_gradient * g;
            // w = w - α n/d
            *w = *w - alpha * n / d;
        }
    }
}
