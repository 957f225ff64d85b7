//! Polyak's step: as far as a line down the gradient needs to the known minimum loss. [`CARD`] says the rest.

use super::fields::SHARE;
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Argument, argument, said, unsaid};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::{Scalar, sum};

/// Polyak's step with a cap, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Polyak;

const CAP: usize = 1;
const MINIMUM: usize = 2;
const EPSILON: usize = 3;

const MAX_RATE: Field = Field::own(Parameter {
    key: "max-learning-rate",
    symbol: "Γ",
    default: 1.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [1e-3, 1e3],
    units: "X²/F",
    meaning: "the largest rate that is taken",
});

const MINIMUM_LOSS: Field = Field::own(Parameter {
    key: "minimum-loss",
    symbol: "f*",
    default: 0.0,
    legal: Legal::FINITE,
    usual: [-10.0, 10.0],
    units: "F",
    meaning: "the loss at the minimizer, known or guessed",
});

const BELOW: Choice = Choice {
    key: "below-minimum",
    meaning: "what a loss below the minimum loss does",
    options: &[
        ("climb", "the rate is negative, and the step goes uphill: Loizou et al. 2021"),
        ("stay", "the rate is 0: Garrigos et al. 2023"),
    ],
    default: CLIMB,
    idle_at_zero: None,
};
const CLIMB: usize = 0;
const STAY: usize = 1;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "polyak",
    title: "Polyak’s step",
    family: Family::RateFree,
    words: Words {
        sentence: "Goes as far down the gradient as a straight line needs to the minimum loss, which has to be known.",
        used_by: "optax",
        source: "Polyak 1969; with the cap and α as their c, Loizou et al. 2021, SPS with a maximum",
        link: "https://arxiv.org/abs/2002.10542",
        convention: "optax agrees: its scaling α stands in the gradient before the gradient is measured, so it divides the \
                 step unless the cap acts, and where ‖αg‖² + ε is below 2.2e-16 the step is 0. PyTorch and Keras have none.",
    },
    recurrence: &[
        &[GAP.only(0, CLIMB), term::BECOMES, LOSS, term::MINUS, MINIMUM_TERM],
        &[
            GAP.only(0, STAY),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>f</mi><mo>−</mo><msup><mi>f</mi><mo>*</mo></msup><mo>,</mo>\
                 <mn>0</mn><mo>)</mo></mrow>",
                |s| [gap(s); 2],
            ),
        ],
        &[
            SQUARE,
            term::BECOMES,
            Term::symbol("<msup><mrow><mo>‖</mo><mi>α</mi><mi>g</mi><mo>‖</mo></mrow><mn>2</mn></msup>", |s| {
                [square(s); 2]
            }),
            term::PLUS,
            Term::symbol("<mi>ε</mi>", |s| s.hyperparameter(EPSILON)),
        ],
        &[
            RATE,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>min</mi><mo>(</mo><mi>δ</mi><mo>/</mo><mi>q</mi><mo>,</mo>\
                 <mi>Γ</mi><mo>)</mo></mrow>",
                |s| [rate(gap(s), square(s) + s.hyperparameters[EPSILON], s.hyperparameters[CAP]); 2],
            ),
        ],
        &[term::NEW_WEIGHT, term::BECOMES, term::WEIGHT, term::MINUS, RATE, term::LEARNING_RATE, term::GRADIENT],
    ],
    fields: &[
        Field::own(Parameter { meaning: "scale of the gradient, which the rate is found for", ..SHARE.parameter }),
        MAX_RATE,
        MINIMUM_LOSS,
        Field::own(Parameter {
            default: 0.0,
            usual: [0.0, 1.0],
            units: "F²/X²",
            meaning: "keeps the rate finite where gradients vanish",
            ..field::EPSILON.parameter
        }),
    ],
    choices: &[BELOW],
    axes: &["max-learning-rate"],
    per_weight: false,
    memories: &[],
    scalars: &[],
    memory_units: &[],
    matched: Matched::Own("It finds its rate from the loss at every step; its α only scales the gradient before."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[unsaid("variant", "'sps'")], ..Counterpart::new(Library::Optax, CALL, ARGUMENTS) },
        Counterpart {
            fixed: &[said("variant", "'sps+'")],
            choices: &[("below-minimum", "stay")],
            ..Counterpart::new(Library::Optax, CALL, ARGUMENTS)
        },
    ],
    without: &[
        (
            Library::PyTorch,
            "torch.optim gives its rules no loss to find a rate from; torch.optim.SGD with lr set by hand before each step \
             comes nearest.",
        ),
        (
            Library::Keras,
            "keras.optimizers gives its rules no loss to find a rate from; SGD with learning_rate assigned before each step \
             comes nearest.",
        ),
    ],
};

const CALL: &str = "optax.polyak_sgd";
const ARGUMENTS: &[Argument] = &[
    argument("scaling", "learning-rate", 1.0),
    argument("max_learning_rate", "max-learning-rate", 1.0),
    argument("f_min", "minimum-loss", 0.0),
    argument("eps", "epsilon", 0.0),
];

const LOSS: Term = Term::symbol("<mi>f</mi>", |s| [s.loss; 2]);
const MINIMUM_TERM: Term = Term::symbol("<msup><mi>f</mi><mo>*</mo></msup>", |s| s.hyperparameter(MINIMUM));
const GAP: Term = Term::symbol("<mi>δ</mi>", |s| [gap(s); 2]);
const SQUARE: Term = Term::symbol("<mi>q</mi>", |s| [square(s) + s.hyperparameters[EPSILON]; 2]);
const RATE: Term =
    Term::symbol("<mi>γ</mi>", |s| [rate(gap(s), square(s) + s.hyperparameters[EPSILON], s.hyperparameters[CAP]); 2]);

fn gap(s: &StepView) -> f64 {
    let signed = s.loss - s.hyperparameters[MINIMUM];
    if s.choices[0] == STAY { Scalar::max(signed, 0.0) } else { signed }
}

fn square(s: &StepView) -> f64 {
    scaled_square(s.hyperparameters[0], &s.gradient)
}

/// ‖αg‖²
fn scaled_square<S: Scalar>(alpha: S, gradient: &[S]) -> S {
    sum(gradient.iter().map(|&g| (alpha * g).square()))
}

/// The rate for a gap and a squared gradient, at most the cap; 0 where there is next to no gradient.
fn rate<S: Scalar>(gap: S, square: S, cap: S) -> S {
    let steep = S::of(f64::EPSILON).less(square);
    S::select(steep, (gap / square).min(cap), S::of(0.0))
}

impl Rule for Polyak {
    const CARD: &'static Card = &CARD;
    const SEES_LOSS: bool = true;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], _memory: &mut Memory<S>) {
        let [alpha, cap, minimum, epsilon] = now.into();
        // δ = f - f*
        let gap = seen.loss - minimum;
        // δ = max(f - f*, 0)
        let gap = if now.choices[0] == STAY { gap.max(S::of(0.0)) } else { gap };
        // q = ‖αg‖² + ε
        let square = scaled_square(alpha, seen.gradient) + epsilon;
        // γ = min(δ/q, Γ)
        let gamma = rate(gap, square, cap);
        for (w, &g) in weights.iter_mut().zip(seen.gradient) {
            // w = w - γ α g
            *w = *w - gamma * (alpha * g);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One step of one weight from 1 on w², whose gradient is 2 and whose loss is 1.
    fn step(h: [f64; 4], choice: usize) -> f64 {
        let mut weights = [1.0];
        let now = Now { t: 1, hyperparameters: &h, choices: &[choice] };
        let seen = Seen { loss: 1.0, gradient: &[2.0] };
        Polyak.update(now, seen, &mut weights, &mut Memory::new(1, &mut [], &mut []));
        weights[0] - 1.0
    }

    #[test]
    fn a_scaling_divides_the_step_unless_the_cap_acts() {
        assert_eq!(step([1.0, 10.0, 0.0, 0.0], CLIMB), -0.5);
        assert_eq!(step([0.5, 10.0, 0.0, 0.0], CLIMB), -1.0);
        assert_eq!(step([0.5, 0.125, 0.0, 0.0], CLIMB), -0.125);
    }

    #[test]
    fn a_loss_below_the_minimum_loss_climbs_or_stays() {
        assert_eq!(step([1.0, 10.0, 3.0, 0.0], CLIMB), 1.0);
        assert_eq!(step([1.0, 10.0, 3.0, 0.0], STAY), 0.0);
    }

    #[test]
    fn next_to_no_gradient_means_no_step() {
        assert_eq!(step([1e-9, f64::MAX, 0.0, 0.0], CLIMB), 0.0);
        assert!(step([1e-7, f64::MAX, 0.0, 0.0], CLIMB) < -1e6);
    }
}
