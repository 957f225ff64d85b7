//! The six-hump camel: six wells in three pairs, the deepest pair in the middle.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = (4 - 2.1x² + x⁴/3) x² + xy + (4y² - 4) y².
#[derive(Clone, Copy, Debug)]
pub struct SixHumpCamel;

impl Objective for SixHumpCamel {
    const CARD: Card = Card {
        name: "six-hump-camel",
        title: "Six-hump camel",
        formula: "<mi>f</mi><mo>=</mo><mrow><mo>(</mo><mn>4</mn><mo>−</mo><mn>2.1</mn><msup><mi>x</mi><mn>2</mn>\
                  </msup><mo>+</mo><mfrac><msup><mi>x</mi><mn>4</mn></msup><mn>3</mn></mfrac><mo>)</mo></mrow><msup>\
                  <mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>x</mi><mi>y</mi><mo>+</mo><mrow><mo>(</mo><mn>4</mn>\
                  <msup><mi>y</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mo>)</mo></mrow><msup><mi>y</mi><mn>2</mn>\
                  </msup>",
        python: &["(4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2"],
        parameters: &[],
        start: [1.9, 0.9],
        learning_rate: 0.02,
        source: "Dixon and Szegö, The global optimization problem: an introduction, 1978",
        lesson: "Plain descent and EMA keep the outer well that they start in, while heavy ball and trace go on to one of \
                 the two deepest.",
    };

    fn new(_: &[f64]) -> Self {
        SixHumpCamel
    }

    fn domain(&self) -> Domain {
        Domain::new([-2.1, 2.1], [-1.2, 1.2])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.08984201310031806, -0.7126564030207396], [-0.08984201310031806, 0.7126564030207396]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(-1.0316284534898774)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let (p, q) = (x.square(), y.square());
        (p * (p * (1.0 / 3.0) - 2.1) + 4.0) * p + x * y + (q - 1.0) * q * 4.0
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let p = x.square();
        [x * (p * (p * 2.0 - 8.4) + 8.0) + y, x + y * (y.square() * 16.0 - 8.0)]
    }
}
