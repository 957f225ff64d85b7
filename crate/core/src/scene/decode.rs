//! From loose values to a Scene: the one decoder for attributes, links, JSON and the CLI.

use super::names::{strangers, twice};
use super::value::cut;
use super::{KEYS, Key, Scene, VERSION, Value, key};
use crate::text;

/// What depends on where the Scene is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The most updates. Others are put here: `limits.steps = 500`.
    pub steps: usize,
    /// What it is read from.
    pub(super) place: Place,
}

/// What a Scene is read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// A script or an attribute.
    Page,
    /// A link, which has a step and a layout besides, and all keys in kebab-case.
    Link,
    /// A file, with no page beside it.
    File,
}

impl Limits {
    /// In the page.
    pub const PAGE: Limits = Limits { steps: 10_000, place: Place::Page };
    /// In the CLI.
    pub const CLI: Limits = Limits { steps: 1_000_000, place: Place::File };

    /// All keys that are legal, as they are spelled there.
    fn keys(self) -> String {
        let is_link = self.place == Place::Link;
        let mut keys = if is_link { "v" } else { "version" }.to_owned();
        for key in KEYS {
            keys += ", ";
            keys += &if is_link { key.name.to_owned() } else { key::camel(key.name) };
        }
        keys + if is_link { ", step, layout" } else { "" }
    }
}

/// Something that was typed and is not legal: the key, the value as shown, and a sentence with what is.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The key as typed.
    pub key: String,
    /// The value, as JSON, cut where long.
    pub value: String,
    /// `learning-rate: expected a finite number ≥ 0, got "fast"`.
    pub message: String,
    /// Whether it is no fault of the Scene, which is newer than this program: the rest of it counts.
    pub notice: bool,
    /// Whether it is the name of a rule that the whole program may know: this one has the opening rules alone.
    pub beyond: bool,
}

impl core::fmt::Display for Problem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Problem {}

impl Problem {
    /// A problem with what was expected in words.
    pub fn new(key: &str, value: &Value, expected: &str) -> Self {
        let shown = value.shown();
        let message = format!("{key}: expected {expected}, got {shown}");
        Problem::told(key, shown, message)
    }

    /// A problem in its own words, about a value as it is shown.
    #[inline(never)]
    pub(super) fn told(key: &str, value: String, message: String) -> Self {
        Problem { key: key.to_owned(), value, message, notice: false, beyond: false }
    }
}

/// Of a Scene no more problems are told than these. It has fewer keys, and a rule fewer arguments: among so many the first
/// have one that is unknown, or given twice.
pub(super) const MOST: usize = 50;

/// Leaves out the problems beyond the most, and says so.
pub(super) fn few(problems: &mut Vec<Problem>) {
    if problems.len() > MOST {
        problems.truncate(MOST + 1);
        for problem in &mut problems[MOST..] {
            let message = format!("{}: and more that is not legal", problem.key);
            *problem = Problem::told(&problem.key, String::new(), message);
        }
    }
}

impl Scene {
    /// A Scene from keys in kebab-case or camelCase, in any order. What is not legal counts as its default and is a
    /// problem, up to 50 of them; of a list of rules the legal ones count. An absent `start` is the surface's own.
    pub fn read<'a>(entries: impl IntoIterator<Item = (&'a str, &'a Value)>, limits: Limits) -> (Scene, Vec<Problem>) {
        Scene::read_all(&entries.into_iter().collect::<Vec<_>>(), limits)
    }

    fn read_all(entries: &[(&str, &Value)], limits: Limits) -> (Scene, Vec<Problem>) {
        let mut scene = Scene::default();
        let mut problems = Vec::new();
        for key in KEYS {
            let Some((name, value)) = entries.iter().rfind(|(name, _)| is(key, name)) else { continue };
            strangers(key, name, value, limits, &mut problems);
            if let Err(expected) = (key.read)(&mut scene, value, limits)
                && !expected.is_empty()
            {
                problems.push(Problem::new(name, value, &expected));
            }
        }
        let is_version = |name: &str| name == "version" || name == "v";
        let notice = entries.iter().any(|(name, value)| is_version(name) && newer(value).is_some());
        let of_view = |name: &str| limits.place == Place::Link && (name == "step" || name == "layout");
        for (i, &(name, value)) in entries.iter().enumerate() {
            if problems.len() > MOST {
                break;
            }
            let own = KEYS.iter().find(|key| is(key, name));
            let same = |other: &str| match own {
                Some(own) => is(own, other),
                None => other == name || is_version(name) && is_version(other),
            };
            if entries.iter().take(i.min(MOST)).filter(|(other, _)| same(other)).count() == 1 {
                problems.push(twice(name, "", value, limits));
            }
            if is_version(name) {
                problems.extend(version(name, value));
            } else if !of_view(name) && own.is_none() {
                let names = limits.keys();
                let (key, value) = (cut(name.trim()), value.shown());
                let what = if key.is_empty() {
                    format!("a key is missing before {value}")
                } else if name.trim() == name {
                    format!("{key}: no such key")
                } else {
                    // Without the quotes it would look like one that there is.
                    format!("\"{}\": no such key", cut(name))
                };
                let message = format!("{what}; there are {names}");
                problems.push(Problem { notice, ..Problem::told(&key, value, message) });
            }
        }
        few(&mut problems);
        (scene, problems)
    }
}

/// Not inlined: each place that asks would hold a copy of it.
#[inline(never)]
fn is(key: &Key, name: &str) -> bool {
    key.name == name || key::camel(key.name) == name
}

/// The number of a version after this.
fn newer(version: &Value) -> Option<f64> {
    version.as_number().filter(|&number| number > f64::from(VERSION) && number.fract() == 0.0)
}

fn version(name: &str, value: &Value) -> Option<Problem> {
    if value.as_number() == Some(f64::from(VERSION)) {
        return None;
    }
    let mut problem = Problem::new(name, value, &format!("version {VERSION}"));
    if let Some(number) = newer(value) {
        let number = text::number(number);
        let versions = format!("this program knows version {VERSION}, the Scene is of version {number}");
        problem.message = format!("{name}: {versions}: newer keys are left out");
        problem.notice = true;
    }
    Some(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(link: &str) -> Vec<String> {
        Scene::open(link, Limits::PAGE).problems.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn of_very_many_problems_the_first_are_told_and_once_that_there_are_more() {
        let many =
            |item: &dyn Fn(usize) -> String, between: &str, count: usize| text::join((0..count).map(item), between);
        for (key, link) in [
            ("rules", format!("rules=ema({})", many(&|i| format!("x{i}=1"), ",", 5000))),
            ("rules", format!("rules=ema({})", many(&|_| "momentum=fast".to_owned(), ",", 5000))),
            ("rules", format!("rules={}", many(&|i| format!("x{i}"), "+", 5000))),
            ("surface", format!("surface=quadratic({})", many(&|i| format!("x{i}=1"), ",", 5000))),
            ("x50", many(&|i| format!("x{i}=1"), "&", 5000)),
            ("step", many(&|_| "step=x".to_owned(), "&", 49)),
            ("step", many(&|_| "step=x".to_owned(), "&", 5000)),
        ] {
            let told = told(&link);
            let more = format!("{key}: and more that is not legal");
            let once = told.iter().filter(|message| **message == more).count();
            if link.len() < 1000 {
                assert_eq!((told.len(), once), (50, 0), "{told:?}");
            } else {
                assert_eq!((told.len(), once, told.last()), (MOST + 1, 1, Some(&more)), "{told:?}");
            }
        }
    }

    #[test]
    fn what_is_given_twice_at_the_end_of_very_much_is_still_refused_and_the_last_one_counts() {
        let same = text::join((0..200).map(|i| format!("momentum=0.{i}")), ",");
        let opened = Scene::open(&format!("rules=ema({same})"), Limits::PAGE);
        assert_eq!(opened.scene.rules[0].to_string(), "ema(momentum=0.199)");
        assert_eq!(told(&format!("rules=ema({same})")), ["rules: momentum of ema is given twice; the last one counts"]);
        let link = same.replace(',', "&");
        assert_eq!(Scene::open(&link, Limits::PAGE).scene.momentum, 0.199);
        assert_eq!(told(&link), ["momentum: given twice; the last one counts"]);
    }

    #[test]
    fn no_scene_and_no_rule_has_as_many_keys_as_would_be_left_out() {
        use crate::{objective::FAMILIES, rule::RULES};
        assert!(KEYS.len() + 4 < MOST);
        let of_rules = RULES.iter().map(|rule| rule.card().fields.len() + rule.card().choices.len());
        assert!(of_rules.chain(FAMILIES.iter().map(|family| family.card.parameters.len())).all(|keys| keys < MOST));
    }
}
