//! Short names on the wall between the module and its glue.
//!
//! wasm-bindgen calls every import by what it does and sixteen random digits. They stand in both files, and no host can
//! pack them.

use std::collections::HashMap;

use anyhow::{Context, Result};
use serde_json::Value;

/// What wasm-opt has to be told, so that it gives short names and says which.
pub(crate) const WASM_OPT: &str = "--minify-imports-and-exports-and-modules";

/// The one module that wasm-opt then imports everything from.
const MODULE: &str = "a";

/// The short names in force.
#[derive(Debug, PartialEq)]
pub(crate) struct Names {
    /// The module that everything was imported from.
    module: String,
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl Names {
    /// Reads what wasm-opt wrote.
    pub(crate) fn read(told: &str) -> Result<Names> {
        let told: Value = serde_json::from_str(told).context("wasm-opt told no names")?;
        let list = |key: &str| told[key].as_array().with_context(|| format!("wasm-opt told no {key}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let imports = list("imports")?;
        Ok(Names {
            module: imports.first().map(|import| text(&import[0])).unwrap_or_default(),
            imports: imports.iter().map(|import| (text(&import[1]), text(&import[2]))).collect(),
            exports: list("exports")?.iter().map(|export| (text(&export[0]), text(&export[1]))).collect(),
        })
    }

    /// The glue with the same names as the module: imports are keys of one object, exports are `wasm.name`.
    pub(crate) fn shorten(&self, glue: &str) -> String {
        const WALL: &str = "wasm.";
        let mut short = String::with_capacity(glue.len());
        for word in words(&glue.replace(&format!("\"{}\"", self.module), &format!("\"{MODULE}\""))) {
            let names = if short.ends_with(WALL) { &self.exports } else { &self.imports };
            short.push_str(names.get(word).map_or(word, String::as_str));
        }
        short
    }
}

/// A script's names, and what stands between them.
fn words(script: &str) -> impl Iterator<Item = &str> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| in_name(c) != in_name(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = r#"{
 "imports": [["./x_bg.js", "__wbg_fill_0f", "$"], ["./x_bg.js", "__wbg_fill_1f", "b"]],
 "exports": [["memory", "c"], ["catalogue", "d"]]
}"#;

    #[test]
    fn imports_are_shortened_as_keys_and_exports_behind_the_wall() {
        let glue = r#"
export function catalogue() { return wasm.catalogue(wasm.memory.buffer); }
const imports = { __wbg_fill_0f: function(memory) {}, __wbg_fill_1f: 2, __wbg_fill_1fa: 3 };
return { "./x_bg.js": imports };"#;
        let short = r#"
export function catalogue() { return wasm.d(wasm.c.buffer); }
const imports = { $: function(memory) {}, b: 2, __wbg_fill_1fa: 3 };
return { "a": imports };"#;
        assert_eq!(Names::read(TOLD).expect("it is told").shorten(glue), short);
    }

    #[test]
    fn what_is_no_list_of_names_is_refused() {
        assert!(Names::read("").is_err() && Names::read(r#"{"imports": []}"#).is_err());
    }
}
