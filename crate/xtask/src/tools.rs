//! What the tasks need beside cargo, found on the machine or put there.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// The one target of the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds Rust's library for wasm32 when the toolchain lacks it.
pub(crate) fn wasm_target() -> Result<()> {
    // A toolchain from a distribution has its targets as folders and no rustup: ask the compiler, not rustup.
    let print = ["--print", "target-libdir", "--target", WASM_TARGET];
    let folder = shell::read(shell::program("rustc")?.args(print))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the {WASM_TARGET} target");
    if !shell::succeeds(shell::program("rustup")?.arg("--version")) {
        bail!("this Rust has no {WASM_TARGET} target, and there is no rustup to add it: install one of the two");
    }
    shell::run(shell::program("rustup")?.args(["target", "add", WASM_TARGET]))
}

/// Adds rustfmt and clippy when the toolchain lacks them.
pub(crate) fn rust_components() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !shell::succeeds(shell::cargo()?.args([subcommand, "--version"])) {
            println!("Adding {component}");
            shell::run(shell::program("rustup")?.args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// Brings `node_modules` to what package-lock.json says.
pub(crate) fn node_modules() -> Result<()> {
    let version = match shell::read(shell::program("node")?.arg("--version")) {
        Ok(version) => version,
        Err(_) => bail!("Node is missing: install Node 20.19 or newer, with npm"),
    };
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    if (numbers.next(), numbers.next()) < (Some(20), Some(19)) {
        bail!("Node 20.19 or newer is needed, this is {}", version.trim());
    }
    let root = shell::root()?;
    // npm writes its own copy of the lock last of all, so an install that broke off counts as none.
    if is_newer(&root.join("node_modules/.package-lock.json"), &root.join("package-lock.json")) {
        return Ok(());
    }
    println!("Installing the npm packages of package-lock.json");
    shell::run(shell::program("npm")?.args(["ci", "--no-audit", "--no-fund"]))
}

/// A program that an npm package brought.
pub(crate) fn npm_program(name: &str) -> Result<Command> {
    shell::program(shell::root()?.join("node_modules/.bin").join(name))
}

/// Chromium without windows: the same engine, and the browser tests take three quarters of the time.
pub(crate) const SHELL: &str = "chromium-headless-shell";

/// Chromium as people use it.
pub(crate) const WINDOWED: &str = "chromium";

/// A Chromium: the one `CHROMIUM` names, else one on the path, the one called `first` before all others, else Debian's
/// package where that is allowed.
pub(crate) fn chromium(first: &str) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let found = on_path(Path::new(&named));
        return found.ok_or_else(|| anyhow::anyhow!("CHROMIUM names {named:?}, and there is no such program"));
    }
    let known = || {
        [first, WINDOWED, "chromium-browser", "google-chrome", SHELL].iter().find_map(|name| on_path(Path::new(name)))
    };
    if let Some(found) = known() {
        return Ok(found);
    }
    let is_root = shell::program("id")?.arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if is_root && on_path(Path::new("apt-get")).is_some() {
        shell::run(apt()?.arg("update"))?;
        // Debian 11 has the one with windows alone.
        let packages = if first == WINDOWED { &[WINDOWED][..] } else { &[first, WINDOWED] };
        for package in packages {
            println!("Installing Debian's {package}");
            let installed =
                shell::run(apt()?.args(["install", "--yes", "--no-install-recommends", package, "fonts-liberation"]));
            if let (Ok(()), Some(found)) = (installed, known()) {
                return Ok(found);
            }
        }
    }
    bail!("the browser tests need a Chromium: install the package `chromium`, or name one in the variable CHROMIUM")
}

fn apt() -> Result<Command> {
    let mut command = shell::program("apt-get")?;
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

fn on_path(name: &Path) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    // Joining an absolute path gives that path, so a named file is looked up as it is.
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn is_newer(stamp: &Path, source: &Path) -> bool {
    let time = |file: &Path| file.metadata().and_then(|data| data.modified());
    matches!((time(stamp), time(source)), (Ok(stamp), Ok(source)) if stamp >= source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_that_is_absent_is_never_newer() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(!is_newer(Path::new("no-such-stamp"), &own));
        assert!(is_newer(&own, &own));
    }

    #[test]
    fn programs_are_found_by_name_and_by_place() {
        let shell = on_path(Path::new("sh")).expect("every machine has a shell");
        assert_eq!(on_path(&shell), Some(shell.clone()));
        assert_eq!(on_path(Path::new("no-such-program")), None);
    }

    #[test]
    fn the_locks_name_no_address_but_that_of_crates_io() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let lock = |name| std::fs::read_to_string(root.join(name)).expect("both locks are kept");
        let is_home = |line: &&str| *line == r#"source = "registry+https://github.com/rust-lang/crates.io-index""#;
        let cargo = lock("Cargo.lock");
        let mut sources = cargo.lines().filter(|line| line.starts_with("source")).peekable();
        assert!(sources.peek().is_some());
        assert_eq!(sources.find(|line| !is_home(line)), None);
        let npm = lock("package-lock.json");
        assert!(npm.contains("\"integrity\""));
        assert!(!npm.contains("\"resolved\""), "write it with --omit-lockfile-registry-resolved");
    }
}
