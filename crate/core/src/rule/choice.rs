//! Named conventions: where libraries that mean the same optimizer write it down differently.

/// A convention of a rule, chosen by name in its brackets: `rmsprop(epsilon-place=inside)`.
///
/// It holds for a whole run and is the same in every lane, so a rule may branch on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Its key, kebab-case, as typed.
    pub key: &'static str,
    /// What is chosen, in a few words.
    pub meaning: &'static str,
    /// The names that are legal, each with what it does and who does it so, in a few words.
    pub options: &'static [(&'static str, &'static str)],
    /// The number of the option that is taken where nothing is said.
    pub default: usize,
    /// The key of the field that makes the choice idle where it is 0: with no weight decay there is no form of it.
    pub idle_at_zero: Option<&'static str>,
}

impl Choice {
    /// What stands in [`Now::choices`](super::Now::choices) where the choice is idle. No option has this number.
    pub const IDLE: usize = usize::MAX;

    /// A choice between two, the second of which is an addition: `no` unless said, or `yes`.
    pub const fn switch(key: &'static str, meaning: &'static str) -> Self {
        Choice { key, meaning, options: &[("no", "without"), ("yes", "with")], default: 0, idle_at_zero: None }
    }

    /// The number of the option of this name.
    pub fn option(&self, name: &str) -> Option<usize> {
        self.options.iter().position(|(option, _)| *option == name)
    }
}
