//! The scale of the loss: logarithmic above the minimum where that is known, symmetric logarithmic elsewhere.

mod ticks;

pub(super) use ticks::Tick;

use crate::logarithm::{log10, power};

/// How a loss becomes a height, in decades.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    kind: Kind,
    /// The lowest height shown.
    pub(super) low: f64,
    /// The highest height shown.
    pub(super) high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// log10 of the loss less the minimum. What is zero or below, by rounding, lies on `floor`, if there is such.
    Log { minimum: f64, floor: Option<f64> },
    /// Straight around zero, log10 from `unit` on, both ways.
    Symmetric { unit: f64 },
}

/// A run that leaves is cut this many decades above the start, so that it does not flatten the others.
const ABOVE_START: f64 = 6.0;

/// The same as a factor.
const CUT: f64 = 1e6;

/// One that stays finite may reach so much above it, if it comes back or there is room.
const REACH: f64 = 1e12;

/// There is room for one that is still up there if no more decades are shown. Down there is no such limit: where the
/// minimum is zero, tiny losses are as true as others, and elsewhere none is nearer to it than rounding lets it be.
const ROOM: f64 = 16.0;

/// Where the floor line lies below the lowest decade, as a share of the decades shown.
const FLOOR_SHARE: f64 = 0.14;

/// What the axis may be called.
pub(super) const TITLES: [&str; 2] = ["loss − f*, log", "loss, symmetric log"];

impl Scale {
    /// The scale that shows the losses of these runs; `start` is the loss of the first step.
    pub(super) fn of(runs: &[&[f64]], start: f64, minimum: Option<f64>) -> Self {
        match minimum {
            Some(minimum) => {
                let above = |times: f64| (start - minimum) * times;
                let peak = |losses: &[f64]| losses.iter().fold(0.0, |most, loss| greater(most, loss - minimum));
                let (mut tallest, mut returning) = (0.0, 0.0);
                for losses in runs {
                    let peak = peak(losses);
                    if peak <= above(REACH) {
                        tallest = greater(tallest, peak);
                        if losses.last().is_some_and(|last| last - minimum <= above(CUT)) {
                            returning = greater(returning, peak);
                        }
                    }
                }
                Scale::log(runs, start, minimum, [tallest, returning])
            }
            None => Scale::symmetric(runs, start),
        }
    }

    /// `tallest` is the largest loss above the minimum of a run that is not cut if there is room, `returning` of one that
    /// is not cut.
    fn log(runs: &[&[f64]], start: f64, minimum: f64, [tallest, returning]: [f64; 2]) -> Self {
        let (mut least, mut most, mut zero) = (f64::INFINITY, 0.0_f64, false);
        for losses in runs {
            for loss in *losses {
                let above = loss - minimum;
                if above > 0.0 && above < f64::INFINITY {
                    least = if above < least { above } else { least };
                    most = if above > most { above } else { most };
                } else {
                    zero |= above <= 0.0;
                }
            }
        }
        let (mut low, mut high) = if least <= most { (log10(least), log10(most)) } else { (-1.0, 0.0) };
        let start = start - minimum;
        if start > 0.0 && start.is_finite() {
            let cut = log10(start) + ABOVE_START;
            let [tallest, returning] = [tallest, returning].map(|most| if most > 0.0 { log10(most) } else { cut });
            high = high.min(cut.max(if tallest - low <= ROOM { tallest } else { returning }));
        }
        // At least a decade, and a little air at both ends.
        let air = ((high - low) * 0.04).max((1.0 - (high - low)) / 2.0);
        (low, high) = (low - air, high + air);
        let floor = zero.then_some(low - (high - low) * FLOOR_SHARE);
        if let Some(floor) = floor {
            low = floor - (high - low) * 0.03;
        }
        Scale { kind: Kind::Log { minimum, floor }, low, high }
    }

    fn symmetric(runs: &[&[f64]], start: f64) -> Self {
        let size = |loss: f64| if loss.is_finite() { loss.abs() } else { 0.0 };
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for losses in runs {
            for loss in *losses {
                let size = size(*loss);
                most = most.max(size);
                least = if size > 0.0 { least.min(size) } else { least };
            }
        }
        // Around what the start is: the largest loss may belong to a run that leaves.
        let reference = if size(start) > 0.0 { size(start).max(most * 1e-300) } else { most };
        let unit = if reference > 0.0 { (reference * 1e-3).max(least.min(reference * 0.1)) } else { 1.0 };
        let unit = power(log10(unit.max(f64::MIN_POSITIVE)).floor() as i32).max(f64::MIN_POSITIVE);
        let scale = Scale { kind: Kind::Symmetric { unit }, low: 0.0, high: 0.0 };
        let cut = scale.height(reference.max(unit)) + ABOVE_START;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for losses in runs {
            for loss in *losses {
                let height = scale.height(*loss);
                if height.is_finite() {
                    (low, high) = (low.min(height), high.max(height));
                }
            }
        }
        let (low, high) = if low <= high { (low.max(-cut), high.min(cut)) } else { (0.0, 1.0) };
        let air = ((high - low) * 0.06).max((0.5 - (high - low)) / 2.0);
        Scale { low: low - air, high: high + air, ..scale }
    }

    /// The height of a loss; not finite where the loss is not.
    #[inline]
    pub(super) fn height(&self, loss: f64) -> f64 {
        match self.kind {
            Kind::Log { minimum, floor } => {
                let above = loss - minimum;
                if above <= 0.0 { floor.unwrap_or(self.low) } else { log10(above) }
            }
            Kind::Symmetric { unit } => {
                let height = log10(1.0 + loss.abs() / unit);
                if loss < 0.0 { -height } else { height }
            }
        }
    }

    /// What the axis is called.
    pub(super) fn title(&self) -> &'static str {
        match self.kind {
            Kind::Log { .. } => TITLES[0],
            Kind::Symmetric { .. } => TITLES[1],
        }
    }
}

/// The larger of two numbers, infinite if one of them is none.
fn greater(a: f64, b: f64) -> f64 {
    if b <= a {
        a
    } else if b > a {
        b
    } else {
        f64::INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn scale(losses: &[f64], minimum: Option<f64>) -> Scale {
        Scale::of(&[losses], losses[0], minimum)
    }

    #[test]
    fn a_known_minimum_gives_decades_above_it() {
        let scale = scale(&[100.0 - 3.0, 1.0 - 3.0, 0.01 - 3.0], Some(-3.0));
        assert!((scale.height(10.0 - 3.0) - 1.0).abs() < 1e-6);
        assert!(scale.low < -2.0 && scale.low > -3.0 && scale.high > 2.0 && scale.high < 3.0);
        assert_eq!(scale.title(), "loss − f*, log");
        let labels: Vec<_> = scale.ticks(6).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["10⁻²", "10⁻¹", "1", "10", "10²"]);
    }

    #[test]
    fn an_exact_zero_lies_on_a_floor_line_below_the_lowest_decade() {
        let scale = scale(&[1.0, 1e-3, 0.0, -1e-17], Some(0.0));
        assert!(scale.low < scale.height(0.0) && scale.height(0.0) < -3.0);
        assert_eq!(scale.height(-1e-17), scale.height(0.0));
        let ticks = scale.ticks(5);
        assert!(ticks[0].floor && ticks[0].label == "0");
        assert!(ticks[1..].iter().all(|tick| tick.height > ticks[0].height + 0.2 && !tick.floor));
    }

    #[test]
    fn only_what_is_zero_lies_on_the_line_of_zero_however_small_a_loss_is() {
        for least in [1e-53, 1e-300, 5e-324] {
            let scale = scale(&[10.0, 1e-5, least, 0.0], Some(0.0));
            assert!(scale.height(0.0) < scale.height(least) - 5.0, "{scale:?}");
            let without = self::scale(&[10.0, 1e-5, least], Some(0.0));
            assert!(without.low < without.height(least), "{without:?}");
            for room in 2..8 {
                let ticks = scale.ticks(room);
                let apart = (scale.high - scale.low) / room as f64 / 2.0;
                assert!(ticks.windows(2).all(|pair| pair[1].height - pair[0].height > apart), "{room}: {ticks:?}");
                assert!(ticks.len() >= 3, "{room}: {ticks:?}");
            }
        }
    }

    #[test]
    fn a_run_that_leaves_does_not_flatten_the_others() {
        let scale = scale(&[10.0, 1.0, 1e300, 1e-3], Some(0.0));
        assert!(scale.high < 8.0, "{}", scale.high);
        assert!(scale.height(1e300) > scale.high);
    }

    #[test]
    fn a_run_that_stays_finite_and_in_reach_is_not_cut_and_one_beyond_is() {
        let scale = |runs: &[&[f64]]| Scale::of(runs, 10.0, Some(0.0));
        let grows = [10.0, 1e3, 1e9];
        let whole = scale(&[&grows]);
        assert!(whole.height(1e9) <= whole.high && whole.high < 10.0, "{whole:?}");
        for gone in [1e30, f64::INFINITY, f64::NAN] {
            let beside = scale(&[&grows, &[10.0, gone]]);
            assert_eq!(beside, whole, "{gone}");
            let alone = scale(&[&[10.0, 1.0, gone]]);
            assert!(alone.high < 8.0, "{alone:?}");
        }
        // Not where what settles would be flattened.
        assert!(scale(&[&grows, &[10.0, 1e-9]]).high < 8.0);
    }

    #[test]
    fn a_run_that_comes_back_is_not_cut_and_what_settles_is_seen_beside_it() {
        let scale = |runs: &[&[f64]]| Scale::of(runs, 10.0, Some(0.0));
        let settles = [10.0, 1e-3, 1e-15];
        let beside = scale(&[&[10.0, 1e10, 1e-3], &settles]);
        assert!(beside.height(1e10) <= beside.high, "{beside:?}");
        assert!(beside.low < beside.height(1e-15), "{beside:?}");
        assert!(scale(&[&[10.0, 1e14, 1e-3], &settles]).high < 8.0, "beyond what is in reach");
    }

    #[test]
    fn a_surface_without_a_minimum_is_shown_on_both_sides_of_zero() {
        let scale = scale(&[0.5, -0.1, -20.0, -1e280], None);
        assert_eq!(scale.title(), "loss, symmetric log");
        assert_eq!(scale.height(0.0), 0.0);
        assert!((scale.height(5.0) + scale.height(-5.0)).abs() < 1e-12);
        assert!(scale.low > -14.0 && scale.height(-1e280) < scale.low);
        let ticks = scale.ticks(5);
        assert!(ticks.iter().any(|tick| tick.label == "0") && ticks.iter().any(|tick| tick.label.starts_with('−')));
    }

    #[test]
    fn any_losses_give_a_scale_with_extent_and_few_ticks() {
        let cases: [&[f64]; 9] = [
            &[0.0],
            &[f64::NAN, f64::INFINITY],
            &[1e-320, 5e-324],
            &[1e308, f64::MAX],
            &[3.0; 4],
            &[-1e308, 1e308],
            &[f64::INFINITY],
            &[-1.0, -1.0],
            &[0.0, 1e-300, -1e-300],
        ];
        for losses in cases {
            for minimum in [Some(0.0), Some(-1e308), None] {
                let scale = scale(losses, minimum);
                assert!(scale.low < scale.high && (scale.high - scale.low).is_finite(), "{losses:?} {scale:?}");
                assert!(scale.ticks(5).len() <= 16, "{losses:?} {:?}", scale.ticks(5));
            }
        }
    }
}
