//! COCOB: each weight bets a share of what it has won so far on its next slope. [`CARD`] says the rest.

use super::fields::{SHARE, START, START_TERM, WEIGHT_DECAY};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument};
use crate::rule::{
    Card, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field, term,
};
use crate::scalar::Scalar;

/// COCOB-Backprop, as optax has it.
#[derive(Clone, Copy, Debug)]
pub struct Cocob;

const DIVISOR: usize = 1;
const EPSILON: usize = 2;
const LAMBDA: usize = 3;
const SUM: usize = 1;
const LARGEST: usize = 2;
const PATH: usize = 3;
const REWARD: usize = 4;

const BET_DIVISOR: Field = Field::own(Parameter {
    key: "bet-divisor",
    symbol: "A",
    default: 100.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [1.0, 1000.0],
    units: "1",
    meaning: "the first bets are at most its inverse",
});

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "cocob",
    title: "COCOB",
    family: Family::RateFree,
    words: Words {
        sentence: "Each weight gambles: its distance from the start is a bet, a share of what its earlier bets have won.",
        used_by: "optax",
        source: "Orabona and Tommasi 2017, continuous coin betting, algorithm 2, with their α, θ as A, C",
        link: "https://arxiv.org/abs/1705.07795",
        convention: "optax agrees: L begins at ε, and α scales the gradient, so that it cancels but for ε. PyTorch and Keras \
                 have none.",
    },
    recurrence: &[
        &[
            OUTCOME,
            term::BECOMES,
            term::LEARNING_RATE,
            Term::symbol(
                "<mrow><mo>(</mo><mo>∇</mo><mi>f</mi><mo>+</mo><mi>λ</mi><mi>w</mi><mo>)</mo></mrow>",
                |s| each(|i| s.slope[i] + s.hyperparameters[LAMBDA] * s.weights[0][i]),
            ),
        ],
        &[
            Term::symbol("<mi>L</mi>", |s| s.after(LARGEST)),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>L</mi><mo>,</mo><mo>|</mo><mi>c</mi><mo>|</mo><mo>)</mo></mrow>",
                |s| each(|i| Scalar::max(s.before(LARGEST)[i], outcome(s)[i].abs())),
            ),
        ],
        &[
            Term::symbol("<mi>G</mi>", |s| s.after(PATH)),
            term::BECOMES,
            Term::symbol("<mi>G</mi>", |s| s.before(PATH)),
            term::PLUS,
            Term::symbol("<mrow><mo>|</mo><mi>c</mi><mo>|</mo></mrow>", |s| outcome(s).map(f64::abs)),
        ],
        &[
            Term::symbol("<mi>R</mi>", |s| s.after(REWARD)),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>R</mi><mo>−</mo><mi>c</mi><mo>(</mo><mi>w</mi><mo>−</mo>\
                 <msub><mi>w</mi><mn>0</mn></msub><mo>)</mo><mo>,</mo><mn>0</mn><mo>)</mo></mrow>",
                |s| {
                    let won = |i: usize| outcome(s)[i] * (s.weights[0][i] - s.after(START)[i]);
                    each(|i| Scalar::max(s.before(REWARD)[i] - won(i), 0.0))
                },
            ),
        ],
        &[
            Term::symbol("<mi>C</mi>", |s| s.after(SUM)),
            term::BECOMES,
            Term::symbol("<mi>C</mi>", |s| s.before(SUM)),
            term::MINUS,
            OUTCOME,
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            START_TERM,
            term::PLUS,
            Term::symbol("<mi>C</mi>", |s| s.after(SUM)),
            term::OVER,
            Term::symbol(
                "<mrow><mo>(</mo><mi>L</mi><mi>max</mi><mo>(</mo><mi>G</mi><mo>+</mo><mi>L</mi><mo>,</mo><mi>A</mi>\
                 <mi>L</mi><mo>)</mo><mo>)</mo></mrow>",
                |s| {
                    each(|i| {
                        let (l, g) = (s.after(LARGEST)[i], s.after(PATH)[i]);
                        l * Scalar::max(g + l, s.hyperparameters[DIVISOR] * l)
                    })
                },
            ),
            Term::symbol("<mrow><mo>(</mo><mi>L</mi><mo>+</mo><mi>R</mi><mo>)</mo></mrow>", |s| {
                each(|i| s.after(LARGEST)[i] + s.after(REWARD)[i])
            }),
        ],
    ],
    fields: &[
        Field::own(Parameter { meaning: "scale of the gradient, which cancels but for ε", ..SHARE.parameter }),
        BET_DIVISOR,
        Field::own(Parameter { meaning: "the largest gradient before the first one", ..field::EPSILON.parameter }),
        WEIGHT_DECAY,
    ],
    choices: &[],
    axes: &[],
    per_weight: true,
    memories: &["start", "negative-gradient-sum", "largest-gradient", "absolute-gradient-sum", "reward"],
    scalars: &[],
    memory_units: &["X", "F/X", "F/X", "F/X", "F"],
    matched: Matched::Own("It finds its step from what it has won; its α cancels but for ε."),
    effective_step: None,
    limit: None,
    counterparts: &[Counterpart {
        buffers: &[
            ("init_particles", Held::Memory("start")),
            ("cumulative_gradients", Held::Memory("negative-gradient-sum")),
            ("scale", Held::Memory("largest-gradient")),
            ("subgradients", Held::Memory("absolute-gradient-sum")),
            ("reward", Held::Memory("reward")),
        ],
        ..Counterpart::new(
            Library::Optax,
            "optax.contrib.cocob",
            &[
                argument("learning_rate", "learning-rate", 1.0),
                argument("alpha", "bet-divisor", 100.0),
                argument("eps", "epsilon", 1e-8),
                argument("weight_decay", "weight-decay", 0.0),
            ],
        )
    }],
    without: &[
        (
            Library::PyTorch,
            "torch.optim has nothing that bets; torch.optim.Adagrad, which sums its gradients for each weight too, comes \
             nearest.",
        ),
        (
            Library::Keras,
            "keras.optimizers has nothing that bets; Adagrad, which sums its gradients for each weight too, comes nearest.",
        ),
    ],
};

const OUTCOME: Term = Term::symbol("<mi>c</mi>", outcome);

fn each(of: impl Fn(usize) -> f64) -> [f64; 2] {
    [of(0), of(1)]
}

fn outcome(s: &StepView) -> [f64; 2] {
    each(|i| s.hyperparameters[0] * (s.slope[i] + s.hyperparameters[LAMBDA] * s.weights[0][i]))
}

impl Rule for Cocob {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(START).copy_from_slice(start);
        memory.array_mut(LARGEST).fill(now.hyperparameters[EPSILON]);
    }

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, divisor, _, lambda] = now.into();
        for (i, (w, &slope)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let w0 = memory.array(START)[i];
            // c = α (∇f + λ w)
            let c = alpha * (slope + lambda * *w);
            // L = max(L, |c|)
            let l = memory.array(LARGEST)[i].max(c.abs());
            // G = G + |c|
            let g = memory.array(PATH)[i] + c.abs();
            // R = max(R - c (w - w₀), 0)
            let r = (memory.array(REWARD)[i] - c * (*w - w0)).max(S::of(0.0));
            // C = C - c
            let sum = memory.array(SUM)[i] - c;
            // w = w₀ + C/(L max(G + L, A L)) (L + R)
            *w = w0 + sum / (l * (g + l).max(divisor * l)) * (l + r);
            memory.array_mut(LARGEST)[i] = l;
            memory.array_mut(PATH)[i] = g;
            memory.array_mut(REWARD)[i] = r;
            memory.array_mut(SUM)[i] = sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where one weight on w² comes from 1, with the loss measured in other units.
    fn path(scale: f64, epsilon: f64) -> Vec<f64> {
        let (mut arrays, mut weights) = ([0.0; 5], [1.0]);
        let mut memory = Memory::new(1, &mut arrays, &mut []);
        let hyperparameters = [1.0, 100.0, epsilon, 0.0];
        let now = |t| Now { t, hyperparameters: &hyperparameters, choices: &[] };
        Cocob.init(now(1), &weights, &mut memory);
        let step = |t| {
            let gradient = [scale * 2.0 * weights[0]];
            Cocob.update(now(t), Seen { loss: 0.0, gradient: &gradient }, &mut weights, &mut memory);
            weights[0]
        };
        (1..=50).map(step).collect()
    }

    #[test]
    fn the_path_does_not_know_the_units_of_the_loss_but_for_epsilon() {
        assert_eq!(path(1.0, 0.0), path(1024.0, 0.0));
        assert_ne!(path(1.0, 10.0), path(1024.0, 10.0));
    }
}
