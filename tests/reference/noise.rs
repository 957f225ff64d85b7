//! A surface as a computer sees it that rounds otherwise.

use heavy_ball::objective::SurfaceOver;

/// The size of the noise, relative: that of the recorded runs which `agree` was measured with.
const NOISE: f64 = 4.4e-16;

/// A surface whose points and gradients have rounding noise. The noise follows from the point: the same run is the same
/// again.
pub(crate) struct Shaken<'a> {
    pub(crate) surface: &'a dyn SurfaceOver<f64>,
    pub(crate) seed: u64,
}

impl Shaken<'_> {
    /// The numbers with noise on each: what is exactly 0 stays so.
    pub(crate) fn shake(&self, numbers: [f64; 2]) -> [f64; 2] {
        let mut state = self.seed;
        let mut mixed = |bits: u64| {
            // SplitMix64
            state = (state ^ bits).wrapping_add(0x9e37_79b9_7f4a_7c15);
            state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            state ^= state >> 31;
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        };
        numbers.map(|x| x * (1.0 + NOISE * mixed(x.to_bits())))
    }
}

impl SurfaceOver<f64> for Shaken<'_> {
    fn value(&self, point: [f64; 2]) -> f64 {
        self.surface.value(self.shake(point))
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        let [x, y] = self.shake([x, y]);
        let loss = self.surface.look(x, y, gradient);
        *gradient = self.shake(*gradient);
        loss
    }
}
