//! Whole numbers among the options, with the same message for each that is not legal.

/// The number that a text spells if it is legal, or what was expected.
pub(crate) fn whole(text: &str, low: usize, high: usize) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("expected a whole number from {low} to {high}, got {text:?}"))
}

/// A step of a Scene, which has so many.
pub(crate) fn step(text: &str, steps: usize) -> anyhow::Result<usize> {
    whole(text, 0, steps).map_err(|why| anyhow::anyhow!("--step: {why}"))
}
