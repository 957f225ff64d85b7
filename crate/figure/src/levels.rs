//! Where the contours run: spaced so that both the valley floor and the walls read.
//!
//! Equal steps of the loss leave the floor of most surfaces empty, and equal decades leave their walls empty. What
//! reads well is equal *room*: of a bowl, rings of equal width. So levels are quantiles of the heights in the window,
//! the k-th of n at the share (k/n)², since a ring's area grows with the square of its radius. Around a saddle both
//! sides count, and levels are spread the same way up and down from its height.

use heavy_ball::sort::sort;

/// How heights become bands.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// The height where the scale begins, which is of roots; none where it is straight.
    base: Option<f64>,
    /// The thresholds in terms of [`Levels::rise`], from low to high.
    pub thresholds: Vec<f64>,
}

/// About how many bands there are.
const BANDS: usize = 15;

/// The least ratio of neighbouring levels above the floor: what differs by less is a plateau, and its contours are noise.
const LEAST_RATIO: f64 = 1.06;

impl Levels {
    /// The levels for the heights found in the window; those that are no numbers are passed over. `two_sided` is for
    /// surfaces that go down without end, around the height 0.
    pub fn of(mut heights: Vec<f64>, two_sided: bool) -> Self {
        heights.retain(|height| height.abs() < 1e300);
        sort(&mut heights, |height| *height);
        let (Some(&low), Some(&high)) = (heights.first(), heights.last()) else {
            return Levels { base: None, thresholds: Vec::new() };
        };
        if two_sided && low < 0.0 && high > 0.0 {
            return Levels::around_zero(heights);
        }
        let quantile = |share: f64| {
            let at = share * (heights.len() - 1) as f64;
            let (i, rest) = (at.floor() as usize, at - at.floor());
            let (a, b) = (heights[i] - low, heights[(i + 1).min(heights.len() - 1)] - low);
            a + (b - a) * rest
        };
        let mut thresholds = Vec::with_capacity(BANDS);
        let mut last = 0.0;
        for k in 1..BANDS {
            let share = k as f64 / BANDS as f64;
            let height = quantile(share * share);
            if height > last * LEAST_RATIO && height > 0.0 {
                thresholds.push(height.sqrt());
                last = height;
            }
        }
        Levels { base: Some(low), thresholds }
    }

    fn around_zero(mut heights: Vec<f64>) -> Self {
        heights.iter_mut().for_each(|height| *height = height.abs());
        sort(&mut heights, |height| *height);
        let half = BANDS / 2 + 1;
        let mut thresholds = Vec::with_capacity(2 * half);
        for k in 1..half {
            // Off the middle of its band, so that no level runs through the saddle itself.
            let share = (k as f64 - 0.35) / half as f64;
            let height = heights[(share * share.sqrt() * share.sqrt().sqrt() * (heights.len() - 1) as f64) as usize];
            if height > thresholds.last().map_or(0.0, |last| last * LEAST_RATIO) {
                thresholds.push(height);
            }
        }
        let mut both: Vec<f64> = thresholds.iter().rev().map(|height| -height).collect();
        both.extend(thresholds);
        Levels { base: None, thresholds: both }
    }

    /// A height on the scale that the contours are traced in: the root of its rise above the base, negative below. A
    /// bowl becomes a cone there, so that straight interpolation between grid points is nearly right. Around a saddle a
    /// root would be steepest where both sides meet, and its height is taken as it is. What is no number counts as high.
    pub fn rise(&self, height: f64) -> f64 {
        let top = 4.0 * self.thresholds.last().copied().unwrap_or(1.0).abs().max(f64::MIN_POSITIVE);
        let rise = match self.base.map(|base| height - base) {
            Some(above) if above < 0.0 => -(-above).sqrt(),
            Some(above) => above.sqrt(),
            None => height,
        };
        if rise.is_nan() { top } else { rise.clamp(-top, top) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(n: i32, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let at = |i: i32| f64::from(2 * i - n + 1) / f64::from(n);
        (0..n * n).map(|i| f(at(i % n), at(i / n))).collect()
    }

    #[test]
    fn a_bowl_has_rings_of_nearly_equal_width() {
        let levels = Levels::of(grid(65, |x, y| x * x + 20.0 * y * y), false);
        assert_eq!(levels.thresholds.len(), BANDS - 1);
        // The rise of a bowl is proportional to its radius, as long as rings close within the window.
        let widths: Vec<_> = levels.thresholds[..5].windows(2).map(|w| w[1] - w[0]).collect();
        assert!(widths.iter().all(|w| (w / widths[0] - 1.0).abs() < 0.25), "{widths:?}");
    }

    #[test]
    fn levels_rise_and_reach_both_floor_and_wall() {
        let rosenbrock = grid(65, |x, y| {
            let (x, y) = (2.0 * x, 1.0 + 2.0 * y);
            (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x)
        });
        let levels = Levels::of(rosenbrock, false).thresholds;
        assert!(levels.windows(2).all(|w| w[0] < w[1]));
        assert!(levels[0] * levels[0] < 20.0 && levels.last().unwrap().powi(2) > 600.0, "{levels:?}");
    }

    #[test]
    fn a_plateau_is_not_covered_with_noise() {
        let easom = grid(65, |x, y| -(-(x * x + y * y) * 200.0).exp());
        let levels = Levels::of(easom, false).thresholds;
        assert!(levels.windows(2).all(|w| w[1] / w[0] > 1.02), "{levels:?}");
        assert!(levels.len() <= BANDS);
    }

    #[test]
    fn around_a_saddle_heights_are_as_they_are_where_both_sides_meet() {
        let levels = Levels::of(grid(64, |x, y| x * x - y * y), true);
        assert_eq!([-0.01, 0.0, 0.02].map(|height| levels.rise(height)), [-0.01, 0.0, 0.02]);
    }

    #[test]
    fn a_saddle_has_as_many_levels_below_as_above() {
        let levels = Levels::of(grid(64, |x, y| x * x - y * y), true).thresholds;
        let below = levels.iter().filter(|&&level| level < 0.0).count();
        assert_eq!(2 * below, levels.len());
        assert!(levels.len() >= 12);
    }

    #[test]
    fn heights_that_are_no_numbers_break_nothing() {
        for heights in [vec![], vec![f64::NAN; 4], vec![3.0; 9], vec![1.0, f64::INFINITY, 2.0], vec![-1e308, 1e308]] {
            let levels = Levels::of(heights, false);
            assert!(levels.rise(f64::NAN).is_finite() && levels.rise(f64::INFINITY).is_finite());
            assert!(levels.thresholds.iter().all(|t| t.is_finite()), "{levels:?}");
        }
    }
}
