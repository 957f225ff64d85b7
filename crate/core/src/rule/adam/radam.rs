//! RAdam: Adam that divides only once its mean square can be trusted. [`CARD`] says the rest.

use super::adam::{denominator, denominator_of};
use super::calls;
use super::fields::{self, BETA1_POWER, BETA2_POWER, averages, begin, corrections, placed, root};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, said, unsaid};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::Scalar;

/// RAdam as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct RAdam;

const THRESHOLD: usize = 5;
const DECAY: usize = 0;
const PLACE: usize = 1;
const DIVIDES: usize = 2;
const NESTEROV: usize = 3;
const LAMBDA: Term = decay::lambda::<6>();

const LENGTH_NEEDED: Field = Field::own(Parameter {
    key: "threshold",
    symbol: "ρ₀",
    default: 5.0,
    legal: Legal { low: 4.0, high: f64::MAX, words: "a finite number ≥ 4" },
    usual: [4.0, 20.0],
    units: "1",
    meaning: "how many gradients ρ the mean square must rest on before it divides",
});

const DIVIDES_FROM: Choice = Choice {
    key: "divides",
    meaning: "from which ρ on the root of the mean square divides",
    options: &[("above-threshold", "where ρ > ρ₀, as in PyTorch"), ("at-threshold", "where ρ ≥ ρ₀, as in optax")],
    default: 0,
    idle_at_zero: None,
};

const TORCH: Counterpart = Counterpart {
    fixed: &[unsaid("decoupled_weight_decay", "False")],
    constants: &[("epsilon-root", 0.0), ("threshold", 5.0)],
    buffers: &[("exp_avg", Held::Memory("ema")), ("exp_avg_sq", Held::Memory("squared-gradient-ema"))],
    ..Counterpart::new(Library::PyTorch, "torch.optim.RAdam", &calls::torch(1e-3, 0.0))
};

const OPTAX: Counterpart = Counterpart {
    choices: &[("epsilon-place", "after-correction"), ("divides", "at-threshold")],
    fixed: &[unsaid("nesterov", "False")],
    constants: &[("weight-decay", 0.0)],
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("squared-gradient-ema"))],
    arguments: &{
        let [rate, beta1, beta2, epsilon, epsilon_root] = calls::OPTAX;
        [rate, beta1, beta2, epsilon, epsilon_root, argument("threshold", "threshold", 5.0)]
    },
    ..Counterpart::new(Library::Optax, "optax.radam", &[])
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "radam",
    title: "RAdam",
    family: Family::Adam,
    words: Words {
        sentence: "An average gradient by itself at first; Adam, rectified by r, once the mean square rests on enough gradients.",
        used_by: "PyTorch, optax",
        source: "Liu et al. 2020, algorithm 2",
        link: "https://arxiv.org/abs/1908.03265",
        convention: "PyTorch divides where ρ > 5 and adds ε to √v before the correction; optax divides where ρ ≥ 5, adds ε \
                 after it, and has Nesterov’s step as an option. Keras has no RAdam.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &fields::EMA_LINE,
        &fields::MEAN_SQUARE_LINE,
        &[
            Term::symbol("<mi>ρ</mi>", |s| [lengths_of(s)[1]; 2]),
            term::BECOMES,
            Term::symbol("<msub><mi>ρ</mi><mi>∞</mi></msub>", |s| [lengths_of(s)[0]; 2]),
            term::MINUS,
            Term::symbol(
                "<mfrac><mrow><mn>2</mn><mi>t</mi><msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow>\
                 <mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| {
                    let power = s.scalar_after(BETA2_POWER);
                    [2.0 * f64::from(s.t) * power / (1.0 - power); 2]
                },
            ),
        ],
        &[
            Term::symbol("<msup><mi>r</mi><mn>2</mn></msup>", |s| [rectification(lengths_of(s)); 2]),
            term::BECOMES,
            Term::symbol(
                "<mfrac><mrow><mi>ρ</mi><mo>−</mo><mn>4</mn></mrow>\
                 <mrow><msub><mi>ρ</mi><mi>∞</mi></msub><mo>−</mo><mn>4</mn></mrow></mfrac>",
                |s| share(s, 4.0),
            ),
            Term::symbol(
                "<mfrac><mrow><mi>ρ</mi><mo>−</mo><mn>2</mn></mrow>\
                 <mrow><msub><mi>ρ</mi><mi>∞</mi></msub><mo>−</mo><mn>2</mn></mrow></mfrac>",
                |s| share(s, 2.0),
            ),
            term::OVER,
            Term::symbol("<mrow><mi>ρ</mi><mo>/</mo><msub><mi>ρ</mi><mi>∞</mi></msub></mrow>", |s| share(s, 0.0)),
        ],
        &[
            DENOMINATOR,
            term::BECOMES,
            fields::ROOT_WITH_EPSILON,
            term::PLUS,
            fields::EPSILON_TERM.only(PLACE, 0),
            fields::CORRECTED_EPSILON.only(PLACE, 1),
        ],
        &[FACTOR, term::BECOMES, FACTOR_ABOVE.only(DIVIDES, 0), FACTOR_FROM.only(DIVIDES, 1)],
        &[
            AHEAD,
            term::BECOMES,
            Term::symbol(
                "<mfrac><msub><mi>β</mi><mn>1</mn></msub><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn>\
                 <mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msubsup></mrow></mfrac>",
                |s| [shares(s)[0]; 2],
            )
            .only(NESTEROV, 1),
            Term::symbol(
                "<mfrac><mn>1</mn><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| [shares(s)[0]; 2],
            )
            .only(NESTEROV, 0),
            fields::NEW_EMA,
            term::PLUS.only(NESTEROV, 1),
            Term::symbol(
                "<mfrac><mrow><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>1</mn></msub></mrow>\
                 <mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| [shares(s)[1]; 2],
            )
            .only(NESTEROV, 1),
            term::GRADIENT.only(NESTEROV, 1),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, term::LEARNING_RATE, FACTOR, AHEAD],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        fields::BETA1,
        fields::BETA2,
        field::EPSILON,
        fields::EPSILON_INSIDE,
        LENGTH_NEEDED,
        decay::COUPLED_BESIDE_LENGTH,
    ],
    choices: &[
        decay::COUPLED,
        Choice { default: 1, ..fields::EPSILON_PLACE },
        DIVIDES_FROM,
        Choice::switch("nesterov", "whether the newest gradient counts once more, as in NAdam"),
    ],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "squared-gradient-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: Matched::Own(
        "Its α is a rate per slope while ρ is small and a length in X afterwards; the average is corrected already.",
    ),
    effective_step: None,
    limit: None,
    counterparts: &[
        TORCH,
        Counterpart {
            choices: &[("decay-form", "decoupled")],
            fixed: &[said("decoupled_weight_decay", "True")],
            ..TORCH
        },
        OPTAX,
        Counterpart {
            choices: &[("epsilon-place", "after-correction"), ("divides", "at-threshold"), ("nesterov", "yes")],
            fixed: &[said("nesterov", "True")],
            ..OPTAX
        },
    ],
    without: &[(
        Library::Keras,
        "Keras has no RAdam; Adam with a learning rate that warms up comes nearest, once RAdam divides by its root.",
    )],
};

const DENOMINATOR: Term = denominator::<PLACE>();
const FACTOR: Term = Term::symbol("<mi>s</mi>", factors);
const FACTOR_ABOVE: Term = Term::symbol(
    "<mrow><mo>{</mo><mtable><mtr><mtd><mi>r</mi><mo>/</mo><mi>d</mi></mtd><mtd><mi>ρ</mi><mo>&gt;</mo>\
     <msub><mi>ρ</mi><mn>0</mn></msub></mtd></mtr><mtr><mtd><mn>1</mn></mtd><mtd><mi>ρ</mi><mo>≤</mo>\
     <msub><mi>ρ</mi><mn>0</mn></msub></mtd></mtr></mtable></mrow>",
    factors,
);
const FACTOR_FROM: Term = Term::symbol(
    "<mrow><mo>{</mo><mtable><mtr><mtd><mi>r</mi><mo>/</mo><mi>d</mi></mtd><mtd><mi>ρ</mi><mo>≥</mo>\
     <msub><mi>ρ</mi><mn>0</mn></msub></mtd></mtr><mtr><mtd><mn>1</mn></mtd><mtd><mi>ρ</mi><mo>&lt;</mo>\
     <msub><mi>ρ</mi><mn>0</mn></msub></mtd></mtr></mtable></mrow>",
    factors,
);
const AHEAD: Term = Term::symbol("<mi>n</mi>", |s| {
    let [of_mean, of_gradient] = shares(s);
    [0, 1].map(|i| of_mean * s.after(fields::EMA)[i] + of_gradient * s.gradient[i])
});

fn lengths_of(s: &StepView) -> [f64; 2] {
    lengths(s.t, s.hyperparameters[2], s.scalar_after(BETA2_POWER))
}

fn share(s: &StepView, less: f64) -> [f64; 2] {
    let [end, now] = lengths_of(s);
    [(now - less) / (end - less); 2]
}

fn factors(s: &StepView) -> [f64; 2] {
    let lengths = lengths_of(s);
    denominator_of::<PLACE>(s).map(|d| factor(s.choices[DIVIDES], lengths, s.hyperparameters[THRESHOLD], d))
}

fn shares(s: &StepView) -> [f64; 2] {
    let power = s.scalar_after(BETA1_POWER);
    average_shares(s.choices[NESTEROV], s.hyperparameters[1], power)
}

/// ρ∞ and ρ: how many gradients the mean square is worth, in the end and now.
#[inline]
fn lengths<S: Scalar>(t: u32, beta2: S, power: S) -> [S; 2] {
    let (one, two) = (S::of(1.0), S::of(2.0));
    let end = two / (one - beta2) - one;
    // ρ = ρ∞ - 2 t β₂ᵗ/(1-β₂ᵗ)
    [end, end - two * S::of(f64::from(t)) * power / (one - power)]
}

/// r², below 0 or beyond 1 while the mean square is too short for it.
#[inline]
fn rectification<S: Scalar>([end, now]: [S; 2]) -> S {
    let (two, four) = (S::of(2.0), S::of(4.0));
    // r² = (ρ-4)(ρ-2)ρ∞/((ρ∞-4)(ρ∞-2)ρ)
    (now - four) * (now - two) * end / ((end - four) * (end - two) * now)
}

/// r/d where the length is enough, and 1 elsewhere.
#[inline]
fn factor<S: Scalar>(divides: usize, lengths: [S; 2], threshold: S, d: S) -> S {
    let (one, now) = (S::of(1.0), lengths[1]);
    let divided = rectification(lengths).sqrt() / d;
    if divides == 0 {
        S::select(threshold.less(now), divided, one)
    } else {
        S::select(now.less(threshold), one, divided)
    }
}

/// The shares of the average and of the newest gradient in what is stepped along.
#[inline]
fn average_shares<S: Scalar>(nesterov: usize, beta1: S, power: S) -> [S; 2] {
    let one = S::of(1.0);
    if nesterov == 0 {
        [one / (one - power), S::of(0.0)]
    } else {
        [beta1 / (one - power * beta1), (one - beta1) / (one - power)]
    }
}

impl Rule for RAdam {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, inside, threshold, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let [_, of_square] = corrections(memory, beta1, beta2);
        let lengths = lengths(now.t, beta2, *memory.scalar(BETA2_POWER));
        let epsilon = placed(now.choices[PLACE], epsilon, of_square);
        let [of_mean, of_gradient] = average_shares(now.choices[NESTEROV], beta1, *memory.scalar(BETA1_POWER));
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g²
            let [m, v] = averages(0, memory, i, [beta1, beta2], g);
            // d = √(v/(1-β₂ᵗ) + ε₀) + ε
            let d = root(v, inside, of_square) + epsilon;
            // s = r/d where ρ > ρ₀ (or ≥), else 1
            let s = factor(now.choices[DIVIDES], lengths, threshold, d);
            // n = m/(1-β₁ᵗ), or β₁/(1-β₁ᵗ⁺¹) m + (1-β₁)/(1-β₁ᵗ) g
            let n = of_mean * m + of_gradient * g;
            // w = w - α s n
            *w = *w - alpha * s * n;
        }
    }
}
