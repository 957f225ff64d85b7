//! The recurrence of Muon, with the numbers that stand under it.

use super::{
    ADAPTIVE, ADDED, AVERAGE, BFLOAT16, CORRECTED, DECAY, EMA, EPSILON_PLACE, FULL, LEAST, MEMORY, NESTEROV, NO,
    NORM_32, OVER_WIDTH, OWN_LENGTH, POWER, PRECISION, SUM, WIDTH, WITH_WIDTH, YES, digits, divisor, gain, shares,
    width,
};
use crate::rule::{StepView, Term, decay, term};
use crate::scalar::{dot, norm};

/// The places of ε, of the first coefficient, and of the number of iterations among the fields.
const EPSILON: usize = 2;
const LINEAR: usize = 3;
const ITERATIONS: usize = 6;

/// Its lines.
pub(super) const LINES: &[&[Term]] = &[
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
        Term::symbol(
            "<mrow><mo>(</mo><mi>u</mi><mo>·</mo><msup><mi>p</mi><mi>k</mi></msup><mo>(</mo><mi>x</mi><mo>)</mo><mo>)</mo></mrow>",
            |s| [own_length(s); 2],
        )
        .only(ADAPTIVE, OWN_LENGTH),
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
];

const LAMBDA: Term = decay::lambda::<8>();
const OLD_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.before(EMA));
const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
const DIRECTION: Term = Term::symbol("<mi>u</mi>", direction);
const UNIT: Term = Term::symbol("<mi>x</mi>", unit);
const STEP: Term = Term::symbol("<mi>o</mi>", |s| {
    let factor = width(&s.choices, 2) * if s.choices[ADAPTIVE] == OWN_LENGTH { own_length(s) } else { 1.0 };
    iterated(s).map(|x| factor * x)
});

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
    digits::divisor(s.choices[PRECISION], divisor(&s.choices, length, s.hyperparameters[EPSILON]))
}

fn unit(s: &StepView) -> [f64; 2] {
    if s.choices[PRECISION] == BFLOAT16 {
        return direction(s).map(|u| digits::quotient(u, divided_by(s)));
    }
    direction(s).map(|u| u / divided_by(s))
}

fn iterated(s: &StepView) -> [f64; 2] {
    let iterations = s.hyperparameters[ITERATIONS];
    if s.choices[PRECISION] == BFLOAT16 {
        let rounds = digits::Rounds::new(coefficients(s), iterations, || unit(s).into_iter());
        return unit(s).map(|x| rounds.of(x));
    }
    unit(s).map(|x| gain(coefficients(s), iterations, norm(&unit(s))) * x)
}

fn own_length(s: &StepView) -> f64 {
    dot(&direction(s), &iterated(s))
}

fn coefficients(s: &StepView) -> [f64; 3] {
    [0, 1, 2].map(|i| s.hyperparameters[LINEAR + i])
}
