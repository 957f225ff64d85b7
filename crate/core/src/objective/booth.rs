//! Booth's function: a quadratic bowl that lies across the axes.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = (x + 2y - 7)² + (2x + y - 5)².
#[derive(Clone, Copy, Debug)]
pub struct Booth;

impl Objective for Booth {
    const CARD: Card = Card {
        name: "booth",
        title: "Booth",
        formula: "<mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>2</mn><mi>y</mi><mo>−</mo>\
                  <mn>7</mn><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2</mn><mi>x</mi>\
                  <mo>+</mo><mi>y</mi><mo>−</mo><mn>5</mn><mo>)</mo></mrow><mn>2</mn></msup>",
        python: &["(x + 2 * y - 7)**2 + (2 * x + y - 5)**2"],
        parameters: &[],
        start: [-4.5, 5.5],
        learning_rate: 0.02,
        source: "Jamil and Yang, A literature survey of benchmark functions for global optimization problems, 2013",
        lesson: "A bowl with κ = 9 turned by 45 degrees, which no rule that scales each weight on its own can \
                 straighten.",
    };

    const FAR: f64 = 1e140;

    fn new(_: &[f64]) -> Self {
        Booth
    }

    fn domain(&self) -> Domain {
        Domain::new([-6.0, 8.0], [-1.0, 7.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[1.0, 3.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        (x + y * 2.0 - 7.0).square() + (x * 2.0 + y - 5.0).square()
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let p = x + y * 2.0 - 7.0;
        let q = x * 2.0 + y - 5.0;
        [(p + q * 2.0) * 2.0, (p * 2.0 + q) * 2.0]
    }
}
