//! Whole numbers among the options, with the same message for each that is not legal.

use anyhow::{Result, bail};

/// The number given for an option if it is legal.
pub(crate) fn whole(option: &str, given: &str, low: usize, high: usize) -> Result<usize> {
    match given.parse() {
        Ok(number) if (low..=high).contains(&number) => Ok(number),
        _ => bail!("--{option}: expected a whole number from {low} to {high}, got {given:?}"),
    }
}
