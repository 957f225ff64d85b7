//! What the page asks instead of repeating: keys, surfaces and rules with their ranges, defaults and cards.

use heavy_ball::objective::{self, FAMILIES};
use heavy_ball::parameter::Parameter;
use heavy_ball::rule::{self, Matched, RULES};
use heavy_ball::scene::{KEYS, Limits, VERSION, camel};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Catalogue {
    version: u32,
    steps_limit: usize,
    keys: Vec<KeyCard>,
    surfaces: Vec<SurfaceCard>,
    rules: Vec<RuleCard>,
}

#[derive(Serialize)]
struct KeyCard {
    name: &'static str,
    property: String,
    legal: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SurfaceCard {
    name: &'static str,
    title: &'static str,
    formula: &'static str,
    source: &'static str,
    lesson: &'static str,
    start: [f64; 2],
    learning_rate: f64,
    parameters: Vec<ParameterCard>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleCard {
    name: &'static str,
    title: &'static str,
    sentence: &'static str,
    used_by: &'static str,
    source: &'static str,
    convention: &'static str,
    matched: &'static str,
    matched_why: &'static str,
    recurrence: Vec<Vec<TermCard>>,
    fields: Vec<ParameterCard>,
    memories: Vec<MemoryCard>,
    limit: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TermCard {
    mathml: &'static str,
    number: bool,
    unless_zero: &'static str,
}

#[derive(Serialize)]
struct MemoryCard {
    name: &'static str,
    units: &'static str,
}

#[derive(Serialize)]
struct ParameterCard {
    key: &'static str,
    symbol: &'static str,
    default: f64,
    low: f64,
    high: f64,
    legal: &'static str,
    usual: [f64; 2],
    units: &'static str,
    meaning: &'static str,
    shared: bool,
}

impl ParameterCard {
    fn new(parameter: &Parameter, shared: bool) -> Self {
        ParameterCard {
            key: parameter.key,
            symbol: parameter.symbol,
            default: parameter.default,
            low: parameter.legal.low,
            high: parameter.legal.high,
            legal: parameter.legal.words,
            usual: parameter.usual,
            units: parameter.units,
            meaning: parameter.meaning,
            shared,
        }
    }
}

impl SurfaceCard {
    fn new(card: &objective::Card) -> Self {
        SurfaceCard {
            name: card.name,
            title: card.title,
            formula: card.formula,
            source: card.source,
            lesson: card.lesson,
            start: card.start,
            learning_rate: card.learning_rate,
            parameters: card.parameters.iter().map(|parameter| ParameterCard::new(parameter, false)).collect(),
        }
    }
}

impl RuleCard {
    fn new(card: &rule::Card) -> Self {
        let (matched, matched_why) = match card.matched {
            Matched::Classical => ("classical", ""),
            Matched::Average => ("average", ""),
            Matched::Dampened => ("dampened", ""),
            Matched::Own(why) => ("own", why),
        };
        let term = |term: &rule::Term| TermCard {
            mathml: term.mathml,
            number: term.value.is_some(),
            unless_zero: term.unless_zero.map_or("", |field| card.fields[field].parameter.key),
        };
        let memories = card.memories.iter().zip(card.memory_units);
        RuleCard {
            name: card.name,
            title: card.title,
            sentence: card.sentence,
            used_by: card.used_by,
            source: card.source,
            convention: card.convention,
            matched,
            matched_why,
            recurrence: card.recurrence.iter().map(|line| line.iter().map(term).collect()).collect(),
            fields: card.fields.iter().map(|field| ParameterCard::new(&field.parameter, field.shared)).collect(),
            memories: memories.map(|(&name, &units)| MemoryCard { name, units }).collect(),
            limit: card.limit.map_or("", |limit| limit.formula),
        }
    }
}

/// The catalogue: `{version, stepsLimit, keys, surfaces, rules}`.
#[wasm_bindgen]
pub fn catalogue() -> JsValue {
    let catalogue = Catalogue {
        version: VERSION,
        steps_limit: Limits::PAGE.steps,
        keys: KEYS
            .iter()
            .map(|key| KeyCard { name: key.name, property: camel(key.name), legal: (key.legal)(Limits::PAGE) })
            .collect(),
        surfaces: FAMILIES.iter().map(|family| SurfaceCard::new(family.card)).collect(),
        rules: RULES.iter().map(|rule| RuleCard::new(rule.card())).collect(),
    };
    serde_wasm_bindgen::to_value(&catalogue).unwrap_or(JsValue::NULL)
}
