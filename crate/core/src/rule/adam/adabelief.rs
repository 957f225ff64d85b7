//! AdaBelief: Adam with the gradients' variance around their own average in place of the mean square. [`CARD`] says the
//! rest.

use super::fields::{
    BETA1, BETA1_POWER, BETA2, BETA2_POWER, BETA2_TERM, CORRECTED_RATE, EMA, EMA_LINE, EPSILON, EPSILON_ROOT,
    EPSILON_TERM, MATCHED, NEW_EMA, ONE_MINUS_BETA2, begin, corrections,
};
use super::variance::{SMALL_EPSILON, VARIANCE, VARIANCE_FLOOR};
use crate::rule::counterpart::{Held, argument, required, said, unsaid};
use crate::rule::{
    Card, Choice, Counterpart, Family, Library, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// AdaBelief as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct AdaBelief;

const NESTEROV: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adabelief",
    title: "AdaBelief",
    family: Family::Adam,
    words: Words {
        sentence: "Adam with each gradient’s distance from the average where Adam has its size: where gradients agree, the \
                   step is long.",
        used_by: "optax",
        source: "Zhuang et al. 2020, algorithm 2",
        link: "https://arxiv.org/abs/2010.07468",
        convention: "optax agrees, with ε and ε₀ both 1e-16, where the paper’s ε is 1e-8; ε₀ is added at every update and \
                     comes to ε₀/(1−β₂) in the end. PyTorch and Keras have no AdaBelief.",
    },
    recurrence: &[
        &EMA_LINE,
        &[
            SURPRISE,
            term::BECOMES,
            ONE_MINUS_BETA2,
            Term::symbol(
                "<msup><mrow><mo>(</mo><mi>g</mi><mo>−</mo><mi>m</mi><mo>)</mo></mrow><mn>2</mn></msup>",
                |s| [0, 1].map(|i| (s.gradient[i] - s.after(EMA)[i]).square()),
            ),
            term::PLUS,
            Term::symbol("<msub><mi>ε</mi><mn>0</mn></msub>", |s| s.hyperparameter(EPSILON_ROOT)),
        ],
        &[
            Term::symbol("<mi>s</mi>", |s| s.after(VARIANCE)),
            term::BECOMES,
            BETA2_TERM,
            Term::symbol("<mi>s</mi>", |s| s.before(VARIANCE)),
            term::PLUS,
            SURPRISE,
        ],
        &[
            DENOMINATOR,
            term::BECOMES,
            Term::symbol(
                "<msqrt><mrow><mi>s</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>2</mn><mi>t</mi></msubsup><mo>)</mo></mrow></msqrt>",
                deviation,
            ),
            term::PLUS,
            EPSILON_TERM,
        ],
        &[
            AHEAD.only(NESTEROV, 1),
            term::BECOMES,
            Term::symbol(
                "<mfrac><msub><mi>β</mi><mn>1</mn></msub><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn>\
                 <mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msubsup></mrow></mfrac>",
                |s| [ahead_shares(s)[0]; 2],
            ),
            NEW_EMA,
            term::PLUS,
            Term::symbol(
                "<mfrac><mrow><mn>1</mn><mo>−</mo><msub><mi>β</mi><mn>1</mn></msub></mrow><mrow><mn>1</mn><mo>−</mo>\
                 <msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                |s| [ahead_shares(s)[1]; 2],
            ),
            term::GRADIENT,
        ],
        &[
            term::NEW_WEIGHT.only(NESTEROV, 1),
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            AHEAD,
            term::OVER,
            DENOMINATOR,
        ],
        &[
            term::NEW_WEIGHT.only(NESTEROV, 0),
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            CORRECTED_RATE,
            NEW_EMA,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[field::NORMALIZED_LEARNING_RATE, BETA1, BETA2, SMALL_EPSILON, VARIANCE_FLOOR],
    choices: &[Choice::switch("nesterov", "whether the gradient counts once more beside the average, as in NAdam")],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "variance-ema"],
    scalars: &["momentum-power", "beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: MATCHED,
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart { fixed: &[unsaid("nesterov", "False")], ..OPTAX },
        Counterpart { choices: &[("nesterov", "yes")], fixed: &[said("nesterov", "True")], ..OPTAX },
    ],
    without: &[
        (Library::PyTorch, "PyTorch has no variance around the average; torch.optim.Adam comes nearest."),
        (Library::Keras, "Keras has no variance around the average; keras.optimizers.Adam comes nearest."),
    ],
};

const OPTAX: Counterpart = Counterpart {
    buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("variance-ema"))],
    ..Counterpart::new(
        Library::Optax,
        "optax.adabelief",
        &[
            required("learning_rate", "learning-rate"),
            argument("b1", "momentum", 0.9),
            argument("b2", "beta2", 0.999),
            argument("eps", "epsilon", 1e-16),
            argument("eps_root", "epsilon-root", 1e-16),
        ],
    )
};

const SURPRISE: Term = Term::symbol("<mi>e</mi>", |s| {
    let miss = [0, 1].map(|i| s.gradient[i] - s.after(EMA)[i]);
    miss.map(|miss| (1.0 - s.hyperparameters[2]) * miss * miss + s.hyperparameters[EPSILON_ROOT])
});
const DENOMINATOR: Term =
    Term::symbol("<mi>d</mi>", |s| deviation(s).map(|deviation| deviation + s.hyperparameters[EPSILON]));
const AHEAD: Term = Term::symbol("<mi>u</mi>", |s| {
    let [of_average, of_gradient] = ahead_shares(s);
    [0, 1].map(|i| of_average * s.after(EMA)[i] + of_gradient * s.gradient[i])
});

fn deviation(s: &StepView) -> [f64; 2] {
    s.after(VARIANCE).map(|variance| (variance / (1.0 - s.scalar_after(BETA2_POWER))).sqrt())
}

fn ahead_shares(s: &StepView) -> [f64; 2] {
    let (beta1, power) = (s.hyperparameters[1], s.scalar_after(BETA1_POWER));
    [beta1 / (1.0 - beta1 * power), (1.0 - beta1) / (1.0 - power)]
}

impl Rule for AdaBelief {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        begin(memory);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root] = now.into();
        let one = S::of(1.0);
        let [correction1, correction2] = corrections(memory, beta1, beta2);
        let next_correction1 = one - beta1 * *memory.scalar(BETA1_POWER);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            // m = β₁ m + (1-β₁) g
            let m = beta1 * memory.array(EMA)[i] + (one - beta1) * g;
            // s = β₂ s + (1-β₂) (g-m)² + ε₀
            let s = beta2 * memory.array(VARIANCE)[i] + (one - beta2) * (g - m).square() + epsilon_root;
            // d = √(s/(1-β₂ᵗ)) + ε
            let d = (s / correction2).sqrt() + epsilon;
            let u = if now.choices[NESTEROV] == 0 {
                // u = m/(1-β₁ᵗ)
                m / correction1
            } else {
                // u = β₁ m/(1-β₁ᵗ⁺¹) + (1-β₁) g/(1-β₁ᵗ)
                beta1 * (m / next_correction1) + (one - beta1) * (g / correction1)
            };
            // w = w - α u/d
            *w = *w - alpha * u / d;
            memory.array_mut(EMA)[i] = m;
            memory.array_mut(VARIANCE)[i] = s;
        }
    }
}
