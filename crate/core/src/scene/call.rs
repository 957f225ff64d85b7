//! The one grammar for things with parameters: `name(key=value,key=value)`.

use winnow::ascii::multispace0;
use winnow::combinator::{delimited, opt, repeat, separated, separated_pair};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::take_while;

/// What went wrong need not be known: half a call is none.
type Read<T> = Result<T, EmptyError>;

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
        delimited(multispace0, call, multispace0).parse(text).ok()
    }

    /// Calls with white space between them: `ema trace adam(beta2=0.99)`.
    pub fn parse_list(text: &str) -> Option<Vec<Call>> {
        delimited(multispace0, repeat(0.., (call, multispace0).map(|(call, _)| call)), multispace0).parse(text).ok()
    }
}

fn call(input: &mut &str) -> Read<Call> {
    let name = word.parse_next(input)?;
    let mut brackets = opt(delimited(('(', multispace0), separated(0.., pair, ','), (multispace0, ')')));
    Ok(Call { name, arguments: brackets.parse_next(input)?.unwrap_or_default() })
}

fn pair(input: &mut &str) -> Read<(String, String)> {
    delimited(multispace0, separated_pair(word, (multispace0, '=', multispace0), value), multispace0).parse_next(input)
}

fn word(input: &mut &str) -> Read<String> {
    // No name has a letter beyond ASCII: there, what is a letter need not be known.
    some(input, |c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || !(c.is_ascii() || c.is_whitespace()))
}

fn value(input: &mut &str) -> Read<String> {
    some(input, |c| !(matches!(c, ',' | '(' | ')' | '=' | ';') || c.is_whitespace()))
}

fn some(input: &mut &str, legal: fn(char) -> bool) -> Read<String> {
    take_while(1.., legal).map(str::to_owned).parse_next(input)
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
