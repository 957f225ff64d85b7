//! The Styblinski-Tang function: four wells, one of them the deepest.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = ½ (x⁴ - 16x² + 5x + y⁴ - 16y² + 5y).
#[derive(Clone, Copy, Debug)]
pub struct StyblinskiTang;

impl Objective for StyblinskiTang {
    const CARD: Card = Card {
        name: "styblinski-tang",
        title: "Styblinski-Tang",
        formula: "<mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mrow><mo>(</mo><msup><mi>x</mi><mn>4</mn>\
                  </msup><mo>−</mo><mn>16</mn><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>5</mn><mi>x</mi>\
                  <mo>+</mo><msup><mi>y</mi><mn>4</mn></msup><mo>−</mo><mn>16</mn><msup><mi>y</mi><mn>2</mn></msup>\
                  <mo>+</mo><mn>5</mn><mi>y</mi><mo>)</mo></mrow>",
        python: &["0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y)"],
        parameters: &[],
        start: [4.3, -0.3],
        learning_rate: 0.01,
        source: "Styblinski and Tang, Experiments in nonconvex optimization: stochastic approximation with function \
                 smoothing and simulated annealing, 1990",
        lesson: "From its own start plain descent and EMA stop in the nearest well, and heavy ball and trace roll over \
                 the ridge into the deepest one.",
    };

    const FAR: f64 = 1e70;

    fn new(_: &[f64]) -> Self {
        StyblinskiTang
    }

    fn domain(&self) -> Domain {
        Domain::new([-5.0, 5.0], [-4.4, 4.4])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[-2.903534027771177, -2.903534027771177]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(-78.33233140754282)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let [p, q] = [x, y].map(|w| {
            let square = w.square();
            square * (square - 16.0) + w * 5.0
        });
        (p + q) * 0.5
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        [x, y].map(|w| w * (w.square() * 2.0 - 16.0) + 2.5)
    }
}
