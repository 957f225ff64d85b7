//! `cargo xtask bench`: how fast the built page is, side by side with what it is held to.

use std::fs;

use anyhow::Result;

use crate::server::{self, Server, Source};
use crate::{dist, shell, tools};

/// Builds the page, and prints every measurement of it; an error only where something could not be measured.
pub(crate) fn run() -> Result<()> {
    let site = dist::run()?;
    let chromium = tools::chromium(tools::WINDOWED)?;
    println!("Running the maps natively");
    let native = shell::root()?.join("target/bench-native.json");
    let printed = shell::read(shell::cargo()?.args(["bench", "--quiet", "--package", "heavy-ball", "--bench", "map"]))?;
    fs::write(&native, printed)?;
    let server = Server::start(&Source::Site(site), "/", server::listen(0)?)?;
    println!();
    shell::run(
        shell::program("node")?
            .arg("tests/bench/main.js")
            .env("CHROMIUM", chromium)
            .env("HEAVY_BALL_NATIVE", native)
            .env("HEAVY_BALL_URL", &server.address),
    )
}
