//! The one grammar for things with parameters: `name(key=value,key=value)`.

use core::iter::Peekable;
use core::str::Chars;

/// A name with its parameters, as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The name before the bracket.
    pub name: String,
    /// The keys and values inside, in the order typed.
    pub arguments: Vec<(String, String)>,
}

impl Call {
    /// One call with nothing after it.
    pub fn parse(text: &str) -> Option<Call> {
        let mut calls = Call::parse_list(text)?;
        if calls.len() == 1 { calls.pop() } else { None }
    }

    /// Calls with white space between them: `ema trace adam(beta2=0.99)`.
    pub fn parse_list(text: &str) -> Option<Vec<Call>> {
        let text = &mut text.chars().peekable();
        let mut calls = Vec::new();
        space(text);
        while text.peek().is_some() {
            calls.push(call(text)?);
            space(text);
        }
        Some(calls)
    }
}

/// What is left of the text.
type Text<'a> = Peekable<Chars<'a>>;

fn call(text: &mut Text) -> Option<Call> {
    let mut call = Call { name: word(text)?, arguments: Vec::new() };
    if text.next_if_eq(&'(').is_some() {
        space(text);
        if text.next_if_eq(&')').is_some() {
            return Some(call);
        }
        loop {
            call.arguments.push(pair(text)?);
            match text.next()? {
                ',' => {}
                ')' => break,
                _ => return None,
            }
        }
    }
    Some(call)
}

fn pair(text: &mut Text) -> Option<(String, String)> {
    space(text);
    let key = word(text)?;
    space(text);
    text.next_if_eq(&'=')?;
    space(text);
    let value = some(text, |c| !(matches!(c, ',' | '(' | ')' | '=' | ';') || c.is_whitespace()))?;
    space(text);
    Some((key, value))
}

fn word(text: &mut Text) -> Option<String> {
    // No name has a letter beyond ASCII: there, what is a letter need not be known.
    some(text, |c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || !(c.is_ascii() || c.is_whitespace()))
}

/// One character or more for as long as they are legal.
fn some(text: &mut Text, legal: fn(char) -> bool) -> Option<String> {
    let mut some = String::new();
    while let Some(c) = text.next_if(|&c| legal(c)) {
        some.push(c);
    }
    (!some.is_empty()).then_some(some)
}

fn space(text: &mut Text) {
    while text.next_if(|c| matches!(c, ' ' | '\t' | '\r' | '\n')).is_some() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_has_a_name_and_parameters() {
        let call = Call::parse(" quadratic( condition-number=20, rotation = -30 ) ").expect("it is one");
        assert_eq!(call.name, "quadratic");
        let arguments = [("condition-number", "20"), ("rotation", "-30")];
        assert_eq!(call.arguments, arguments.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn brackets_may_be_empty_or_left_out() {
        assert_eq!(Call::parse("beale()"), Call::parse("beale"));
        assert_eq!(Call::parse_list("ema adam(beta2=0.9) ema").map(|list| list.len()), Some(3));
        assert_eq!(Call::parse_list("   "), Some(vec![]));
    }

    #[test]
    fn half_a_call_is_none() {
        for text in ["", "a(", "a(b)", "a(b=)", "a)", "a b", "a(b=1", "<b>", "a(b=1;c=2)"] {
            assert_eq!(Call::parse(text), None, "{text}");
        }
    }
}
