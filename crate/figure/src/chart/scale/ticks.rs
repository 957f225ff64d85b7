//! The ticks of the scale of the loss.

use core::f64::consts::LN_10;

use heavy_ball::scalar::Scalar;

use super::{Kind, Scale};
use crate::logarithm::{log10, power, power_of_ten};

/// A tick of the scale.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct Tick {
    /// Its height.
    pub(in crate::chart) height: f64,
    /// What it says.
    pub(in crate::chart) label: String,
    /// Whether it is the floor line of exact zeros.
    pub(in crate::chart) floor: bool,
}

impl Scale {
    /// The ticks to show, from low to high, where there is room for about `room` of them.
    pub(in crate::chart) fn ticks(&self, room: usize) -> Vec<Tick> {
        let room = room.max(2) as f64;
        let mut ticks = Vec::new();
        match self.kind {
            Kind::Log { floor, .. } => {
                let mut bottom = self.low;
                if let Some(height) = floor {
                    ticks.push(Tick { height, label: "0".into(), floor: true });
                    // Its label has the room that the others have.
                    bottom = height + (self.high - self.low) / room * 0.55;
                }
                decades(&mut ticks, bottom, self.high, room);
            }
            Kind::Symmetric { unit } => {
                let least = log10(unit).round() as i32;
                let apart = (self.high - self.low) / room;
                let every = decade_step(apart).max(1.0) as i32;
                let height = |exponent: i32| log10(1.0 + power(exponent - least));
                // From the outermost power inwards, where the lines are, to the last one that does not sit on zero.
                for (sign, limit) in [(-1.0, -self.low), (1.0, self.high)] {
                    let begin = ticks.len();
                    let mut exponent = 308.min(least + limit.min(700.0) as i32);
                    while exponent >= least && height(exponent) > limit {
                        exponent -= 1;
                    }
                    while exponent >= least && height(exponent) >= apart {
                        let label = power_of_ten(exponent);
                        let label = if sign < 0.0 { format!("−{label}") } else { label };
                        put(&mut ticks, [self.low, self.high], sign * height(exponent), label);
                        exponent -= every;
                    }
                    if sign > 0.0 {
                        put(&mut ticks, [self.low, self.high], 0.0, "0".into());
                        ticks[begin..].reverse();
                    }
                }
                // Where powers are too far apart, round numbers between them, as on a straight scale.
                let loss = |height: f64| {
                    let size = unit * (Scalar::exp(height.abs() * LN_10) - 1.0);
                    if height < 0.0 { -size } else { size }
                };
                let mut more = room as usize;
                while ticks.len() < 2 && more < 12 {
                    ticks.clear();
                    for crate::ticks::Tick { value, label } in
                        crate::ticks::ticks(loss(self.low), loss(self.high), more)
                    {
                        put(&mut ticks, [self.low, self.high], self.height(value), label);
                    }
                    more += 1;
                }
            }
        }
        ticks
    }
}

/// Adds a tick, if it lies between these heights.
fn put(ticks: &mut Vec<Tick>, [low, high]: [f64; 2], height: f64, label: String) {
    if low <= height && height <= high {
        ticks.push(Tick { height, label, floor: false });
    }
}

/// Adds ticks at powers of ten: two at least where the axis has two, three if a third one makes it no more than a little
/// closer, and between them at 2 and 5 where it has not.
fn decades(ticks: &mut Vec<Tick>, low: f64, high: f64, room: f64) {
    let mut every = decade_step((high - low) / room);
    while every >= 1.0 {
        let (first, last) = ((low / every).ceil() as i32, (high / every).floor() as i32);
        let closer = (high - low) / (every / 2.0).floor() <= room * 1.3;
        if last > first + i32::from(closer) {
            for i in first..=last {
                let exponent = f64::from(i) * every;
                ticks.push(Tick { height: exponent, label: power_of_ten(exponent as i32), floor: false });
            }
            return;
        }
        every = (every / 2.0).floor();
    }
    for exponent in low.floor() as i32..=high.floor() as i32 {
        for digit in [1.0, 2.0, 5.0] {
            let label = match exponent {
                0..=3 => format!("{}", digit * power(exponent)),
                -3..0 => format!("{:.*}", exponent.unsigned_abs() as usize, digit * power(exponent)),
                _ if digit == 1.0 => power_of_ten(exponent),
                _ => format!("{digit}·{}", power_of_ten(exponent)),
            };
            put(ticks, [low, high], f64::from(exponent) + log10(digit), label);
        }
    }
}

/// Decades between ticks: the next of 1, 2, 3, 5, 10, 20, 30, 50, ...
fn decade_step(least: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [1.0, 2.0, 3.0, 5.0] {
            if step * power >= least || power >= 1e3 {
                return step * power;
            }
        }
        power *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::scale;
    use super::*;

    #[test]
    fn a_low_chart_has_a_few_powers_of_ten_and_not_all_their_parts() {
        for (low, high) in [(-5.0, 1.3), (-4.9, 0.9), (-2.1, 1.3), (-16.0, 2.0), (-1.2, 0.1)] {
            let mut ticks = Vec::new();
            decades(&mut ticks, low, high, 2.0);
            assert!((2..=4).contains(&ticks.len()), "{low} to {high}: {ticks:?}");
        }
    }

    #[test]
    fn a_chart_of_some_decades_has_three_powers_of_ten() {
        for (low, high) in [(-5.0, 1.3), (-4.9, 0.9), (-3.9, 1.1), (-8.2, 1.9), (-16.0, 2.0)] {
            for room in [4.0, 5.0, 6.0] {
                let mut ticks = Vec::new();
                decades(&mut ticks, low, high, room);
                assert!((3..=8).contains(&ticks.len()), "{low} to {high}, {room}: {ticks:?}");
            }
        }
    }

    #[test]
    fn a_symmetric_scale_has_a_tick_near_each_end_that_is_off_zero() {
        for losses in [[1.0, -279.0], [23.3, -11.3], [5.76, -5e9], [279.0, -1.0], [-2.0, -3e5]] {
            let scale = scale(&losses, None);
            for room in 3..8 {
                let ticks = scale.ticks(room);
                let apart = (scale.high - scale.low) / room as f64;
                for end in [scale.high, scale.low].into_iter().filter(|end| end.abs() > 1.0 + apart) {
                    let near = ticks.iter().any(|tick| (tick.height - end).abs() < 1.1);
                    assert!(near, "{losses:?}, {room}: none at {end} in {ticks:?}");
                }
                assert!(ticks.windows(2).all(|pair| pair[1].height - pair[0].height >= apart * 0.99), "{ticks:?}");
            }
        }
    }

    #[test]
    fn a_symmetric_scale_that_is_short_has_ticks_between_its_powers() {
        for losses in [[1.9, 2.1], [-0.02, 0.03], [-1.0, -1.0001], [-7.0, -12.0], [3e-9, -3e-9], [4e12, 5e12]] {
            let scale = scale(&losses, None);
            for room in 2..8 {
                let ticks = scale.ticks(room);
                assert!((2..=12).contains(&ticks.len()), "{losses:?}, {room}: {ticks:?}");
                assert!(ticks.windows(2).all(|pair| pair[0].height < pair[1].height), "{losses:?}, {room}: {ticks:?}");
            }
        }
    }

    #[test]
    fn less_than_two_decades_have_ticks_between_powers_of_ten() {
        let labels = |losses: &[f64]| -> Vec<_> {
            scale(losses, Some(0.0)).ticks(5).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(&[40.0, 12.0]), ["10", "20", "50"]);
        assert_eq!(labels(&[0.04, 0.012]), ["0.01", "0.02", "0.05"]);
        assert_eq!(labels(&[4e-9, 1.2e-9]), ["10⁻⁹", "2·10⁻⁹", "5·10⁻⁹"]);
    }
}
