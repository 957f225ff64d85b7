//! What there is to say about a rule, as data: the page, the docs and the tests all read it here.

use super::{Choice, Counterpart, Family, Form, Library, Term};
use crate::parameter::{Legal, Parameter};

/// A rule's card.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// The name as typed, kebab-case.
    pub name: &'static str,
    /// The name as read: "Heavy ball".
    pub title: &'static str,
    /// Its group in the picker.
    pub family: Family,
    /// What the page tells of it beside its numbers.
    pub words: Words,
    /// The recurrence, line by line, each term with the number that stands under it.
    pub recurrence: &'static [&'static [Term]],
    /// The hyperparameters, in the order that `update` sees them.
    pub fields: &'static [Field],
    /// The named conventions, in the order that `update` sees them.
    pub choices: &'static [Choice],
    /// The keys of the fields that span its α-β map: first the horizontal one, α or what stands in for it, then the
    /// vertical one, β or another share of a memory that is kept. Without such a share its map is a strip along the one;
    /// where α cancels and nothing stands in for it, there are none and no map.
    pub axes: &'static [&'static str],
    /// Whether it treats each weight as if it were alone; else weights meet in a norm, a dot product or the loss.
    pub per_weight: bool,
    /// The names of the arrays it remembers, by what they hold: `displacement`, `trace`, `ema`.
    pub memories: &'static [&'static str],
    /// The names of the scalars it remembers.
    pub scalars: &'static [&'static str],
    /// What each memory array is measured in, X for a weight's units and F for the loss's.
    pub memory_units: &'static [&'static str],
    /// What `match=matched` does to its learning rate.
    pub matched: Matched,
    /// The step per unit of a gradient that stays constant, once it has settled, from the hyperparameters: α/(1-β);
    /// infinite where it grows without bound, NaN where it does not settle; none where it is not a matter of the
    /// hyperparameters alone.
    pub effective_step: Option<fn(&[f64]) -> f64>,
    /// The largest stable α λ on a quadratic of curvature λ; none for a rule that is not linear there, or is another
    /// one at each update.
    pub limit: Option<Limit>,
    /// The calls of the libraries that take this rule's path.
    pub counterparts: &'static [Counterpart],
    /// Of the libraries without a call: why, and what comes nearest, in one sentence each.
    pub without: &'static [(Library, &'static str)],
}

/// What the page tells of a rule beside its numbers. Without the feature `whole` source, link and convention are empty.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// One sentence on what it does.
    pub sentence: &'static str,
    /// Who uses it, in a few words: "Polyak, Keras".
    pub used_by: &'static str,
    /// Paper and equation.
    pub source: &'static str,
    /// Where the paper can be read.
    pub link: &'static str,
    /// Which library agrees, which differs and how: one or two sentences.
    pub convention: &'static str,
}

impl Card {
    /// The place of the field of this key. Not inlined: each place that asks would hold a copy of it.
    #[inline(never)]
    pub fn field(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.parameter.key == key)
    }

    /// The choices in force with these hyperparameters, in the order of the fields: idle where what they are about is 0.
    pub fn in_force(&self, choices: &[usize], hyperparameters: &[f64]) -> Vec<usize> {
        let idle = |choice: &Choice| {
            choice.idle_at_zero.and_then(|key| self.field(key)).is_some_and(|i| hyperparameters.get(i) == Some(&0.0))
        };
        self.choices
            .iter()
            .zip(choices)
            .map(|(choice, &option)| if idle(choice) { Choice::IDLE } else { option })
            .collect()
    }

    /// The card as the opening module has it: without what code for the libraries is made from, which is not in it, and
    /// without what is read in its disclosure alone, which the page fetches.
    pub(super) const fn opening(self, brief: &'static [Counterpart]) -> Self {
        Card {
            words: Words { source: "", link: "", convention: "", ..self.words },
            matched: match self.matched {
                Matched::Own(_) => Matched::Own(""),
                translated => translated,
            },
            counterparts: brief.split_at(self.counterparts.len()).0,
            without: &[],
            ..self
        }
    }

    /// The effective step with these hyperparameters, in the order of the fields; none where a weight decay changes it, or
    /// one is missing that is no weight decay.
    pub fn effective_step_at(&self, hyperparameters: &[f64]) -> Option<f64> {
        let enough = hyperparameters.len() >= self.field("weight-decay").unwrap_or(self.fields.len());
        self.effective_step.filter(|_| enough && !self.decays(hyperparameters)).map(|of| of(hyperparameters))
    }

    pub(crate) fn decays(&self, hyperparameters: &[f64]) -> bool {
        self.field("weight-decay").and_then(|i| hyperparameters.get(i)).is_some_and(|decay| *decay != 0.0)
    }
}

/// The stability limit of a rule on a quadratic of curvature λ > 0: it converges, possibly after a long transient,
/// where α λ is above 0 and below the limit, and diverges where it is above.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The formula as read: "2(1+β)".
    pub formula: &'static str,
    /// The linear method that it belongs to, from which its number follows.
    pub form: Form,
}

impl Limit {
    /// The formula and where it is the limit, as read: "2(1+β), with |β| < 1".
    pub fn text(&self) -> String {
        let holds = match self.form {
            Form::GradientDescent => "",
            Form::HeavyBall | Form::Ema => ", with |β| < 1",
            Form::Trace => ", with |β| < 1 and τ < 1",
            Form::Nesterov | Form::NesterovTrace => ", with −1/3 ≤ β ≤ 1",
            Form::Optimistic => ", with a > 0 and b ≥ −a/4",
        };
        self.formula.to_owned() + holds
    }
}

/// What `match=matched` does to the learning rate that a rule gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Matched {
    /// It takes the classical α as it is.
    Classical,
    /// It averages: α/(1-β), while β < 1.
    Average,
    /// It is dampened: α/(1-τ), while τ < 1.
    Dampened,
    /// It keeps its own α; the sentence says why.
    Own(&'static str),
}

/// A hyperparameter of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its key, symbol, range and meaning. The default is taken where the field is the rule's own.
    pub parameter: Parameter,
    /// Whether it takes the Scene's shared value of the same key, unless the rule overrides it.
    pub shared: bool,
}

impl Field {
    /// A field that takes nothing of the Scene's.
    pub const fn own(parameter: Parameter) -> Self {
        Field { parameter, shared: false }
    }
}

/// The fields that rules have in common.
pub mod field {
    use super::{Field, Legal, Parameter};

    /// α, shared.
    pub const LEARNING_RATE: Field = Field {
        parameter: Parameter {
            key: "learning-rate",
            symbol: "α",
            default: 0.05,
            legal: Legal::NOT_NEGATIVE,
            usual: [0.0, 10.0],
            units: "X²/F",
            meaning: "learning rate",
        },
        shared: true,
    };

    /// α of a rule whose direction has no units, so that α is a length; shared.
    pub const NORMALIZED_LEARNING_RATE: Field =
        Field { parameter: Parameter { units: "X", ..LEARNING_RATE.parameter }, shared: true };

    /// β, shared.
    pub const MOMENTUM: Field = Field {
        parameter: Parameter {
            key: "momentum",
            symbol: "β",
            default: 0.9,
            legal: Legal::FINITE,
            usual: [0.0, 1.0],
            units: "1",
            meaning: "momentum",
        },
        shared: true,
    };

    /// What is added to a root of the mean squared gradient, outside the root.
    pub const EPSILON: Field = Field::own(Parameter {
        key: "epsilon",
        symbol: "ε",
        default: 1e-8,
        legal: Legal::NOT_NEGATIVE,
        usual: [1e-10, 1e-1],
        units: "F/X",
        meaning: "keeps the division finite where gradients vanish",
    });
}

/// What 1 + β + β² + ... comes to, times `scale`: the settled memory of a constant unit gradient.
///
/// From β = 1 on it grows without bound, and from -1 down it does not settle.
pub(super) fn settled_sum(scale: f64, beta: f64) -> f64 {
    if beta.abs() < 1.0 {
        scale / (1.0 - beta)
    } else if scale == 0.0 {
        0.0
    } else if beta >= 1.0 {
        scale * f64::INFINITY
    } else {
        f64::NAN
    }
}
