//! McCormick's function: a ladder of wells, each one lower than the last.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = sin(x + y) + (x - y)² - 1.5x + 2.5y + 1.
#[derive(Clone, Copy, Debug)]
pub struct McCormick;

impl Objective for McCormick {
    const CARD: Card = Card {
        name: "mccormick",
        title: "McCormick",
        formula: "<mi>f</mi><mo>=</mo><mi>sin</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mi>y</mi>\
                  <mo>)</mo></mrow><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>−</mo><mi>y</mi><mo>)</mo></mrow>\
                  <mn>2</mn></msup><mo>−</mo><mn>1.5</mn><mi>x</mi><mo>+</mo><mn>2.5</mn><mi>y</mi><mo>+</mo>\
                  <mn>1</mn>",
        python: &["sin(x + y) + (x - y)**2 - 1.5 * x + 2.5 * y + 1"],
        parameters: &[],
        start: [-1.4, 2.3],
        learning_rate: 0.02,
        source: "Jamil and Yang, A literature survey of benchmark functions for global optimization problems, 2013",
        lesson: "Its minimizer is the lowest point of this box only: past it the wells go down for ever, and a larger α \
                 lets heavy ball and trace roll into them.",
    };

    fn new(_: &[f64]) -> Self {
        McCormick
    }

    fn domain(&self) -> Domain {
        // Nothing in here lies below the minimizer; the next lower well begins past the corner (-3, -3).
        Domain::new([-3.0, 5.0], [-3.0, 3.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        // (1/2 - π/3, -1/2 - π/3), the lowest point of the usual box -1.5 ≤ x ≤ 4, -3 ≤ y ≤ 4.
        vec![[-0.5471975511965977, -1.5471975511965979]]
    }

    fn minimum(&self) -> Option<f64> {
        // Along x = y the loss falls without end.
        None
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        (x + y).sin() + (x - y).square() - x * 1.5 + y * 2.5 + 1.0
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let wave = (x + y).cos();
        let tilt = (x - y) * 2.0;
        [wave + tilt - 1.5, wave - tilt + 2.5]
    }
}
