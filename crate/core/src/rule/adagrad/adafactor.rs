//! Adafactor: steps that are a share of the weights' own size, along gradients over their root mean square. [`CARD`] says
//! the rest.

use super::fields::{NOT_POSITIVE, SQUARED_GRADIENT};
use crate::parameter::{Legal, Parameter};
use crate::rule::counterpart::{Argument, Held, argument, required, unsaid};
use crate::rule::decay::in_units;
use crate::rule::{
    Card, Choice, Counterpart, Family, Field, Library, Matched, Memory, Now, Rule, Seen, StepView, Term, Words, field,
    term,
};
use crate::scalar::{Scalar, single, sum};

/// Adafactor on a vector of weights, in the conventions of PyTorch, Keras and optax.
#[derive(Clone, Copy, Debug)]
pub struct Adafactor;

const MEAN_SQUARE: usize = 0;
const POWER: usize = 1;
const EPSILON: usize = 2;
const SMALLEST: usize = 3;
const CLIP: usize = 4;
const LAMBDA: usize = 5;
const PLACE: usize = 0;
const SCALE: usize = 1;
const BOUND: usize = 2;
const AVERAGE: usize = 3;

const SHARE: Field =
    Field { parameter: Parameter { units: "1", ..field::LEARNING_RATE.parameter }, ..field::LEARNING_RATE };

const POWER_FIELD: Field = Field::own(Parameter {
    key: "power",
    symbol: "p",
    default: -0.8,
    legal: NOT_POSITIVE,
    usual: [-1.0, 0.0],
    units: "1",
    meaning: "power of t that the share of a new square falls with",
});

const EPSILON_FIELD: Field =
    Field::own(Parameter { symbol: "ε₁", default: f64::EPSILON, usual: [1e-30, 1e-1], ..field::EPSILON.parameter });

const SMALLEST_FIELD: Field = Field::own(Parameter {
    key: "smallest-scale",
    symbol: "ε₂",
    default: 1e-3,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "X",
    meaning: "what the weights count as where they are smaller",
});

const CLIP_FIELD: Field = Field::own(Parameter {
    key: "clip",
    symbol: "d",
    default: 1.0,
    legal: Legal::POSITIVE,
    usual: [0.1, 10.0],
    units: "1",
    meaning: "root mean square above which a direction is shortened to it",
});

const EPSILON_PLACE: Choice = Choice {
    key: "epsilon-place",
    meaning: "whether ε₁ bounds the root or is added to the squares",
    options: &[
        ("floor", "the root is at least ε₁, in F/X, as in PyTorch"),
        ("inside", "ε₁ is added to every squared gradient, in F²/X², as in the paper and Keras"),
    ],
    default: 0,
    idle_at_zero: None,
};

const SCALE_FROM: Choice = Choice {
    key: "scale-from",
    meaning: "which weights the step is a share of",
    options: &[
        ("undecayed", "those before the weight decay, as in PyTorch"),
        ("decayed", "those after the weight decay, as in Keras"),
    ],
    default: 0,
    idle_at_zero: Some("weight-decay"),
};

const RATE_BOUND: Choice = Choice {
    key: "rate-bound",
    meaning: "whether α falls with the updates",
    options: &[
        ("falling", "α is at most 1/√t, as in the paper, PyTorch and Keras"),
        ("none", "α as it is, as in optax"),
    ],
    default: 0,
    idle_at_zero: None,
};

const AVERAGING: Choice = Choice {
    key: "averaging",
    meaning: "how the mean square takes a new square in, which matters beyond the number range",
    options: &[
        ("shares", "(1−tᵖ) v + tᵖ g²: what is infinite stays so, and holds its weight where it is"),
        ("difference", "tᵖ of the way to g², as in PyTorch: what is infinite is no number after the next update"),
    ],
    default: 0,
    idle_at_zero: None,
};

/// What there is to say about it.
pub(super) const CARD: Card = Card {
    name: "adafactor",
    title: "Adafactor",
    family: Family::Adagrad,
    words: Words {
        sentence: "Each gradient is divided by its root mean square, and the step is α times the weights’ own root mean square; \
                   for matrices it would store only one mean per row and column.",
        used_by: "T5, PyTorch, Keras, optax",
        source: "Shazeer and Stern 2018, algorithm 5",
        link: "https://arxiv.org/abs/1804.04235",
        convention: "PyTorch agrees: ε₁ is the least root. The paper, Keras and optax add ε₁ to every squared gradient. In \
                 PyTorch and Keras α is at most 1/√t and the weight decay decoupled; optax has no such bound. \
                 Keras takes its means in 32 bits, and so do its conventions here.",
    },
    recurrence: &[
        &[NEW_MEAN_SQUARE.only(PLACE, 0), term::BECOMES, KEPT, term::MEMORY, term::PLUS, FRESH, SQUARED_GRADIENT],
        &[
            NEW_MEAN_SQUARE.only(PLACE, 1),
            term::BECOMES,
            KEPT,
            term::MEMORY,
            term::PLUS,
            FRESH,
            Term::symbol(
                "<mrow><mo>(</mo><msup><mi>g</mi><mn>2</mn></msup><mo>+</mo><msub><mi>ε</mi><mn>1</mn></msub><mo>)</mo></mrow>",
                |s| s.gradient.map(|g| g * g + s.hyperparameters[EPSILON]),
            ),
        ],
        &[
            NORMALIZED,
            term::BECOMES,
            term::GRADIENT,
            term::OVER,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><msqrt><mi>v</mi></msqrt><mo>,</mo><msub><mi>ε</mi><mn>1</mn></msub>\
                 <mo>)</mo></mrow>",
                divisor,
            )
            .only(PLACE, 0),
            Term::symbol("<msqrt><mi>v</mi></msqrt>", divisor).only(PLACE, 1),
        ],
        &[
            CLIPPED,
            term::BECOMES,
            NORMALIZED,
            term::OVER,
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mn>1</mn><mo>,</mo><mi>rms</mi><mo>(</mo><mi>u</mi><mo>)</mo><mo>/</mo>\
                 <mi>d</mi><mo>)</mo></mrow>",
                shortening,
            ),
        ],
        &[
            STEP,
            term::BECOMES,
            Term::symbol(
                "<mrow><mi>min</mi><mo>(</mo><mi>α</mi><mo>,</mo><mn>1</mn><mo>/</mo><msqrt><mi>t</mi></msqrt>\
                 <mo>)</mo></mrow>",
                share,
            )
            .only(BOUND, 0),
            term::LEARNING_RATE.only(BOUND, 1),
            Term::symbol(
                "<mrow><mi>max</mi><mo>(</mo><mi>rms</mi><mo>(</mo><mi>w</mi><mo>)</mo><mo>,</mo>\
                 <msub><mi>ε</mi><mn>2</mn></msub><mo>)</mo></mrow>",
                scale,
            ),
        ],
        &[
            term::NEW_WEIGHT,
            term::BECOMES,
            Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>α</mi><mi>λ</mi><mo>)</mo></mrow>", |s| {
                [1.0 - s.hyperparameters[0] * s.hyperparameters[LAMBDA]; 2]
            })
            .unless_zero(LAMBDA),
            term::WEIGHT,
            term::MINUS,
            STEP,
            CLIPPED,
        ],
    ],
    fields: &[SHARE, POWER_FIELD, EPSILON_FIELD, SMALLEST_FIELD, CLIP_FIELD, in_units("1")],
    choices: &[EPSILON_PLACE, SCALE_FROM, RATE_BOUND, AVERAGING],
    axes: &["learning-rate"],
    per_weight: false,
    memories: &["squared-gradient-ema"],
    scalars: &[],
    memory_units: &["F²/X²"],
    matched: Matched::Own("Its α is a share of the weights’ own size, and no rate that a slope could be matched by."),
    effective_step: None,
    limit: None,
    counterparts: &[
        // PyTorch takes the smallest difference from 1 where it is given no ε₁.
        Counterpart {
            fixed: &[unsaid("eps.0", "None"), unsaid("eps.1", "0.001")],
            constants: &[("epsilon", f64::EPSILON), ("smallest-scale", 1e-3)],
            ..torch(&[TORCH_RATE, TORCH_POWER, TORCH_CLIP, TORCH_DECAY])
        },
        torch(&[
            TORCH_RATE,
            TORCH_POWER,
            required("eps.0", "epsilon"),
            required("eps.1", "smallest-scale"),
            TORCH_CLIP,
            TORCH_DECAY,
        ]),
        Counterpart {
            fixed: &[unsaid("eps.0", "None")],
            constants: &[("epsilon", f64::EPSILON)],
            ..torch(&[TORCH_RATE, TORCH_POWER, required("eps.1", "smallest-scale"), TORCH_CLIP, TORCH_DECAY])
        },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("scale-from", "decayed")],
            // Keras bounds α whatever this one says.
            idle: &["relative_step"],
            buffers: &[("velocity", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(
                Library::Keras,
                "keras.optimizers.Adafactor",
                &[
                    argument("learning_rate", "learning-rate", 1e-3),
                    argument("beta_2_decay", "power", -0.8),
                    argument("epsilon_1", "epsilon", 1e-30),
                    argument("epsilon_2", "smallest-scale", 1e-3),
                    argument("clip_threshold", "clip", 1.0),
                    argument("weight_decay", "weight-decay", 0.0),
                ],
            )
        },
        Counterpart {
            choices: &[("epsilon-place", "inside"), ("rate-bound", "none")],
            fixed: &[
                unsaid("decay_rate", "0.8"),
                unsaid("multiply_by_parameter_scale", "True"),
                unsaid("momentum", "None"),
                unsaid("weight_decay_rate", "None"),
            ],
            idle: &["min_dim_size_to_factor", "factored", "dtype_momentum"],
            constants: &[("power", -0.8), ("smallest-scale", 1e-3), ("weight-decay", 0.0)],
            buffers: &[("v", Held::Memory("squared-gradient-ema"))],
            ..Counterpart::new(
                Library::Optax,
                "optax.adafactor",
                &[
                    required("learning_rate", "learning-rate"),
                    argument("eps", "epsilon", 1e-30),
                    argument("clipping_threshold", "clip", 1.0),
                ],
            )
        },
    ],
    without: &[],
};

const fn torch(arguments: &'static [Argument]) -> Counterpart {
    Counterpart {
        besides: &[TORCH_AVERAGING],
        buffers: &[("variance", Held::Memory("squared-gradient-ema"))],
        ..Counterpart::new(Library::PyTorch, "torch.optim.Adafactor", arguments)
    }
}

const TORCH_AVERAGING: (&str, &str) = (AVERAGING.key, AVERAGING.options[1].0);
const AT_LEAST_1: Legal = Legal { low: 1.0, high: f64::MAX, words: "a finite number ≥ 1" };
const TORCH_RATE: Argument = argument("lr", "learning-rate", 0.01);
const TORCH_POWER: Argument = argument("beta2_decay", "power", -0.8);
const TORCH_CLIP: Argument = argument("d", "clip", 1.0).within(AT_LEAST_1);
const TORCH_DECAY: Argument = argument("weight_decay", "weight-decay", 0.0);

/// The root mean square of so many numbers. In the conventions of Keras the mean is taken in 32 bits, as Keras does, and
/// is infinite where the squares are beyond these.
#[inline]
fn rms<S: Scalar>(numbers: impl Iterator<Item = S>, count: usize, choices: &[usize]) -> S {
    let squares = numbers.map(S::square);
    if choices[PLACE] == 1 && choices[BOUND] != 1 {
        let total = squares.fold(S::of(0.0), |total, square| single(total + single(square)));
        return single(total / count as f64).sqrt();
    }
    sum(squares).sqrt() / (count as f64).sqrt()
}

fn divisor(s: &StepView) -> [f64; 2] {
    let floor = if s.choices[PLACE] == 1 { 0.0 } else { s.hyperparameters[EPSILON] };
    s.after(MEAN_SQUARE).map(|v| Scalar::max(v.sqrt(), floor))
}

fn normalized(s: &StepView) -> [f64; 2] {
    let divisor = divisor(s);
    [0, 1].map(|i| s.gradient[i] / divisor[i])
}

fn shortening(s: &StepView) -> [f64; 2] {
    [Scalar::max(1.0, rms(normalized(s).into_iter(), 2, &s.choices) / s.hyperparameters[CLIP]); 2]
}

fn share(s: &StepView) -> [f64; 2] {
    let alpha = s.hyperparameters[0];
    [if s.choices[BOUND] == 1 { alpha } else { Scalar::min(alpha, 1.0 / f64::from(s.t).sqrt()) }; 2]
}

fn scale(s: &StepView) -> [f64; 2] {
    let kept = if s.choices[SCALE] == 1 { 1.0 - s.hyperparameters[0] * s.hyperparameters[LAMBDA] } else { 1.0 };
    [Scalar::max(rms(s.weights[0].map(|w| kept * w).into_iter(), 2, &s.choices), s.hyperparameters[SMALLEST]); 2]
}

const NEW_MEAN_SQUARE: Term = term::NEW_MEMORY;
const FRESH: Term =
    Term::symbol("<msup><mi>t</mi><mi>p</mi></msup>", |s| [Scalar::power(f64::from(s.t), s.hyperparameters[POWER]); 2]);
const KEPT: Term =
    Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><msup><mi>t</mi><mi>p</mi></msup><mo>)</mo></mrow>", |s| {
        [1.0 - Scalar::power(f64::from(s.t), s.hyperparameters[POWER]); 2]
    });
const NORMALIZED: Term = Term::symbol("<mi>u</mi>", normalized);
const CLIPPED: Term = Term::symbol("<mover><mi>u</mi><mo>ˆ</mo></mover>", |s| {
    let [by, _] = shortening(s);
    normalized(s).map(|u| u / by)
});
const STEP: Term = Term::symbol("<mi>a</mi>", |s| [share(s)[0] * scale(s)[0]; 2]);

/// This share of the way from one number to another, as PyTorch goes it: from the nearer end.
#[inline]
fn between<S: Scalar>(from: S, to: S, share: S) -> S {
    let way = to - from;
    S::select(share.less(S::of(0.5)), from + share * way, to - way * (S::of(1.0) - share))
}

impl Rule for Adafactor {
    const CARD: &'static Card = &CARD;
    const KNOWS_TIME: bool = true;

    #[inline]
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        let [alpha, power, epsilon, smallest, clip, lambda] = now.into();
        let [inside, decayed, unbound] = [PLACE, SCALE, BOUND].map(|choice| now.choices[choice] == 1);
        let one = S::of(1.0);
        let t = S::of(f64::from(now.t));
        let count = weights.len();

        // u = g/max(√v, ε₁), or g/√v
        let normalized = |v: S, g: S| g / if inside { v.sqrt() } else { v.sqrt().max(epsilon) };
        let fresh = t.power(power);
        let mean_squares = memory.array_mut(MEAN_SQUARE);
        let directions = mean_squares.iter_mut().zip(seen.gradient).map(|(v, &g)| {
            // v = (1-tᵖ) v + tᵖ g², or with g² + ε₁
            let square = if inside { g.square() + epsilon } else { g.square() };
            *v = match now.choices[AVERAGE] {
                0 => (one - fresh) * *v + fresh * square,
                _ => between(*v, square, fresh),
            };
            normalized(*v, g)
        });
        // û = u/max(1, rms(u)/d)
        let shortening = one.max(rms(directions, count, now.choices) / clip);

        let before = rms(weights.iter().copied(), count, now.choices);
        for w in &mut *weights {
            // w = (1-α λ) w
            *w = *w - alpha * lambda * *w;
        }
        let size = if decayed { rms(weights.iter().copied(), count, now.choices) } else { before };
        // a = min(α, 1/√t) max(rms(w), ε₂), or α max(rms(w), ε₂)
        let share = if unbound { alpha } else { alpha.min(one / t.sqrt()) };
        let step = share * size.max(smallest);
        for ((w, &v), &g) in weights.iter_mut().zip(memory.array(MEAN_SQUARE)).zip(seen.gradient) {
            // w = w - a û
            *w = *w - step * (normalized(v, g) / shortening);
        }
    }
}
