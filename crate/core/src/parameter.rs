//! A number that a surface or a rule takes: its key, what is legal, and what it means.

/// The numbers that are legal for a key, with the words that say so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Legal {
    /// The smallest legal number.
    pub low: f64,
    /// The largest legal number.
    pub high: f64,
    /// The words for a message: "expected {words}, got ...".
    pub words: &'static str,
}

impl Legal {
    /// Any finite number.
    pub const FINITE: Legal = Legal { low: f64::MIN, high: f64::MAX, words: "a finite number" };
    /// A finite number that is 0 or more.
    pub const NOT_NEGATIVE: Legal = Legal { low: 0.0, high: f64::MAX, words: "a finite number ≥ 0" };
    /// A finite number above 0.
    pub const POSITIVE: Legal = Legal { low: f64::MIN_POSITIVE, high: f64::MAX, words: "a finite number > 0" };
    /// A number from 0 to below 1.
    pub const FRACTION: Legal = Legal { low: 0.0, high: 1.0 - f64::EPSILON / 2.0, words: "a number ≥ 0 and < 1" };
    /// A number from 0 to 1.
    pub const UNIT: Legal = Legal { low: 0.0, high: 1.0, words: "a number from 0 to 1" };

    /// Whether `x` is legal. NaN never is.
    pub fn admits(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }
}

/// A number that a surface or a rule takes by name, `name(key=value)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The key in kebab-case, as typed.
    pub key: &'static str,
    /// The symbol in formulas, one character or a few: `κ`, `β₂`.
    pub symbol: &'static str,
    /// What is taken where nothing is said.
    pub default: f64,
    /// What is legal.
    pub legal: Legal,
    /// The range worth a slider, smallest and largest.
    pub usual: [f64; 2],
    /// The units, with X for a weight's and F for the loss's; "1" where it has none.
    pub units: &'static str,
    /// What it does, in a few words.
    pub meaning: &'static str,
}
