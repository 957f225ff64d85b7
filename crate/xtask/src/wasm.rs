//! The wasm module and its JS glue: cargo builds it, wasm-bindgen (as a library, so that the lock file keeps its version
//! equal to the crate's) writes `www/wasm/heavy_ball.js`, its types and `heavy_ball_bg.wasm`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{shell, tools};

/// The glue's folder, where the page imports it from.
pub(crate) const FOLDER: &str = "www/wasm";
/// The module as wasm-bindgen leaves it.
pub(crate) const MODULE: &str = "heavy_ball_bg.wasm";

/// Builds the module and its glue into [`FOLDER`].
pub(crate) fn build() -> Result<()> {
    tools::wasm_target()?;
    println!("Building the wasm module");
    let module = compile()?;
    let folder = shell::root()?.join(FOLDER);
    Bindgen::new()
        .input_path(module)
        .out_name("heavy_ball")
        .web(true)?
        // The type check of www/ stands on them.
        .typescript(true)
        // Without a default path `init()` would not find the module that lies beside the glue.
        .omit_default_module_path(false)
        .generate(&folder)
        .context("wasm-bindgen could not write the glue")
}

fn compile() -> Result<PathBuf> {
    let output = shell::read(
        shell::cargo()?
            .args(["build", "--package", "heavy-ball-wasm", "--profile", "web", "--target", tools::WASM_TARGET])
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
