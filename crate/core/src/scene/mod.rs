//! The Scene: the one thing that crosses every border. [`KEYS`] is the table of its keys, from which attributes, hash,
//! JSON and the CLI's input are all decoded, with one set of messages.
//!
//! | key | example | what is legal |
//! |---|---|---|
//! | `surface` | `quadratic(condition-number=20,rotation=30)` | a name of [`FAMILIES`](crate::objective::FAMILIES), with parameters of its card |
//! | `start` | `-3.6,1.05` | a finite point; as a list, two numbers. The surface's own where it is absent |
//! | `steps` | `100` | a whole number from 0 to [`Limits::steps`] |
//! | `rules` | `ema heavy-ball adam(beta2=0.99,learning-rate=0.01)` | 1 to 12 names of [`RULES`](crate::rule::RULES), also as a list of texts, with fields and choices of their cards; a rule may occur twice |
//! | `learning-rate` | `0.05` | α, finite and not below 0 |
//! | `momentum` | `0.9` | β, finite |
//! | `match` | `matched` | `raw` or `matched`: see [`Match`] |
//! | `schedule` | `30:learning-rate=0.005,momentum=0.5; 60:learning-rate=x0.1; 80:gradient=0` | changes, each on the updates after its step; `x` is a factor on the value before, `gradient=0` cuts the engine |
//! | `tolerance` | `0.01` | in units of X, finite and not below 0 |
//!
//! Beside them stands `version`, in a link `v`, which is 1. Attributes and links have the keys as they are here, JSON in
//! camelCase; either is read. This crate reads no JSON itself: a [`Value`] is what a reader of JSON makes of it.
//!
//! ```
//! use heavy_ball::scene::{KEYS, Limits, Scene, Value};
//!
//! let entries = [("surface", "rosenbrock(b=10)"), ("rules", "ema trace(dampening=0.5)"), ("learningRate", "fast")];
//! let entries = entries.map(|(key, text)| (key, Value::from(text)));
//! let (scene, problems) = Scene::read(entries.iter().map(|(key, value)| (*key, value)), Limits::CLI);
//! assert_eq!(problems[0].message, "learningRate: expected a finite number ≥ 0, got \"fast\"");
//! assert_eq!(scene.learning_rate, 0.05);
//! assert_eq!(scene.link(0, "overlay"), "v=1&surface=rosenbrock(b=10)&rules=ema+trace(dampening=0.5)&step=0&layout=overlay");
//! // All keys back as values.
//! let written: Vec<_> = KEYS.iter().map(|key| (key.name, (key.write)(&scene))).collect();
//! let (again, problems) = Scene::read(written.iter().map(|(key, value)| (*key, value)), Limits::CLI);
//! assert!(again == scene && problems.is_empty());
//! ```

mod call;
mod decode;
mod force;
mod key;
mod link;
mod names;
mod read;
mod value;

pub use call::{Call, Fault};
pub use decode::{Limits, Problem};
pub use key::{KEYS, Key, camel};
pub use link::Opened;
pub use read::marker;
pub use value::Value;

use crate::objective::{Family, Surface};
use crate::rule::{self, AnyRule};
use crate::schedule::Schedule;
use crate::text;
use crate::trajectory::Trajectory;

/// The version of the Scene's frozen defaults.
pub const VERSION: u32 = 1;

/// The most runs that a Scene may hold.
pub const RULES_LIMIT: usize = 12;

/// Everything that a figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The surface.
    pub surface: SurfaceChoice,
    /// The weights at step 0: any finite point.
    pub start: [f64; 2],
    /// How many updates.
    pub steps: usize,
    /// The runs, 1 to 12.
    pub rules: Vec<RuleChoice>,
    /// α, finite and not negative.
    pub learning_rate: f64,
    /// β, finite.
    pub momentum: f64,
    /// Whether α is translated for each rule.
    pub matching: Match,
    /// What changes during the run.
    pub schedule: Schedule,
    /// How near a minimizer counts as converged, units X.
    pub tolerance: f64,
}

/// A surface by name, with its parameters in the order of the family's card.
#[derive(Clone)]
pub struct SurfaceChoice {
    /// The family.
    pub family: &'static Family,
    /// All parameters.
    pub parameters: Vec<f64>,
}

/// A rule by name, with the hyperparameters it keeps to itself.
///
/// What is read has a place on the card for each of them. Made by hand with others, it panics where it is asked.
#[derive(Clone)]
pub struct RuleChoice {
    /// The rule.
    pub rule: &'static dyn AnyRule,
    /// Field numbers of the rule's card with their own values, in the order typed.
    pub overrides: Vec<(usize, f64)>,
    /// Its conventions, in the order of its card's choices.
    pub choices: Vec<usize>,
}

/// Whether every rule takes α as it stands, or translated so that the forms are the same method.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Match {
    /// As it stands.
    #[default]
    Raw,
    /// α is the classical one: averages get α/(1-β), a dampened trace α/(1-τ).
    Matched,
}

impl Default for Scene {
    /// Version 1's frozen defaults.
    fn default() -> Self {
        let family = &crate::objective::FAMILIES[0];
        let rules = ["ema", "heavy-ball", "trace"];
        Scene {
            surface: SurfaceChoice { family, parameters: family.defaults() },
            start: family.card.start,
            steps: 100,
            rules: rules.into_iter().filter_map(rule::named).map(RuleChoice::plain).collect(),
            learning_rate: 0.05,
            momentum: 0.9,
            matching: Match::Raw,
            schedule: Schedule::default(),
            tolerance: 0.01,
        }
    }
}

impl Scene {
    /// The surface with these parameters.
    pub fn objective(&self) -> Box<dyn Surface> {
        self.surface.family.surface(&self.surface.parameters)
    }

    /// Runs every rule, in their order.
    pub fn run(&self) -> Vec<Trajectory> {
        self.run_on(&*self.objective())
    }
}

impl RuleChoice {
    /// The rule with nothing overridden.
    pub fn plain(rule: &'static dyn AnyRule) -> Self {
        let choices = rule.card().choices.iter().map(|choice| choice.default).collect();
        RuleChoice { rule, overrides: Vec::new(), choices }
    }

    /// The rule's own value of a field, if it keeps one.
    pub fn own(&self, field: usize) -> Option<f64> {
        self.overrides.iter().rev().find(|(i, _)| *i == field).map(|(_, value)| *value)
    }

    /// Whether a field takes the Scene's value.
    pub fn shares(&self, field: usize) -> bool {
        self.rule.card().fields[field].shared && self.own(field).is_none()
    }

    /// Gives the rule its own value of a field.
    pub fn keep(&mut self, field: usize, value: f64) {
        match self.overrides.iter_mut().rev().find(|(i, _)| *i == field) {
            Some((_, own)) => *own = value,
            None => self.overrides.push((field, value)),
        }
    }

    /// Takes the rule's own value of `learning-rate` or `momentum` from it; tells whether it had one.
    fn forget(&mut self, key: &str) -> bool {
        let (field, before) = (self.rule.card().field(key), self.overrides.len());
        self.overrides.retain(|(own, _)| Some(*own) != field);
        self.overrides.len() < before
    }

    /// The conventions that are not the default, key and option.
    fn conventions(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let choices = self.rule.card().choices.iter().zip(&self.choices);
        let named = choices.filter(|(choice, option)| choice.default != **option);
        named.map(|(choice, &option)| (choice.key, choice.options[option].0))
    }

    /// The name on the page: the title, with what it overrides by symbol.
    pub fn label(&self) -> String {
        let card = self.rule.card();
        let mut label = card.title.to_owned();
        for &(i, value) in &self.overrides {
            label += &format!(", {} {}", card.fields[i].parameter.symbol, text::brief(value));
        }
        for (key, option) in self.conventions() {
            label += &match option {
                "yes" => format!(", {key}"),
                "no" => format!(", without {key}"),
                _ => format!(", {option}"),
            };
        }
        label
    }
}

impl PartialEq for SurfaceChoice {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.family.card, other.family.card) && self.parameters == other.parameters
    }
}

impl PartialEq for RuleChoice {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.rule.card(), other.rule.card())
            && self.overrides == other.overrides
            && self.choices == other.choices
    }
}

impl core::fmt::Debug for SurfaceChoice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{self}")
    }
}

impl core::fmt::Debug for RuleChoice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{self}")
    }
}

/// `name(key=value,...)`, naming the parameters that are not the default.
impl core::fmt::Display for SurfaceChoice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let parameters = self.family.card.parameters.iter().zip(&self.parameters);
        let named = parameters.filter(|(parameter, value)| parameter.default != **value);
        write_call(f, self.family.card.name, &mut named.map(|(p, &value)| (p.key, text::number(value))))
    }
}

/// `name(key=value,...)`, naming what it overrides.
impl core::fmt::Display for RuleChoice {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let card = self.rule.card();
        let numbers = self.overrides.iter().map(|&(i, value)| (card.fields[i].parameter.key, text::number(value)));
        write_call(f, card.name, &mut numbers.chain(self.conventions().map(|(key, name)| (key, name.to_owned()))))
    }
}

fn write_call(
    f: &mut core::fmt::Formatter<'_>,
    name: &str,
    arguments: &mut dyn Iterator<Item = (&'static str, String)>,
) -> core::fmt::Result {
    f.write_str(name)?;
    let mut before = "(";
    for (key, value) in arguments {
        write!(f, "{before}{key}={value}")?;
        before = ",";
    }
    f.write_str(if before == "," { ")" } else { "" })
}

#[cfg(test)]
mod tests;
