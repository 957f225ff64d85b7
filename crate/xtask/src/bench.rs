//! `cargo xtask bench`: how fast the built page is, side by side with what it is held to.

use anyhow::Result;

use crate::server::{self, Server, Source};
use crate::{dist, shell, tools};

/// Builds the page, and prints every measurement of it; an error only where something could not be measured.
pub(crate) fn run() -> Result<()> {
    let site = dist::run()?;
    let chromium = tools::chromium(tools::WINDOWED)?;
    println!("Building the maps natively");
    shell::run(shell::cargo()?.args(["bench", "--quiet", "--no-run", "--package", "heavy-ball", "--bench", "map"]))?;
    let server = Server::start(&Source::Site(site), "/", server::listen(0)?)?;
    println!();
    shell::run(
        shell::program("node")?
            .arg("tests/bench/main.js")
            .env("CHROMIUM", chromium)
            .env("HEAVY_BALL_URL", &server.address),
    )
}
