//! Ticks at round numbers, and how they are written.

use crate::logarithm::{log10, power};

/// A tick of an axis with a straight scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says.
    pub label: String,
}

/// Round numbers from `low` to `high`, about `room` of them: multiples of 1, 2 or 5 times a power of ten.
pub fn ticks(low: f64, high: f64, room: usize) -> Vec<Tick> {
    let span = high - low;
    if !(span > 0.0 && span.is_finite()) {
        return Vec::new();
    }
    let least = span / room.max(1) as f64;
    // A little below, so that a power of ten counts as itself.
    let exponent = (log10(least) - 1e-6).floor() as i32;
    let unit = power(exponent);
    let (digit, exponent) = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|digit| digit * unit >= least * (1.0 - 1e-9))
        .map_or((1.0, exponent + 1), |digit| (digit, exponent));
    // Multiples of a power below one are divided, so that 0.3 is 3/10 and no sum of tenths.
    let unit = power(exponent.abs());
    let value = |i: f64| if exponent < 0 { i * digit / unit } else { i * digit * unit };
    let step = value(1.0);
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    if !(step > 0.0 && last - first <= 1000.0) {
        return Vec::new();
    }
    let decimals = (-exponent).max(0) as usize;
    let mut ticks = Vec::new();
    for i in 0..=(last - first) as i32 {
        // Adding 0 makes -0 plain.
        let value = value(first + f64::from(i)) + 0.0;
        ticks.push(Tick { value, label: number(value, if value == 0.0 { 0 } else { decimals }) });
    }
    ticks
}

/// A number with so many decimals, with a true minus sign; very large and very small ones with a power of ten.
pub fn number(value: f64, decimals: usize) -> String {
    let size = value.abs();
    let text = if size != 0.0 && !(1e-5..1e6).contains(&size) {
        let text = format!("{value:.2e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        format!("{}e{exponent}", digits.trim_end_matches('0').trim_end_matches('.'))
    } else {
        format!("{value:.decimals$}")
    };
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, room: usize) -> Vec<String> {
        ticks(low, high, room).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(-4.2, 4.2, 5), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(labels(0.0, 100.0, 6), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(0.05, 0.35, 4), ["0.1", "0.2", "0.3"]);
        assert_eq!(labels(-0.3, 0.3, 3), ["−0.2", "0", "0.2"], "zero has no digits to count");
    }

    #[test]
    fn any_interval_has_few_ticks_or_none() {
        for (low, high) in [(0.0, 0.0), (1.0, -1.0), (f64::NAN, 1.0), (-1e150, 1e150), (1e9, 1e9 + 1e-6), (0.0, 1e-290)]
        {
            let count = ticks(low, high, 6).len();
            assert!(count <= 16, "{low}..{high}: {count}");
        }
    }
}
