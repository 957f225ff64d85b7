//! Other programs: run them, show what they say, and say plainly which one failed.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The folder of the workspace.
pub(crate) fn root() -> Result<PathBuf> {
    let own = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
    let root = Path::new(&own).ancestors().nth(2).context("the xtask lies two folders under the workspace")?;
    Ok(root.to_owned())
}

/// A program that will run in the workspace's folder and never asks anything.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(name);
    command.current_dir(root()?).stdin(Stdio::null());
    Ok(command)
}

/// The cargo that runs this xtask, so that its toolchain is used throughout.
pub(crate) fn cargo() -> Result<Command> {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program with its output shown.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", named(command)))?;
    if status.success() { Ok(()) } else { bail!("{} failed ({status})", named(command)) }
}

/// Runs a program and returns what it writes to its standard output; its errors are shown.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", named(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", named(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} wrote no UTF-8", named(command)))
}

/// Whether a program can be started and is content; nothing is shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a program with its output shown, and returns as well whether it succeeded and what it wrote.
pub(crate) fn tee(command: &mut Command) -> Result<(bool, String)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", named(command)))?;
    let mut text = String::new();
    let mut lines = BufReader::new(child.stdout.take().context("the output is piped")?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        std::io::stdout().write_all(&line)?;
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok((child.wait()?.success(), text))
}

fn named(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args().take(3));
    let name = |word: &OsStr| Path::new(word).file_name().unwrap_or(word).to_string_lossy().into_owned();
    words.map(name).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_with_its_first_words() {
        let trouble = run(Command::new("sh").args(["-c", "exit 3"])).expect_err("exit 3 is a failure");
        assert_eq!(trouble.to_string(), "sh -c exit 3 failed (exit status: 3)");
    }

    #[test]
    fn a_program_that_is_absent_is_named() {
        let trouble = run(&mut Command::new("no-such-program")).expect_err("there is none");
        assert_eq!(trouble.to_string(), "cannot start no-such-program");
    }

    #[test]
    fn tee_gives_the_text_and_the_failure() {
        let (fine, text) = tee(Command::new("sh").args(["-c", "echo one; echo two; false"])).expect("sh starts");
        assert!(!fine);
        assert_eq!(text, "one\ntwo\n");
    }
}
