//! Rprop: each weight has a step of its own, longer after an equal sign and shorter after another. [`CARD`] says the
//! rest.

use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Held, argument, required};
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::Scalar;

/// Rprop as PyTorch has it, or an update late.
#[derive(Clone, Copy, Debug)]
pub struct Rprop;

const PREVIOUS: usize = 0;
const LENGTH: usize = 1;
const TIMING: usize = 0;
const AT_ONCE: usize = 0;
const ONE_LATE: usize = 1;

const FIRST_LENGTH: Field = Field {
    parameter: Parameter {
        meaning: "length of each weight’s first step; without effect afterwards",
        ..field::NORMALIZED_LEARNING_RATE.parameter
    },
    shared: true,
};

const fn factor(key: &'static str, symbol: &'static str, default: f64, meaning: &'static str) -> Field {
    let legal = Legal::NOT_NEGATIVE;
    Field::own(Parameter { key, symbol, default, legal, usual: [0.0, 2.0], units: "1", meaning })
}

const fn bound(key: &'static str, symbol: &'static str, default: f64, usual: [f64; 2], meaning: &'static str) -> Field {
    let legal = Legal::NOT_NEGATIVE;
    Field::own(Parameter { key, symbol, default, legal, usual, units: "X", meaning })
}

const TIMING_CHOICE: Choice = Choice {
    key: "timing",
    meaning: "which update a step is taken in",
    options: &[
        ("at-once", "in the update that found it, as in the paper and PyTorch"),
        (
            "one-late",
            "in the next update, as in optax 0.2.8, unless the sign has turned by then; and the first length is not held \
             between the bounds",
        ),
    ],
    default: AT_ONCE,
    idle_at_zero: None,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "rprop",
    title: "Rprop",
    family: Family::Sign,
    words: Words {
        sentence: "Each weight has a step of its own length, which grows while its slope keeps its sign and shrinks when it \
                   turns: the size of the slope never counts.",
        used_by: "PyTorch, small networks with full batches",
        source: "Riedmiller and Braun 1993, resilient backpropagation; without taking a step back, as in Igel and Hüsken 2000, algorithm iRprop−",
        link: "https://doi.org/10.1109/ICNN.1993.298623",
        convention: "PyTorch agrees: after a turn the weight rests for one update. optax 0.2.8 applies every step one update \
                     late, the first being 0. In both a later change of α does nothing, as α is the first length alone.",
    },
    recurrence: &[
        &[
            Term::symbol("<mi>δ</mi>", |s| s.after(LENGTH)),
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>clamp</mi><mo>(</mo><msup><mi>η</mi><mo>±</mo></msup><mi>δ</mi><mo>)</mo></mrow>",
                |s| [0, 1].map(|i| turn(s, i)[0]),
            ),
        ],
        &[
            Term::symbol("<mover><mi>g</mi><mo>¯</mo></mover>", |s| s.after(PREVIOUS)),
            term::BECOMES,
            Term::symbol(
                "<mrow><mo>[</mo><mi>g</mi><mover><mi>g</mi><mo>¯</mo></mover><mo>≥</mo><mn>0</mn><mo>]</mo></mrow>",
                |s| [0, 1].map(|i| turn(s, i)[1]),
            ),
            term::GRADIENT,
        ],
        &[
            term::NEW_WEIGHT.only(TIMING, AT_ONCE),
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            Term::symbol("<mi>δ</mi>", |s| s.after(LENGTH)),
            Term::symbol("<mrow><mi>sgn</mi><mo>(</mo><mover><mi>g</mi><mo>¯</mo></mover><mo>)</mo></mrow>", |s| {
                s.after(PREVIOUS).map(Scalar::sign)
            }),
        ],
        &[
            term::NEW_WEIGHT.only(TIMING, ONE_LATE),
            term::BECOMES,
            term::WEIGHT,
            term::MINUS,
            Term::symbol(
                "<mrow><mo>[</mo><mi>g</mi><msub><mover><mi>g</mi><mo>¯</mo></mover><mrow><mi>t</mi><mo>−</mo><mn>1</mn>\
                 </mrow></msub><mo>≥</mo><mn>0</mn><mo>]</mo></mrow>",
                |s| [0, 1].map(|i| turn(s, i)[1]),
            ),
            Term::symbol("<msub><mi>δ</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>", |s| s.before(LENGTH)),
            Term::symbol(
                "<mrow><mi>sgn</mi><mo>(</mo><msub><mover><mi>g</mi><mo>¯</mo></mover><mrow><mi>t</mi><mo>−</mo>\
                 <mn>1</mn></mrow></msub><mo>)</mo></mrow>",
                |s| s.before(PREVIOUS).map(Scalar::sign),
            ),
        ],
    ],
    fields: &[
        FIRST_LENGTH,
        factor("shrink", "η⁻", 0.5, "factor of a weight’s step when its slope has turned"),
        factor("grow", "η⁺", 1.2, "factor of a weight’s step while its slope keeps its sign"),
        bound("smallest-step", "δ₋", 1e-6, [0.0, 1e-2], "no step is shorter"),
        bound("largest-step", "δ₊", 50.0, [0.0, 100.0], "no step is longer"),
    ],
    choices: &[TIMING_CHOICE],
    axes: &["learning-rate"],
    per_weight: true,
    memories: &["previous-gradient", "step-length"],
    scalars: &[],
    memory_units: &["F/X", "X"],
    matched: Matched::Own("It finds its own lengths of step; α is the first of them."),
    effective_step: None,
    limit: None,
    counterparts: &[
        Counterpart {
            buffers: &[("prev", Held::Memory("previous-gradient")), ("step_size", Held::Memory("step-length"))],
            ..Counterpart::new(
                Library::PyTorch,
                "torch.optim.Rprop",
                &[
                    argument("lr", "learning-rate", 1e-2),
                    argument("etas.0", "shrink", 0.5).within(BELOW_1),
                    argument("etas.1", "grow", 1.2).within(ABOVE_1),
                    argument("step_sizes.0", "smallest-step", 1e-6),
                    argument("step_sizes.1", "largest-step", 50.0),
                ],
            )
        },
        Counterpart {
            choices: &[("timing", "one-late")],
            buffers: &[
                ("step_sizes", Held::Memory("step-length")),
                ("prev_updates", Held::Derived(|s| [0, 1].map(|i| s.after(LENGTH)[i] * s.after(PREVIOUS)[i].sign()))),
            ],
            ..Counterpart::new(
                Library::Optax,
                "optax.rprop",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("eta_minus", "shrink", 0.5),
                    argument("eta_plus", "grow", 1.2),
                    argument("min_step_size", "smallest-step", 1e-6),
                    argument("max_step_size", "largest-step", 50.0),
                ],
            )
        },
    ],
    without: &[(
        Library::Keras,
        "Keras has no Rprop; its RMSprop, which Hinton made of it for batches, comes nearest.",
    )],
};

const BELOW_1: Legal = Legal { low: f64::MIN_POSITIVE, high: 1.0 - f64::EPSILON / 2.0, words: "a number > 0 and < 1" };
const ABOVE_1: Legal = Legal { low: 1.0 + f64::EPSILON, high: f64::MAX, words: "a finite number > 1" };

/// The new length of a weight's step, and 0 where its slope has turned, else 1.
#[inline]
fn next<S: Scalar>(timing: usize, hyperparameters: &[S], g: S, previous: S, length: S) -> [S; 2] {
    let [zero, one] = [S::of(0.0), S::of(1.0)];
    // optax compares with its last step, which is 0 where the length is.
    let before = if timing == ONE_LATE { length * previous.sign() } else { previous };
    let product = g * before;
    let (turned, kept) = (product.less(zero), zero.less(product));
    let factor = S::select(turned, hyperparameters[1], S::select(kept, hyperparameters[2], one));
    let held = (length * factor).clamp(hyperparameters[3], hyperparameters[4]);
    let length = match timing {
        // optax holds a length between the bounds only as it changes it.
        ONE_LATE => S::select(turned, held, S::select(kept, held, length)),
        _ => held,
    };
    [length, S::select(turned, zero, one)]
}

fn turn(s: &StepView, i: usize) -> [f64; 2] {
    next(s.choices[TIMING], &s.hyperparameters, s.gradient[i], s.before(PREVIOUS)[i], s.before(LENGTH)[i])
}

impl Rule for Rprop {
    const CARD: &'static Card = &CARD;

    fn init<S: Scalar>(&self, now: Now<S>, _start: &[S], memory: &mut Memory<S>) {
        memory.array_mut(LENGTH).fill(now.hyperparameters[0]);
    }

    #[inline(always)]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let timing = now.choices[TIMING];
        for (i, (w, &g)) in weights.iter_mut().zip(seen.gradient).enumerate() {
            let (previous, length) = (memory.array(PREVIOUS)[i], memory.array(LENGTH)[i]);
            // δ = clamp(η± δ)
            let [new_length, keeps] = next(timing, now.hyperparameters, g, previous, length);
            // ḡ = g, and 0 where g ḡ < 0
            let kept = S::select(S::of(0.0).less(keeps), g, S::of(0.0));
            *w = match timing {
                // w = w - δₜ₋₁ sgn(ḡₜ₋₁), where not g ḡₜ₋₁ < 0
                ONE_LATE => *w - keeps * length * previous.sign(),
                // w = w - δ sgn(ḡ)
                _ => *w - new_length * kept.sign(),
            };
            memory.array_mut(PREVIOUS)[i] = kept;
            memory.array_mut(LENGTH)[i] = new_length;
        }
    }
}
