//! The three-hump camel: a deep well between two shallow ones.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = 2x² - 1.05x⁴ + x⁶/6 + xy + y².
#[derive(Clone, Copy, Debug)]
pub struct ThreeHumpCamel;

impl Objective for ThreeHumpCamel {
    const CARD: Card = Card {
        name: "three-hump-camel",
        title: "Three-hump camel",
        formula: "<mi>f</mi><mo>=</mo><mn>2</mn><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>1.05</mn><msup>\
                  <mi>x</mi><mn>4</mn></msup><mo>+</mo><mfrac><msup><mi>x</mi><mn>6</mn></msup><mn>6</mn></mfrac>\
                  <mo>+</mo><mi>x</mi><mi>y</mi><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup>",
        python: &["2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2"],
        parameters: &[],
        start: [-2.2, 1.6],
        learning_rate: 0.02,
        source: "Branin, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations, \
                 1972",
        lesson: "A shallow well catches plain descent and EMA at once; heavy ball and trace have the speed to leave it for \
                 the deep one.",
    };

    fn new(_: &[f64]) -> Self {
        ThreeHumpCamel
    }

    fn domain(&self) -> Domain {
        Domain::new([-2.6, 2.6], [-1.9, 1.9])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let p = x.square();
        (p * (p * (1.0 / 6.0) - 1.05) + 2.0) * p + x * y + y.square()
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let p = x.square();
        [x * (p * (p - 4.2) + 4.0) + y, x + y * 2.0]
    }
}
