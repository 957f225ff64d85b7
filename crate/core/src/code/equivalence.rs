//! Rules that take one path while nothing changes: the momentum forms in each other's coordinates, one whose α may be on
//! either side of its memory, and one that weighs points by α.

use crate::parameter::Parameter;
use crate::rule::counterpart::Settings;
use crate::rule::{Card, Choice};
use crate::run::Phase;
use crate::text;
use crate::trajectory::Trajectory;

/// A rule that takes another one's path while something is constant.
#[derive(Debug)]
pub struct Equivalence {
    /// The rule whose path it is.
    pub from: &'static str,
    /// The rule that takes it.
    pub to: &'static str,
    /// What has to stay as it is.
    pub constant: Constant,
    /// The other rule's learning rate for a learning rate and a momentum; none where it has none.
    pub learning_rate: fn(f64, f64) -> Option<f64>,
    /// Whether the other rule's weights are the points where the first takes its gradients.
    pub at_query: bool,
    /// The convention that is the other way round, or the field that is 0, where it is the same rule.
    pub turned: Option<&'static str>,
}

/// What has to stay as it is for two rules to take one path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    /// The learning rate: one of the two has it inside its memory.
    Alpha,
    /// The momentum: one of the two averages where the other sums.
    Beta,
    /// Both.
    AlphaAndBeta,
}

impl Constant {
    /// In words, to stand behind "while".
    pub fn words(self) -> &'static str {
        match self {
            Constant::Alpha => "α is constant",
            Constant::Beta => "β is constant",
            Constant::AlphaAndBeta => "α and β are constant",
        }
    }

    /// The step at which it ends in a run.
    pub(super) fn ends(self, run: &Trajectory) -> Option<usize> {
        let [first, rest @ ..] = super::acting(run) else { return None };
        let fields = match self {
            Constant::Alpha => 0..1,
            Constant::Beta => 1..2,
            Constant::AlphaAndBeta => 0..2,
        };
        let moved = |now: &&Phase| now.hyperparameters[fields.clone()] != first.hyperparameters[fields.clone()];
        rest.iter().find(moved).map(|phase| phase.from - 1)
    }
}

/// All of them.
pub static EQUIVALENCES: &[Equivalence] = &[
    same("heavy-ball", "trace"),
    same("trace", "heavy-ball"),
    Equivalence { learning_rate: summed, constant: Constant::Beta, ..same("ema", "trace") },
    Equivalence { learning_rate: summed, constant: Constant::AlphaAndBeta, ..same("ema", "heavy-ball") },
    Equivalence { learning_rate: averaged, constant: Constant::Beta, ..same("trace", "ema") },
    Equivalence { learning_rate: averaged, constant: Constant::AlphaAndBeta, ..same("heavy-ball", "ema") },
    Equivalence { at_query: true, ..same("nesterov", "nesterov-trace") },
    Equivalence { at_query: true, ..same("nesterov-trace", "nesterov") },
    Equivalence { turned: Some("rate-place"), ..same("rmsprop-momentum", "rmsprop-momentum") },
    Equivalence { turned: Some("weight-power"), ..same("schedule-free-adamw", "schedule-free-adamw") },
];

const fn same(from: &'static str, to: &'static str) -> Equivalence {
    Equivalence {
        from,
        to,
        constant: Constant::Alpha,
        learning_rate: |alpha, _| Some(alpha),
        at_query: false,
        turned: None,
    }
}

/// An average takes (1-β) of each gradient: a sum does it with α(1-β).
fn summed(alpha: f64, beta: f64) -> Option<f64> {
    (beta < 1.0).then_some(alpha * (1.0 - beta))
}

fn averaged(alpha: f64, beta: f64) -> Option<f64> {
    (beta < 1.0).then_some(alpha / (1.0 - beta))
}

impl Equivalence {
    /// The other rule's settings for a run's hyperparameters, or why there are none.
    pub(super) fn translate(&self, run: &Trajectory, from: &[f64], card: &Card) -> Result<Settings, String> {
        let own = run.rule.card();
        let [alpha, beta] = [from[0], from[1]];
        let Some(alpha) = (self.learning_rate)(alpha, beta) else {
            return Err(format!("it takes this path only where β < 1, and here β is {}", text::number(beta)));
        };
        let mut hyperparameters: Vec<f64> = card.fields.iter().map(|field| field.parameter.default).collect();
        hyperparameters[..2].copy_from_slice(&[alpha, beta]);
        // A weight decay, which acts on both alike, and a dampening.
        for (field, &value) in own.fields.iter().zip(from).skip(2) {
            let Parameter { key, default, .. } = field.parameter;
            match card.field(key) {
                Some(i) => hyperparameters[i] = value,
                None if value == default => {}
                None => return Err(format!("there {key} is {}, not {}", text::number(default), text::number(value))),
            }
        }
        if let Some(turned) = self.turned.and_then(|key| card.field(key)) {
            hyperparameters[turned] = 0.0;
            // While α rises the points weigh more and more.
            if card.field("warm-up").is_some_and(|i| hyperparameters[i] != 0.0) {
                return Err("it takes this path only without a warm-up".to_owned());
            }
        }
        let option = |choice: &Choice| own.choices.iter().position(|own| own.key == choice.key);
        let choices = card.choices.iter().map(|choice| {
            let own = option(choice).map_or(choice.default, |i| run.choices[i]);
            if self.turned == Some(choice.key) { 1 - own } else { own }
        });
        let choices = choices.collect();
        Ok(Settings { hyperparameters, choices })
    }
}
