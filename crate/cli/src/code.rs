//! A Scene as a script of a library that takes the same paths.

use anyhow::{Result, anyhow};
use clap::ValueEnum;
use heavy_ball::code;
use heavy_ball::rule::Library as Named;
use heavy_ball::scene::Scene;

/// A library of optimizers.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Library {
    Pytorch,
    Keras,
    Optax,
}

/// The script, or one sentence on why there is none and what comes nearest.
pub(crate) fn script(scene: &Scene, library: Library) -> Result<String> {
    let library = match library {
        Library::Pytorch => Named::PyTorch,
        Library::Keras => Named::Keras,
        Library::Optax => Named::Optax,
    };
    code::script(scene, library).map_err(|why| anyhow!(why))
}
