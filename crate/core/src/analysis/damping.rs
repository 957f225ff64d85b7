//! Critical damping: where both roots are one, between creeping and swinging. O'Donoghue and Candès 2015, section 3.1.

use super::Iteration;
use super::iteration::Coefficients;
use crate::rule::Form;

impl Iteration {
    /// The α with which a direction of this curvature is critically damped at this β: with less it creeps, with more it
    /// swings. None without a memory, without upward curvature, and outside 0 ≤ β < 1. α itself does not matter.
    pub fn critical_learning_rate(&self, curvature: f64) -> Option<f64> {
        let [low, _] = self.swings_between()?;
        (curvature > 0.0 && low > 0.0).then_some(low / curvature)
    }

    /// The β with which a direction of this curvature is critically damped at this α, the fastest one there: with less its
    /// roots are real, with more they are complex. None without a memory, and where no β in 0 ≤ β < 1 is.
    ///
    /// Where a step overshoots, from α λ = 1 on, both roots are one below 0: less β flips the sign at each step.
    pub fn critical_momentum(&self, curvature: f64) -> Option<f64> {
        let x = self.learning_rate() * curvature;
        let beta = match self.form() {
            Form::GradientDescent | Form::Optimistic => return None,
            // x = (1-√β)², and the same of (1+√β)²
            Form::HeavyBall | Form::Trace => {
                let root = 1.0 - (x * self.coefficients().newest).sqrt();
                root * root
            }
            // x = (1-√β)/(1+√β), and its inverse
            Form::Ema => {
                let root = (1.0 - x) / (1.0 + x);
                root * root
            }
            // x = ((1-β)/(1+β))²
            Form::Nesterov | Form::NesterovTrace => (1.0 - x.sqrt()) / (1.0 + x.sqrt()),
        };
        (x > 0.0 && (0.0..1.0).contains(&beta)).then_some(beta)
    }

    /// The lowest and the highest α λ between which the roots are a complex pair, at this β; they meet at both. None
    /// where there is no such range. α itself does not matter.
    pub fn swings_between(&self) -> Option<[f64; 2]> {
        let Coefficients { momentum, newest, change } = self.coefficients();
        // The discriminant in x = α λ has the roots ((√c₀ ± √(β C - c₁))/C)², with C = c₀ + c₁.
        let both = newest + change;
        let [first, second] = [newest.sqrt(), (momentum * both - change).sqrt()];
        let has_memory = self.momentum().is_some();
        let low = (1.0 - momentum) / (first + second);
        let high = (first + second) / both;
        let [low, high] = [low * low, high * high];
        (has_memory && (0.0..1.0).contains(&momentum) && low <= high).then_some([low, high])
    }
}
