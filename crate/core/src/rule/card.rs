//! What there is to say about a rule, as data: the page, the docs and the tests all read it here.

use crate::parameter::{Legal, Parameter};

/// A rule's card.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// The name as typed, kebab-case.
    pub name: &'static str,
    /// The name as read: "Heavy ball".
    pub title: &'static str,
    /// One sentence on what it does.
    pub sentence: &'static str,
    /// Who uses it, in a few words: "Polyak, Keras".
    pub used_by: &'static str,
    /// The recurrence, line by line, each term with the number that stands under it.
    pub recurrence: &'static [&'static [Term]],
    /// The hyperparameters, in the order that `update` sees them.
    pub fields: &'static [Field],
    /// The names of the arrays it remembers, by what they hold: `displacement`, `trace`, `ema`.
    pub memories: &'static [&'static str],
    /// The names of the scalars it remembers.
    pub scalars: &'static [&'static str],
    /// What each memory array is measured in, X for a weight's units and F for the loss's.
    pub memory_units: &'static [&'static str],
    /// Paper and equation.
    pub source: &'static str,
    /// Which library agrees, which differs and how: one or two sentences.
    pub convention: &'static str,
    /// What `match=matched` does to its learning rate.
    pub matched: Matched,
    /// The step per unit of a gradient that stays constant, from the hyperparameters: α/(1-β); none where it has no such number.
    pub effective_step: Option<fn(&[f64]) -> f64>,
    /// The largest stable α λ on a quadratic of curvature λ, with its formula in words; none where there is none.
    pub limit: Option<Limit>,
}

/// The stability limit of a rule on a quadratic of curvature λ: it diverges where α λ is above.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The formula as read: "2(1+β)".
    pub formula: &'static str,
    /// The limit of α λ from the hyperparameters.
    pub of: fn(&[f64]) -> f64,
}

/// What `match=matched` does to the learning rate that a rule gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Matched {
    /// It takes the classical α as it is.
    Classical,
    /// It averages: α/(1-β), while β < 1.
    Average,
    /// It is dampened: α/(1-τ).
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
}

/// A symbol of a recurrence with the number that stands under it, or a sign between two of them.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// MathML of the symbol or sign.
    pub mathml: &'static str,
    /// Its number for x and for y at an update; none for a sign.
    pub value: Option<fn(&StepView) -> [f64; 2]>,
}

impl Term {
    /// A sign: an arrow, a plus, a bracket. `mathml` is the whole element: `<mo>+</mo>`.
    pub const fn sign(mathml: &'static str) -> Self {
        Term { mathml, value: None }
    }

    /// A symbol and where its numbers come from.
    pub const fn symbol(mathml: &'static str, value: fn(&StepView) -> [f64; 2]) -> Self {
        Term { mathml, value: Some(value) }
    }
}

/// One update of a run, as the recurrence on the card speaks of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The update's number, from 1.
    pub t: u32,
    /// The hyperparameters in force, in the order of the card's fields.
    pub hyperparameters: Vec<f64>,
    /// The gradient at the query point.
    pub gradient: [f64; 2],
    /// The weights before and after.
    pub weights: [[f64; 2]; 2],
    /// Where the gradient was taken.
    pub query: [f64; 2],
    /// Each memory array, before and after.
    pub memories: Vec<[[f64; 2]; 2]>,
    /// Each memory scalar, before and after.
    pub scalars: Vec<[f64; 2]>,
}

impl StepView {
    /// The i-th hyperparameter, the same for x and y.
    pub fn hyperparameter(&self, i: usize) -> [f64; 2] {
        [self.hyperparameters[i]; 2]
    }
    /// The i-th memory before the update.
    pub fn before(&self, i: usize) -> [f64; 2] {
        self.memories[i][0]
    }
    /// The i-th memory after the update.
    pub fn after(&self, i: usize) -> [f64; 2] {
        self.memories[i][1]
    }
}
