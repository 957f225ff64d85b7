//! The loose tree that a Scene is read from, whatever it was typed in: an attribute, a hash, JSON.

use crate::text;

/// A value as it was given, before anyone asked what is legal.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON's null, and whatever else has no meaning here.
    Null,
    /// true or false.
    Boolean(bool),
    /// A number, perhaps not finite.
    Number(f64),
    /// Text, as in an attribute.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values, in the order given.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The number it is or spells.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text::parse(text.trim()),
            _ => None,
        }
    }

    /// The text it is.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// How a message shows it, cut where it is long.
    pub fn shown(&self) -> String {
        cut(&self.written())
    }

    /// As JSON.
    fn written(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Boolean(value) => value.to_string(),
            Value::Number(value) => text::number(*value),
            Value::Text(value) => quoted(value),
            Value::List(values) => {
                format!("[{}]", values.iter().map(Value::written).collect::<Vec<_>>().join(","))
            }
            Value::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}:{}", quoted(key), value.written()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
        }
    }
}

/// A text as a sentence shows it: cut where long.
pub(crate) fn cut(whole: &str) -> String {
    let mut short: String = whole.chars().take(60).collect();
    if short.len() < whole.len() {
        short.push('…');
    }
    short
}

/// Text in quotes, with what would end them or the line escaped.
fn quoted(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => vec!['\\', c],
        c if c.is_control() => vec![' '],
        c => vec![c],
    };
    std::iter::once('"').chain(text.chars().flat_map(escape)).chain(['"']).collect()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}
