//! Decimal logarithms and powers of ten, quick to take and as they are read.
//!
//! The platform's own `log10` and `powf` would add several KB to the page.

/// The decimal logarithm to seven digits, for heights in pixels: the exact one takes ten times as long, and is taken
/// of every loss of every run at every move of the hand.
#[inline]
pub(crate) fn log10(x: f64) -> f64 {
    const LOG10_2: f64 = core::f64::consts::LOG10_2;
    if !(f64::MIN_POSITIVE..f64::INFINITY).contains(&x) {
        // Numbers below the normal range are lifted into it.
        const LIFT: f64 = (1u64 << 54) as f64;
        return match x {
            x if x <= 0.0 => f64::NEG_INFINITY,
            x if x < f64::MIN_POSITIVE => log10(x * LIFT) - 54.0 * LOG10_2,
            // Infinity and NaN.
            x => x,
        };
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52) as i32 - 1023;
    let mantissa = f64::from_bits(bits & 0x000F_FFFF_FFFF_FFFF | 1023 << 52);
    // To √½..√2, where the series is quick: ln m = 2 (t + t³/3 + t⁵/5 + ...).
    let (mantissa, exponent) =
        if mantissa > core::f64::consts::SQRT_2 { (mantissa * 0.5, exponent + 1) } else { (mantissa, exponent) };
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let u = t * t;
    let ln = 2.0 * t * (1.0 + u * (1.0 / 3.0 + u * (1.0 / 5.0 + u * (1.0 / 7.0))));
    f64::from(exponent) * LOG10_2 + ln * core::f64::consts::LOG10_E
}

/// 10⁻⁴, as is read; 1 and 10 as they are.
pub(crate) fn power_of_ten(exponent: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match exponent {
        0 => "1".into(),
        1 => "10".into(),
        _ => {
            let sign = if exponent < 0 { "⁻" } else { "" };
            let digits = exponent.unsigned_abs().to_string();
            let raised: String = digits.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
            format!("10{sign}{raised}")
        }
    }
}

/// 10 to a whole power, right to the last digits.
pub(crate) fn power(exponent: i32) -> f64 {
    let (mut result, mut base, mut rest) = (1.0, 10.0, exponent.unsigned_abs());
    while rest > 0 {
        if rest & 1 == 1 {
            result *= base;
        }
        base *= base;
        rest >>= 1;
    }
    if exponent < 0 { 1.0 / result } else { result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_logarithm_has_seven_digits() {
        for x in [1.0, 2.0, 9.99, 1e-320, 5e-324, 1e308, f64::MAX, 0.71, 1.41, 1.42, 3e-7, 0.999999] {
            assert!((log10(x) - x.log10()).abs() < 1e-7, "{x}: {} and {}", log10(x), x.log10());
        }
        assert_eq!(log10(0.0), f64::NEG_INFINITY);
        assert_eq!(log10(f64::INFINITY), f64::INFINITY);
        assert!(log10(f64::NAN).is_nan());
    }

    #[test]
    fn powers_are_right() {
        for exponent in [0, 1, 5, 22, -1, -5, -22] {
            assert_eq!(power(exponent), format!("1e{exponent}").parse().unwrap());
        }
        assert!((power(300) / 1e300 - 1.0).abs() < 1e-14 && power(400) == f64::INFINITY && power(-400) == 0.0);
    }

    #[test]
    fn powers_of_ten_are_written_as_they_are_read() {
        assert_eq!([0, 1, 2, -4, 308].map(power_of_ten), ["1", "10", "10²", "10⁻⁴", "10³⁰⁸"]);
    }
}
