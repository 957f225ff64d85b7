//! A hyperparameter along an edge of the map: the numbers at its positions, from 0 to 1.

use crate::scalar::Scalar;

/// How numbers lie along an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Equal lengths for equal factors between two powers of ten, given as exponents.
    Logarithmic {
        /// The exponent at position 0.
        low: f64,
        /// The exponent at position 1.
        high: f64,
    },
    /// From 0 up, equal lengths for equal factors of 1 - x.
    Nines {
        /// The decades of 1 - x: the number at position 1 is 1 - 10^-decades.
        decades: f64,
    },
}

/// An edge of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The place of its hyperparameter on the rule's card.
    pub field: usize,
    /// How its numbers lie.
    pub scale: Scale,
}

/// The decades of 1 - x along an axis of nines: up to 0.997.
const NINES: f64 = 2.5;

/// The decades along a logarithmic axis, and how many of them lie below the size it is made for: an average's
/// learning rates reach far above heavy ball's.
const DECADES: f64 = 4.0;
const BELOW: f64 = 1.75;

impl Axis {
    /// The axis of a hyperparameter that is a share, from 0 to below 1.
    pub(super) fn of_share(field: usize) -> Self {
        Axis { field, scale: Scale::Nines { decades: NINES } }
    }

    /// The axis of a hyperparameter of unknown size, around this one, which is above 0.
    pub(super) fn around(field: usize, size: f64) -> Self {
        let low = (libm::log10(size) - BELOW).round();
        Axis { field, scale: Scale::Logarithmic { low, high: low + DECADES } }
    }

    /// The number at a position, in three digits; beyond the ends the axis goes on.
    pub fn number(&self, position: f64) -> f64 {
        let number = match self.scale {
            Scale::Logarithmic { low, high } => power_of_ten(low + (high - low) * position),
            Scale::Nines { decades } => 1.0 - power_of_ten(-decades * position),
        };
        self.rounded(number, 3)
    }

    /// A number in so many digits, so that it is short; along an axis of nines these are digits of the rest.
    pub fn rounded(&self, number: f64, digits: i32) -> f64 {
        match self.scale {
            Scale::Logarithmic { .. } => significant(number, digits),
            Scale::Nines { .. } => {
                let rest = 1.0 - number;
                let unit = power_of_ten(f64::from(digits + i32::from(rest < 1e-1) + i32::from(rest < 1e-2)));
                (number * unit).round() / unit
            }
        }
    }

    /// The position of a number: below 0 and above 1 for those off the axis, infinite for those it never reaches.
    pub fn position(&self, number: f64) -> f64 {
        match self.scale {
            Scale::Logarithmic { low, high } => {
                if number > 0.0 {
                    (libm::log10(number) - low) / (high - low)
                } else {
                    -f64::INFINITY
                }
            }
            Scale::Nines { decades } => {
                if number < 1.0 {
                    -libm::log10(1.0 - number) / decades
                } else {
                    f64::INFINITY
                }
            }
        }
    }

    /// The numbers that deserve a tick, with their positions.
    pub fn ticks(&self) -> Vec<(f64, f64)> {
        let numbers: Vec<f64> = match self.scale {
            Scale::Logarithmic { low, high } => {
                let (first, last) = ((low - 1e-9).ceil() as i32, (high + 1e-9).floor() as i32);
                (first..=last).map(|power| significant(power_of_ten(f64::from(power)), 3)).collect()
            }
            Scale::Nines { .. } => vec![0.0, 0.5, 0.9, 0.99],
        };
        numbers.into_iter().map(|number| (number, self.position(number))).collect()
    }
}

fn power_of_ten(exponent: f64) -> f64 {
    libm::pow(10.0, exponent)
}

/// The nearest number of so many significant digits: of those that divide evenly the shortest in decimal.
fn significant(x: f64, digits: i32) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return x;
    }
    let power = Scalar::clamp(libm::log10(x).floor() + 1.0 - f64::from(digits), -300.0, 300.0);
    let unit = power_of_ten(power.abs());
    // 5e-2 is 5 / 100, not 5 times the rounded 0.01.
    if power < 0.0 { (x * unit).round() / unit } else { (x / unit).round() * unit }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Axis = Axis { field: 0, scale: Scale::Logarithmic { low: -3.0, high: 1.0 } };
    const SHARE: Axis = Axis { field: 1, scale: Scale::Nines { decades: 2.5 } };

    #[test]
    fn a_position_has_a_number_of_three_digits() {
        assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|p| RATE.number(p)), [0.001, 0.01, 0.1, 1.0, 10.0]);
        assert_eq!([0.3, 0.6, 0.9].map(|p| RATE.number(p)), [0.0158, 0.251, 3.98]);
        assert_eq!([0.0, 0.4, 0.8, 0.9].map(|p| SHARE.number(p)), [0.0, 0.9, 0.99, 0.99438]);
        for position in 0..=1000 {
            let number = RATE.number(f64::from(position) / 1000.0);
            assert!(crate::text::number(number).trim_start_matches(['0', '.']).len() <= 4, "{number}");
        }
    }

    #[test]
    fn a_number_stands_near_the_position_it_came_from() {
        for position in 0..=256 {
            let position = f64::from(position) / 256.0;
            for axis in [RATE, SHARE] {
                let back = axis.position(axis.number(position));
                assert!((back - position).abs() < 0.5 / 256.0, "{axis:?} {position}: {back}");
            }
        }
    }

    #[test]
    fn what_an_axis_never_reaches_lies_infinitely_far() {
        assert_eq!(
            [RATE.position(0.0), SHARE.position(1.0), SHARE.position(1.5)],
            [f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY]
        );
        assert!(SHARE.position(-0.5) < 0.0 && RATE.position(100.0) > 1.0);
    }

    #[test]
    fn an_axis_has_a_tick_at_each_power_of_ten_between_its_ends() {
        assert_eq!(RATE.ticks(), [(0.001, 0.0), (0.01, 0.25), (0.1, 0.5), (1.0, 0.75), (10.0, 1.0)]);
        let uneven = Axis { field: 0, scale: Scale::Logarithmic { low: 1.5, high: 4.5 } };
        assert_eq!(uneven.ticks().into_iter().map(|(number, _)| number).collect::<Vec<_>>(), [100.0, 1000.0, 10000.0]);
        assert_eq!(SHARE.ticks().into_iter().map(|(number, _)| number).collect::<Vec<_>>(), [0.0, 0.5, 0.9, 0.99]);
    }

    #[test]
    fn an_axis_around_a_size_begins_and_ends_at_powers_of_ten() {
        let Scale::Logarithmic { low, high } = Axis::around(0, 0.05).scale else { panic!("it is logarithmic") };
        assert_eq!((low, high), (-3.0, 1.0));
    }
}
