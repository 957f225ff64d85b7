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
    to_js(&record(vec![
        ("rulesLimit", (RULES_LIMIT as f64).into()),
        ("surfaces", list(FAMILIES, |family| surface(family.card))),
        ("families", list(&rule::Family::ALL, |family| family.title().into())),
        ("rules", list(RULES, |rule| rule_card(rule.card()))),
    ]))
}

/// Whether a Scene could have these rules: the opening module does not know all of them.
#[wasm_bindgen]
pub fn knows(rules: JsValue) -> bool {
    let rules = read(&rules, LEVELS).unwrap_or(Value::Null);
    Scene::read([("rules", &rules)], Limits::PAGE).1.is_empty()
}

fn key(key: &Key) -> Value {
    record(vec![("name", key.name.into()), ("property", camel(key.name).into())])
}

fn surface(card: &objective::Card) -> Value {
    record(vec![
        ("name", card.name.into()),
        ("title", card.title.into()),
        ("formula", card.formula.into()),
        ("source", card.source.into()),
        ("lesson", card.lesson.into()),
        ("start", numbers(card.start)),
        ("learningRate", card.learning_rate.into()),
        ("parameters", list(card.parameters, |p| parameter(p, false))),
    ])
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
        record(vec![
            ("mathml", term.mathml.into()),
            ("number", Value::Boolean(term.value.is_some())),
            ("unlessZero", unless_zero.into()),
            ("only", Value::List(only)),
        ])
    };
    let mut memories = Vec::new();
    for (&name, &units) in card.memories.iter().zip(card.memory_units) {
        memories.push(record(vec![("name", name.into()), ("units", units.into())]));
    }
    record(vec![
        ("name", card.name.into()),
        ("title", card.title.into()),
        ("usual", Value::Boolean(style::is_named(card.name))),
        ("family", card.family.title().into()),
        ("sentence", card.words.sentence.into()),
        ("usedBy", card.words.used_by.into()),
        ("source", card.words.source.into()),
        ("link", card.words.link.into()),
        ("convention", card.words.convention.into()),
        ("matchedWhy", why.into()),
        ("limit", limit.map_or_else(String::new, |limit| limit.text()).into()),
        ("recurrence", list(card.recurrence, |line| list(line, term))),
        ("fields", list(card.fields, |field| parameter(&field.parameter, field.shared))),
        ("axes", list(card.axes, |key| (*key).into())),
        ("choices", list(card.choices, choice)),
        ("calls", list(card.counterparts, |call| call.call.into())),
        ("memories", Value::List(memories)),
    ])
}

fn parameter(parameter: &Parameter, shared: bool) -> Value {
    record(vec![
        ("key", parameter.key.into()),
        ("symbol", parameter.symbol.into()),
        ("default", parameter.default.into()),
        ("usual", numbers(parameter.usual)),
        ("units", parameter.units.into()),
        ("meaning", parameter.meaning.into()),
        ("shared", Value::Boolean(shared)),
    ])
}

fn choice(choice: &Choice) -> Value {
    let option =
        |(name, meaning): &(&str, &str)| record(vec![("name", (*name).into()), ("meaning", (*meaning).into())]);
    record(vec![
        ("key", choice.key.into()),
        ("meaning", choice.meaning.into()),
        ("options", list(choice.options, option)),
        ("default", choice.options[choice.default].0.into()),
        ("idleAtZero", choice.idle_at_zero.unwrap_or("").into()),
    ])
}

/// A plain object with these keys.
fn record(entries: Vec<(&str, Value)>) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
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
