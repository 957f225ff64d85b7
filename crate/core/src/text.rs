//! Numbers as text: the shortest that reads back the same, and a short one for reading.

use lexical_parse_float::FromLexical;

/// The number that a text spells. It is the one that `str::parse` reads, whose table of powers would be a twentieth of
/// the page's module; but for `-0`, which is 0.
pub fn parse(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok().map(|x| x + 0.0)
}

/// The shortest text that reads back as the same number: `0.05`, `1e-9`, `-3.6`, `Infinity`.
pub fn number(x: f64) -> String {
    if x.is_infinite() {
        return if x > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = x.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) && !x.is_nan() { format!("{x:e}") } else { format!("{x}") }
}

/// The same for reading, with a true minus, and in four significant digits where it is longer than one writes by hand.
pub fn brief(x: f64) -> String {
    let text = number(x);
    let text = if text.len() > 8 { parse(&format!("{x:.3e}")).map_or(text, number) } else { text };
    text.replace('-', "−")
}

/// Three significant digits at most, for a sentence, with a true minus: `−0.214`, `1.3`, `2.1e−5`, `∞`, `NaN`.
pub fn short(x: f64) -> String {
    read(x, false)
}

/// The same with the zeros at its end, for what changes under the eye and is to keep its width: `1.30`, `2.10e−5`.
pub fn padded(x: f64) -> String {
    read(x, true)
}

fn read(x: f64, padded: bool) -> String {
    if x.is_nan() {
        return "NaN".to_owned();
    }
    if x.is_infinite() {
        return if x > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    // Rounded to three digits first, so that 9.999 counts as 10.0, and never again, so that 0.34649 is not 0.347.
    let rounded = format!("{:.2e}", x.abs());
    let size = parse(&rounded).unwrap_or(x.abs());
    let text = match (size, (1e-3..1e5).contains(&size)) {
        (0.0, _) => "0".to_owned(),
        (_, false) if padded => rounded,
        // The largest ones would be infinite as the number that is read.
        (_, false) => {
            let (digits, power) = rounded.split_once('e').unwrap_or_default();
            format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        (_, true) if padded => {
            // Powers of ten below one are not exact in binary: 0.1 < 1e-1 must not be asked.
            let whole_digits = [1e2, 1e1, 1.0, 0.1, 0.01].into_iter().position(|power| size >= power);
            format!("{size:.*}", whole_digits.unwrap_or(5))
        }
        (_, true) => format!("{size}"),
    };
    let text = text.replace('-', "−");
    if x < 0.0 { format!("−{text}") } else { text }
}

/// So many steps in words: `1 step`, `100 steps`.
pub fn steps(count: usize) -> String {
    if count == 1 { "1 step".to_owned() } else { format!("{count} steps") }
}

/// Texts one after the other, with a separator between.
pub fn join(texts: impl IntoIterator<Item: AsRef<str>>, separator: &str) -> String {
    let mut joined = String::new();
    let mut between = "";
    for text in texts {
        append(&mut joined, between, text.as_ref());
        between = separator;
    }
    joined
}

/// Not inlined: every kind of texts that is joined would hold a copy of it.
#[inline(never)]
fn append(text: &mut String, between: &str, more: &str) {
    text.push_str(between);
    text.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_the_same() {
        let infinite = [f64::INFINITY, -f64::INFINITY];
        for x in [0.05, -3.6, 1e-9, 1e300, 0.1 + 0.2, 0.0, f64::MIN_POSITIVE, 123_456_789.0].into_iter().chain(infinite)
        {
            assert_eq!((number(x).parse::<f64>(), parse(&number(x))), (Ok(x), Some(x)));
        }
        assert_eq!([number(0.05), number(1e-9), number(20.0)], ["0.05", "1e-9", "20"]);
        assert_eq!([number(f64::NAN), number(-f64::INFINITY)], ["NaN", "-Infinity"]);
    }

    #[test]
    fn a_brief_number_has_four_digits_unless_it_is_short() {
        let numbers = [0.216_269_841_269_841_28, 0.001_48 * 0.2, 0.05, 0.99999, -3.6, 1e-9, 123_456.789_123, 1.0 / 3e7];
        assert_eq!(numbers.map(brief), ["0.2163", "0.000296", "0.05", "0.99999", "−3.6", "1e−9", "123500", "3.333e−8"]);
        assert_eq!([f64::NAN, -f64::INFINITY].map(brief), ["NaN", "−Infinity"]);
    }

    #[test]
    fn a_text_spells_the_number_that_std_reads() {
        let same = |text: &str| {
            let bits = |x: Option<f64>| x.map(|x| if x.is_nan() { f64::NAN } else { x }.to_bits());
            assert_eq!(bits(parse(text)), bits(text.parse().ok()), "{text}");
        };
        let words =
            ["", ".", "e5", "1e", "1e+", "5.", ".5", "+5", "--1", "1f", "0x1", "1_0", " 1", "1,5", "−1", "inf", "nan"];
        // Around the smallest numbers, halfway between two, and beyond both ends.
        let exact = [
            "2.4703282292062327208e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "9007199254740993",
            "0.500000000000000166533453693773481063544750213623046875",
            "0e99999999999999999999",
            "1e-99999999999999999999",
        ];
        words.into_iter().chain(exact).for_each(same);
        same(&"9".repeat(500));
        same(&format!("0.{}1", "0".repeat(320)));
        let mut bits: u64 = 1;
        for i in 0..50_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let x = f64::from_bits(bits);
            same(&format!("{x}"));
            same(&format!("{x:.*e}", i % 25));
        }
    }

    #[test]
    fn numbers_for_reading_have_three_digits_and_a_true_minus() {
        let cases = [
            (0.0, "0", "0"),
            (-0.2143, "−0.214", "−0.214"),
            (1.3, "1.30", "1.3"),
            (9.999, "10.0", "10"),
            (0.0015, "0.00150", "0.0015"),
            (0.0123, "0.0123", "0.0123"),
            (0.1, "0.100", "0.1"),
            (0.01, "0.0100", "0.01"),
            (99.96, "100", "100"),
            (54_321.0, "54300", "54300"),
            (-1.0e-5, "−1.00e−5", "−1e−5"),
            (123_456.0, "1.23e5", "1.23e5"),
            (99_960.0, "1.00e5", "1e5"),
            (f64::MAX, "1.80e308", "1.8e308"),
            (f64::NEG_INFINITY, "−∞", "−∞"),
            (f64::NAN, "NaN", "NaN"),
        ];
        for (x, whole, text) in cases {
            assert_eq!((padded(x), short(x)), (whole.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn one_step_is_not_steps() {
        assert_eq!([0, 1, 2, 100].map(steps), ["0 steps", "1 step", "2 steps", "100 steps"]);
    }

    #[test]
    fn a_short_number_is_rounded_once() {
        for x in [3.6516e24, 2.4516e104, 2.7498e-4, 1.4508e12, 8.847e-4, 1.2491e-4, 0.000296, 5e-324, 123_456.0] {
            assert_eq!(padded(x), format!("{x:.2e}").replace('-', "−"));
        }
    }
}
