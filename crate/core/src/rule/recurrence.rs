//! The symbols of a recurrence with the numbers that stand under them, and those that all rules have in common.

use super::{Card, Decay, Now};

/// A symbol of a recurrence with the number that stands under it, or a sign between two of them.
///
/// A line reads `left ← right`: symbols side by side are multiplied, [`OVER`](term::OVER) divides by the next one, and
/// a test computes the right side of every line from the numbers. A bracket such as (1−β) is one symbol.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// MathML of the symbol or sign.
    pub mathml: &'static str,
    /// Its number for x and for y at an update; none for a sign.
    pub value: Option<fn(&StepView) -> [f64; 2]>,
    /// The field, by its place on the card, that makes it 1 where that is 0: then it is left out.
    pub unless_zero: Option<usize>,
    /// The choice and its option, by their places on the card, under which alone it is there. A line whose first symbol
    /// is not there is left out whole.
    pub only: Option<(usize, usize)>,
}

impl Term {
    /// A sign: an arrow, a plus, a bracket. `mathml` is the whole element: `<mo>+</mo>`.
    pub const fn sign(mathml: &'static str) -> Self {
        Term { mathml, value: None, unless_zero: None, only: None }
    }

    /// A symbol and where its numbers come from.
    pub const fn symbol(mathml: &'static str, value: fn(&StepView) -> [f64; 2]) -> Self {
        Term { mathml, value: Some(value), unless_zero: None, only: None }
    }

    /// The same factor, left out where a field is 0.
    pub const fn unless_zero(self, field: usize) -> Self {
        Term { unless_zero: Some(field), ..self }
    }

    /// The same term, there only under an option of a choice, both by their places on the card.
    pub const fn only(self, choice: usize, option: usize) -> Self {
        Term { only: Some((choice, option)), ..self }
    }
}

/// One update of a run, as the recurrence on the card speaks of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The update's number, from 1.
    pub t: u32,
    /// The hyperparameters in force, in the order of the card's fields.
    pub hyperparameters: Vec<f64>,
    /// The choices in force, in the order of the card's.
    pub choices: Vec<usize>,
    /// The loss at the weights before, which are the query point of every rule that sees it.
    pub loss: f64,
    /// The surface's gradient at the query point.
    pub slope: [f64; 2],
    /// The gradient that the rule goes on with: the slope, with a coupled weight decay in it.
    pub gradient: [f64; 2],
    /// The weights before a decoupled weight decay.
    pub undecayed: [f64; 2],
    /// The weights before, when a decoupled weight decay has acted, and after.
    pub weights: [[f64; 2]; 2],
    /// Where the gradient was taken.
    pub query: [f64; 2],
    /// Each memory array, before and after.
    pub memories: Vec<[[f64; 2]; 2]>,
    /// Each memory scalar, before and after.
    pub scalars: Vec<[f64; 2]>,
}

impl StepView {
    /// The same view once the rule has decayed the weights and the gradient, as far as it does.
    pub fn decayed(mut self, card: &Card) -> Self {
        let now = Now { t: self.t, hyperparameters: &self.hyperparameters, choices: &self.choices };
        let decay = Decay::of(card, now);
        for i in [0, 1] {
            self.gradient[i] = decay.at(self.query[i], &mut self.weights[0][i], self.slope[i]);
        }
        self
    }

    /// Whether a term is there under the choices in force.
    pub fn shows(&self, term: &Term) -> bool {
        term.only.is_none_or(|(choice, option)| self.choices[choice] == option)
    }

    /// The i-th hyperparameter, the same for x and y.
    pub fn hyperparameter(&self, i: usize) -> [f64; 2] {
        [self.hyperparameters[i]; 2]
    }
    /// One minus the i-th hyperparameter, the same for x and y.
    pub fn complement(&self, i: usize) -> [f64; 2] {
        [1.0 - self.hyperparameters[i]; 2]
    }
    /// The i-th memory before the update.
    pub fn before(&self, i: usize) -> [f64; 2] {
        self.memories[i][0]
    }
    /// The i-th memory after the update.
    pub fn after(&self, i: usize) -> [f64; 2] {
        self.memories[i][1]
    }
    /// The i-th memory scalar before the update.
    pub fn scalar_before(&self, i: usize) -> f64 {
        self.scalars[i][0]
    }
    /// The i-th memory scalar after the update.
    pub fn scalar_after(&self, i: usize) -> f64 {
        self.scalars[i][1]
    }
}

/// The signs and symbols that rules have in common. α is every rule's first field and β the second, where it has one.
pub mod term {
    use super::Term;

    /// What stands on the left becomes what stands on the right.
    pub const BECOMES: Term = Term::sign("<mo>←</mo>");
    /// Plus.
    pub const PLUS: Term = Term::sign("<mo>+</mo>");
    /// Minus.
    pub const MINUS: Term = Term::sign("<mo>−</mo>");
    /// Divided by.
    pub const OVER: Term = Term::sign("<mo>/</mo>");
    /// The weight before the update.
    pub const WEIGHT: Term = Term::symbol("<mi>w</mi>", |s| s.weights[0]);
    /// The weight after the update.
    pub const NEW_WEIGHT: Term = Term::symbol("<mi>w</mi>", |s| s.weights[1]);
    /// The gradient at the query point, with a coupled weight decay in it.
    pub const GRADIENT: Term = Term::symbol("<mi>g</mi>", |s| s.gradient);
    /// Its square.
    pub const SQUARED_GRADIENT: Term = Term::symbol("<msup><mi>g</mi><mn>2</mn></msup>", |s| s.gradient.map(|g| g * g));
    /// The gradient of the surface at the query point, where a weight decay makes another one of it.
    pub const SLOPE: Term = Term::symbol("<mrow><mo>∇</mo><mi>f</mi></mrow>", |s| s.slope);
    /// The weight before a decoupled weight decay.
    pub const UNDECAYED_WEIGHT: Term = Term::symbol("<mi>w</mi>", |s| s.undecayed);
    /// The learning rate.
    pub const LEARNING_RATE: Term = Term::symbol("<mi>α</mi>", |s| s.hyperparameter(0));
    /// The momentum.
    pub const MOMENTUM: Term = Term::symbol("<mi>β</mi>", |s| s.hyperparameter(1));
    /// One minus the momentum.
    pub const ONE_MINUS_MOMENTUM: Term =
        Term::symbol("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>β</mi><mo>)</mo></mrow>", |s| s.complement(1));
    /// The first memory before the update.
    pub const MEMORY: Term = Term::symbol("<mi>v</mi>", |s| s.before(0));
    /// The first memory after the update.
    pub const NEW_MEMORY: Term = Term::symbol("<mi>v</mi>", |s| s.after(0));
}
