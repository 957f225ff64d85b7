//! What the two Adams that estimate the distance to go have in common: fields, terms, and the corrected rate.
//!
//! Their first six fields are α, β₁, β₂, ε, d₀ and λ, and their scalars stand in the order of the constants here.

use super::averages;
use super::fields::SHARE;
use crate::parameter::{Legal, Parameter};
use crate::rule::{Choice, Field, Memory, Now, StepView, Term, field, term};
use crate::scalar::{Scalar, sum};

pub(super) const BETA2: usize = 2;
pub(super) const EPSILON: usize = 3;
pub(super) const INITIAL: usize = 4;
const LAMBDA: usize = 5;

/// The names of the scalars.
pub(super) const SCALARS: &[&str] = &["momentum-power", "beta2-power", "distance", "distance-numerator"];
const MOMENTUM_POWER: usize = 0;
const BETA2_POWER: usize = 1;
pub(super) const DISTANCE: usize = 2;
pub(super) const NUMERATOR: usize = 3;

/// α to λ.
pub(super) const FIELDS: [Field; 6] = [
    Field { parameter: Parameter { meaning: "share of the distance found that is taken", ..SHARE.parameter }, ..SHARE },
    averages::BETA1,
    averages::BETA2,
    field::EPSILON,
    Field::own(Parameter {
        key: "initial-distance",
        symbol: "d₀",
        default: 1e-6,
        legal: Legal::POSITIVE,
        usual: [1e-6, 1.0],
        units: "X",
        meaning: "the distance to go that is believed in before the first step, rather too small than too large",
    }),
    averages::WEIGHT_DECAY,
];

/// What the estimate is while nothing has come.
pub(super) const NOTHING: Choice = Choice {
    key: "no-estimate",
    meaning: "what the distance is while no gradient has come, or α is 0: the estimate is 0/0 then",
    options: &[
        ("kept", "what it was before"),
        ("not-a-number", "no number, as in optax, and nor are the weights from then on"),
    ],
    default: 0,
    idle_at_zero: None,
};
/// How optax has [`NOTHING`].
pub(super) const OPTAX_NOTHING: (&str, &str) = (NOTHING.key, NOTHING.options[1].0);

/// The larger of the distance and an estimate of it, under an option of [`NOTHING`].
#[inline]
pub(super) fn larger<S: Scalar>(option: usize, distance: S, estimate: S) -> S {
    match option {
        0 => distance.max(estimate),
        _ => estimate.max(distance),
    }
}

/// What `match=matched` leaves alone.
pub(super) const OWN: &str =
    "It finds its length of step itself; its α is a share of that, and 1 unless there is a schedule.";

pub(super) const RATE: Term = Term::symbol("<mi>η</mi>", |s| [rate(s); 2]);
/// What a decoupled weight decay leaves of a weight.
pub(super) const KEPT: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>λ</mi><mi>η</mi><mo>)</mo></mrow>", |s| {
        [1.0 - s.hyperparameters[LAMBDA] * rate(s); 2]
    });

/// `η ← d α √(1-β₂ᵗ)/(1-β₁ᵗ)`
pub(super) const RATE_LINE: [Term; 5] = [
    RATE,
    term::BECOMES,
    Term::symbol("<mi>d</mi>", |s| [s.scalar_before(DISTANCE); 2]),
    term::LEARNING_RATE,
    Term::symbol(
        "<mfrac><msqrt><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup></mrow></msqrt>\
         <mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
        |s| [correction(s.scalar_after(MOMENTUM_POWER), s.scalar_after(BETA2_POWER)); 2],
    ),
];

/// The rate of a step.
pub(super) fn rate(s: &StepView) -> f64 {
    let corrected = correction(s.scalar_after(MOMENTUM_POWER), s.scalar_after(BETA2_POWER));
    s.scalar_before(DISTANCE) * s.hyperparameters[0] * corrected
}

/// √(1-β₂ᵗ)/(1-β₁ᵗ)
fn correction<S: Scalar>(momentum_power: S, beta2_power: S) -> S {
    let one = S::of(1.0);
    (one - beta2_power).sqrt() / (one - momentum_power)
}

/// The sum of the absolute values.
pub(super) fn sum_of_sizes<S: Scalar>(values: &[S]) -> S {
    sum(values.iter().map(|value| value.abs()))
}

/// Sets the scalars for the first update.
pub(super) fn begin<S: Scalar>(now: Now<S>, memory: &mut Memory<S>) {
    *memory.scalar_mut(MOMENTUM_POWER) = S::of(1.0);
    *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    *memory.scalar_mut(DISTANCE) = now.hyperparameters[INITIAL];
}

/// The rate of an update, with the powers brought up to it.
#[inline]
pub(super) fn next_rate<S: Scalar>(now: Now<S>, memory: &mut Memory<S>) -> S {
    let [alpha, beta1, beta2] = now.into();
    // β₁ᵗ = β₁ β₁ᵗ⁻¹
    let momentum_power = beta1 * *memory.scalar(MOMENTUM_POWER);
    // β₂ᵗ = β₂ β₂ᵗ⁻¹
    let beta2_power = beta2 * *memory.scalar(BETA2_POWER);
    *memory.scalar_mut(MOMENTUM_POWER) = momentum_power;
    *memory.scalar_mut(BETA2_POWER) = beta2_power;
    // η = d α √(1-β₂ᵗ)/(1-β₁ᵗ)
    *memory.scalar(DISTANCE) * alpha * correction(momentum_power, beta2_power)
}

#[cfg(test)]
mod tests {
    use super::super::{DAdaptAdamW, Prodigy};
    use super::*;
    use crate::rule::{Rule, Seen};

    /// How one weight on w² goes on from 1 and the distance then, each step with its α.
    fn steps<R: Rule>(rule: &R, alphas: &[f64]) -> Vec<[f64; 2]> {
        let card = R::CARD;
        let mut h: Vec<f64> = card.fields.iter().map(|field| field.parameter.default).collect();
        let (mut arrays, mut scalars, mut weights) = (vec![0.0; card.memories.len()], vec![0.0; 4], [1.0]);
        let step = |(i, &alpha)| {
            h[0] = alpha;
            let now = Now { t: 1 + i as u32, hyperparameters: &h, choices: &[0; 3] };
            let mut memory = Memory::new(1, &mut arrays, &mut scalars);
            if i == 0 {
                rule.init(now, &weights, &mut memory);
            }
            let before = weights[0];
            let gradient = [2.0 * weights[0]];
            rule.update(now, Seen { loss: 0.0, gradient: &gradient }, &mut weights, &mut memory);
            [weights[0] - before, scalars[DISTANCE]]
        };
        alphas.iter().enumerate().map(step).collect()
    }

    #[test]
    fn at_a_learning_rate_of_0_d_adapted_adamw_coasts_and_prodigy_stops() {
        let alphas = [[1.0; 10], [0.0; 10]].concat();
        assert!(steps(&DAdaptAdamW, &alphas)[10..].iter().all(|[step, _]| *step < 0.0));
        assert!(steps(&Prodigy, &alphas)[10..].iter().all(|[step, _]| *step == 0.0));
    }

    #[test]
    fn the_distance_never_shrinks_and_stays_where_nothing_has_come_yet() {
        let d0 = FIELDS[INITIAL].parameter.default;
        let all = |alpha| [steps(&DAdaptAdamW, &[alpha; 100]), steps(&Prodigy, &[alpha; 100])];
        assert!(all(0.0).concat().iter().all(|[step, distance]| *step == 0.0 && *distance == d0));
        for steps in all(1.0) {
            assert!(steps.windows(2).all(|pair| pair[0][1] <= pair[1][1]) && steps[99][1] > 2.0 * d0);
        }
    }
}
