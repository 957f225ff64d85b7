//! Himmelblau's function: four equally deep wells around one hill.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = (x² + y - 11)² + (x + y² - 7)².
#[derive(Clone, Copy, Debug)]
pub struct Himmelblau;

impl Objective for Himmelblau {
    const CARD: Card = Card {
        name: "himmelblau",
        title: "Himmelblau",
        formula: "<mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi>\
                  <mo>−</mo><mn>11</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi>\
                  <mo>+</mo><msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mn>7</mn><mo>)</mo></mrow><mn>2</mn></msup>",
        python: &["(x**2 + y - 11)**2 + (x + y**2 - 7)**2"],
        parameters: &[],
        start: [0.4, -3.9],
        learning_rate: 0.005,
        source: "Himmelblau, Applied Nonlinear Programming, 1972",
        lesson: "All four wells are global minima: which one a run ends in is up to α and β as much as to the start.",
    };

    const FAR: f64 = 1e70;

    fn new(_: &[f64]) -> Self {
        Himmelblau
    }

    fn domain(&self) -> Domain {
        Domain::new([-6.2, 6.2], [-4.6, 4.6])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.2831859912861696],
            [3.5844283403304917, -1.8481265269644036],
        ]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        (x.square() + y - 11.0).square() + (x + y.square() - 7.0).square()
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let p = (x.square() + y - 11.0) * 2.0;
        let q = (x + y.square() - 7.0) * 2.0;
        [x * p * 2.0 + q, p + y * q * 2.0]
    }
}
