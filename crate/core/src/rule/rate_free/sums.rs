//! The sums by which Mechanic learns its scale: each forgets at its own rate what it would have paid to go further, and
//! gives its part of the scale.

use super::mechanic::{COUNT, EPSILON, FIRST_SCALE, gain};
use crate::parameter::{Legal, Parameter};
use crate::rule::{Field, Memory, Now, StepView, Term, term};
use crate::scalar::{Scalar, sum};

/// s, the scale, among the scalars.
pub(super) const SCALE: usize = 2;
/// Where the scalars of the first sum begin; those of the next follow.
const FIRST: usize = 3;
/// r among a sum's scalars.
const REWARD: usize = 0;
/// a among a sum's scalars.
const LARGEST: usize = 1;
/// q among a sum's scalars.
const SQUARES: usize = 2;
/// Its part of the scale among a sum's scalars.
const PART: usize = 3;

/// What each sum keeps of itself: 1 - 10⁻ⁱ.
const KEPT: [f64; 6] = [0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999];

/// The names of all scalars: after the base's two and the scale those of the sums.
#[rustfmt::skip]
pub(super) const SCALARS: [&str; 27] = [
    "momentum-power", "beta2-power", "scale",
    "reward-1", "largest-1", "squares-1", "scale-1",
    "reward-2", "largest-2", "squares-2", "scale-2",
    "reward-3", "largest-3", "squares-3", "scale-3",
    "reward-4", "largest-4", "squares-4", "scale-4",
    "reward-5", "largest-5", "squares-5", "scale-5",
    "reward-6", "largest-6", "squares-6", "scale-6",
];

/// s₀.
pub(super) const INITIAL_SCALE: Field = Field::own(Parameter {
    key: "initial-scale",
    symbol: "s₀",
    default: 1e-6,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-8, 1e-2],
    units: "1",
    meaning: "scale of the first steps",
});

/// n.
pub(super) const NUMBER: Field = Field::own(Parameter {
    key: "sums",
    symbol: "n",
    default: 6.0,
    legal: Legal { low: 1.0, high: 6.0, words: "a number from 1 to 6" },
    usual: [1.0, 6.0],
    units: "1",
    meaning: "how many sums make up the scale, each remembering ten times longer than the one before",
});

/// What stands at the place of a scalar of the i-th sum.
const fn of(i: usize, scalar: usize) -> usize {
    FIRST + 4 * i + scalar
}

/// `part` where the i-th sum is one of the n, else 0.
#[inline]
fn of_count<S: Scalar>(i: usize, count: S, part: S) -> S {
    S::select(S::of(i as f64).less(count), part, S::of(0.0))
}

fn total<S: Scalar>(memory: &Memory<S>) -> S {
    sum((0..KEPT.len()).map(|i| *memory.scalar(of(i, PART))))
}

/// Begins with s₀ as each sum's part.
pub(super) fn begin<S: Scalar>(now: Now<S>, memory: &mut Memory<S>) {
    for i in 0..KEPT.len() {
        *memory.scalar_mut(of(i, PART)) = of_count(i, now.hyperparameters[COUNT], now.hyperparameters[FIRST_SCALE]);
    }
    *memory.scalar_mut(SCALE) = total(memory);
}

/// Takes the sums on by a gain of h, and returns the scale.
#[inline]
pub(super) fn learn<S: Scalar>(now: Now<S>, memory: &mut Memory<S>, h: S) -> S {
    let [first, count, epsilon] = [FIRST_SCALE, COUNT, EPSILON].map(|i| now.hyperparameters[i]);
    for (i, kept) in KEPT.into_iter().enumerate() {
        let [r, a, q, part] = [REWARD, LARGEST, SQUARES, PART].map(|scalar| *memory.scalar(of(i, scalar)));
        // r = ρ r + clip(h, ±a) s
        let r = r * kept + clipped(h, a) * part;
        // a = max(ρ a, |h| + ε)
        let a = (a * kept).max(h.abs() + epsilon);
        // q = ρ² q + h²
        let q = q * (kept * kept) + h.square();
        // s = (s₀/n a + max(r, 0))/(√q + ε)
        let part = of_count(i, count, (first / count * a + r.max(S::of(0.0))) / (q.sqrt() + epsilon));
        for (scalar, value) in [(REWARD, r), (LARGEST, a), (SQUARES, q), (PART, part)] {
            *memory.scalar_mut(of(i, scalar)) = value;
        }
    }
    // s = s₁ + ⋯ + sₙ
    *memory.scalar_mut(SCALE) = total(memory);
    *memory.scalar(SCALE)
}

/// h, no larger either way than the largest before.
#[inline]
fn clipped<S: Scalar>(h: S, largest: S) -> S {
    h.clamp(-largest, largest)
}

/// The first two sums' parts; a single one's twice.
pub(super) fn two_parts(s: &StepView) -> [f64; 2] {
    let last = usize::from(s.hyperparameters[COUNT] > 1.0);
    [0, last].map(|sum| s.scalar_after(of(sum, PART)))
}

fn before(s: &StepView, scalar: usize) -> f64 {
    s.scalar_before(of(0, scalar))
}

fn after(s: &StepView, scalar: usize) -> f64 {
    s.scalar_after(of(0, scalar))
}

const R: &str = "<msub><mi>r</mi><mn>1</mn></msub>";
const A: &str = "<msub><mi>a</mi><mn>1</mn></msub>";
const Q: &str = "<msub><mi>q</mi><mn>1</mn></msub>";
const S: &str = "<msub><mi>s</mi><mn>1</mn></msub>";

/// The line `r₁ ← ρ r₁ + clip(h, ±a₁) s₁`.
pub(super) const REWARD_LINE: [Term; 7] = [
    Term::symbol(R, |s| [after(s, REWARD); 2]),
    term::BECOMES,
    Term::symbol("<mn>0.9</mn>", |_| [KEPT[0]; 2]),
    Term::symbol(R, |s| [before(s, REWARD); 2]),
    term::PLUS,
    Term::symbol(
        "<mrow><mi>clip</mi><mo>(</mo><mi>h</mi><mo>,</mo><mo>±</mo><msub><mi>a</mi><mn>1</mn></msub><mo>)</mo></mrow>",
        |s| [clipped(gain(s), before(s, LARGEST)); 2],
    ),
    Term::symbol(S, |s| [before(s, PART); 2]),
];

/// The line `a₁ ← max(ρ a₁, |h| + ε)`.
pub(super) const LARGEST_LINE: [Term; 3] = [
    Term::symbol(A, |s| [after(s, LARGEST); 2]),
    term::BECOMES,
    Term::symbol(
        "<mrow><mi>max</mi><mo>(</mo><mn>0.9</mn><msub><mi>a</mi><mn>1</mn></msub><mo>,</mo><mo>|</mo><mi>h</mi><mo>|</mo>\
         <mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
        |s| [Scalar::max(KEPT[0] * before(s, LARGEST), gain(s).abs() + s.hyperparameters[EPSILON]); 2],
    ),
];

/// The line `q₁ ← ρ² q₁ + h²`.
pub(super) const SQUARES_LINE: [Term; 6] = [
    Term::symbol(Q, |s| [after(s, SQUARES); 2]),
    term::BECOMES,
    Term::symbol("<msup><mn>0.9</mn><mn>2</mn></msup>", |_| [KEPT[0] * KEPT[0]; 2]),
    Term::symbol(Q, |s| [before(s, SQUARES); 2]),
    term::PLUS,
    Term::symbol("<msup><mi>h</mi><mn>2</mn></msup>", |s| [gain(s) * gain(s); 2]),
];

/// The line `s₁ ← (s₀/n a₁ + max(r₁, 0))/(√q₁ + ε)`.
pub(super) const PART_LINE: [Term; 5] = [
    Term::symbol(S, |s| [after(s, PART); 2]),
    term::BECOMES,
    Term::symbol(
        "<mrow><mo>(</mo><mfrac><msub><mi>s</mi><mn>0</mn></msub><mi>n</mi></mfrac><msub><mi>a</mi><mn>1</mn></msub>\
         <mo>+</mo><mi>max</mi><mo>(</mo><msub><mi>r</mi><mn>1</mn></msub><mo>,</mo><mn>0</mn><mo>)</mo><mo>)</mo></mrow>",
        |s| {
            let share = s.hyperparameters[FIRST_SCALE] / s.hyperparameters[COUNT];
            [share * after(s, LARGEST) + Scalar::max(after(s, REWARD), 0.0); 2]
        },
    ),
    term::OVER,
    Term::symbol(
        "<mrow><mo>(</mo><msqrt><msub><mi>q</mi><mn>1</mn></msub></msqrt><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>",
        |s| [after(s, SQUARES).sqrt() + s.hyperparameters[EPSILON]; 2],
    ),
];

/// The line `s ← s₁ + ⋯ + sₙ`.
pub(super) const SCALE_LINE: [Term; 3] = [
    NEW_SCALE,
    term::BECOMES,
    Term::symbol(
        "<mrow><msub><mi>s</mi><mn>1</mn></msub><mo>+</mo><mo>⋯</mo><mo>+</mo><msub><mi>s</mi><mi>n</mi></msub></mrow>",
        |s| [sum((0..KEPT.len()).map(|i| s.scalar_after(of(i, PART)))); 2],
    ),
];

/// s after the update.
pub(super) const NEW_SCALE: Term = Term::symbol("<mi>s</mi>", |s| [s.scalar_after(SCALE); 2]);
