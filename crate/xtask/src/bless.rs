//! `cargo xtask bless`: rewrites the golden figures from what is drawn now. Look at every one that changes.

use anyhow::Result;

use crate::shell;

/// Rewrites tests/figures/*.svg.
pub(crate) fn run() -> Result<()> {
    shell::run(shell::cargo()?.args(["test", "--quiet", "--test", "figures"]).env("HEAVY_BALL_BLESS", "1"))?;
    println!("tests/figures is rewritten: `git diff --stat tests/figures` names what changed; open those as pictures");
    Ok(())
}
