//! `cargo xtask test`: every check there is, each shown, timed and counted.
//!
//! A step that fails stops only those that stand on it, and these count as failed too.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use crate::node::{Failure, after_second_run};
use crate::server::{self, Server, Source};
use crate::tally::{Count, Tally};
use crate::{dist, shell, tools, wasm};

/// Where the built page is served to its tests: under a folder, as course sites do, so that an absolute link shows.
const FOLDER: &str = "/notes/heavy-ball/";

/// How long one file of tests in Node may take: the slowest needs a minute, and half as long again on a machine that is
/// busy. What waits for what never comes fails by its name.
const PATIENCE: Duration = Duration::from_secs(180);

/// Runs all steps, closes with `N passed, N failed`, and is a success if nothing failed.
pub(crate) fn run() -> ExitCode {
    let mut tally = Tally::default();
    let components = tally.step("rustfmt and clippy are here", || one(tools::rust_components()));
    // Where it has to be fetched it comes meanwhile. The modules are not built meanwhile: that gains a tenth of their time.
    let chromium = thread::spawn(|| tools::chromium(tools::SHELL));
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
        javascript(&mut tally, chromium);
    } else {
        tally.cannot("types, lint and tests of the JS", "they need the npm packages and the wasm module");
    }

    let (fine, text) = tally.close();
    println!("\n{text}");
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn javascript(tally: &mut Tally, chromium: JoinHandle<Result<PathBuf>>) {
    tally.step("tsc", || one(shell::run(&mut tools::npm_program("tsc")?)));
    tally.step("eslint", || one(shell::run(tools::npm_program("eslint")?.args(["--max-warnings", "0", "."]))));
    tally.step("JS tests", js_tests);
    let site = tally.step("dist", || one(dist::write().map(|_| ())));
    let mut browser = None;
    tally.step("a Chromium is here", || one(joined(chromium).map(|found| browser = Some(found))));
    match browser {
        Some(chromium) if site => {
            let mut flaky = Vec::new();
            tally.step("browser tests", || browser_tests(&chromium, &mut flaky));
            tally.note_flaky(flaky);
        }
        _ => tally.cannot("browser tests", "they need dist/site and a Chromium"),
    }
}

fn joined<T>(work: JoinHandle<Result<T>>) -> Result<T> {
    work.join().unwrap_or_else(|_| bail!("it panicked"))
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

fn js_tests() -> Result<Count> {
    let (content, text) = shell::tee(&mut node_tests(&test_files("tests/www")?, 2)?)?;
    Count::of_node(&text).checked(content)
}

/// The files of tests that failed run once more, alone: a browser has moments of its own. Such a test is `flaky`, and
/// named; there is no third run.
fn browser_tests(chromium: &Path, flaky: &mut Vec<String>) -> Result<Count> {
    let site = Source::Site(shell::root()?.join("dist/site"));
    let server = Server::start(&site, FOLDER, server::listen(0)?)?;
    let run = |files: &[PathBuf], at_a_time| {
        let mut command = node_tests(files, at_a_time)?;
        shell::tee(command.env("CHROMIUM", chromium).env("HEAVY_BALL_URL", &server.address))
    };
    let mut files = test_files("tests/browser")?;
    // The longest first, so that none is left to run alone; three at a time, as a quarter of a browser test is waiting
    // for frames. Node alone takes one on two cores.
    files.sort_by_cached_key(|file| Reverse(file.metadata().map_or(0, |of| of.len())));
    let (content, text) = run(&files, 3)?;
    let first = Count::of_node(&text).checked(content)?;
    if first.failed == 0 {
        return Ok(first);
    }
    let failures = Failure::of_node(&text);
    let told = failures.len() == first.failed as usize;
    let Some(failing) = files_of(&failures, &files).filter(|_| told) else {
        println!("\n-- the files that failed cannot be made out, so none is run again");
        return Ok(first);
    };
    println!("\n-- {} of {} files once more, one at a time", failing.len(), files.len());
    let (content, text) = run(&failing, 1)?;
    let (count, names) = after_second_run(first, &failures, content, &text);
    *flaky = names;
    Ok(count)
}

/// The files to run again, each once; none at all if one of them is not among those that ran, or nothing was told.
fn files_of(failures: &[Failure], files: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let ran = |failure: &Failure| files.iter().find(|file| file.ends_with(&failure.file)).cloned();
    let mut failing = failures.iter().map(ran).collect::<Option<Vec<_>>>()?;
    failing.sort();
    failing.dedup();
    (!failing.is_empty()).then_some(failing)
}

fn node_tests(files: &[PathBuf], at_a_time: u32) -> Result<Command> {
    let mut command = shell::program("node")?;
    command.args(["--test", "--test-reporter=spec"]).arg(format!("--test-timeout={}", PATIENCE.as_millis()));
    command.arg(format!("--test-concurrency={at_a_time}")).args(files);
    Ok(command)
}

/// The tests of a folder of the workspace; there must be some.
fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let files = test_files_in(&shell::root()?.join(folder))?;
    ensure!(!files.is_empty(), "{folder} holds no *.test.js");
    Ok(files)
}

fn test_files_in(folder: &Path) -> Result<Vec<PathBuf>> {
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
        let files = test_files_in(&folder).expect("it can be read");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        assert_eq!(files, [folder.join("a.test.js"), folder.join("b.test.js")]);
    }

    #[test]
    fn only_files_that_ran_are_run_again_each_once() {
        let files = ["a", "b", "c"].map(|name| PathBuf::from(format!("/clone/tests/browser/{name}.test.js")));
        let failure = |file: &str| Failure { file: file.to_owned(), name: "it draws".to_owned() };
        let [b, c] = ["tests/browser/b.test.js", "tests/browser/c.test.js"].map(failure);
        assert_eq!(
            files_of(&[c.clone(), b.clone(), c.clone()], &files),
            Some(vec![files[1].clone(), files[2].clone()])
        );
        assert_eq!(files_of(&[b, failure("tests/browser/hand.js")], &files), None);
        assert_eq!(files_of(&[], &files), None);
    }

    #[test]
    fn a_folder_that_is_absent_holds_no_test() {
        assert!(test_files_in(Path::new("no/such/folder")).expect("absence is no error").is_empty());
    }
}
