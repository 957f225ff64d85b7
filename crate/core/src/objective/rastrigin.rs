//! Rastrigin's function: a bowl under an egg box of equal dents.

use core::f64::consts::PI;

use super::{Card, Domain, Objective};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// f = 2A + (x² - A cos 2πx) + (y² - A cos 2πy).
#[derive(Clone, Copy, Debug)]
pub struct Rastrigin {
    amplitude: f64,
}

impl Objective for Rastrigin {
    const CARD: Card = Card {
        name: "rastrigin",
        title: "Rastrigin",
        formula: "<mi>f</mi><mo>=</mo><mn>2</mn><mi>A</mi><mo>+</mo><mrow><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup>\
                  <mo>−</mo><mi>A</mi><mo rspace=\"0.17em\">\u{2062}</mo><mi>cos</mi><mo>\u{2061}</mo><mrow>\
                  <mo>(</mo><mn>2</mn><mi>π</mi><mi>x</mi><mo>)</mo></mrow><mo>)</mo></mrow><mo>+</mo><mrow>\
                  <mo>(</mo><msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mi>A</mi><mo rspace=\"0.17em\">\u{2062}</mo>\
                  <mi>cos</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mn>2</mn><mi>π</mi><mi>y</mi><mo>)</mo></mrow>\
                  <mo>)</mo></mrow>",
        python: &[
            "waves = cos(2 * math.pi * x) + cos(2 * math.pi * y)",
            "2 * amplitude + x**2 + y**2 - amplitude * waves",
        ],
        parameters: &[Parameter {
            key: "amplitude",
            symbol: "A",
            default: 10.0,
            legal: Legal { low: 0.0, high: 1e6, words: "a number from 0 to 1000000" },
            usual: [0.0, 20.0],
            units: "F",
            meaning: "half the depth of the dents",
        }],
        start: [-3.4, 1.7],
        learning_rate: 0.005,
        source: "Rastrigin, Systems of Extremal Control, 1974",
        lesson: "A local minimum near every pair of whole numbers below π A in size: heavy ball and trace roll over \
                 some of the ridges, and α decides how many.",
    };

    fn new(parameters: &[f64]) -> Self {
        let [amplitude] = parameters else { unreachable!("the card names one") };
        Rastrigin { amplitude: *amplitude }
    }

    fn domain(&self) -> Domain {
        Domain::new([-4.6, 4.6], [-2.6, 2.6])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        // 1 - cos 2u = 2 sin² u, which keeps its digits at the minimizer, where the cosine has lost them.
        let [s, t] = [x, y].map(|w| (w * PI).sin().square());
        x.square() + y.square() + (s + t) * (2.0 * self.amplitude)
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        [x, y].map(|w| {
            let angle = w * PI;
            w * 2.0 + angle.sin() * angle.cos() * (4.0 * PI * self.amplitude)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_every_whole_number_below_pi_a_the_slope_turns_from_down_to_up() {
        for amplitude in [0.1, 0.5, 1.0, 2.0, 10.0, 100.0] {
            let slope = |x: f64| Rastrigin { amplitude }.gradient([x, 0.0])[0];
            for whole in (1..=400).map(f64::from).take_while(|whole| *whole < PI * amplitude) {
                assert!(slope(whole - 0.25) < 0.0 && slope(whole) > 0.0, "{amplitude} {whole}");
            }
        }
    }
}
