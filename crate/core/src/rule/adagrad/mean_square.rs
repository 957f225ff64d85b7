//! What RMSProp divides by, with momentum or without: the root of a mean square, in the conventions of all libraries.
//!
//! It rests on one order: the arrays begin with the mean square v and the mean
//! gradient a, the scalars with ρᵗ, the choices with [`CHOICES`].

use super::fields::{EPSILON_PLACE, SQUARED_GRADIENT, begin, one_minus_rho, rho};
use crate::rule::{Choice, Memory, Now, StepView, Term, term};
use crate::scalar::Scalar;

const MEAN_SQUARE: usize = 0;
const MEAN: usize = 1;
const DECAY_POWER: usize = 0;
const INSIDE: usize = 0;
const CENTERED: usize = 1;
const CORRECTED: usize = 2;

/// The conventions, at the head of a rule's own.
pub(super) const CHOICES: [Choice; 3] = [
    EPSILON_PLACE,
    Choice::switch("centered", "whether the square of the mean gradient is taken off the mean square"),
    Choice::switch("bias-correction", "whether both means are corrected for their start, divided by 1-ρᵗ"),
];

/// The divisor at an update.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor<S> {
    rho: S,
    fresh: S,
    epsilon: S,
    inside: bool,
    centered: bool,
    /// 1-ρᵗ.
    correction: Option<S>,
}

/// Writes v₀, and ρ⁰.
pub(super) fn init<S: Scalar>(memory: &mut Memory<S>, first: S) {
    begin(memory, MEAN_SQUARE, first);
    *memory.scalar_mut(DECAY_POWER) = S::of(1.0);
}

impl<S: Scalar> Divisor<S> {
    /// What is in force, with ρᵗ counted on.
    #[inline]
    pub(super) fn new(now: Now<S>, rho: S, epsilon: S, memory: &mut Memory<S>) -> Self {
        let one = S::of(1.0);
        let correction = (now.choices[CORRECTED] == 1).then(|| {
            // ρᵗ = ρ ρᵗ⁻¹
            *memory.scalar_mut(DECAY_POWER) = rho * *memory.scalar(DECAY_POWER);
            one - *memory.scalar(DECAY_POWER)
        });
        let [inside, centered] = [INSIDE, CENTERED].map(|choice| now.choices[choice] == 1);
        Divisor { rho, fresh: one - rho, epsilon, inside, centered, correction }
    }

    /// Takes the i-th gradient into the means, and returns what it is divided by.
    #[inline]
    pub(super) fn after(&self, i: usize, g: S, memory: &mut Memory<S>) -> S {
        let corrected = |mean: S| self.correction.map_or(mean, |correction| mean / correction);
        // v = ρ v + (1-ρ) g²
        let v = self.rho * memory.array(MEAN_SQUARE)[i] + self.fresh * g.square();
        memory.array_mut(MEAN_SQUARE)[i] = v;
        // r² = v/(1-ρᵗ)
        let mut square = corrected(v);
        if self.centered {
            // a = ρ a + (1-ρ) g
            let a = self.rho * memory.array(MEAN)[i] + self.fresh * g;
            memory.array_mut(MEAN)[i] = a;
            // r² = v/(1-ρᵗ) - (a/(1-ρᵗ))²
            square = square - corrected(a).square();
        }
        // √(r² + ε) or r + ε
        if self.inside { (square + self.epsilon).sqrt() } else { square.sqrt() + self.epsilon }
    }
}

/// r² of a step, as the rule has it.
fn square(s: &StepView) -> [f64; 2] {
    let [mean_squares, means] = [MEAN_SQUARE, MEAN].map(|i| s.after(i).map(|mean| mean / correction(s)));
    let mean = |i: usize| if s.choices[CENTERED] == 1 { means[i] } else { 0.0 };
    [0, 1].map(|i| mean_squares[i] - mean(i) * mean(i))
}

/// 1-ρᵗ of a step, or 1 where nothing is corrected.
fn correction(s: &StepView) -> f64 {
    if s.choices[CORRECTED] == 1 { 1.0 - s.scalar_after(DECAY_POWER) } else { 1.0 }
}

const CORRECTION: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msup><mi>ρ</mi><mi>t</mi></msup><mo>)</mo></mrow>", |s| {
        [correction(s); 2]
    });
const CORRECTED_MEAN: Term =
    Term::symbol("<mover><mi>a</mi><mo>¯</mo></mover>", |s| s.after(MEAN).map(|a| a / correction(s)));
const CORRECTED_MEAN_SQUARE: Term =
    Term::symbol("<mover><mi>v</mi><mo>¯</mo></mover>", |s| s.after(MEAN_SQUARE).map(|v| v / correction(s)));

/// The line `v ← ρ v + (1-ρ) g²`.
pub(super) const fn mean_square_line<const RHO: usize>() -> [Term; 7] {
    [term::NEW_MEMORY, term::BECOMES, rho::<RHO>(), term::MEMORY, term::PLUS, one_minus_rho::<RHO>(), SQUARED_GRADIENT]
}

/// The line `a ← ρ a + (1-ρ) g`, there only where the mean square is centered.
pub(super) const fn mean_line<const RHO: usize>() -> [Term; 7] {
    [
        Term::symbol("<mi>a</mi>", |s| s.after(MEAN)).only(CENTERED, 1),
        term::BECOMES,
        rho::<RHO>(),
        Term::symbol("<mi>a</mi>", |s| s.before(MEAN)),
        term::PLUS,
        one_minus_rho::<RHO>(),
        term::GRADIENT,
    ]
}

/// The line `v̄ ← v/(1-ρᵗ)`, there only where v is corrected.
pub(super) const CORRECTED_MEAN_SQUARE_LINE: &[Term] =
    &[CORRECTED_MEAN_SQUARE.only(CORRECTED, 1), term::BECOMES, term::NEW_MEMORY, term::OVER, CORRECTION];

/// The line `ā ← a/(1-ρᵗ)`, there only where the mean square is centered; without a correction ā is a.
pub(super) const CORRECTED_MEAN_LINE: &[Term] = &[
    CORRECTED_MEAN.only(CENTERED, 1),
    term::BECOMES,
    Term::symbol("<mi>a</mi>", |s| s.after(MEAN)),
    term::OVER.only(CORRECTED, 1),
    CORRECTION.only(CORRECTED, 1),
];

/// The line `r² ← v - ā²`, or with v̄ for v where it is corrected.
pub(super) const SQUARE_LINE: &[Term] = &[
    Term::symbol("<msup><mi>r</mi><mn>2</mn></msup>", square),
    term::BECOMES,
    term::NEW_MEMORY.only(CORRECTED, 0),
    CORRECTED_MEAN_SQUARE.only(CORRECTED, 1),
    term::MINUS.only(CENTERED, 1),
    Term::symbol("<msup><mover><mi>a</mi><mo>¯</mo></mover><mn>2</mn></msup>", |s| {
        s.after(MEAN).map(|a| (a / correction(s)) * (a / correction(s)))
    })
    .only(CENTERED, 1),
];

/// d of a step, what a gradient is divided by.
pub(super) fn divisor_of(s: &StepView, epsilon: f64) -> [f64; 2] {
    let inside = s.choices[INSIDE] == 1;
    square(s).map(|square| if inside { (square + epsilon).sqrt() } else { square.sqrt() + epsilon })
}

/// d, from the place of ε among the fields.
pub(super) const fn divisor<const EPSILON: usize>() -> Term {
    Term::symbol("<mi>d</mi>", |s| divisor_of(s, s.hyperparameters[EPSILON]))
}

/// The line `d ← r + ε`, or `d ← √(r² + ε)` where ε is inside the root.
pub(super) const fn divisor_line<const EPSILON: usize>() -> [Term; 6] {
    [
        divisor::<EPSILON>(),
        term::BECOMES,
        Term::symbol("<mi>r</mi>", |s| square(s).map(f64::sqrt)).only(INSIDE, 0),
        term::PLUS.only(INSIDE, 0),
        Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(EPSILON)).only(INSIDE, 0),
        Term::symbol("<msqrt><mrow><msup><mi>r</mi><mn>2</mn></msup><mo>+</mo><mi>ε</mi></mrow></msqrt>", |s| {
            square(s).map(|square| (square + s.hyperparameters[EPSILON]).sqrt())
        })
        .only(INSIDE, 1),
    ]
}
