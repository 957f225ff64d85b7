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

/// Why a text is not calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// There is a comma between two of them.
    Comma,
    /// There are several where one belongs.
    Several,
    /// A bracket is not closed.
    Open,
    /// Something else.
    Other,
}

impl Call {
    /// One call with nothing after it.
    pub fn parse(text: &str) -> Result<Call, Fault> {
        let (mut calls, fault) = Call::parse_list(text);
        match (calls.pop(), fault) {
            (Some(call), None) if calls.is_empty() => Ok(call),
            (_, Some(Fault::Comma)) | (Some(_), None) => Err(Fault::Several),
            (_, fault) => Err(fault.unwrap_or(Fault::Other)),
        }
    }

    /// Calls with white space between them, `ema trace adam(beta2=0.99)`, up to where that is not so any more.
    pub fn parse_list(text: &str) -> (Vec<Call>, Option<Fault>) {
        let text = &mut text.chars().peekable();
        let mut calls = Vec::new();
        space(text);
        while text.peek().is_some() {
            match call(text) {
                Ok(call) => calls.push(call),
                Err(fault) => return (calls, Some(fault)),
            }
            space(text);
        }
        (calls, None)
    }
}

/// What is left of the text.
type Text<'a> = Peekable<Chars<'a>>;

fn call(text: &mut Text) -> Result<Call, Fault> {
    let Some(name) = word(text) else {
        return Err(if text.peek() == Some(&',') { Fault::Comma } else { Fault::Other });
    };
    let mut call = Call { name, arguments: Vec::new() };
    if text.next_if_eq(&'(').is_some() {
        space(text);
        if text.next_if_eq(&')').is_some() {
            return Ok(call);
        }
        loop {
            let pair = pair(text);
            // Where the text ends, or another word begins, a bracket was forgotten.
            let fault = if text.peek().is_none_or(char::is_ascii_alphabetic) { Fault::Open } else { Fault::Other };
            call.arguments.push(pair.ok_or(fault)?);
            match text.next() {
                Some(',') => {}
                Some(')') => break,
                _ => return Err(fault),
            }
        }
    }
    Ok(call)
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
        let (list, fault) = Call::parse_list("ema adam(beta2=0.9) ema");
        assert_eq!((list.len(), fault), (3, None));
        assert_eq!(Call::parse_list("   "), (vec![], None));
    }

    #[test]
    fn half_a_call_is_none_and_neither_are_two_and_a_forgotten_bracket_is_known() {
        for text in ["", "a(b)", "a(b=)", "a)", "<b>", "a(b=1;c=2)", "a((", "a(=1)"] {
            assert_eq!(Call::parse(text), Err(Fault::Other), "{text}");
        }
        for text in ["a b", "a, b", "a(b=1),c(d=2)"] {
            assert_eq!(Call::parse(text), Err(Fault::Several), "{text}");
        }
        for text in ["a(", "a(b", "a(b=", "a(b=1", "a(b=1,", "a(b=1 c(d=2)", "a(b=1 c"] {
            assert_eq!(Call::parse(text), Err(Fault::Open), "{text}");
        }
    }

    #[test]
    fn calls_are_read_up_to_a_comma_between_them() {
        for text in ["a(b=1), c", "a(b=1),c", "a(b=1) ,"] {
            let (calls, fault) = Call::parse_list(text);
            assert_eq!((calls.len(), fault), (1, Some(Fault::Comma)), "{text}");
        }
    }
}
