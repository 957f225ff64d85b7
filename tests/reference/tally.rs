//! How far our numbers are from a library's, and what that is measured by.

use crate::read::Recorded;
use crate::surfaces::Sight;

/// What was compared, and the largest deviations as shares of what the README compares them with.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) steps: usize,
    pub(crate) numbers: usize,
    pub(crate) weights: f64,
    pub(crate) losses: f64,
    pub(crate) buffers: f64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Tally) {
        self.steps += other.steps;
        self.numbers += other.numbers;
        self.weights = self.weights.max(other.weights);
        self.losses = self.losses.max(other.losses);
        self.buffers = self.buffers.max(other.buffers);
    }

    /// Counts a number, and notes under `worst` how far it is from the library's. How much of it is noise is asked only
    /// where it is farther than the case allows; an error if it is farther than both.
    pub(crate) fn hold(&mut self, worst: Worst, pair: &Pair, noise: impl FnOnce() -> f64) -> Result<(), String> {
        let Pair { what, ours, theirs, allowed, mut tolerance } = *pair;
        self.numbers += 1;
        let deviation = (ours - theirs).abs();
        // XLA takes what is below the smallest normal number for 0.
        if ours == theirs || (ours.is_nan() && theirs.is_nan()) || deviation < f64::MIN_POSITIVE {
            return Ok(());
        }
        if deviation > tolerance {
            tolerance += noise();
        }
        if deviation.is_nan() || deviation > tolerance {
            return Err(format!("{what} {ours} against {theirs}, {deviation:e} apart, where {tolerance:e} is allowed"));
        }
        if allowed < 1e-7 {
            let worst = worst(self);
            *worst = worst.max(deviation / tolerance * allowed);
        }
        Ok(())
    }
}

/// Which of the largest deviations a number belongs to.
pub(crate) type Worst = fn(&mut Tally) -> &mut f64;

/// A number of ours and one of a library's.
pub(crate) struct Pair<'a> {
    pub(crate) what: &'a str,
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    /// The share that the case allows at this step.
    pub(crate) allowed: f64,
    /// And what that is here.
    pub(crate) tolerance: f64,
}

/// What has come of a case until a step, by which its deviations are measured.
#[derive(Default)]
pub(crate) struct Course<'a> {
    /// How far the weights have come from the start, and the largest of them.
    pub(crate) reach: f64,
    pub(crate) largest: f64,
    /// The highest loss.
    pub(crate) highest: f64,
    /// Buffers are made of slopes, and can't agree better than the slopes at the two weights do: at a kink that is far
    /// less than the weights themselves.
    pub(crate) turned: f64,
    /// The largest number of each buffer.
    fullest: Vec<(&'a str, f64)>,
}

impl<'a> Course<'a> {
    /// Goes on to a step, where our weights are at `point`.
    pub(crate) fn go_on(&mut self, recorded: &Recorded, start: [f64; 2], point: [f64; 2], surface: &Sight) {
        for (w, start) in recorded.weights.iter().zip(start) {
            self.reach = self.reach.max((w - start).abs());
            self.largest = self.largest.max(w.abs());
        }
        self.highest = self.highest.max(recorded.loss.abs());
        let slopes = [point, recorded.weights].map(|point| surface.surface.gradient(point));
        self.turned = slopes[0].iter().zip(slopes[1]).fold(self.turned, |most, (a, b)| most.max((a - b).abs()));
    }

    /// The largest number of a buffer until now, with another one of its numbers.
    pub(crate) fn filled(&mut self, buffer: &'a str, number: f64) -> f64 {
        let place = self.fullest.iter().position(|(known, _)| *known == buffer).unwrap_or_else(|| {
            self.fullest.push((buffer, 0.0));
            self.fullest.len() - 1
        });
        let (_, most) = &mut self.fullest[place];
        if number.is_finite() {
            *most = most.max(number.abs());
        }
        *most
    }
}
