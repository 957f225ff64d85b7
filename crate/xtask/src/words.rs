//! What there is to read of surfaces and rules, as a script that the page fetches when somebody comes to read it: the
//! opening module leaves it out, and the whole one has it in its catalogue, by the same keys.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use heavy_ball::objective::FAMILIES;
use heavy_ball::rule::{Matched, OPENING, RULES};
use serde_json::{Map, Value, json};

/// The script's name.
const FILE: &str = "words.js";

/// Writes the script into this folder.
pub(crate) fn write(folder: &Path) -> Result<()> {
    fs::write(folder.join(FILE), script()).with_context(|| format!("{FILE} cannot be written"))
}

fn script() -> String {
    let surfaces = FAMILIES.iter().map(|family| {
        let card = family.card;
        (card.name.to_owned(), json!({ "formula": card.formula, "source": card.source, "lesson": card.lesson }))
    });
    let rules = RULES[..OPENING].iter().map(|rule| {
        let card = rule.card();
        let why = if let Matched::Own(why) = card.matched { why } else { "" };
        let words = &card.words;
        let limit = card.limit.map_or_else(String::new, |limit| limit.text());
        let said = json!({
            "source": words.source, "link": words.link, "convention": words.convention, "matchedWhy": why, "limit": limit,
        });
        (card.name.to_owned(), said)
    });
    let [surfaces, rules] = [surfaces.collect(), rules.collect()].map(|words: Map<_, _>| Value::Object(words));
    format!(
        "/** @type {{Record<string, import('../types.js').SurfaceWords>}} */\nexport const SURFACES = {surfaces:#};\n\n\
         /** @type {{Record<string, import('../types.js').RuleWords>}} */\nexport const RULES = {rules:#};\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_says_what_the_opening_module_does_not() {
        let script = script();
        for said in ["\"rosenbrock\": {", "the bend turns the memory", "\"heavy-ball\": {", "<mi>f</mi><mo>=</mo>"] {
            assert!(script.contains(said), "{said}");
        }
        assert!(!script.contains("\"lion\""), "the whole module has a card of its own for what it brings");
    }
}
