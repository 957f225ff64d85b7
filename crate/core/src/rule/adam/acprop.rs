//! ACProp: each gradient divided by the deviation that the ones before it had. [`CARD`] says the rest.

use super::fields::{BETA1, BETA2, BETA2_TERM, EMA, EMA_LINE, EPSILON, EPSILON_ROOT, EPSILON_TERM, ONE_MINUS_BETA2};
use super::variance::{SMALL_EPSILON, VARIANCE, VARIANCE_FLOOR};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::decay::{self, Decay};
use crate::rule::{
    Card, Counterpart, Family, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// ACProp as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct AcProp;

const BETA2_POWER: usize = 0;
const DECAY: usize = 0;

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "acprop",
    title: "ACProp",
    family: Family::Adam,
    words: Words {
        sentence: "RMSProp with the gradients’ variance around their average, as it was before the newest gradient came.",
        used_by: "optax",
        source: "Zhuang et al. 2021, asynchronous centering, ACProp",
        link: "https://arxiv.org/abs/2110.05454",
        convention: "optax agrees: update 1 divides by 1 + ε, and each later one by the corrected root of the update before; \
                     the average m only serves the variance. PyTorch and Keras have no ACProp.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, decay::lambda::<5>()),
        &decay::decoupled_line(DECAY, decay::lambda::<5>()),
        &[
            DENOMINATOR,
            term::BECOMES,
            Term::symbol(
                "<msqrt><mrow><mi>s</mi><mo>/</mo><mo>(</mo><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>2</mn>\
                 <mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msubsup><mo>)</mo></mrow></msqrt>",
                deviation,
            ),
            term::PLUS,
            EPSILON_TERM,
        ],
        &[
            SURPRISE,
            term::BECOMES,
            ONE_MINUS_BETA2,
            Term::symbol(
                "<msup><mrow><mo>(</mo><mi>g</mi><mo>−</mo><mi>m</mi><mo>)</mo></mrow><mn>2</mn></msup>",
                |s| [0, 1].map(|i| (s.gradient[i] - s.before(EMA)[i]).square()),
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
        &EMA_LINE,
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            term::LEARNING_RATE,
            term::GRADIENT,
            term::OVER,
            DENOMINATOR,
        ],
    ],
    fields: &[
        field::NORMALIZED_LEARNING_RATE,
        BETA1,
        BETA2,
        SMALL_EPSILON,
        VARIANCE_FLOOR,
        decay::DECOUPLED_BESIDE_LENGTH,
    ],
    choices: &[decay::DECOUPLED],
    axes: &["learning-rate", "momentum"],
    per_weight: true,
    memories: &["ema", "variance-ema"],
    scalars: &["beta2-power"],
    memory_units: &["F/X", "F²/X²"],
    matched: Matched::Own("Its direction has no units from update 2 on, so its α is a length in X."),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[("mu", Held::Memory("ema")), ("nu", Held::Memory("variance-ema"))],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.acprop",
            &[
                required("learning_rate", "learning-rate"),
                argument("b1", "momentum", 0.9),
                argument("b2", "beta2", 0.999),
                argument("eps", "epsilon", 1e-16),
                argument("eps_root", "epsilon-root", 1e-16),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (Library::PyTorch, "PyTorch’s centered RMSprop comes nearest; its variance has seen the newest gradient."),
        (Library::Keras, "Keras’s centered RMSprop comes nearest; its variance has seen the newest gradient."),
    ],
};

const SURPRISE: Term = Term::symbol("<mi>e</mi>", |s| {
    let miss = [0, 1].map(|i| s.gradient[i] - s.before(EMA)[i]);
    miss.map(|miss| (1.0 - s.hyperparameters[2]) * miss * miss + s.hyperparameters[EPSILON_ROOT])
});
const DENOMINATOR: Term =
    Term::symbol("<mi>d</mi>", |s| deviation(s).map(|deviation| deviation + s.hyperparameters[EPSILON]));

/// The corrected root of the variance before the update, and 1 at the first.
fn deviation(s: &StepView) -> [f64; 2] {
    match s.t {
        1 => [1.0; 2],
        _ => s.before(VARIANCE).map(|variance| (variance / (1.0 - s.scalar_before(BETA2_POWER))).sqrt()),
    }
}

impl Rule for AcProp {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, _now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(BETA2_POWER) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, beta1, beta2, epsilon, epsilon_root, lambda] = now.into();
        let one = S::of(1.0);
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let correction2 = one - *memory.scalar(BETA2_POWER);
        // β₂ᵗ = β₂ β₂ᵗ⁻¹
        *memory.scalar_mut(BETA2_POWER) = beta2 * *memory.scalar(BETA2_POWER);
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let g = decay.on(w, g);
            let [m, s] = [EMA, VARIANCE].map(|array| memory.array(array)[i]);
            // d = √(s/(1-β₂ᵗ⁻¹)) + ε, and 1 + ε at first
            let d = if now.t == 1 { one } else { (s / correction2).sqrt() } + epsilon;
            // s = β₂ s + (1-β₂) (g-m)² + ε₀
            memory.array_mut(VARIANCE)[i] = beta2 * s + (one - beta2) * (g - m).square() + epsilon_root;
            // m = β₁ m + (1-β₁) g
            memory.array_mut(EMA)[i] = beta1 * m + (one - beta1) * g;
            // w = w - α g/d
            *w = *w - alpha * g / d;
        }
    }
}
