//! A card as text: what a reader of the docs can print of a rule.

use core::fmt;

use super::{Card, Term};
use crate::parameter::Parameter;
use crate::text;

/// Title and name, the sentence, the recurrence under the default options, each field with its symbol, its default, what is
/// legal and its units, each choice with its options, the memories with their units, the source and the convention.
impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})\n{}\n", self.title, self.name, self.words.sentence)?;
        let shown = |term: &&Term| term.only.is_none_or(|(choice, option)| self.choices[choice].default == option);
        for line in self.recurrence.iter().filter(|line| line.first().as_ref().is_some_and(shown)) {
            writeln!(f, "{}", text::join(line.iter().filter(shown).map(|term| plain(term.mathml)), " "))?;
        }
        f.write_str("\n")?;
        for Parameter { key, symbol, default, legal, units, meaning, .. } in self.fields.iter().map(|f| f.parameter) {
            let default = text::number(default);
            writeln!(f, "{key} {symbol} (default {default}): {meaning}; {}; units {units}", legal.words)?;
        }
        for choice in self.choices {
            let options = text::join(choice.options.iter().map(|(option, _)| *option), " or ");
            let default = choice.options[choice.default].0;
            writeln!(f, "{} (default {default}): {}; {options}", choice.key, choice.meaning)?;
        }
        for (memory, units) in self.memories.iter().zip(self.memory_units) {
            writeln!(f, "memory: {memory}, a number for each weight; units {units}")?;
        }
        for memory in self.scalars {
            writeln!(f, "memory: {memory}, one number")?;
        }
        write!(f, "\n{}\n{}\n{}", self.words.source, self.words.link, self.words.convention)
    }
}

/// MathML as it is typed: `m/(1−β_1^t)`.
fn plain(mathml: &str) -> String {
    let mut rest = mathml;
    let mut text = String::new();
    while let Some(part) = element(&mut rest) {
        text += &part;
    }
    text
}

/// Takes an element from the front; none where there is none.
fn element(rest: &mut &str) -> Option<String> {
    let (name, behind) = rest.strip_prefix('<')?.split_once('>').filter(|(name, _)| !name.starts_with('/'))?;
    *rest = behind;
    let mut parts: Vec<String> = Vec::new();
    while let Some(part) = element(rest) {
        parts.push(part);
    }
    let (own, behind) = rest.split_once("</")?;
    (_, *rest) = behind.split_once('>')?;
    Some(match (name.split(' ').next()?, &parts[..]) {
        ("mtable", rows) => rows.join("; "),
        ("mtr", cells) => cells.join(" if "),
        ("mfrac", [a, b]) => format!("{}/{}", one(a), one(b)),
        ("msqrt", _) => format!("√{}", one(&parts.concat())),
        ("mroot", [a, n]) => format!("{}^(1/{n})", one(a)),
        ("msub", [a, b]) => format!("{a}_{}", one(b)),
        ("msup", [a, b]) => format!("{}^{}", one(a), one(b)),
        ("msubsup", [a, b, c]) => format!("{a}_{}^{}", one(b), one(c)),
        // A letter with an accent over it.
        ("mover", [a, over]) => a.to_owned() + if over == "¯" { "\u{304}" } else { "\u{302}" },
        _ => parts.iter().fold(own.replace("&gt;", ">").replace("&lt;", "<"), |before, part| beside(before, part)),
    })
}

/// Side by side, so that two numbers do not become one.
fn beside(before: String, part: &str) -> String {
    let numbers = before.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
    before + if numbers { " " } else { "" } + part
}

/// In brackets, where it is several symbols side by side and has none around it.
fn one(part: &str) -> String {
    let (mut symbols, mut depth, mut before) = (0, 0, ' ');
    for c in part.chars() {
        depth -= i32::from(c == ')');
        let goes_on =
            matches!(before, '_' | '^' | '√') || c.is_ascii_digit() && (before.is_ascii_digit() || before == '.');
        if depth == 0 && !(goes_on || matches!(c, '_' | '^' | '.' | ')' | '\u{300}'..'\u{370}')) {
            symbols += 1;
        }
        depth += i32::from(c == '(');
        before = c;
    }
    if symbols == 1 || part.starts_with('‖') && part.ends_with('‖') { part.to_owned() } else { format!("({part})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RULES, named};

    #[test]
    fn mathml_reads_as_it_is_typed() {
        for (mathml, text) in [
            ("<mi>α</mi>", "α"),
            ("<mrow><mo>(</mo><mn>1</mn><mo>−</mo><mi>β</mi><mo>)</mo></mrow>", "(1−β)"),
            (
                "<mfrac><mi>m</mi><mrow><mn>1</mn><mo>−</mo><msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup></mrow></mfrac>",
                "m/(1−β_1^t)",
            ),
            ("<msqrt><mrow><msup><mi>r</mi><mn>2</mn></msup><mo>+</mo><mi>ε</mi></mrow></msqrt>", "√(r^2+ε)"),
            ("<msup><mrow><mo>(</mo><mi>g</mi><mo>−</mo><mi>m</mi><mo>)</mo></mrow><mn>2</mn></msup>", "(g−m)^2"),
            ("<mrow><mo>(</mo><mroot><mi>v</mi><mn>3</mn></mroot><mo>+</mo><mi>ε</mi><mo>)</mo></mrow>", "(v^(1/3)+ε)"),
            ("<mover><mi>g</mi><mo>¯</mo></mover>", "g\u{304}"),
        ] {
            assert_eq!(plain(mathml), text);
        }
    }

    #[test]
    fn every_card_is_told_whole() {
        for card in RULES.iter().map(|rule| rule.card()) {
            let told = card.to_string();
            for term in card.recurrence.iter().copied().flatten() {
                let text = plain(term.mathml);
                let letters: String = term.mathml.split('<').filter_map(|part| Some(part.split_once('>')?.1)).collect();
                assert!(!text.is_empty() && !text.contains("</"), "{}: {}", card.name, term.mathml);
                let kept = |c: char| text.contains(c) || "^ˆ¯&lgt;".contains(c);
                assert!(letters.chars().all(kept), "{}: {text}", card.name);
            }
            assert!(card.fields.iter().all(|field| told.contains(&format!("\n{} ", field.parameter.key))), "{told}");
        }
        let adam = named("adam").expect("it is in the registry").card().to_string();
        let lines =
            "m ← β_1 m + (1−β_1) g\nv ← β_2 v + (1−β_2) g^2\nd ← √(v/(1−β_2^t)+ε_0) + ε\nw ← w − α/(1−β_1^t) m / d\n";
        assert!(adam.contains(lines), "{adam}");
    }
}
