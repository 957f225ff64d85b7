//! Weight decay in its two forms: coupled, into the gradient, or decoupled, off the weight.
//!
//! A rule that decays weights has [`WEIGHT_DECAY`] among its fields, a [`COUPLED`] or [`DECOUPLED`] among its choices,
//! [`coupled_line`] and [`decoupled_line`] at the head of its recurrence, and takes each weight through [`Decay::on`].

use super::{Card, Choice, Field, Now, Term, term};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// The field: λ, 0 unless said.
pub const WEIGHT_DECAY: Field = Field::own(Parameter {
    key: "weight-decay",
    symbol: "λ",
    default: 0.0,
    legal: Legal::NOT_NEGATIVE,
    usual: [0.0, 1.0],
    units: "F/X²",
    meaning: "how strongly the weights are drawn to 0",
});

/// The same where λ is measured in something else: where α λ is the share of a weight that is taken off, in what makes it 1.
pub const fn in_units(units: &'static str) -> Field {
    Field { parameter: Parameter { units, ..WEIGHT_DECAY.parameter }, ..WEIGHT_DECAY }
}

/// The field where α is a length and the decay stands beside it.
pub const BESIDE_LENGTH: Field = in_units("1/X");

/// The field where α is a length, beside a [`COUPLED`].
pub const COUPLED_BESIDE_LENGTH: Field = in_units("F/X², or 1/X decoupled");

/// The field where α is a length, beside a [`DECOUPLED`].
pub const DECOUPLED_BESIDE_LENGTH: Field = in_units("1/X, or F/X² coupled");

/// The choice of its form, coupled unless said.
pub const COUPLED: Choice = Choice {
    key: "decay-form",
    meaning: "what the weight decay acts on",
    options: &[
        ("coupled", "on the gradient: g + λ w goes through the whole rule, as PyTorch has it unless it says decoupled"),
        ("decoupled", "on the weight: α λ w is taken off beside the rule, as in Keras, optax and AdamW"),
    ],
    default: 0,
    idle_at_zero: Some("weight-decay"),
};

/// The choice of its form, decoupled unless said.
pub const DECOUPLED: Choice = Choice { default: 1, ..COUPLED };

/// The weight decay in force at an update.
#[derive(Clone, Copy, Debug)]
pub enum Decay<S> {
    /// None.
    Idle,
    /// λ, into the gradient.
    Coupled(S),
    /// α λ, off the weight.
    Decoupled(S),
}

impl<S: Scalar> Decay<S> {
    /// What is in force where the rule's choice of this number is [`COUPLED`] or [`DECOUPLED`].
    #[inline]
    pub fn new(now: Now<S>, choice: usize, alpha: S, lambda: S) -> Self {
        match now.choices[choice] {
            0 => Decay::Coupled(lambda),
            1 => Decay::Decoupled(alpha * lambda),
            _ => Decay::Idle,
        }
    }

    /// Decays a weight that saw the slope g, and returns the gradient that the rule goes on with.
    #[inline]
    pub fn on(self, w: &mut S, g: S) -> S {
        self.at(*w, w, g)
    }

    /// The same where the slope was seen at the point q, which the decay then is of as well.
    #[inline]
    pub fn at(self, q: S, w: &mut S, g: S) -> S {
        match self {
            Decay::Idle => g,
            // g = g + λ q
            Decay::Coupled(lambda) => g + lambda * q,
            // w = w - α λ q
            Decay::Decoupled(share) => {
                *w = *w - share * q;
                g
            }
        }
    }
}

impl Decay<f64> {
    /// What is in force for a rule with this card.
    pub fn of(card: &Card, now: Now<f64>) -> Self {
        let field = card.field(WEIGHT_DECAY.parameter.key);
        let choice = card.choices.iter().position(|choice| choice.key == COUPLED.key);
        match (field, choice) {
            (Some(field), Some(choice)) => Decay::new(now, choice, now.hyperparameters[0], now.hyperparameters[field]),
            _ => Decay::Idle,
        }
    }
}

/// λ in a recurrence, from its place among the fields.
pub const fn lambda<const FIELD: usize>() -> Term {
    Term::symbol("<mi>λ</mi>", |s| s.hyperparameter(FIELD))
}

/// The line `g ← ∇f + λ w` of a recurrence, there only while the decay is coupled.
pub const fn coupled_line(choice: usize, lambda: Term) -> [Term; 6] {
    [term::GRADIENT.only(choice, 0), term::BECOMES, term::SLOPE, term::PLUS, lambda, term::WEIGHT]
}

/// The line `w ← w - α λ w` of a recurrence, there only while the decay is decoupled.
pub const fn decoupled_line(choice: usize, lambda: Term) -> [Term; 7] {
    [
        term::WEIGHT.only(choice, 1),
        term::BECOMES,
        term::UNDECAYED_WEIGHT,
        term::MINUS,
        term::LEARNING_RATE,
        lambda,
        term::UNDECAYED_WEIGHT,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RULES;

    #[test]
    fn what_is_taken_off_a_weight_is_a_share_of_it_in_units_as_well() {
        for card in RULES.iter().map(|rule| rule.card()) {
            let Some(i) = card.field("weight-decay") else { continue };
            let form = card.choices.iter().find(|choice| choice.key == COUPLED.key).map(|choice| choice.default);
            let beside = match card.fields[0].parameter.units {
                "X" => "1/X",
                "X²/F" => "F/X²",
                "X²/√F" => "√F/X²",
                units => units,
            };
            let units = match (form, card.name) {
                (Some(_), _) if beside == "F/X²" => beside.to_owned(),
                (Some(0), _) => format!("F/X², or {beside} decoupled"),
                (Some(_), _) => format!("{beside}, or F/X² coupled"),
                (None, "adamw" | "adafactor" | "momo" | "momo-adam" | "schedule-free-adamw" | "schedule-free-sgd") => {
                    beside.to_owned()
                }
                (None, _) => continue,
            };
            assert_eq!(card.fields[i].parameter.units, units, "{}", card.name);
        }
    }
}
