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
            Value::Number(number) => Some(number + 0.0),
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
            Value::Boolean(value) => if *value { "true" } else { "false" }.to_owned(),
            Value::Number(value) => text::number(*value),
            Value::Text(value) => quoted(value),
            Value::List(values) => format!("[{}]", text::join(values.iter().map(Value::written), ",")),
            Value::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| quoted(key) + ":" + &value.written());
                format!("{{{}}}", text::join(entries, ","))
            }
        }
    }

    /// As an attribute has it: a comma between numbers, a space between texts.
    pub(super) fn as_attribute(&self) -> String {
        match self {
            Value::Text(value) => value.clone(),
            Value::List(values) => {
                let texts = values.iter().any(|value| value.as_text().is_some());
                text::join(values.iter().map(Value::as_attribute), if texts { " " } else { "," })
            }
            value => value.written(),
        }
    }
}

/// A text as a sentence shows it: cut where long, and without what would do something to a terminal.
pub(crate) fn cut(whole: &str) -> String {
    let mut short = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i == 60 {
            short.push('…');
            break;
        }
        short.push(if c.is_control() { ' ' } else { c });
    }
    short
}

/// Text in quotes, with what would end them or the line escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        if c == '"' || c == '\\' {
            quoted.push('\\');
        }
        quoted.push(if c.is_control() { ' ' } else { c });
    }
    quoted + "\""
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

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}
