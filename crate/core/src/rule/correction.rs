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
        let chosen = |(choice, &option): (&Choice, &usize)| Some((choice.key, choice.options.get(option)?.0));
        let mut chosen = self.choices.iter().zip(choices).filter_map(chosen);
        chosen.all(|chosen| !OTHERWISE.contains(&chosen)).then_some(place)
    }
}
