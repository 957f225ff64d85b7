//! ASGD: gradient descent at a falling rate, and the average of its weights. [`CARD`] says the rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument};
use crate::rule::decay::{self, Decay, WEIGHT_DECAY};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// Averaged gradient descent as PyTorch has it.
#[derive(Clone, Copy, Debug)]
pub struct Asgd;

const AVERAGE: usize = 0;
const RATE: usize = 0;
const SHARE: usize = 1;
const SHRINKAGE: usize = 1;
const POWER: usize = 2;
const AVERAGE_FROM: usize = 3;
const DECAY: usize = 0;
const LAMBDA: Term = decay::lambda::<4>();

const SHRINKAGE_FIELD: Field = Field::own(Parameter {
    key: "shrinkage",
    symbol: "s",
    default: 1e-4,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1e-1],
    units: "F/X²",
    meaning: "draws the weights to 0, and lets the learning rate fall",
});

const POWER_FIELD: Field = Field::own(Parameter {
    key: "rate-power",
    symbol: "p",
    default: 0.75,
    legal: Legal::FINITE,
    usual: [0.5, 1.0],
    units: "1",
    meaning: "power with which the learning rate falls",
});

const AVERAGE_FROM_FIELD: Field = Field::own(Parameter {
    key: "average-from",
    symbol: "t₀",
    default: 1e6,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 100.0],
    units: "1",
    meaning: "update after which the weights are averaged",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "asgd",
    title: "ASGD",
    family: Family::Momentum,
    words: Words {
        sentence: "Gradient descent at a learning rate that falls by itself; the average of its later weights, kept beside \
                   it, is the result that is meant.",
        used_by: "PyTorch",
        source: "Polyak and Juditsky 1992; the falling rate is that of Bottou’s SGD and of Torch’s optim.asgd",
        link: "https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html",
        convention: "PyTorch agrees: the rate for an update is computed at the one before, so a new α acts one update late. \
                     The path shows the weights; with t₀ at PyTorch’s 1e6 their average begins after a million updates.",
    },
    recurrence: &[
        &decay::coupled_line(DECAY, LAMBDA),
        &decay::decoupled_line(DECAY, LAMBDA),
        &[
            Term::symbol("<mover><mi>w</mi><mo>¯</mo></mover>", |s| s.after(AVERAGE)),
            term::BECOMES,
            Term::symbol("<mover><mi>w</mi><mo>¯</mo></mover>", |s| s.before(AVERAGE)),
            term::PLUS,
            Term::symbol("<mi>μ</mi>", |s| [s.scalar_before(SHARE); 2]),
            Term::symbol(
                "<mrow><mo>(</mo><msub><mi>w</mi><mi>t</mi></msub><mo>−</mo><mover><mi>w</mi><mo>¯</mo></mover>\
                 <mo>)</mo></mrow>",
                |s| [0, 1].map(|i| s.weights[1][i] - s.before(AVERAGE)[i]),
            ),
        ],
        &[
            Term::symbol("<msub><mi>μ</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub>", |s| {
                [s.scalar_after(SHARE); 2]
            }),
            term::BECOMES,
            Term::symbol(
                "<mfrac><mn>1</mn><mrow><mi>max</mi><mo>(</mo><mn>1</mn><mo>,</mo><mi>t</mi><mo>−</mo>\
                 <msub><mi>t</mi><mn>0</mn></msub><mo>)</mo></mrow></mfrac>",
                |s| [share(f64::from(s.t), s.hyperparameters[AVERAGE_FROM]); 2],
            ),
        ],
        &[
            Term::symbol("<msub><mi>η</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></msub>", |s| {
                [s.scalar_after(RATE); 2]
            }),
            term::BECOMES,
            term::LEARNING_RATE,
            term::OVER,
            Term::symbol(
                "<msup><mrow><mo>(</mo><mn>1</mn><mo>+</mo><mi>s</mi><mi>α</mi><mi>t</mi><mo>)</mo></mrow><mi>p</mi></msup>",
                |s| [slowness(s); 2],
            ),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            Term::symbol("<mi>η</mi>", |s| [s.scalar_before(RATE); 2]),
            Term::symbol("<mrow><mo>(</mo><mi>g</mi><mo>+</mo><mi>s</mi><mi>w</mi><mo>)</mo></mrow>", |s| {
                [0, 1].map(|i| s.gradient[i] + s.hyperparameters[SHRINKAGE] * s.weights[0][i])
            }),
        ],
    ],
    fields: &[field::LEARNING_RATE, SHRINKAGE_FIELD, POWER_FIELD, AVERAGE_FROM_FIELD, WEIGHT_DECAY],
    choices: &[decay::COUPLED],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &["weight-average"],
    scalars: &["rate", "average-share"],
    memory_units: &["X"],
    matched: Matched::Own("It sums no past gradients: a step is η g, as in gradient descent."),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[
            ("eta", Held::Memory("rate")),
            ("mu", Held::Memory("average-share")),
            ("ax", Held::Memory("weight-average")),
        ],
        ..Counterpart::new(
            Library::PyTorch,
            "torch.optim.ASGD",
            &[
                argument("lr", "learning-rate", 1e-2),
                argument("lambd", "shrinkage", 1e-4),
                argument("alpha", "rate-power", 0.75).within(Legal::NOT_NEGATIVE),
                argument("t0", "average-from", 1e6),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (
            Library::Keras,
            "Keras averages weights in any optimizer with use_ema=True, but as a fading average that it copies back, and \
             lets no rate fall like this.",
        ),
        (
            Library::Optax,
            "optax has no ASGD; add_decayed_weights before optax.sgd with a function of t as its learning_rate takes the same path, \
             without the average.",
        ),
    ],
};

fn slowness(s: &StepView) -> f64 {
    let [alpha, fall, power] = [0, SHRINKAGE, POWER].map(|i| s.hyperparameters[i]);
    (1.0 + fall * alpha * f64::from(s.t)).power(power)
}

/// The share of the average that the weights of update t+1 take.
fn share<S: Scalar>(t: S, from: S) -> S {
    S::of(1.0) / S::of(1.0).max(t - from)
}

impl Rule for Asgd {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        *memory.scalar_mut(RATE) = now.hyperparameters[0];
        *memory.scalar_mut(SHARE) = S::of(1.0);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, fall, power, from, lambda] = now.into();
        let decay = Decay::new(now, DECAY, alpha, lambda);
        let one = S::of(1.0);
        let t = S::of(f64::from(now.t));
        let (eta, mu) = (*memory.scalar(RATE), *memory.scalar(SHARE));
        for ((w, average), &g) in weights.iter_mut().zip(memory.array_mut(AVERAGE)).zip(seen.gradient) {
            let g = decay.on(w, g);
            // w = w - η (g + s w)
            *w = *w * (one - fall * eta) - eta * g;
            // w̄ = w̄ + μ (w - w̄), and w to the last digit while μ is 1
            *average = S::select(mu.less(one), *average + mu * (*w - *average), *w);
        }
        // μ = 1/max(1, t-t₀)
        *memory.scalar_mut(SHARE) = share(t, from);
        // η = α/(1 + s α t)ᵖ
        *memory.scalar_mut(RATE) = alpha / (one + fall * alpha * t).power(power);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weight and its average along 8 updates on a gradient of 1, where nothing shrinks and nothing falls.
    fn walk(rates: [f64; 8], from: f64) -> [[f64; 2]; 8] {
        let (mut weights, mut arrays, mut scalars) = ([0.0], [0.0], [0.0; 2]);
        let mut t = 0;
        rates.map(|rate| {
            t += 1;
            let hyperparameters = [rate, 0.0, 0.75, from, 0.0];
            let now = Now { t, hyperparameters: &hyperparameters, choices: &[0] };
            let mut memory = Memory::new(1, &mut arrays, &mut scalars);
            if t == 1 {
                Asgd.init(now, &[0.0], &mut memory);
            }
            Asgd.update(now, Seen { loss: 0.0, gradient: &[1.0] }, &mut weights, &mut memory);
            [weights[0], arrays[0]]
        })
    }

    #[test]
    fn a_new_learning_rate_acts_one_update_late() {
        let path = walk([1.0, 1.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0], 100.0).map(|[w, _]| w);
        assert_eq!(path, [-1.0, -2.0, -3.0, -3.0, -3.0, -3.0, -5.0, -7.0]);
    }

    #[test]
    fn the_average_is_the_weight_itself_until_it_begins_and_then_the_mean() {
        let path = walk([1.0; 8], 2.0).map(|[_, average]| average);
        // The fourth weight and all later ones count alike.
        assert_eq!(path, [-1.0, -2.0, -3.0, -4.0, -4.5, -5.0, -5.5, -6.0]);
    }
}
