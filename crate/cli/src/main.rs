//! `heavy-ball`: the same Scenes without a browser.

mod code;
mod figure;
mod file;
mod map;
mod output;
mod scene;
mod trace;
mod whole;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Heavy Ball without a browser.
///
/// Exits with 0; with 1 where a file or a Scene is not what it should be, or an option is not for that Scene; with 2 where
/// an option is for none.
#[derive(Parser)]
#[command(name = "heavy-ball", version, after_long_help = scene::names())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print every step of every run of a Scene.
    Trace {
        /// A Scene as JSON; `-` reads it from standard input.
        scene: PathBuf,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = trace::Format::Csv)]
        format: trace::Format,
    },
    /// Print a script of a library that takes the same paths.
    Code {
        /// A Scene as JSON; `-` reads it from standard input.
        scene: PathBuf,
        /// Whose optimizers it calls.
        #[arg(long, value_enum)]
        library: code::Library,
    },
    /// Draw a Scene as SVG.
    Figure {
        /// A Scene as JSON; `-` reads it from standard input.
        scene: PathBuf,
        #[command(flatten)]
        options: figure::Options,
    },
    /// Draw a Scene's α-β maps as SVG: what becomes of a run for every α and β.
    Map {
        /// A Scene as JSON; `-` reads it from standard input.
        scene: PathBuf,
        #[command(flatten)]
        options: map::Options,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Trace { scene, format } => scene::read(&scene).and_then(|scene| trace::print(&scene, format)),
        Command::Code { scene, library } => {
            scene::read(&scene).and_then(|scene| output::print(&code::script(&scene, library)?))
        }
        Command::Figure { scene, options } => output::apart(&scene, &options.output)
            .and_then(|()| scene::read(&scene))
            .and_then(|scene| figure::write(&scene, &options)),
        Command::Map { scene, options } => output::apart(&scene, &options.output)
            .and_then(|()| scene::read(&scene))
            .and_then(|scene| map::write(&scene, &options)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
