//! FTRL-Proximal: the weight that would have been best for all gradients so far. [`CARD`] says the rest.

use super::fields::{INITIAL_SQUARE, MATCHED, NOT_POSITIVE, SQUARED_GRADIENT, begin};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// FTRL-Proximal as Keras has it.
#[derive(Clone, Copy, Debug)]
pub struct Ftrl;

const SUM: usize = 0;
const LINEAR: usize = 1;
const POWER: usize = 1;
const OFFSET: usize = 3;
const L1: usize = 4;
const L2: usize = 5;
const SHRINKAGE: usize = 6;
const LAMBDA: usize = 7;
const FORM: usize = 0;

const POWER_FIELD: Field = Field::own(Parameter {
    key: "power",
    symbol: "p",
    default: -0.5,
    legal: NOT_POSITIVE,
    usual: [-1.0, 0.0],
    units: "1",
    meaning: "power of the squares’ sum that each weight’s own rate falls with",
});

const OFFSET_FIELD: Field = Field::own(Parameter {
    key: "offset",
    symbol: "b",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F/X",
    meaning: "is added to the root of the squares’ sum (β in the paper)",
});

const L1_FIELD: Field = Field::own(Parameter {
    key: "l1",
    symbol: "λ₁",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F/X",
    meaning: "penalty on a weight’s absolute value: small weights become exactly 0",
});

const L2_FIELD: Field = Field::own(Parameter {
    key: "l2",
    symbol: "λ₂",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F/X²",
    meaning: "penalty on a weight’s square, beside the sum of gradients",
});

const SHRINKAGE_FIELD: Field = Field::own(Parameter {
    key: "l2-shrinkage",
    symbol: "λₛ",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F/X²",
    meaning: "penalty on a weight’s square, inside the gradients that are summed",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "ftrl",
    title: "FTRL",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each weight is set anew from the sum of all its gradients and penalties; what the start was is soon lost.",
        used_by: "Keras, click prediction at Google",
        source: "McMahan et al. 2013, follow the regularized leader, algorithm 1",
        link: "https://doi.org/10.1145/2487575.2488200",
        convention: "Keras agrees, and begins the squares at 0.1, where the paper has 0. As in Keras the start is not part of \
                 the sum, so the first update draws each weight towards 0, however small α is.",
    },
    recurrence: &[
        &decay::coupled_line(FORM, decay::lambda::<LAMBDA>()),
        &decay::decoupled_line(FORM, decay::lambda::<LAMBDA>()),
        &[
            SHRUNK,
            term::BECOMES,
            term::GRADIENT,
            term::PLUS,
            Term::symbol("<mrow><mn>2</mn><msub><mi>λ</mi><mi>s</mi></msub></mrow>", |s| {
                [2.0 * s.hyperparameters[SHRINKAGE]; 2]
            }),
            term::WEIGHT,
        ],
        &[term::NEW_MEMORY, term::BECOMES, term::MEMORY, term::PLUS, SQUARED_GRADIENT],
        &[
            ADDED,
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><msup><mi>v</mi><mrow><mo>−</mo><mi>p</mi></mrow></msup><mo>−</mo>\
                 <msubsup><mi>v</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow>\
                 <mrow><mo>−</mo><mi>p</mi></mrow></msubsup><mo>)</mo></mrow>",
                |s| {
                    let [before, after] = [s.before(SUM), s.after(SUM)].map(|v| powers(s, v));
                    [0, 1].map(|i| after[i] - before[i])
                },
            ),
            term::OVER,
            term::LEARNING_RATE,
        ],
        &[
            NEW_LINEAR,
            term::BECOMES,
            Term::symbol("<mi>z</mi>", |s| s.before(LINEAR)),
            term::PLUS,
            SHRUNK,
            term::MINUS,
            ADDED,
            term::WEIGHT,
        ],
        &[
            CURVATURE,
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><msup><mi>v</mi><mrow><mo>−</mo><mi>p</mi></mrow></msup><mo>+</mo><mi>b</mi><mo>)</mo></mrow>",
                |s| powers(s, s.after(SUM)).map(|power| power + s.hyperparameters[OFFSET]),
            ),
            term::OVER,
            term::LEARNING_RATE,
            term::PLUS,
            Term::symbol("<mrow><mn>2</mn><msub><mi>λ</mi><mn>2</mn></msub></mrow>", |s| {
                [2.0 * s.hyperparameters[L2]; 2]
            }),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>(</mo><mi>clip</mi><mo>(</mo><mi>z</mi><mo>,</mo><mo>±</mo><msub><mi>λ</mi><mn>1</mn></msub>\
                 <mo>)</mo><mo>−</mo><mi>z</mi><mo>)</mo></mrow>",
                |s| {
                    let bound = s.hyperparameters[L1];
                    s.after(LINEAR).map(|z| Scalar::clamp(z, -bound, bound) - z)
                },
            ),
            term::OVER,
            CURVATURE,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        POWER_FIELD,
        Field::own(Parameter { default: 0.1, ..INITIAL_SQUARE.parameter }),
        OFFSET_FIELD,
        L1_FIELD,
        L2_FIELD,
        SHRINKAGE_FIELD,
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &["squared-gradient-sum", "linear-coefficient"],
    scalars: &[],
    memory_units: &["F²/X²", "F/X"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        choices: &[("decay-form", "decoupled")],
        buffers: &[
            ("accumulator", Held::Memory("squared-gradient-sum")),
            ("linear", Held::Memory("linear-coefficient")),
        ],
        ..Counterpart::new(
            Library::Keras,
            "keras.optimizers.Ftrl",
            &[
                argument("learning_rate", "learning-rate", 1e-3),
                argument("learning_rate_power", "power", -0.5),
                argument("initial_accumulator_value", "initial-square", 0.1),
                argument("l1_regularization_strength", "l1", 0.0),
                argument("l2_regularization_strength", "l2", 0.0),
                argument("l2_shrinkage_regularization_strength", "l2-shrinkage", 0.0),
                argument("beta", "offset", 0.0),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (
            Library::PyTorch,
            "PyTorch has no FTRL; its Adagrad steps alike and neither forgets the start nor makes zeros.",
        ),
        (Library::Optax, "optax has no FTRL; its Adagrad steps alike and neither forgets the start nor makes zeros."),
    ],
};

/// v^-p.
fn powers(s: &StepView, v: [f64; 2]) -> [f64; 2] {
    v.map(|v| Scalar::power(v, -s.hyperparameters[POWER]))
}

const SHRUNK: Term = Term::symbol("<mi>h</mi>", |s| {
    [0, 1].map(|i| s.gradient[i] + 2.0 * s.hyperparameters[SHRINKAGE] * s.weights[0][i])
});
const ADDED: Term = Term::symbol("<mi>σ</mi>", |s| {
    let [before, after] = [s.before(SUM), s.after(SUM)].map(|v| powers(s, v));
    [0, 1].map(|i| (after[i] - before[i]) / s.hyperparameters[0])
});
const NEW_LINEAR: Term = Term::symbol("<mi>z</mi>", |s| s.after(LINEAR));
const CURVATURE: Term = Term::symbol("<mi>q</mi>", |s| {
    let [alpha, offset, l2] = [0, OFFSET, L2].map(|i| s.hyperparameters[i]);
    powers(s, s.after(SUM)).map(|power| (power + offset) / alpha + 2.0 * l2)
});

impl Rule for Ftrl {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        let [_, _, first] = now.into();
        begin(memory, SUM, first);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, power, _, offset, l1, l2, shrinkage, lambda] = now.into();
        let decay = Decay::new(now, FORM, alpha, lambda);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            // h = g + 2λₛ w
            let h = g + shrinkage * 2.0 * *w;
            // v = v + g²
            let before = memory.array(SUM)[i];
            let v = before + g.square();
            // σ = (v^-p - v₋^-p)/α
            let root = v.power(-power);
            let added = (root - before.power(-power)) / alpha;
            // z = z + h - σ w
            let z = memory.array(LINEAR)[i] + h - added * *w;
            // q = (v^-p + b)/α + 2λ₂
            let curvature = (root + offset) / alpha + l2 * 2.0;
            // w = (clip(z, ±λ₁) - z)/q
            *w = (z.clamp(-l1, l1) - z) / curvature;
            memory.array_mut(SUM)[i] = v;
            memory.array_mut(LINEAR)[i] = z;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first update of a weight from w on a slope.
    fn first(alpha: f64, l1: f64, w: f64, slope: f64) -> f64 {
        let (mut arrays, mut weights) = ([0.0; 2], [w]);
        let mut memory = Memory::new(1, &mut arrays, &mut []);
        let hyperparameters = [alpha, -0.5, 0.1, 0.0, l1, 0.0, 0.0, 0.0];
        let now = Now { t: 1, hyperparameters: &hyperparameters, choices: &[usize::MAX] };
        Ftrl.init(now, &[w], &mut memory);
        Ftrl.update(now, Seen { loss: 0.0, gradient: &[slope] }, &mut weights, &mut memory);
        weights[0]
    }

    #[test]
    fn the_first_update_forgets_part_of_the_start_however_small_the_learning_rate() {
        for (alpha, slope) in [(0.5, 3.0), (1e-12, 3.0), (1e-12, 0.1)] {
            let root = (0.1 + slope * slope).sqrt();
            let expected = 2.0 * (1.0 - 0.1_f64.sqrt() / root) - alpha * slope / root;
            assert!((first(alpha, 0.0, 2.0, slope) - expected).abs() < 1e-9, "{alpha} {slope}");
        }
    }

    #[test]
    fn a_weight_without_a_slope_is_forgotten_at_once() {
        assert_eq!(first(0.1, 0.0, 2.0, 0.0), 0.0);
    }

    #[test]
    fn the_penalty_on_absolute_values_makes_zeros() {
        assert_eq!(first(0.1, 1.5, 0.1, 0.5), 0.0);
        assert!(first(0.1, 0.1, 0.1, 0.5) < 0.0);
    }
}
