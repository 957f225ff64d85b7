//! JS values as the core's loose tree, and back.

use heavy_ball::scene::Value;
use js_sys::{Array, Object};
use serde::{Serialize, Serializer};
use wasm_bindgen::{JsCast, JsValue};

/// The keys and values of a plain JS object; whatever is no text, number or list is a problem.
pub(crate) fn entries(object: &JsValue) -> Vec<(String, Value)> {
    pairs(object, LEVELS)
}

fn pairs(object: &JsValue, levels: u32) -> Vec<(String, Value)> {
    let Some(object) = object.dyn_ref::<Object>() else { return Vec::new() };
    let mut pairs = Vec::new();
    for pair in Object::entries(object).iter() {
        let pair: Array = pair.unchecked_into();
        pairs.push((pair.get(0).as_string().unwrap_or_default(), read(&pair.get(1), levels).unwrap_or(Value::Null)));
    }
    pairs
}

/// A list, and what is in it. What lies deeper than a list is never legal, and only this much of it is said, so that a
/// list that holds itself comes to an end.
pub(crate) const LEVELS: u32 = 2;

/// A value of one key: text, a number, or a list of such; none for what JSON has no word for.
pub(crate) fn read(value: &JsValue, levels: u32) -> Option<Value> {
    if let Some(text) = value.as_string() {
        return Some(Value::Text(text));
    }
    if let Some(number) = value.as_f64() {
        // The sum is the same number, but for -0: a Scene does not tell it from 0.
        return Some(Value::Number(number + 0.0));
    }
    if value.is_bigint() {
        return i64::try_from(value.clone()).ok().map(|whole| Value::Number(whole as f64));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Value::Boolean(flag));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let mut values = Vec::new();
        if levels > 0 {
            for value in list.iter() {
                values.push(read(&value, levels - 1)?);
            }
        }
        return Some(Value::List(values));
    }
    if value.is_object() {
        return Some(Value::Map(if levels > 0 { pairs(value, levels - 1) } else { Vec::new() }));
    }
    (value.is_null() || value.is_undefined()).then_some(Value::Null)
}

/// A value of the core as serde sees it.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Number(value) => serializer.serialize_f64(*value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::List(values) => serializer.collect_seq(values.iter().map(Plain)),
            Value::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, Plain(value)))),
        }
    }
}

/// A value of the core as a plain JS value.
pub(crate) fn to_js(value: &Value) -> JsValue {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    // Of what a Value can be, nothing is refused.
    Plain(value).serialize(&plain).unwrap_or(JsValue::NULL)
}

/// A plain JS object in the making. It takes one property after the other: an array of all, and what is left of it, would
/// be code for every object anew.
pub(crate) struct Record(Object);

impl Record {
    /// One without properties.
    pub(crate) fn new() -> Self {
        Record(Object::new())
    }

    /// One with these properties.
    pub(crate) fn of<K: AsRef<str>>(entries: impl IntoIterator<Item = (K, JsValue)>) -> Self {
        entries.into_iter().fold(Record::new(), |record, (key, value)| record.with(key.as_ref(), value))
    }

    /// The same with one property more.
    pub(crate) fn with(self, key: &str, value: impl Into<JsValue>) -> Self {
        self.set(key, value.into());
        self
    }

    /// Not inlined: every property would hold a copy of it.
    #[inline(never)]
    fn set(&self, key: &str, value: JsValue) {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&self.0, &key.into(), &value);
    }
}

impl From<Record> for JsValue {
    fn from(record: Record) -> Self {
        record.0.into()
    }
}
