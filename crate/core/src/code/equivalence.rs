//! Rules that take one path while nothing changes: the momentum forms in each other's coordinates.

use crate::rule::Card;
use crate::rule::counterpart::Settings;
use crate::trajectory::Trajectory;

/// A rule that takes another one's path while something is constant.
#[derive(Debug)]
pub struct Equivalence {
    /// The rule whose path it is.
    pub from: &'static str,
    /// The rule that takes it.
    pub to: &'static str,
    /// What has to stay as it is, in words: "α is constant".
    pub while_constant: &'static str,
    /// The other rule's learning rate for a learning rate and a momentum; none where it has none.
    pub learning_rate: fn(f64, f64) -> Option<f64>,
    /// Whether the other rule's weights are the points where the first takes its gradients.
    pub at_query: bool,
}

const ALPHA: &str = "α is constant";
const BOTH: &str = "α and β are constant";

/// All of them. Weight decay and dampening must be off.
pub static EQUIVALENCES: &[Equivalence] = &[
    same("heavy-ball", "trace"),
    same("trace", "heavy-ball"),
    Equivalence { learning_rate: summed, while_constant: BOTH, ..same("ema", "trace") },
    Equivalence { learning_rate: summed, while_constant: BOTH, ..same("ema", "heavy-ball") },
    Equivalence { learning_rate: averaged, while_constant: BOTH, ..same("trace", "ema") },
    Equivalence { learning_rate: averaged, while_constant: BOTH, ..same("heavy-ball", "ema") },
    Equivalence { at_query: true, ..same("nesterov", "nesterov-trace") },
    Equivalence { at_query: true, ..same("nesterov-trace", "nesterov") },
];

const fn same(from: &'static str, to: &'static str) -> Equivalence {
    Equivalence { from, to, while_constant: ALPHA, learning_rate: |alpha, _| Some(alpha), at_query: false }
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
        for key in ["weight-decay", "dampening"] {
            if own.field(key).is_some_and(|i| from[i] != 0.0) {
                return Err(format!("{} with {key} has no other rule's path.", own.title));
            }
        }
        let [alpha, beta] = [from[0], from[1]];
        let alpha = (self.learning_rate)(alpha, beta).ok_or_else(|| format!("{} needs β < 1.", own.title))?;
        let mut hyperparameters: Vec<f64> = card.fields.iter().map(|field| field.parameter.default).collect();
        hyperparameters[..2].copy_from_slice(&[alpha, beta]);
        let choices = card.choices.iter().map(|choice| choice.default).collect();
        Ok(Settings { hyperparameters, choices })
    }
}
