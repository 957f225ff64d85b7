//! A Scene as a short script of a library that takes the same paths.
//!
//! The calls come from the counterparts on the rules' cards, the loss from the surface's card. Where a library has no
//! such optimizer, the script says why and what comes nearest.

mod call;
mod equivalence;
mod script;
mod walk;

pub use call::call;
pub use equivalence::{Constant, EQUIVALENCES, Equivalence};
pub use script::script;

use crate::rule::counterpart::Settings;
use crate::rule::{AnyRule, Card, Counterpart, Library};
use crate::run::Phase;
use crate::trajectory::Trajectory;

/// A library's optimizer that takes a run's path, with what it is called with from when on.
#[derive(Clone, Debug)]
pub struct Match {
    /// The card of the rule that the library carries: the run's own, or one that takes the same path.
    pub card: &'static Card,
    /// The library's call.
    pub counterpart: &'static Counterpart,
    /// Its settings from each update on, the first from update 1.
    pub phases: Vec<(usize, Settings)>,
    /// Whether the library's weights are the points where the run takes its gradients, and not its weights.
    pub at_query: bool,
    /// What has to stay as it is for the path to be the same.
    pub constant: Option<Constant>,
}

/// The optimizer of a library that takes a run's path, or a sentence on why it has none and what comes nearest.
pub fn matching(run: &Trajectory, library: Library) -> Result<Match, String> {
    let mut nearest: Option<Unlike> = None;
    for (card, equivalence) in carriers(run.rule) {
        for counterpart in card.counterparts.iter().filter(|counterpart| counterpart.library == library) {
            match carried(run, card, equivalence, counterpart) {
                Ok(found) => return Ok(found),
                // What is said of the rule's own counterpart says more than what is said of another rule's, and most what
                // is said of one that takes these settings.
                Err(unlike) => {
                    let nearer = equivalence.is_none() && unlike.begins_alike;
                    nearest = if nearer { Some(unlike) } else { nearest.or(Some(unlike)) };
                }
            }
        }
    }
    let card = run.rule.card();
    let told = card.without.iter().find(|(without, _)| *without == library).map(|(_, why)| (*why).to_owned());
    Err(told.or(nearest.map(|unlike| unlike.why)).unwrap_or_else(|| format!("{library} has no {}.", card.title)))
}

impl Match {
    /// The call at the beginning of the run, as its users write it: `torch.optim.SGD(w, lr=0.05, momentum=0.9)`. In
    /// parts, each with the key of the hyperparameter whose value it is, `learning-rate` or `momentum`; the others have
    /// none.
    pub fn first_call_parts(&self) -> Vec<(String, &'static str)> {
        call::parts(self, &self.phases[0].1, "w")
    }

    /// What is to be known beside the call: that another rule takes the path while something is constant, and that
    /// what the library calls its weights are the points where the run takes its gradients.
    pub fn notes(&self) -> Vec<String> {
        let while_constant =
            self.constant.map(|constant| format!("{} takes this path while {}.", self.card.title, constant.words()));
        let at_query = self
            .at_query
            .then(|| "Its weights are the look-ahead points: where this form takes its gradients.".to_owned());
        at_query.into_iter().chain(while_constant).collect()
    }
}

/// The rule itself, then those that take the same path while something is constant.
fn carriers(rule: &'static dyn AnyRule) -> impl Iterator<Item = (&'static Card, Option<&'static Equivalence>)> {
    let name = rule.card().name;
    let others = EQUIVALENCES.iter().filter(move |equivalence| equivalence.from == name);
    let others = others.filter_map(|other| Some((crate::rule::named(other.to)?.card(), Some(other))));
    [(rule.card(), None)].into_iter().chain(others)
}

/// Why a library's optimizer does not take a run's path.
struct Unlike {
    why: String,
    /// Whether it takes the settings, each for itself.
    begins_alike: bool,
}

fn carried(
    run: &Trajectory,
    card: &'static Card,
    equivalence: Option<&'static Equivalence>,
    counterpart: &'static Counterpart,
) -> Result<Match, Unlike> {
    let call = counterpart.call;
    let unlike = |why: String, begins_alike| Unlike { why: format!("{call} comes nearest: {why}."), begins_alike };
    let mut phases = Vec::new();
    for phase in &run.phases {
        let Phase { hyperparameters, .. } = phase;
        let settings = match equivalence {
            None => Settings { hyperparameters: hyperparameters.clone(), choices: run.choices.clone() },
            Some(other) => {
                other.translate(run, hyperparameters, card).map_err(|why| Unlike { why, begins_alike: false })?
            }
        };
        card.arguments(counterpart, &settings).map_err(|why| unlike(why, false))?;
        phases.push((phase.from, settings));
    }
    if let Some(constant) = equivalence.map(|other| other.constant)
        && let Some(step) = constant.ends(run)
    {
        let is = constant.words();
        let why = format!("it takes this path only while {is}, and here that ends at step {step}");
        return Err(unlike(why, true));
    }
    let beta = |settings: &Settings| card.field("momentum").map(|i| settings.hyperparameters[i]);
    if recovers_average(card) && phases.iter().any(|(_, settings)| beta(settings) == Some(0.0)) {
        return Err(unlike("it divides by β, and here β is 0".to_owned(), true));
    }
    let changed = phases.windows(2).find(|pair| beta(&pair[0].1) != beta(&pair[1].1));
    if let (Some([_, (from, _)]), Some(why)) = (changed, fixed_momentum(card, counterpart, equivalence)) {
        return Err(unlike(format!("{why}, and here β changes at step {}", from - 1), true));
    }
    Ok(Match {
        card,
        counterpart,
        phases,
        at_query: equivalence.map_or(counterpart.at_query, |other| other.at_query != counterpart.at_query),
        constant: equivalence.map(|other| other.constant),
    })
}

/// Why a library's path is not the rule's once the momentum changes; none where it stays the same.
fn fixed_momentum(card: &Card, counterpart: &Counterpart, equivalence: Option<&Equivalence>) -> Option<&'static str> {
    if counterpart.at_query || equivalence.is_some_and(|other| other.at_query) {
        Some("its weights are look-ahead points of the β before")
    } else if card.scalars.contains(&"momentum-power") {
        Some("it corrects by a power of the β in force, not by the product of all so far")
    } else if recovers_average(card) {
        Some("it does not keep its average, but finds it from its weights with the β in force")
    } else {
        None
    }
}

/// Whether the libraries find the average of a rule's base weights from the weights between, x = (w - (1-β) z)/β.
fn recovers_average(card: &Card) -> bool {
    card.memories.contains(&"base-weights")
}

#[cfg(test)]
mod tests;
