//! Where what is printed or drawn goes.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Writes a text into a file, or to standard output for `-`.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    if path == Path::new("-") {
        return print(text);
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Refuses to write a drawing over the Scene that it is drawn from.
pub(crate) fn apart(scene: &Path, output: &Path) -> Result<()> {
    let place = |path: &Path| if path == Path::new("-") { None } else { path.canonicalize().ok() };
    let same = place(scene).is_some_and(|scene| Some(scene) == place(output));
    ensure!(!same, "--output: expected another file than the Scene's, got \"{}\"", output.display());
    Ok(())
}

/// Prints a text.
pub(crate) fn print(text: &str) -> Result<()> {
    stream(|output| output.write_all(text.as_bytes()))
}

/// Prints piece by piece. Who closes standard output before its end has read enough: that is no failure.
pub(crate) fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut output = BufWriter::new(io::stdout().lock());
    match write(&mut output).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(()),
    }
}
