//! `cargo xtask test`: every check there is, each shown, timed and counted.
//!
//! A step that fails stops only those that stand on it, and these count as failed too.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, ensure};

use crate::server::{self, Server, Source};
use crate::tally::{Count, Tally};
use crate::{dist, shell, tools, wasm};

/// Where the built page is served to its tests: under a folder, as course sites do, so that an absolute link shows.
const FOLDER: &str = "/notes/heavy-ball/";

/// Runs all steps, closes with `N passed, N failed`, and is a success if nothing failed.
pub(crate) fn run() -> ExitCode {
    let mut tally = Tally::default();
    let components = tally.step("rustfmt and clippy are here", || one(tools::rust_components()));
    if components {
        tally.step("cargo fmt", || one(shell::run(shell::cargo()?.args(["fmt", "--all", "--check"]))));
        tally.step("clippy, native", || clippy(&["--workspace", "--all-targets"]));
    } else {
        tally.cannot("cargo fmt and clippy", "rustfmt and clippy are missing");
    }
    let module = tally.step("wasm module", || one(wasm::build()));
    if components && module {
        tally.step("clippy, wasm32", || {
            let crates = ["heavy-ball", "heavy-ball-figure", "heavy-ball-wasm"];
            let packages = crates.iter().flat_map(|name| ["--package", name]);
            clippy(&packages.chain(["--target", tools::WASM_TARGET]).collect::<Vec<_>>())
        });
    } else {
        tally.cannot("clippy, wasm32", "its target or clippy is missing, or the module does not build");
    }
    tally.step("cargo test", rust_tests);
    tally.step("cargo doc", || {
        let mut doc = shell::cargo()?;
        doc.args(["doc", "--workspace", "--no-deps"]);
        one(shell::run(doc.env("RUSTDOCFLAGS", "--deny warnings")))
    });
    let packages = tally.step("npm packages", || one(tools::node_modules()));
    if packages && module {
        javascript(&mut tally);
    } else {
        tally.cannot("types, lint and tests of the JS", "they need the npm packages and the wasm module");
    }

    let (fine, text) = tally.close();
    println!("\n{text}");
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn javascript(tally: &mut Tally) {
    tally.step("tsc", || one(shell::run(&mut tools::npm_program("tsc")?)));
    tally.step("eslint", || one(shell::run(tools::npm_program("eslint")?.args(["--max-warnings", "0", "."]))));
    tally.step("JS tests", || node_tests("tests/www", |_| {}));
    let site = tally.step("dist", || one(dist::write().map(|_| ())));
    let mut browser = None;
    tally.step("a Chromium is here", || one(tools::chromium().map(|found| browser = Some(found))));
    match browser {
        Some(chromium) if site => {
            tally.step("browser tests", || browser_tests(&chromium));
        }
        _ => tally.cannot("browser tests", "they need dist/site and a Chromium"),
    }
}

fn one(done: Result<()>) -> Result<Count> {
    done.map(|()| Count::ONE)
}

fn clippy(selection: &[&str]) -> Result<Count> {
    one(shell::run(shell::cargo()?.arg("clippy").args(selection).args(["--", "--deny", "warnings"])))
}

fn rust_tests() -> Result<Count> {
    let (content, text) = shell::tee(shell::cargo()?.args(["test", "--workspace", "--no-fail-fast"]))?;
    Count::of_cargo(&text).checked(content)
}

fn browser_tests(chromium: &Path) -> Result<Count> {
    let site = Source::Site(shell::root()?.join("dist/site"));
    let server = Server::start(&site, FOLDER, server::listen(0)?)?;
    node_tests("tests/browser", |command| {
        command.env("CHROMIUM", chromium).env("HEAVY_BALL_URL", &server.address);
    })
}

fn node_tests(folder: &str, prepare: impl FnOnce(&mut Command)) -> Result<Count> {
    let files = test_files(&shell::root()?.join(folder))?;
    ensure!(!files.is_empty(), "{folder} holds no *.test.js");
    let mut command = shell::program("node")?;
    // Two files at a time: most of a browser test is waiting for frames, and Node alone takes one on two cores.
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).args(files);
    prepare(&mut command);
    let (content, text) = shell::tee(&mut command)?;
    Count::of_node(&text).checked(content)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let file = entry?.path();
            if file.to_string_lossy().ends_with(".test.js") {
                files.push(file);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_files_are_run_and_in_order() {
        let folder = std::env::temp_dir().join(format!("heavy-ball-tests-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder is ours");
        for name in ["b.test.js", "a.test.js", "helper.js"] {
            std::fs::write(folder.join(name), "").expect("the folder is ours");
        }
        let files = test_files(&folder).expect("it can be read");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        assert_eq!(files, [folder.join("a.test.js"), folder.join("b.test.js")]);
    }

    #[test]
    fn a_folder_that_is_absent_holds_no_test() {
        assert!(test_files(Path::new("no/such/folder")).expect("absence is no error").is_empty());
    }
}
