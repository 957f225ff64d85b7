//! A Scene as a short script of a library that takes the same paths.
//!
//! The calls come from the counterparts on the rules' cards, the loss from the surface's card. Where a library has no
//! such optimizer, the script says why and what comes nearest.

mod call;
mod equivalence;
mod script;
mod walk;

pub use call::{Difference, call};
pub use equivalence::{Constant, EQUIVALENCES, Equivalence};
pub use script::script;

use crate::rule::counterpart::Settings;
use crate::rule::{AnyRule, Card, Choice, Counterpart, Library};
use crate::run::Phase;
use crate::text::join;
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
    /// Why it may be another rule, or another convention, than the run's.
    pub equivalence: Option<&'static Equivalence>,
}

/// The optimizer of a library that takes a run's path, or a sentence on why it has none and what comes nearest.
pub fn matching(run: &Trajectory, library: Library) -> Result<Match, String> {
    let mut unlike = Vec::new();
    let calls = carriers(run.rule).flat_map(|(card, of)| card.counterparts.iter().map(move |call| (card, of, call)));
    let mut calls: Vec<_> = calls.filter(|(_, _, call)| call.library == library).collect();
    calls.sort_by_key(|(_, _, call)| call.roundabout);
    for (card, equivalence, counterpart) in calls {
        match carried(run, card, equivalence, counterpart) {
            Ok(found) => return Ok(found),
            Err(other) => unlike.push((equivalence.is_some() || counterpart.roundabout, other)),
        }
    }
    // What is said of the rule's own counterpart says more than what is said of another rule's, and most what is said of
    // the one that differs least.
    let nearest = unlike.into_iter().min_by_key(|(borrowed, other)| (*borrowed, other.size));
    let card = run.rule.card();
    let told = card.without.iter().find(|(without, _)| *without == library).map(|(_, why)| (*why).to_owned());
    Err(told.or(nearest.map(|(_, other)| other.why)).unwrap_or_else(|| format!("{library} has no {}.", card.title)))
}

impl Match {
    /// Which of its phases have other settings than the one before.
    fn changes(&self) -> impl Iterator<Item = usize> {
        (1..self.phases.len()).filter(|&at| self.phases[at].1 != self.phases[at - 1].1)
    }

    /// The call at the beginning of the run, as its users write it: `torch.optim.SGD(w, lr=0.05, momentum=0.9)`. In
    /// parts, each with the key of the hyperparameter whose value it is, `learning-rate` or `momentum`; the others have
    /// none.
    pub fn first_call_parts(&self) -> Vec<(String, &'static str)> {
        call::parts(self, &self.phases[0].1, "w")
    }

    /// What is to be known beside the call: that another rule takes the path while something is constant, that what the
    /// library calls its weights are the points where the run takes its gradients, and that it computes in few bits.
    pub fn notes(&self) -> Vec<String> {
        let while_constant = self.equivalence.map(|other| {
            let who = self.turned(other).unwrap_or_else(|| self.card.title.to_owned());
            format!("{who} takes this path while {}.", other.constant.words())
        });
        let at_query = self
            .at_query
            .then(|| "Its weights are the look-ahead points: where this form takes its gradients.".to_owned());
        let rough = self.differs_in(("precision", "bfloat16")).then(|| {
            "It computes in bfloat16: paths agree to a few per cent, and in all digits with precision=bfloat16 here, too.".to_owned()
        });
        let added = call::added_decay(self.card, self.counterpart, &self.phases[0].1);
        let behind = added
            .filter(|added| !added.coupled)
            .map(|_| "The last link takes α λ w off beside the rule: the decoupled weight decay.".to_owned());
        at_query.into_iter().chain(while_constant).chain(rough).chain(behind).collect()
    }

    /// The rule's own with a convention the other way round, or a field at 0, as it is typed: `rate-place=inside`.
    fn turned(&self, other: &Equivalence) -> Option<String> {
        let key = other.turned?;
        let choice = self.card.choices.iter().position(|choice| choice.key == key);
        let to = choice.map_or("0", |i| self.card.choices[i].options[self.phases[0].1.choices[i]].0);
        Some(format!("It has {key}={to}, which"))
    }

    /// Whether the library follows this convention besides, and the run another one.
    fn differs_in(&self, (key, option): (&str, &str)) -> bool {
        let choices = self.card.choices.iter().zip(&self.phases[0].1.choices);
        let other = |(choice, on): (&Choice, &usize)| choice.key == key && choice.option(option) != Some(*on);
        self.counterpart.besides.contains(&(key, option)) && choices.into_iter().any(other)
    }
}

/// What is in force from when on in a run, but for what no update comes after.
fn acting(run: &Trajectory) -> &[Phase] {
    let late = |phase: &&Phase| phase.from > 1 && phase.from > run.last() && run.stop.is_none();
    &run.phases[..run.phases.len() - run.phases.iter().rev().take_while(late).count()]
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
    /// How much its call differs from the settings; 0 where the paths part all the same.
    size: usize,
}

fn carried(
    run: &Trajectory,
    card: &'static Card,
    equivalence: Option<&'static Equivalence>,
    counterpart: &'static Counterpart,
) -> Result<Match, Unlike> {
    let unlike = |size, why: String| {
        let why = format!("{} comes nearest: {why}.", counterpart.call);
        Unlike { why, size }
    };
    let mut phases = Vec::new();
    for Phase { from, hyperparameters, .. } in acting(run) {
        let settings = match equivalence {
            None => Settings { hyperparameters: hyperparameters.clone(), choices: run.choices.clone() },
            Some(other) => other.translate(run, hyperparameters, card).map_err(|why| unlike(1, why))?,
        };
        let given = card.arguments(counterpart, &settings);
        given.map_err(|all| {
            let size = all.iter().map(|difference| difference.size).sum();
            unlike(size, format!("there {}", join(all.iter().map(|difference| &difference.why), ", and ")))
        })?;
        phases.push((*from, settings));
    }
    if let Some(why) = (Taken { run, card, counterpart, equivalence, phases: &phases }).parts() {
        return Err(unlike(0, why));
    }
    Ok(Match {
        card,
        counterpart,
        phases,
        at_query: equivalence.map_or(counterpart.at_query, |other| other.at_query != counterpart.at_query),
        equivalence,
    })
}

/// A run beside a library's optimizer that takes all of its settings, each for itself: why its path parts all the same.
struct Taken<'a> {
    run: &'a Trajectory,
    card: &'static Card,
    counterpart: &'static Counterpart,
    equivalence: Option<&'static Equivalence>,
    phases: &'a [(usize, Settings)],
}

impl Taken<'_> {
    fn parts(&self) -> Option<String> {
        self.not_constant()
            .or_else(|| self.no_estimate())
            .or_else(|| self.no_variance())
            .or_else(|| self.stands_still())
            .or_else(|| self.turns())
    }

    /// Another rule's path is this one only while something is constant.
    fn not_constant(&self) -> Option<String> {
        let constant = self.equivalence?.constant;
        let step = constant.ends(self.run)?;
        Some(format!("it takes this path only while {}, and here that ends at step {step}", constant.words()))
    }

    /// What a rule does while it has no estimate may be another convention than the library's.
    fn no_estimate(&self) -> Option<String> {
        let Taken { run, card, counterpart, phases, .. } = self;
        let nothing_at_first = run.gradients.first() == Some(&[0.0; 2]) || phases[0].1.hyperparameters[0] == 0.0;
        let (_, theirs) = counterpart.besides.iter().find(|(key, _)| *key == "no-estimate")?;
        let i = card.choices.iter().position(|choice| choice.key == "no-estimate")?;
        let other = card.choices[i].option(theirs) != Some(run.choices[i]);
        let why = if nothing_at_first {
            "its estimate is 0/0 while no gradient has come or α is 0, as here at first"
        } else if self.at("epsilon", &phases[0].1) == Some(0.0) {
            "its first estimate is 0/0 where ε is 0"
        } else {
            return None;
        };
        other.then(|| why.to_owned())
    }

    /// A first gradient is its own mean: what is centered and corrected, or hardly remembers anything, leaves rounding, and
    /// is divided by beside ε.
    fn no_variance(&self) -> Option<String> {
        let on =
            |key| self.card.choices.iter().zip(&self.run.choices).any(|(choice, on)| choice.key == key && *on == 1);
        let (_, first) = self.phases.first()?;
        let nothing = on("bias-correction") || self.at("decay", first).is_some_and(|decay| decay < 1e-6);
        if !on("centered") || !nothing || self.at("initial-square", first) != Some(0.0) {
            return None;
        }
        let [u, v] = *self.run.gradients.first()?;
        let variance = (u * u + v * v) * f64::EPSILON;
        let rounding = if on("epsilon-place") { variance } else { variance.sqrt() };
        let why =
            "its first variance is 0 but for rounding, which no two programs share, and the first step divides by it";
        (rounding > 1e-9 * self.at("epsilon", first)?).then(|| why.to_owned())
    }

    /// Some do something else where β is 0.
    fn stands_still(&self) -> Option<String> {
        let Taken { card, counterpart, phases, .. } = self;
        let still = |settings: &Settings| self.at("momentum", settings) == Some(0.0);
        let first = phases.iter().position(|(_, settings)| still(settings))?;
        if recovers_average(card) {
            return Some("it divides by β, and here β is 0".to_owned());
        }
        if !counterpart.rests_at_zero {
            return None;
        }
        let dampened = |settings: &Settings| self.at("dampening", settings).is_some_and(|tau| tau != 0.0);
        if phases.iter().any(|(_, settings)| still(settings) && dampened(settings)) {
            return Some("it drops its dampening where β is 0, as here".to_owned());
        }
        let (from, _) = phases[first..].iter().find(|(_, settings)| !still(settings))?;
        Some(format!("its memory rests while β is 0, and here that ends at step {}", from - 1))
    }

    /// Some part once the momentum changes.
    fn turns(&self) -> Option<String> {
        let momentum = |(_, settings): &(usize, Settings)| self.at("momentum", settings);
        let (from, _) = self.phases.windows(2).find(|pair| momentum(&pair[0]) != momentum(&pair[1]))?[1];
        let why = if self.counterpart.at_query || self.equivalence.is_some_and(|other| other.at_query) {
            "its weights are look-ahead points of the β before"
        } else if self.card.correction(&self.run.choices).is_some() {
            "it corrects by a power of the β in force, not by the product of all so far"
        } else if recovers_average(self.card) {
            "it does not keep its average, but finds it from its weights with the β in force"
        } else {
            return None;
        };
        Some(format!("{why}, and here β changes at step {}", from - 1))
    }

    fn at(&self, key: &str, settings: &Settings) -> Option<f64> {
        Some(settings.hyperparameters[self.card.field(key)?])
    }
}

/// Whether the libraries find the average of a rule's base weights from the weights between, x = (w - (1-β) z)/β.
fn recovers_average(card: &Card) -> bool {
    card.memories.contains(&"base-weights")
}

#[cfg(test)]
mod tests;
