//! Momentum alone, once there is no gradient: each displacement is β times the one before. `rule/tests/theory/` has the
//! rules' own numbers in `momentum_only.rs`.

use super::steady::{power, sum_of_powers};

/// Where a sequence goes in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tendency {
    /// To this number; infinite where it grows without bound to one side.
    To(f64),
    /// To none: it goes back and forth for ever between two numbers.
    Alternates,
    /// To none: it goes back and forth, further each time.
    Swells,
}

/// What becomes of a ball that nothing pulls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coast {
    /// Of its displacement per update.
    pub displacement: Tendency,
    /// Of its way from where the gradient ended: the sum of its displacements.
    pub position: Tendency,
}

/// The limits of D_t = βᵗ D₀ and of D₁ + ... + D_t, for every β and every last displacement D₀.
///
/// Below 1 in size the way is β D₀/(1-β): β/(1-β) of the last step. At 1 the displacement stays D₀, whatever it is.
pub fn coast(beta: f64, displacement: f64) -> Coast {
    let [displacement, position] = if displacement == 0.0 {
        [Tendency::To(0.0); 2]
    } else if beta.abs() < 1.0 {
        [Tendency::To(0.0), Tendency::To(beta * displacement / (1.0 - beta))]
    } else if beta == 1.0 {
        [Tendency::To(displacement), Tendency::To(displacement * f64::INFINITY)]
    } else if beta == -1.0 {
        [Tendency::Alternates; 2]
    } else if beta < -1.0 {
        [Tendency::Swells; 2]
    } else {
        [Tendency::To(displacement * beta * f64::INFINITY); 2]
    };
    Coast { displacement, position }
}

/// The displacement and the way after so many updates without a gradient: βᵗ D₀ and β D₀ (1-βᵗ)/(1-β).
pub fn coast_after(beta: f64, displacement: f64, updates: u32) -> [f64; 2] {
    [power(beta, updates) * displacement, beta * displacement * sum_of_powers(beta, updates)]
}

/// The ratio of the steps that Adam takes without a gradient, in the long run: β₁/√β₂. Above 1 it accelerates.
pub fn adam_coasting_ratio(beta1: f64, beta2: f64) -> f64 {
    beta1 / beta2.sqrt()
}

#[cfg(test)]
mod tests {
    use super::Tendency::{Alternates, Swells, To};
    use super::*;
    use crate::analysis::tests::close;

    const FOREVER: f64 = f64::INFINITY;

    #[test]
    fn the_limits_are_those_of_the_table_for_every_momentum_and_every_first_displacement() {
        let table = [
            (0.9, 1.0, To(0.0), To(9.0)),
            (0.9, -3.0, To(0.0), To(-27.0)),
            (-0.5, 1.0, To(0.0), To(-1.0 / 3.0)),
            (1.0, 0.5, To(0.5), To(FOREVER)),
            (1.0, -5.0, To(-5.0), To(-FOREVER)),
            (1.0, 1.0, To(1.0), To(FOREVER)),
            (1.0, 2.0, To(2.0), To(FOREVER)),
            (1.1, 0.5, To(FOREVER), To(FOREVER)),
            (1.1, -0.5, To(-FOREVER), To(-FOREVER)),
            (-1.0, 1.0, Alternates, Alternates),
            (-1.1, 1.0, Swells, Swells),
        ];
        for (beta, first, displacement, position) in table {
            let coast = coast(beta, first);
            assert_eq!(coast.displacement, displacement, "{beta} {first}");
            match (coast.position, position) {
                (To(way), To(printed)) if printed.is_finite() => close(way, printed, 1e-15),
                (way, printed) => assert_eq!(way, printed, "{beta} {first}"),
            }
        }
        for beta in [-1.1, -1.0, -0.5, 0.0, 0.9, 1.0, 1.1] {
            assert_eq!(coast(beta, 0.0), Coast { displacement: To(0.0), position: To(0.0) }, "{beta}");
        }
    }

    #[test]
    fn after_2000_updates_the_displacement_and_the_way_are_those_that_were_printed() {
        let table = [
            (0.9, 1.0, 3e-92, 9.0),
            (0.9, -3.0, -9e-92, -27.0),
            (-0.5, 1.0, 0.0, -1.0 / 3.0),
            (1.0, 0.5, 0.5, 1000.0),
            (1.0, -5.0, -5.0, -10_000.0),
            (1.1, 0.5, 3e82, 11.0 * 3e82),
            (1.1, -0.5, -3e82, -11.0 * 3e82),
            (-1.1, 1.0, 6e82, 6e82 * 1.1 / 2.1),
            (-1.0, 1.0, 1.0, 0.0),
        ];
        for (beta, first, displacement, way) in table {
            let [d, w] = coast_after(beta, first, 2000);
            assert!((d - displacement).abs() <= 0.1 * displacement.abs(), "{beta} {first}: {d}");
            assert!((w - way).abs() <= 0.1 * way.abs(), "{beta} {first}: {w}");
        }
    }

    #[test]
    fn a_formula_gives_what_adding_gives() {
        for beta in [-1.1, -1.0, -0.5, 0.0, 0.5, 0.9, 1.0, 1.1] {
            let (mut displacement, mut way) = (0.7, 0.0);
            for t in 1..=60 {
                displacement *= beta;
                way += displacement;
                let [d, w] = coast_after(beta, 0.7, t);
                assert!((d - displacement).abs() <= 1e-13 * displacement.abs(), "{beta} {t}");
                assert!((w - way).abs() <= 1e-12 * (way.abs() + displacement.abs()), "{beta} {t}: {w} against {way}");
            }
        }
    }

    #[test]
    fn adam_coasts_and_may_accelerate_at_the_printed_ratios() {
        for (beta1, beta2, printed) in [(0.9, 0.999, 0.90045), (0.99, 0.9, 1.0436), (0.95, 0.9, 1.0014)] {
            assert!((adam_coasting_ratio(beta1, beta2) - printed).abs() < 6e-5);
        }
    }
}
