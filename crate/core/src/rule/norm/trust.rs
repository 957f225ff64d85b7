//! The trust ratio: how long the weights are beside what is to be taken off them.

use crate::rule::Matched;
use crate::scalar::Scalar;

/// Why a rule of this family that goes by the weights' length keeps its own α.
pub(super) const MATCHED: Matched = Matched::Own(
    "Its step is a share of the weights’ own length, so its α is a plain number; nothing is left to match.",
);

/// η ‖w‖/(‖u‖ + ε), and 1 where either norm is 0, as LARS, LAMB and Fromage have it in every library.
#[inline]
pub(super) fn trust<S: Scalar>(eta: S, weights: S, direction: S, epsilon: S) -> S {
    let [zero, one] = [S::of(0.0), S::of(1.0)];
    let ratio = eta * weights / (direction + epsilon);
    S::select(zero.less(weights), S::select(zero.less(direction), ratio, one), one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trust_ratio_is_1_where_either_norm_is_0() {
        assert_eq!(trust(0.5, 3.0, 2.0, 1.0), 0.5);
        assert_eq!(trust(0.5, 0.0, 2.0, 0.0), 1.0);
        assert_eq!(trust(0.5, 3.0, 0.0, 1.0), 1.0);
    }
}
