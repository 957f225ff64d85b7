//! The project's own commands, run as `cargo xtask`: serve the page, build its release files, test everything.
//!
//! One subcommand a file. [`tools`] finds or installs what a bare machine lacks, [`wasm`] makes the module that both the
//! served page and the release stand on.

#![allow(clippy::print_stdout, reason = "a command line talks to its user")]

use std::process::ExitCode;

use clap::Parser;

mod bench;
mod bless;
mod dist;
mod names;
mod node;
mod page;
mod panics;
mod serve;
mod server;
mod sheets;
mod shell;
mod stamp;
mod tally;
mod test;
mod tools;
mod wasm;
mod words;

/// Builds, serves and tests Heavy Ball.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Build the page and serve it on 127.0.0.1; needs cargo alone
    Serve(serve::Options),
    /// Write the optimized page to dist/site; needs Node
    Dist,
    /// Run every check there is and count them
    Test,
    /// Measure the built page beside what it is held to; needs Node and a Chromium
    Bench,
    /// Rewrite the golden figures from what is drawn now
    Bless,
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Serve(options) => serve::run(&options),
        Task::Dist => dist::run().map(|_| ()),
        Task::Test => return test::run(),
        Task::Bench => bench::run(),
        Task::Bless => bless::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One sentence with its causes; a trace of our own calls helps nobody who lacks a tool.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
