//! What the page asks instead of repeating: keys, surfaces and rules with their ranges, defaults and cards.

use heavy_ball::objective::{self, FAMILIES};
use heavy_ball::parameter::Parameter;
use heavy_ball::rule::{self, Choice, Matched, RULES};
use heavy_ball::scene::{KEYS, Key, Limits, RULES_LIMIT, Scene, Value, camel};
use heavy_ball_figure::style;
use wasm_bindgen::prelude::*;

use crate::loose::{LEVELS, read, to_js};

/// The Scene's keys: `[{name, property}]`. Apart from the catalogue, because the first picture needs no more.
#[wasm_bindgen]
pub fn keys() -> JsValue {
    to_js(&list(KEYS, key))
}

/// The catalogue: `{rulesLimit, surfaces, families, rules}`.
#[wasm_bindgen]
pub fn catalogue() -> JsValue {
    to_js(
        &Record::default()
            .with("rulesLimit", RULES_LIMIT as f64)
            .with("surfaces", list(FAMILIES, |family| surface(family.card)))
            .with("families", list(&rule::Family::ALL, |family| family.title().into()))
            .with("rules", list(RULES, |rule| rule_card(rule.card())))
            .into(),
    )
}

/// Whether a Scene could have these rules: the opening module does not know all of them.
#[wasm_bindgen]
pub fn knows(rules: JsValue) -> bool {
    let rules = read(&rules, LEVELS).unwrap_or(Value::Null);
    Scene::read([("rules", &rules)], Limits::PAGE).1.is_empty()
}

fn key(key: &Key) -> Value {
    Record::default().with("name", key.name).with("property", camel(key.name)).into()
}

fn surface(card: &objective::Card) -> Value {
    Record::default()
        .with("name", card.name)
        .with("title", card.title)
        .with("formula", card.formula)
        .with("source", card.source)
        .with("lesson", card.lesson)
        .with("start", numbers(card.start))
        .with("learningRate", card.learning_rate)
        .with("parameters", list(card.parameters, |p| parameter(p, false)))
        .into()
}

fn rule_card(card: &rule::Card) -> Value {
    let why = if let Matched::Own(why) = card.matched { why } else { "" };
    let limit = card.limit.filter(|_| cfg!(feature = "whole"));
    let term = |term: &rule::Term| {
        let unless_zero = term.unless_zero.map_or("", |field| card.fields[field].parameter.key);
        let only = term.only.map_or(vec![], |(choice, option)| {
            let choice = card.choices[choice];
            vec![choice.key.into(), choice.options[option].0.into()]
        });
        Record::default()
            .with("mathml", term.mathml)
            .with("number", term.value.is_some())
            .with("unlessZero", unless_zero)
            .with("only", Value::List(only))
            .into()
    };
    let mut memories = Vec::new();
    for (&name, &units) in card.memories.iter().zip(card.memory_units) {
        memories.push(Record::default().with("name", name).with("units", units).into());
    }
    let calls: Vec<_> = card.counterparts.iter().filter(|call| !call.roundabout).collect();
    Record::default()
        .with("name", card.name)
        .with("title", card.title)
        .with("usual", style::is_named(card.name))
        .with("family", card.family.title())
        .with("sentence", card.words.sentence)
        .with("usedBy", card.words.used_by)
        .with("source", card.words.source)
        .with("link", card.words.link)
        .with("convention", card.words.convention)
        .with("matchedWhy", why)
        .with("limit", limit.map_or_else(String::new, |limit| limit.text()))
        .with("recurrence", list(card.recurrence, |line| list(line, term)))
        .with("fields", list(card.fields, |field| parameter(&field.parameter, field.shared)))
        .with("axes", list(card.axes, |key| (*key).into()))
        .with("choices", list(card.choices, choice))
        .with("calls", list(&calls, |call| call.call.into()))
        .with("memories", Value::List(memories))
        .into()
}

fn parameter(parameter: &Parameter, shared: bool) -> Value {
    Record::default()
        .with("key", parameter.key)
        .with("symbol", parameter.symbol)
        .with("default", parameter.default)
        .with("usual", numbers(parameter.usual))
        .with("units", parameter.units)
        .with("meaning", parameter.meaning)
        .with("shared", shared)
        .into()
}

fn choice(choice: &Choice) -> Value {
    let option =
        |(name, meaning): &(&str, &str)| Record::default().with("name", *name).with("meaning", *meaning).into();
    Record::default()
        .with("key", choice.key)
        .with("meaning", choice.meaning)
        .with("options", list(choice.options, option))
        .with("default", choice.options[choice.default].0)
        .with("idleAtZero", choice.idle_at_zero.unwrap_or(""))
        .into()
}

/// A plain object in the making, one property after the other.
#[derive(Default)]
struct Record(Vec<(String, Value)>);

impl Record {
    /// The same with one property more.
    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.put(key, value.into());
        self
    }

    /// Not inlined: every property would hold a copy of it.
    #[inline(never)]
    fn put(&mut self, key: &str, value: Value) {
        self.0.push((key.to_owned(), value));
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Value::Map(record.0)
    }
}

/// A list of what each item is in the catalogue.
fn list<T>(items: &[T], of: impl Fn(&T) -> Value) -> Value {
    Value::List(items.iter().map(of).collect())
}

fn numbers([low, high]: [f64; 2]) -> Value {
    Value::List(vec![low.into(), high.into()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entry of this key.
    fn entry<'a>(value: &'a Value, key: &str) -> &'a Value {
        let Value::Map(entries) = value else { panic!("no record with {key}") };
        &entries.iter().find(|(name, _)| name == key).unwrap_or_else(|| panic!("no {key}")).1
    }

    #[test]
    fn a_card_is_all_that_a_rules_row_in_the_picker_and_its_panel_are_made_of() {
        for rule in RULES {
            let card = rule_card(rule.card());
            for key in ["name", "title", "family", "sentence", "usedBy", "source", "link", "convention"] {
                assert!(!entry(&card, key).as_text().unwrap_or_default().is_empty(), "{}: {key}", rule.card().name);
            }
            let Value::List(fields) = entry(&card, "fields") else { panic!("no fields") };
            assert_eq!(fields.len(), rule.card().fields.len());
            let Value::List(choices) = entry(&card, "choices") else { panic!("no choices") };
            assert_eq!(choices.len(), rule.card().choices.len());
        }
    }

    #[test]
    fn a_rule_without_a_place_on_the_first_screen_has_a_card_all_the_same() {
        let card = RULES[0].card();
        let stranger = rule::Card { name: "stranger", ..*card };
        let usual = [card, &stranger].map(|card| entry(&rule_card(card), "usual") == &Value::Boolean(true));
        assert_eq!(usual, [true, false]);
    }
}
