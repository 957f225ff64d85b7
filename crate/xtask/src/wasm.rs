//! The wasm modules and their JS glue: cargo builds them, wasm-bindgen (as a library, so that the lock file keeps its
//! version equal to the crate's) writes each one's glue, types and `.wasm` file.
//!
//! The page opens with a module of the few rules that it shows first, and fetches the whole one when it is asked for
//! more: both are the same crate, with and without its feature `whole`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{panics, shell, tools, words};

/// The glue's folder, where the page imports it from.
pub(crate) const FOLDER: &str = "www/wasm";

/// A module and how it is built.
pub(crate) struct Module {
    name: &'static str,
    features: &'static [&'static str],
}

/// What the page opens with.
pub(crate) const OPENING: Module = Module { name: "heavy_ball", features: &["--no-default-features"] };

/// All of them, the opening one first.
pub(crate) const MODULES: [Module; 2] = [OPENING, Module { name: "heavy_ball_whole", features: &[] }];

impl Module {
    /// Its JS as wasm-bindgen names it.
    pub(crate) fn glue(&self) -> String {
        format!("{}.js", self.name)
    }

    /// The `.wasm` file as wasm-bindgen names it.
    pub(crate) fn file(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

/// Builds the modules and their glue into [`FOLDER`], and what the opening one leaves unsaid.
pub(crate) fn build() -> Result<()> {
    tools::wasm_target()?;
    for module in &MODULES {
        println!("Building the wasm module {}", module.name);
        let built = compile(module)?;
        let mut bound = Bindgen::new()
            .input_path(built)
            .out_name(module.name)
            .web(true)?
            // The type check of www/ stands on them.
            .typescript(true)
            // Without a default path `init()` would not find the module that lies beside the glue.
            .omit_default_module_path(false)
            .generate_output()
            .context("wasm-bindgen could not make the glue")?;
        panics::silence(bound.wasm_mut());
        bound.emit(shell::root()?.join(FOLDER)).context("the module and its glue cannot be written")?;
    }
    words::write(&shell::root()?.join(FOLDER))
}

fn compile(module: &Module) -> Result<PathBuf> {
    let output = shell::read(
        shell::cargo()?
            .args(["build", "--package", "heavy-ball-wasm", "--profile", "web", "--target", tools::WASM_TARGET])
            .args(module.features)
            .arg("--message-format=json-render-diagnostics")
            // It would replace, not join, the target features of .cargo/config.toml.
            .env_remove("RUSTFLAGS"),
    )?;
    artifact(&output).context("heavy-ball-wasm built no .wasm file: is it a cdylib?")
}

/// The `.wasm` file among cargo's messages; only the crate asked for is a cdylib.
fn artifact(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut files = messages.filter_map(|message| message["filenames"].as_array().cloned()).flatten();
    files.find_map(|file| file.as_str().filter(|name| name.ends_with(".wasm")).map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_artifact_is_the_file_that_ends_in_wasm() {
        let messages = r#"{"reason":"compiler-artifact","filenames":["/t/libm.rlib"]}
{"reason":"compiler-artifact","filenames":["/t/libheavy.rlib","/t/heavy.wasm"]}
{"reason":"build-finished","success":true}"#;
        assert_eq!(artifact(messages), Some(PathBuf::from("/t/heavy.wasm")));
    }

    #[test]
    fn a_build_without_a_module_has_no_artifact() {
        assert_eq!(artifact(r#"{"reason":"compiler-artifact","filenames":["/t/libm.rlib"]}"#), None);
    }
}
