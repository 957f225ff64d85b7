//! What the schedule-free rules have in common: gradients are taken at weights between base weights z, which take the
//! steps, and their average x, which is what to use in the end. Their first two arrays are z and x.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Fixed, said};
use crate::rule::{Choice, Field, Memory, Now, StepView, Term, term};
use crate::scalar::Scalar;

/// z among the arrays.
pub(super) const BASE: usize = 0;
/// x among the arrays.
pub(super) const AVERAGE: usize = 1;
/// The largest rate so far, among the scalars.
pub(super) const LARGEST_RATE: usize = 0;
/// The sum of the weights that points had in the average, among the scalars.
pub(super) const WEIGHT_SUM: usize = 1;
/// The place of [`WARM_UP_TIMING`].
pub(super) const TIMING: usize = 0;

/// T.
pub(super) const WARM_UP: Field = Field::own(Parameter {
    key: "warm-up",
    symbol: "T",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 100.0],
    units: "1",
    meaning: "updates over which α rises to its value",
});

/// p.
pub(super) const WEIGHT_POWER: Field = Field::own(Parameter {
    key: "weight-power",
    symbol: "p",
    default: 2.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 4.0],
    units: "1",
    meaning: "power of the largest rate so far with which a point weighs in the average",
});

/// How far the warm-up is at update t.
pub(super) const WARM_UP_TIMING: Choice = Choice {
    key: "warm-up-timing",
    meaning: "how much of α the update t of a warm-up of T takes",
    options: &[
        ("on-time", "t/T for the step and for the average, as in the authors’ code and in Keras"),
        ("late", "(t-1)/T for the step and t/T for the average, so that the first step is 0, as in optax"),
    ],
    default: 0,
    idle_at_zero: Some("warm-up"),
};

/// A warm-up of 0 steps that is said in optax, where the schedule then never leaves its first value, 0.
pub(super) const NO_END: Fixed = said("warmup_steps", "0");

/// The shares of α that the step and the average go by at an update.
#[inline]
fn shares<S: Scalar>(t: u32, timing: usize, warm_up: S) -> [S; 2] {
    let one = S::of(1.0);
    let share = |t: u32| (S::of(t.into()) / warm_up).min(one);
    match timing {
        0 => [share(t); 2],
        1 => [share(t - 1), share(t)],
        _ => [one; 2],
    }
}

/// The point's share in an average of points weighed by a power of a rate; 0 while there is no rate at all.
#[inline]
fn fresh_share<S: Scalar>(weight: S, sum: S) -> S {
    let share = weight / sum;
    S::select(share.less(S::of(2.0)), share, S::of(0.0))
}

/// Takes the scalars on, and returns the rate of the step and the share c that the new base weights have in the average.
#[inline]
pub(super) fn rates<S: Scalar>(now: Now<S>, memory: &mut Memory<S>, warm_up: S, power: S) -> [S; 2] {
    let alpha = now.hyperparameters[0];
    let [step, average] = shares(now.t, now.choices[TIMING], warm_up);
    // a = max(a, α t/T)
    *memory.scalar_mut(LARGEST_RATE) = memory.scalar(LARGEST_RATE).max(average * alpha);
    let weight = memory.scalar(LARGEST_RATE).power(power);
    // A = A + aᵖ
    *memory.scalar_mut(WEIGHT_SUM) = *memory.scalar(WEIGHT_SUM) + weight;
    [step * alpha, fresh_share(weight, *memory.scalar(WEIGHT_SUM))]
}

/// z and x begin at the start.
pub(super) fn begin<S: Scalar>(start: &[S], memory: &mut Memory<S>) {
    memory.array_mut(BASE).copy_from_slice(start);
    memory.array_mut(AVERAGE).copy_from_slice(start);
}

/// Gives the average its share of the new base weights, and returns the weight between the two.
#[inline]
pub(super) fn between<S: Scalar>(x: &mut S, z: S, share: S, beta: S) -> S {
    // x = x + c (z - x)
    *x = *x + share * (z - *x);
    // w = x + (1-β) (z - x)
    *x + (S::of(1.0) - beta) * (z - *x)
}

/// The rate of the step, from the place of T among the fields.
pub(super) const fn rate<const WARM_UP: usize>() -> Term {
    Term::symbol("<msub><mi>α</mi><mi>t</mi></msub>", |s| {
        [shares(s.t, s.choices[TIMING], s.hyperparameters[WARM_UP])[0] * s.hyperparameters[0]; 2]
    })
}

/// c, from the place of p among the fields.
fn share(s: &StepView, power: usize) -> [f64; 2] {
    [fresh_share(s.scalar_after(LARGEST_RATE).power(s.hyperparameters[power]), s.scalar_after(WEIGHT_SUM)); 2]
}

/// The line `c ← aᵖ/A`.
pub(super) const fn share_line<const POWER: usize>() -> [Term; 3] {
    let ratio = "<mfrac><msubsup><mi>α</mi><mi>max</mi><mi>p</mi></msubsup><mrow><mo>∑</mo><msubsup><mi>α</mi>\
                 <mi>max</mi><mi>p</mi></msubsup></mrow></mfrac>";
    [Term::symbol("<mi>c</mi>", |s| share(s, POWER)), term::BECOMES, Term::symbol(ratio, |s| share(s, POWER))]
}

/// The line `x ← x + c (z - x)`, with x as it is before.
pub(super) const fn average_line<const POWER: usize>(x: Term, z_minus_x: Term) -> [Term; 6] {
    [NEW_AVERAGE, term::BECOMES, x, term::PLUS, Term::symbol("<mi>c</mi>", |s| share(s, POWER)), z_minus_x]
}

/// The line `w ← x + (1-β) (z - x)`.
pub(super) const WEIGHT_LINE: [Term; 6] = [
    term::NEW_WEIGHT,
    term::BECOMES,
    NEW_AVERAGE,
    term::PLUS,
    term::ONE_MINUS_MOMENTUM,
    Term::symbol(Z_MINUS_X, |s| [0, 1].map(|i| s.after(BASE)[i] - s.after(AVERAGE)[i])),
];

/// z - x in brackets.
pub(super) const Z_MINUS_X: &str = "<mrow><mo>(</mo><mi>z</mi><mo>−</mo><mi>x</mi><mo>)</mo></mrow>";
/// z before the update.
pub(super) const OLD_BASE: Term = Term::symbol("<mi>z</mi>", |s| s.before(BASE));
/// z after the update.
pub(super) const NEW_BASE: Term = Term::symbol("<mi>z</mi>", |s| s.after(BASE));
const NEW_AVERAGE: Term = Term::symbol("<mi>x</mi>", |s| s.after(AVERAGE));
