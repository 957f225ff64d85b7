//! What the rules of this family share: hyperparameters, averages, their corrections, and the symbols for them.
//!
//! The symbols and helpers rest on one order: the fields begin with α, β₁, β₂, ε and, where there is one, ε₀; the arrays
//! with the average m and the mean square v; the scalars with the running products β₁ᵗ and β₂ᵗ.

pub(super) use crate::rule::betas::{
    BETA1, BETA1_TERM, BETA2, BETA2_TERM, EPSILON_INSIDE, ONE_MINUS_BETA1, ONE_MINUS_BETA2,
};
use crate::rule::betas::{averaged, ema_line, mean_square_line};
pub(super) use crate::rule::term::SQUARED_GRADIENT;
use crate::rule::{Choice, Matched, Memory, StepView, Term, term};
use crate::scalar::Scalar;

/// The place of ε among the fields.
pub(super) const EPSILON: usize = 3;
/// The place of ε₀ among the fields.
pub(super) const EPSILON_ROOT: usize = 4;
const BETA3: usize = 5;
/// The place of the average m among the arrays.
pub(super) const EMA: usize = 0;
/// The place of the mean square v among the arrays.
pub(super) const MEAN_SQUARE: usize = 1;
/// The place of β₁ᵗ among the scalars.
pub(super) const BETA1_POWER: usize = 0;
/// The place of β₂ᵗ among the scalars.
pub(super) const BETA2_POWER: usize = 1;

/// Where ε is added to a root of the mean square, after its correction unless said.
pub(super) const EPSILON_PLACE: Choice = Choice {
    key: "epsilon-place",
    meaning: "whether ε is added after the bias correction or before it",
    options: &[
        ("after-correction", "beside the corrected root, as it is, as in PyTorch’s and optax’s Adam"),
        ("before-correction", "ε/√(1−β₂ᵗ), added to √v and corrected with it, as in Keras’s Adam and PyTorch’s RAdam"),
    ],
    default: 0,
    idle_at_zero: None,
};

/// Why a rule of this family keeps its own α.
pub(super) const MATCHED: Matched =
    Matched::Own("Its direction has no units, so its α is a length in X; the average is corrected already.");

/// The average before the update.
pub(super) const OLD_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.before(EMA));
/// The average after the update.
pub(super) const NEW_EMA: Term = Term::symbol("<mi>m</mi>", |s| s.after(EMA));
/// The mean square before the update.
pub(super) const OLD_MEAN_SQUARE: Term = Term::symbol("<mi>v</mi>", |s| s.before(MEAN_SQUARE));
/// The mean square after the update.
pub(super) const NEW_MEAN_SQUARE: Term = Term::symbol("<mi>v</mi>", |s| s.after(MEAN_SQUARE));
/// ε.
pub(super) const EPSILON_TERM: Term = Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(EPSILON));
/// ε where it is added before the correction.
pub(super) const CORRECTED_EPSILON: Term = Term::symbol(
    "<mfrac><mi>ε</mi><msqrt><mrow><mn>1</mn><mo>−</mo>\
     <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow></msqrt></mfrac>",
    |s| [s.hyperparameters[EPSILON] / (1.0 - s.scalar_after(BETA2_POWER)).sqrt(); 2],
);
/// The root of the corrected mean square, where there is no ε₀.
pub(super) const ROOT: Term = Term::symbol(
    "<msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
     <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt>",
    |s| s.after(MEAN_SQUARE).map(|v| root(v, 0.0, 1.0 - s.scalar_after(BETA2_POWER))),
);
/// The root of the corrected mean square and ε₀.
pub(super) const ROOT_WITH_EPSILON: Term = Term::symbol(
    "<msqrt><mrow><mi>v</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup>\
     <mo>)</mo><mo>+</mo><msub><mi>ε</mi><mn>0</mn></msub></mrow></msqrt>",
    corrected_root::<BETA2_POWER>,
);
/// β₃, of the rules that have it as their sixth field.
pub(super) const BETA3_TERM: Term = Term::symbol("<msub><mi>β</mi><mn>3</mn></msub>", |s| s.hyperparameter(BETA3));
/// One minus β₃.
pub(super) const ONE_MINUS_BETA3: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>3</mn></msub><mo>)</mo></mrow>", |s| {
        s.complement(BETA3)
    });
/// β₂, and 0 at the first update, which keeps nothing.
pub(super) const KEPT_TERM: Term =
    Term::symbol("<msub><mi>β</mi><mrow><mn>2</mn><mo>,</mo><mi>t</mi></mrow></msub>", |s| [kept(s); 2]);
/// One minus that.
pub(super) const ONE_MINUS_KEPT: Term = Term::symbol(
    "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msub><mi>β</mi><mrow><mn>2</mn><mo>,</mo><mi>t</mi></mrow></msub>\
     <mo>)</mo></mrow>",
    |s| [1.0 - kept(s); 2],
);
/// The correction of the average.
pub(super) const EMA_CORRECTION: Term = Term::symbol(
    "<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup><mo>)</mo></mrow>",
    |s| [1.0 - s.scalar_after(BETA1_POWER); 2],
);
/// The learning rate over the correction of the average.
pub(super) const CORRECTED_RATE: Term = Term::symbol(
    "<mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
    |s| [s.hyperparameters[0] / (1.0 - s.scalar_after(BETA1_POWER)); 2],
);

/// The line `m ← β₁ m + (1-β₁) g`.
pub(super) const EMA_LINE: [Term; 7] = ema_line::<EMA>(term::GRADIENT);

/// The line `v ← β₂ v + (1-β₂) g²`.
pub(super) const MEAN_SQUARE_LINE: [Term; 7] = mean_square_line::<MEAN_SQUARE>(SQUARED_GRADIENT);

/// Begins the running products, both at 1.
pub(super) fn begin<S: Scalar>(memory: &mut Memory<S>) {
    *memory.scalar_mut(BETA1_POWER) = S::of(1.0);
    *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
}

/// Takes the running products on, and returns the corrections 1-β₁ᵗ and 1-β₂ᵗ.
#[inline]
pub(super) fn corrections<S: Scalar>(memory: &mut Memory<S>, beta1: S, beta2: S) -> [S; 2] {
    // β₁ᵗ = β₁ β₁ᵗ⁻¹
    *memory.scalar_mut(BETA1_POWER) = beta1 * *memory.scalar(BETA1_POWER);
    // β₂ᵗ = β₂ β₂ᵗ⁻¹
    *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
    [BETA1_POWER, BETA2_POWER].map(|i| S::of(1.0) - *memory.scalar(i))
}

/// Takes the average and the mean square of the i-th weight on, under an option of [`AVERAGING`], and returns them.
#[inline]
pub(super) fn averages<S: Scalar>(
    option: usize,
    memory: &mut Memory<S>,
    i: usize,
    [beta1, beta2]: [S; 2],
    g: S,
) -> [S; 2] {
    // m = β₁ m + (1-β₁) g
    let m = averaged(option, beta1, memory.array(EMA)[i], g);
    // v = β₂ v + (1-β₂) g²
    let v = averaged(option, beta2, memory.array(MEAN_SQUARE)[i], g.square());
    memory.array_mut(EMA)[i] = m;
    memory.array_mut(MEAN_SQUARE)[i] = v;
    [m, v]
}

fn kept(s: &StepView) -> f64 {
    if s.t == 1 { 0.0 } else { s.hyperparameters[2] }
}

/// The numbers of [`ROOT_WITH_EPSILON`], from the place of β₂ᵗ among the scalars.
pub(super) fn corrected_root<const POWER: usize>(s: &StepView) -> [f64; 2] {
    let correction = 1.0 - s.scalar_after(POWER);
    s.after(MEAN_SQUARE).map(|v| root(v, s.hyperparameters[EPSILON_ROOT], correction))
}

/// √(v/c + ε₀) for a correction c, written so that a large v is not divided by a small c before the root is taken.
#[inline]
pub(super) fn root<S: Scalar>(v: S, epsilon_root: S, correction: S) -> S {
    (v + epsilon_root * correction).sqrt() / correction.sqrt()
}

/// ε as it is added to the corrected root, under an option of [`EPSILON_PLACE`].
#[inline]
pub(super) fn placed<S: Scalar>(option: usize, epsilon: S, correction: S) -> S {
    if option == 0 { epsilon } else { epsilon / correction.sqrt() }
}
