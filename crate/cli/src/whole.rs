//! Whole numbers among the options, with the same message for each that is not legal.

use anyhow::ensure;
use heavy_ball::scene::{Limits, Scene};

/// The number that a text spells if it is legal, or what was expected.
pub(crate) fn whole(text: &str, low: usize, high: usize) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("expected a whole number from {low} to {high}, got {text:?}"))
}

/// A step that a Scene may have.
pub(crate) fn step(text: &str) -> Result<usize, String> {
    whole(text, 0, Limits::CLI.steps)
}

/// The same where this Scene has it, too.
pub(crate) fn step_of(scene: &Scene, step: usize) -> anyhow::Result<usize> {
    ensure!(step <= scene.steps, "--step: expected a whole number from 0 to {}, got \"{step}\"", scene.steps);
    Ok(step)
}
