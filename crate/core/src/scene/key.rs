//! The table of the Scene's keys: what each is called, how it is read and how it is written.

use super::{Limits, Match, Scene, Value, read};
use crate::parameter::Legal;

/// A key of the Scene.
#[derive(Debug)]
pub struct Key {
    /// Its name in attributes and links, kebab-case; JSON has it in camelCase.
    pub name: &'static str,
    /// Reads a value into the Scene, or says what was expected and leaves the Scene as it was. It says nothing where only
    /// a name in the value is unknown: those are named elsewhere.
    pub(super) read: fn(&mut Scene, &Value, Limits) -> Result<(), String>,
    /// The value for JSON.
    pub write: fn(&Scene) -> Value,
}

impl Key {
    /// The value as attribute text.
    pub fn text(&self, scene: &Scene) -> String {
        (self.write)(scene).as_attribute()
    }
}

/// All keys but `version`, in the order in which they are read: the surface, which brings its start, before another start.
pub static KEYS: &[Key] = &[
    Key {
        name: "surface",
        read: |scene, value, _| {
            read::surface(value).map(|read| {
                scene.start = read.family.card.start;
                scene.surface = read;
            })
        },
        write: |scene| scene.surface.to_string().into(),
    },
    Key {
        name: "start",
        read: |scene, value, _| read::point(value).map(|read| scene.start = read),
        write: |scene| Value::List(scene.start.map(Value::Number).into()),
    },
    Key {
        name: "steps",
        read: |scene, value, limits| read::steps(value, limits).map(|read| scene.steps = read),
        write: |scene| (scene.steps as f64).into(),
    },
    Key {
        name: "rules",
        read: |scene, value, _| read::rules(value).map(|read| scene.rules = read),
        write: |scene| Value::List(scene.rules.iter().map(|rule| rule.to_string().into()).collect()),
    },
    Key {
        name: "learning-rate",
        read: |scene, value, _| read::number(value, Legal::NOT_NEGATIVE).map(|read| scene.learning_rate = read),
        write: |scene| scene.learning_rate.into(),
    },
    Key {
        name: "momentum",
        read: |scene, value, _| read::number(value, Legal::FINITE).map(|read| scene.momentum = read),
        write: |scene| scene.momentum.into(),
    },
    Key {
        name: "match",
        read: |scene, value, _| read::matching(value).map(|read| scene.matching = read),
        write: |scene| matching(scene).into(),
    },
    Key {
        name: "schedule",
        read: |scene, value, _| read::schedule(value).map(|read| scene.schedule = read),
        write: |scene| scene.schedule.to_string().into(),
    },
    Key {
        name: "tolerance",
        read: |scene, value, _| read::number(value, Legal::NOT_NEGATIVE).map(|read| scene.tolerance = read),
        write: |scene| scene.tolerance.into(),
    },
];

fn matching(scene: &Scene) -> &'static str {
    match scene.matching {
        Match::Raw => "raw",
        Match::Matched => "matched",
    }
}

/// A kebab-case name in camelCase: `learning-rate` as `learningRate`.
pub fn camel(name: &str) -> String {
    let mut camel = String::new();
    let mut begins = false;
    for c in name.chars() {
        if c != '-' {
            camel.push(if begins { c.to_ascii_uppercase() } else { c });
        }
        begins = c == '-';
    }
    camel
}
