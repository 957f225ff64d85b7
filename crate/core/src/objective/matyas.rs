//! The Matyas function: a long trough along the diagonal.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = 0.26 (x² + y²) - 0.48 x y.
#[derive(Clone, Copy, Debug)]
pub struct Matyas;

impl Objective for Matyas {
    const CARD: Card = Card {
        name: "matyas",
        title: "Matyas",
        formula: "<mi>f</mi><mo>=</mo><mn>0.26</mn><mrow><mo>(</mo><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup>\
                  <mi>y</mi><mn>2</mn></msup><mo>)</mo></mrow><mo>−</mo><mn>0.48</mn><mi>x</mi><mi>y</mi>",
        python: &["0.26 * (x**2 + y**2) - 0.48 * x * y"],
        parameters: &[],
        start: [8.6, -2.4],
        learning_rate: 0.1,
        source: "Jamil and Yang, A literature survey of benchmark functions for global optimization problems, 2013",
        lesson: "A bowl with κ = 25 along the diagonal: plain descent and EMA creep along the trough, heavy ball and \
                 trace get along it far sooner.",
    };

    const FAR: f64 = 1e140;

    fn new(_: &[f64]) -> Self {
        Matyas
    }

    fn domain(&self) -> Domain {
        Domain::new([-10.5, 10.5], [-7.0, 7.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        (x.square() + y.square()) * 0.26 - x * y * 0.48
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        [x * 0.52 - y * 0.48, y * 0.52 - x * 0.48]
    }
}
