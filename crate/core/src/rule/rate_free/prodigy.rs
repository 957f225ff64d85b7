//! Prodigy: Adam with a guess of the distance to go for its rate, which grows faster. [`CARD`] says the rest.

use super::adapted::{
    BETA2, DISTANCE, EPSILON, FIELDS, INITIAL, KEPT, NOTHING, NUMERATOR, OPTAX_NOTHING, OWN, RATE, RATE_LINE, SCALARS,
    begin, larger, next_rate, rate, sum_of_sizes,
};
use super::averages::{ema_line, mean_square_line};
use super::fields::START;
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{ANY, Argument, Fixed, Held, argument, required, said, unsaid};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, term,
};
use crate::scalar::{Scalar, sum};

/// Prodigy over AdamW, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Prodigy;

const COEFFICIENT: usize = 6;
const BETA3: usize = 7;
const EMA: usize = 1;
const MEAN_SQUARE: usize = 2;
const SUM: usize = 3;

const ESTIMATE_COEFFICIENT: Field = Field::own(Parameter {
    key: "estimate-coefficient",
    symbol: "c",
    default: 1.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 10.0],
    units: "1",
    meaning: "what each estimate of the distance is multiplied by",
});

const BETA3_FIELD: Field = Field::own(Parameter {
    key: "beta3",
    symbol: "β₃",
    default: 0.9995,
    legal: Legal::FRACTION,
    usual: [0.0, 0.9999],
    units: "1",
    meaning: "share of the estimate’s two sums that is kept, where beta3-is=own",
});

const BETA3_IS: Choice = Choice {
    key: "beta3-is",
    meaning: "where the share of the estimate’s sums that is kept comes from",
    options: &[("root", "β₃ = √β₂, as the authors have it"), ("own", "β₃ is the field beta3")],
    default: ROOT,
    idle_at_zero: None,
};
const ROOT: usize = 0;

const SAFEGUARD: Choice = Choice {
    key: "safeguard-warm-up",
    meaning: "whether the estimate is as small as α while α is",
    options: &[("no", "G and N both count gradients by η"), ("yes", "G counts them by d alone, N by η")],
    default: 0,
    idle_at_zero: None,
};
const GUARD: usize = 1;
const GUARDED: usize = 1;
const NONE_YET: usize = 2;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "prodigy",
    title: "Prodigy",
    family: Family::RateFree,
    words: Words {
        sentence: "Adam whose rate is a guess of the distance to go, raised by how far gradients agree with the way so far.",
        used_by: "optax, the authors’ prodigyopt",
        source: "Mishchenko and Defazio 2023, Prodigy in its Adam version, with s and r as G and N",
        link: "https://arxiv.org/abs/2306.06101",
        convention: "optax agrees: α is outside the averages, and ε is multiplied by the new distance. PyTorch and Keras have \
                 none.",
    },
    recurrence: &[
        &RATE_LINE,
        &[SCALED, term::BECOMES, Term::symbol("<mi>d</mi>", |s| [s.scalar_before(DISTANCE); 2]), term::GRADIENT],
        &ema_line::<EMA>(SCALED),
        &mean_square_line::<MEAN_SQUARE>(Term::symbol("<msup><mi>h</mi><mn>2</mn></msup>", |s| {
            scaled(s).map(|h| h * h)
        })),
        &[NEW_SUM.only(GUARD, 0), term::BECOMES, BETA3_TERM, OLD_SUM, term::PLUS, WEIGHTING, SCALED],
        &[
            NEW_SUM.only(GUARD, GUARDED),
            term::BECOMES,
            BETA3_TERM,
            OLD_SUM,
            term::PLUS,
            Term::symbol("<mfrac><mi>d</mi><msub><mi>d</mi><mn>0</mn></msub></mfrac>", |s| {
                [s.scalar_before(DISTANCE) / s.hyperparameters[INITIAL]; 2]
            }),
            SCALED,
        ],
        &[
            Term::symbol("<mi>N</mi>", |s| [s.scalar_after(NUMERATOR); 2]),
            term::BECOMES,
            BETA3_TERM,
            Term::symbol("<mi>N</mi>", |s| [s.scalar_before(NUMERATOR); 2]),
            term::PLUS,
            WEIGHTING,
            Term::symbol(
                "<mrow><mo>⟨</mo><mi>h</mi><mo>,</mo><msub><mi>w</mi><mn>0</mn></msub><mo>−</mo><mi>w</mi><mo>⟩</mo></mrow>",
                |s| {
                    let term = |i: usize| scaled(s)[i] * (s.after(START)[i] - s.weights[0][i]);
                    [term(0) + term(1); 2]
                },
            ),
        ],
        &[
            Term::symbol("<mi>d</mi>", |s| [s.scalar_after(DISTANCE); 2]),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>d</mi><mo>,</mo><mi>c</mi><mi>N</mi><mo>/</mo><msub><mrow><mo>‖</mo>\
                 <mi>G</mi><mo>‖</mo></mrow><mn>1</mn></msub><mo>)</mo></mrow>",
                |s| {
                    let found = s.hyperparameters[COEFFICIENT] * s.scalar_after(NUMERATOR);
                    [larger(s.choices[NONE_YET], s.scalar_before(DISTANCE), found / sum_of_sizes(&s.after(SUM))); 2]
                },
            ),
        ],
        &[
            DIRECTION,
            term::BECOMES,
            NEW_EMA,
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>+</mo><mi>d</mi><mi>ε</mi><mo>)</mo></mrow>",
                denominator,
            ),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, KEPT, term::WEIGHT, term::MINUS, RATE, DIRECTION],
    ],
    fields: &[FIELDS[0], FIELDS[1], FIELDS[2], FIELDS[3], FIELDS[4], FIELDS[5], ESTIMATE_COEFFICIENT, BETA3_FIELD],
    choices: &[BETA3_IS, SAFEGUARD, NOTHING],
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["start", "scaled-gradient-ema", "squared-scaled-gradient-ema", "scaled-gradient-sum"],
    scalars: SCALARS,
    memory_units: &["X", "F", "F²", "F"],
    matched: Matched::Own(OWN),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[OF_BETA2, unsaid("safeguard_warmup", "False")], ..OPTAX },
        Counterpart { fixed: &[unsaid("safeguard_warmup", "False")], choices: &[("beta3-is", "own")], ..OPTAX_OWN },
        Counterpart { fixed: &[OF_BETA2, SAFE], choices: &[("safeguard-warm-up", "yes")], ..OPTAX },
        Counterpart { fixed: &[SAFE], choices: &[("beta3-is", "own"), ("safeguard-warm-up", "yes")], ..OPTAX_OWN },
    ],
    without: &[
        (
            Library::PyTorch,
            "torch.optim never estimates how far it is to go; torch.optim.AdamW with a rate found by hand comes nearest, and \
             the authors’ package prodigyopt is made for PyTorch.",
        ),
        (
            Library::Keras,
            "keras.optimizers never estimates how far it is to go; AdamW with a rate found by hand comes nearest.",
        ),
    ],
};

const CALL: &str = "optax.contrib.prodigy";
const ALPHA: Argument = argument("learning_rate", "learning-rate", 1.0);
const BETAS: [Argument; 2] = [argument("betas.0", "momentum", 0.9), argument("betas.1", "beta2", 0.999)];
const EPS: Argument = argument("eps", "epsilon", 1e-8);
const D0: Argument = argument("estim_lr0", "initial-distance", 1e-6);
const COEF: Argument = argument("estim_lr_coef", "estimate-coefficient", 1.0);
const WD: Argument = argument("weight_decay", "weight-decay", 0.0);
const OF_BETA2: Fixed = unsaid("beta3", "None");
const SAFE: Fixed = said("safeguard_warmup", "True");
const OPTAX: Counterpart = Counterpart {
    besides: &[OPTAX_NOTHING],
    constants: &[("beta3", ANY)],
    buffers: BUFFERS,
    ..Counterpart::new(Library::Optax, CALL, &[ALPHA, BETAS[0], BETAS[1], EPS, D0, COEF, WD])
};
const OPTAX_OWN: Counterpart = Counterpart {
    besides: &[OPTAX_NOTHING],
    buffers: BUFFERS,
    ..Counterpart::new(
        Library::Optax,
        CALL,
        &[ALPHA, BETAS[0], BETAS[1], required("beta3", "beta3"), EPS, D0, COEF, WD],
    )
};
const BUFFERS: &[(&str, Held)] = &[
    ("params0", Held::Memory("start")),
    ("exp_avg", Held::Memory("scaled-gradient-ema")),
    ("exp_avg_sq", Held::Memory("squared-scaled-gradient-ema")),
    ("grad_sum", Held::Memory("scaled-gradient-sum")),
    ("estim_lr", Held::Memory("distance")),
    ("numerator_weighted", Held::Memory("distance-numerator")),
];

const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const OLD_SUM: Term = Term::symbol("<mi>G</mi>", |s| s.before(SUM));
const NEW_SUM: Term = Term::symbol("<mi>G</mi>", |s| s.after(SUM));
const SCALED: Term = Term::symbol("<mi>h</mi>", scaled);
const BETA3_TERM: Term = Term::symbol("<msub><mi>β</mi><mn>3</mn></msub>", |s| {
    let own = s.hyperparameters[BETA3];
    [if s.choices[0] == ROOT { s.hyperparameters[BETA2].sqrt() } else { own }; 2]
});
const WEIGHTING: Term = Term::symbol("<mfrac><mi>η</mi><msub><mi>d</mi><mn>0</mn></msub></mfrac>", |s| {
    [rate(s) / s.hyperparameters[INITIAL]; 2]
});
const DIRECTION: Term = Term::symbol("<mi>u</mi>", |s| {
    let [x, y] = denominator(s);
    [s.after(EMA)[0] / x, s.after(EMA)[1] / y]
});

fn scaled(s: &StepView) -> [f64; 2] {
    s.gradient.map(|g| s.scalar_before(DISTANCE) * g)
}

fn denominator(s: &StepView) -> [f64; 2] {
    s.after(MEAN_SQUARE).map(|v| v.sqrt() + s.scalar_after(DISTANCE) * s.hyperparameters[EPSILON])
}

impl Rule for Prodigy {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
        begin(now, memory);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [_, beta1, beta2, epsilon, initial, lambda, coefficient, beta3] = now.into();
        let one = S::of(1.0);
        let beta3 = if now.choices[0] == ROOT { beta2.sqrt() } else { beta3 };
        let distance = *memory.scalar(DISTANCE);
        // η = d α √(1-β₂ᵗ)/(1-β₁ᵗ)
        let eta = next_rate(now, memory);
        let guarded = if now.choices[GUARD] == GUARDED { distance } else { eta };
        // N = β₃ N + η/d₀ ⟨h, w₀ - w⟩
        let way = weights.iter().zip(memory.array(START)).zip(seen.gradient);
        let agreement = sum(way.map(|((&w, &w0), &g)| g * (w0 - w)));
        let numerator = beta3 * *memory.scalar(NUMERATOR) + distance / initial * eta * agreement;
        for (i, &g) in seen.gradient.iter().enumerate() {
            // h = d g
            let h = distance * g;
            // m = β₁ m + (1-β₁) h
            memory.array_mut(EMA)[i] = beta1 * memory.array(EMA)[i] + (one - beta1) * h;
            // v = β₂ v + (1-β₂) h²
            memory.array_mut(MEAN_SQUARE)[i] = beta2 * memory.array(MEAN_SQUARE)[i] + (one - beta2) * h * h;
            // G = β₃ G + η/d₀ h, and with the safeguard β₃ G + d/d₀ h
            memory.array_mut(SUM)[i] = beta3 * memory.array(SUM)[i] + guarded * h / initial;
        }
        // d = max(d, c N/‖G‖₁)
        let estimate = coefficient * numerator / sum_of_sizes(memory.array(SUM));
        let distance = larger(now.choices[NONE_YET], distance, estimate);
        *memory.scalar_mut(DISTANCE) = distance;
        *memory.scalar_mut(NUMERATOR) = numerator;
        for ((w, &m), &v) in weights.iter_mut().zip(memory.array(EMA)).zip(memory.array(MEAN_SQUARE)) {
            // u = m/(√v + d ε)
            let u = m / (v.sqrt() + distance * epsilon);
            // w = (1 - λ η) w - η u
            *w = (one - lambda * eta) * *w - eta * u;
        }
    }
}
