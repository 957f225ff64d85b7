//! A card as text: what a reader of the docs can print of a rule.

use core::fmt;

use super::Card;
use crate::parameter::Parameter;
use crate::text;

/// Title and name, the sentence, each field in its place with its symbol, its default, what is legal and its units, each
/// choice with its options, the memories with their units, the source and the convention. The recurrence is MathML, in
/// [`Card::recurrence`].
impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})\n{}\n", self.title, self.name, self.words.sentence)?;
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

#[cfg(test)]
mod tests {
    use crate::rule::RULES;

    #[test]
    fn every_card_tells_all_its_fields_and_its_source() {
        for card in RULES.iter().map(|rule| rule.card()) {
            let told = card.to_string();
            assert!(card.fields.iter().all(|field| told.contains(&format!("\n{} ", field.parameter.key))), "{told}");
            assert!(told.contains(card.words.source), "{told}");
        }
    }
}
