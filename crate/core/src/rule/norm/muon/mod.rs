//! Muon: momentum, made into a matrix whose singular values are about 1. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::decay::{self, Decay};
use crate::rule::{Card, Choice, Family, Field, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term};
use crate::scalar::{Scalar, norm};

mod digits;
mod libraries;

/// Muon over the weights as one matrix of a single row.
#[derive(Clone, Copy, Debug)]
pub struct Muon;

const EMA: usize = 0;
const POWER: usize = 0;
const DECAY: usize = 0;
const MEMORY: usize = 1;
const AVERAGE: usize = 0;
const SUM: usize = 1;
const CORRECTED: usize = 2;
const NESTEROV: usize = 2;
const YES: usize = 0;
const NO: usize = 1;
const EPSILON_PLACE: usize = 3;
const LEAST: usize = 0;
const ADDED: usize = 1;
const WIDTH: usize = 4;
const WITH_WIDTH: usize = 1;
const OVER_WIDTH: usize = 2;
const PRECISION: usize = 5;
const FULL: usize = 0;
const BFLOAT16: usize = 1;
const NORM_32: usize = 2;
const EPSILON_FIELD: usize = 2;
const LINEAR: usize = 3;
const ITERATED: usize = 6;

/// As many iterations as are ever made; the field says how many count.
const MOST_ITERATIONS: u32 = 20;

const EPSILON: Field = Field { parameter: Parameter { default: 1e-7, ..field::EPSILON.parameter }, shared: false };

const fn number(
    key: &'static str,
    symbol: &'static str,
    default: f64,
    usual: [f64; 2],
    meaning: &'static str,
) -> Field {
    Field {
        parameter: Parameter { key, symbol, default, legal: Legal::FINITE, usual, units: "1", meaning },
        shared: false,
    }
}

const ITERATIONS: Field = Field {
    parameter: Parameter {
        legal: Legal { low: 0.0, high: MOST_ITERATIONS as f64, words: "a number from 0 to 20" },
        ..number("iterations", "k", 5.0, [0.0, 10.0], "how often the polynomial is applied").parameter
    },
    shared: false,
};

const WEIGHT_DECAY: Field =
    Field { parameter: Parameter { units: "1/X", ..decay::WEIGHT_DECAY.parameter }, ..decay::WEIGHT_DECAY };

const CHOICES: &[Choice] = &[
    decay::DECOUPLED,
    Choice {
        key: "memory",
        meaning: "what is remembered of the gradients",
        options: &[
            ("average", "an average from 0, β m + (1-β) g, as in PyTorch"),
            ("sum", "a fading sum, β m + g, as in Jordan's code and Keras: ε weighs less beside it"),
            ("corrected", "an average whose start at 0 is corrected, as in optax"),
        ],
        default: AVERAGE,
        idle_at_zero: None,
    },
    Choice {
        key: "nesterov",
        meaning: "whether the newest gradient counts once more beside the memory",
        options: &[("yes", "with, as every library unless told otherwise"), ("no", "without")],
        default: YES,
        idle_at_zero: None,
    },
    Choice {
        key: "epsilon-place",
        meaning: "what ε does to the norm that is divided by",
        options: &[
            ("least", "the norm counts for ε at least, as in PyTorch"),
            ("added", "ε is added to the norm, as in Keras and optax"),
        ],
        default: LEAST,
        idle_at_zero: None,
    },
    Choice {
        key: "width-scale",
        meaning: "what the width of the matrix does to the length of a step",
        options: &[
            ("no", "a single row of any width takes a step of one length, as in PyTorch"),
            ("yes", "times the root of the width, as in Keras, in optax, and in PyTorch's match_rms_adamw"),
            ("inverse", "over the root of the width, as in PyTorch's spectral_unclamped"),
        ],
        default: 0,
        idle_at_zero: None,
    },
    Choice {
        key: "precision",
        meaning: "with how many digits the matrix is divided by its norm and iterated",
        options: &[
            ("full", "with all of them, as in optax"),
            ("bfloat16", "with 8 binary ones, as in PyTorch: its steps come in few lengths and directions"),
            ("norm-32", "with 24 in the norm alone, as in Keras: no step from a norm of 1.8e19 on"),
        ],
        default: FULL,
        idle_at_zero: None,
    },
];

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "muon",
    title: "Muon",
    family: Family::Norm,
    words: Words {
        sentence: "The momentum of a matrix is brought near the nearest orthogonal one before the step; of a single row, as \
                   here, only its length is left to bring near 1.",
        used_by: "speed runs and large language models, PyTorch, Keras, optax",
        source: "Jordan and others 2024, Muon; the iteration is Newton and Schulz's with coefficients of his own",
        link: "https://kellerjordan.github.io/posts/muon/",
        convention: "PyTorch iterates in bfloat16, and agrees to three digits with full precision. Keras and optax differ in \
                     their memory, in where ε stands, and in a step that is longer by the root of the matrix's width.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &average_line(AVERAGE),
        &[NEW_EMA.only(MEMORY, SUM), term::BECOMES, term::MOMENTUM, OLD_EMA, term::PLUS, term::GRADIENT],
        &average_line(CORRECTED),
        &[
            DIRECTION.only(MEMORY, AVERAGE),
            term::BECOMES,
            term::MOMENTUM.only(NESTEROV, YES),
            NEW_EMA,
            term::PLUS.only(NESTEROV, YES),
            term::ONE_MINUS_MOMENTUM.only(NESTEROV, YES),
            term::GRADIENT.only(NESTEROV, YES),
        ],
        &[
            DIRECTION.only(MEMORY, SUM),
            term::BECOMES,
            term::MOMENTUM.only(NESTEROV, YES),
            NEW_EMA,
            term::PLUS.only(NESTEROV, YES),
            term::GRADIENT.only(NESTEROV, YES),
        ],
        &[
            DIRECTION.only(MEMORY, CORRECTED),
            term::BECOMES,
            Term::symbol(
                "<mfrac><mrow><mi>β</mi><mi>m</mi></mrow><mrow><mn>1</mn><mo>−</mo>\
                 <msup><mi>β</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msup></mrow></mfrac>",
                |s| s.after(EMA).map(|m| shares_of(s)[0] * m),
            )
            .only(NESTEROV, YES),
            Term::symbol(
                "<mfrac><mi>m</mi><mrow><mn>1</mn><mo>−</mo><msup><mi>β</mi><mi>t</mi></msup></mrow></mfrac>",
                |s| s.after(EMA).map(|m| shares_of(s)[0] * m),
            )
            .only(NESTEROV, NO),
            term::PLUS.only(NESTEROV, YES),
            Term::symbol(
                "<mfrac><mrow><mn>1</mn><mo>−</mo><mi>β</mi></mrow><mrow><mn>1</mn><mo>−</mo>\
                 <msup><mi>β</mi><mi>t</mi></msup></mrow></mfrac>",
                |s| [shares_of(s)[1]; 2],
            )
            .only(NESTEROV, YES),
            term::GRADIENT.only(NESTEROV, YES),
        ],
        &[
            UNIT.only(PRECISION, BFLOAT16),
            term::BECOMES,
            Term::symbol(
                "<msub><mrow><mo>(</mo><mi>u</mi><mo>/</mo><mi>max</mi><mo>(</mo><mo>‖</mo><mi>u</mi><mo>‖</mo>\
                 <mo>,</mo><mi>ε</mi><mo>)</mo><mo>)</mo></mrow><mn>8</mn></msub>",
                unit,
            )
            .only(EPSILON_PLACE, LEAST),
            Term::symbol(
                "<msub><mrow><mo>(</mo><mi>u</mi><mo>/</mo><mo>(</mo><mo>‖</mo><mi>u</mi><mo>‖</mo><mo>+</mo>\
                 <mi>ε</mi><mo>)</mo><mo>)</mo></mrow><mn>8</mn></msub>",
                unit,
            )
            .only(EPSILON_PLACE, ADDED),
        ],
        &unit_line(FULL),
        &unit_line(NORM_32),
        &[
            STEP,
            term::BECOMES,
            Term::symbol("<msqrt><mi>n</mi></msqrt>", |s| [width(&s.choices, 2); 2]).only(WIDTH, WITH_WIDTH),
            Term::symbol("<mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac>", |s| [width(&s.choices, 2); 2])
                .only(WIDTH, OVER_WIDTH),
            Term::symbol("<mrow><msup><mi>p</mi><mi>k</mi></msup><mo>(</mo><mi>x</mi><mo>)</mo></mrow>", iterated),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            Term::symbol("<mi>s</mi>", |s| s.hyperparameter(7)),
            STEP,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        field::MOMENTUM,
        EPSILON,
        number("linear", "a", 3.4445, [0.0, 5.0], "coefficient of X in the polynomial"),
        number("cubic", "b", -4.775, [-10.0, 0.0], "coefficient of XXᵀX in the polynomial"),
        number("quintic", "c", 2.0315, [0.0, 5.0], "coefficient of (XXᵀ)²X in the polynomial"),
        ITERATIONS,
        number("scale", "s", 1.0, [0.0, 1.0], "factor of every step, and not of the weight decay"),
        WEIGHT_DECAY,
    ],
    choices: CHOICES,
    axes: &["learning-rate", "momentum"],
    per_weight: false,
    memories: &["ema"],
    scalars: &["momentum-power"],
    memory_units: &["F/X"],
    matched: Matched::Own("Its direction has no units, so its α is a length in X; the length of the momentum is lost."),
    effective_step: None,
    limit: None,
    counterparts: libraries::COUNTERPARTS,
    without: &[],
};

const LAMBDA: Term = Term::symbol("<mi>λ</mi>", |s| s.hyperparameter(8));
const OLD_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.before(EMA));
const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const DIRECTION: Term = Term::symbol("<mi>u</mi>", direction);
const UNIT: Term = Term::symbol("<mi>x</mi>", unit);
const STEP: Term = Term::symbol("<mi>o</mi>", |s| iterated(s).map(|x| width(&s.choices, 2) * x));

/// The line `m ← β m + (1-β) g`, there under one option of the memory.
const fn average_line(memory: usize) -> [Term; 7] {
    [
        NEW_EMA.only(MEMORY, memory),
        term::BECOMES,
        term::MOMENTUM,
        OLD_EMA,
        term::PLUS,
        term::ONE_MINUS_MOMENTUM,
        term::GRADIENT,
    ]
}

/// The line `x ← u/max(‖u‖, ε)`, there only under an option of the precision.
const fn unit_line(precision: usize) -> [Term; 6] {
    [
        UNIT.only(PRECISION, precision),
        term::BECOMES,
        DIRECTION,
        term::OVER,
        Term::symbol(
            "<mrow><mi>max</mi><mo>(</mo><mo>‖</mo><mi>u</mi><mo>‖</mo><mo>,</mo><mi>ε</mi><mo>)</mo></mrow>",
            |s| [divided_by(s); 2],
        )
        .only(EPSILON_PLACE, LEAST),
        Term::symbol("<mrow><mo>(</mo><mo>‖</mo><mi>u</mi><mo>‖</mo><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", |s| {
            [divided_by(s); 2]
        })
        .only(EPSILON_PLACE, ADDED),
    ]
}

fn direction(s: &StepView) -> [f64; 2] {
    let [of_memory, of_gradient] = shares_of(s);
    [0, 1].map(|i| of_memory * s.after(EMA)[i] + of_gradient * s.gradient[i])
}

fn shares_of(s: &StepView) -> [f64; 2] {
    shares(&s.choices, s.hyperparameters[1], s.scalar_after(POWER))
}

fn divided_by(s: &StepView) -> f64 {
    let length = digits::length(s.choices[PRECISION], direction(s).into_iter());
    digits::divisor(s.choices[PRECISION], divisor(&s.choices, length, s.hyperparameters[EPSILON_FIELD]))
}

fn unit(s: &StepView) -> [f64; 2] {
    if s.choices[PRECISION] == BFLOAT16 {
        return direction(s).map(|u| digits::quotient(u, divided_by(s)));
    }
    direction(s).map(|u| u / divided_by(s))
}

fn iterated(s: &StepView) -> [f64; 2] {
    let iterations = s.hyperparameters[ITERATED];
    if s.choices[PRECISION] == BFLOAT16 {
        let rounds = digits::Rounds::new(coefficients(s), iterations, || unit(s).into_iter());
        return unit(s).map(|x| rounds.of(x));
    }
    unit(s).map(|x| gain(coefficients(s), iterations, norm(&unit(s))) * x)
}

fn coefficients(s: &StepView) -> [f64; 3] {
    [0, 1, 2].map(|i| s.hyperparameters[LINEAR + i])
}

/// What the memory and the gradient count for in the direction, from β and βᵗ.
fn shares<S: Scalar>(choices: &[usize], beta: S, power: S) -> [S; 2] {
    let [zero, one] = [S::of(0.0), S::of(1.0)];
    match (choices[MEMORY], choices[NESTEROV]) {
        (CORRECTED, NO) => [one / (one - power), zero],
        (_, NO) => [one, zero],
        (CORRECTED, _) => [beta / (one - beta * power), (one - beta) / (one - power)],
        (SUM, _) => [beta, one],
        _ => [beta, one - beta],
    }
}

/// What the direction is divided by.
fn divisor<S: Scalar>(choices: &[usize], length: S, epsilon: S) -> S {
    match choices[EPSILON_PLACE] {
        ADDED => length + epsilon,
        _ => length.max(epsilon),
    }
}

/// What k rounds of p(X) = aX + bXXᵀX + c(XXᵀ)²X make a row of this length longer by: they leave its direction.
fn gain<S: Scalar>([a, b, c]: [S; 3], iterations: S, length: S) -> S {
    (0..MOST_ITERATIONS).fold(S::of(1.0), |gain, i| {
        let square = (gain * length).square();
        let next = gain * (a + (b + c * square) * square);
        S::select(S::of(f64::from(i)).less(iterations), next, gain)
    })
}

fn width(choices: &[usize], n: usize) -> f64 {
    let root = (n as f64).sqrt();
    match choices[WIDTH] {
        WITH_WIDTH => root,
        OVER_WIDTH => 1.0 / root,
        _ => 1.0,
    }
}

impl Rule for Muon {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta, epsilon, a, b, c, iterations, scale, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let fresh = if now.choices[MEMORY] == SUM { S::of(1.0) } else { S::of(1.0) - beta };
        // βᵗ = β βᵗ⁻¹
        *memory.scalar_mut(POWER) = beta * *memory.scalar(POWER);
        let [of_memory, of_gradient] = shares(now.choices, beta, *memory.scalar(POWER));
        // u = β m + (1-β) g
        let direction = |m: S, g: S| of_memory * m + of_gradient * g;
        let precision = now.choices[PRECISION];
        for ((&w, m), &g) in weights.iter().zip(memory.array_mut(EMA)).zip(seen.gradient) {
            // m = β m + (1-β) g
            *m = beta * *m + fresh * decay.on(&mut { w }, g);
        }
        let ema = memory.array(EMA);
        let directions = || {
            let each = weights.iter().zip(ema).zip(seen.gradient);
            each.map(|((&w, &m), &g)| direction(m, decay.on(&mut { w }, g)))
        };
        let length = digits::length(precision, directions());
        let divisor = digits::divisor(precision, divisor(now.choices, length, epsilon));
        let width = width(now.choices, weights.len());
        let exact = if precision == NORM_32 { digits::length(FULL, directions()) } else { length };
        // What is divided by a length beyond the number range is 0, and so is its length.
        let share = S::select(length.less(S::of(f64::INFINITY)), exact / divisor, S::of(0.0));
        let gain = gain([a, b, c], iterations, share) * width;
        let rounds = (precision == BFLOAT16).then(|| {
            let row = || directions().map(|u| digits::quotient(u, divisor));
            digits::Rounds::new([a, b, c], iterations, row)
        });
        for ((w, &m), &g) in weights.iter_mut().zip(ema).zip(seen.gradient) {
            let u = direction(m, decay.on(w, g));
            let o = match &rounds {
                // x = u/max(‖u‖, ε), o = √n pᵏ(x)
                None => gain * (u / divisor),
                Some(rounds) => rounds.of(digits::quotient(u, divisor)) * width,
            };
            // w = w - α s o
            *w = *w - alpha * scale * o;
        }
    }
}
