//! Which rules correct an average for its start at 0 by the product of every β so far, βᵗ while β stays.

use super::{Card, Choice};

/// What a rule that keeps such a product calls it.
const PRODUCTS: [&str; 3] = ["momentum-power", "beta1-power", "momentum-product"];

/// The choices under which it corrects nothing by it. NAdam's rising momentum is another one than β, and so is its
/// product.
const OTHERWISE: [(&str, &str); 6] = [
    ("average-correction", "no"),
    ("base", "trace"),
    ("base", "nesterov-trace"),
    ("memory", "average"),
    ("memory", "sum"),
    ("momentum-schedule", "rising"),
];

impl Card {
    /// The place among the scalars of the product that an average is corrected by under these choices; none where it
    /// is not.
    pub fn correction(&self, choices: &[usize]) -> Option<usize> {
        let place = self.scalars.iter().position(|name| PRODUCTS.contains(name))?;
        let otherwise = |(choice, &option): (&Choice, &usize)| {
            choice.options.get(option).is_some_and(|(option, _)| OTHERWISE.contains(&(choice.key, option)))
        };
        (!self.choices.iter().zip(choices).any(otherwise)).then_some(place)
    }
}
