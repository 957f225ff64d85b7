//! Beale's function: a flat plain with sharp corners beside a curved valley.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = (1.5 - x + x y)² + (2.25 - x + x y²)² + (2.625 - x + x y³)².
#[derive(Clone, Copy, Debug)]
pub struct Beale;

impl Objective for Beale {
    const CARD: Card = Card {
        name: "beale",
        title: "Beale",
        formula: "<mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mn>1.5</mn><mo>−</mo><mi>x</mi><mo>+</mo><mi>x</mi>\
                  <mi>y</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2.25</mn>\
                  <mo>−</mo><mi>x</mi><mo>+</mo><mi>x</mi><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></mrow>\
                  <mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo><mn>2.625</mn><mo>−</mo><mi>x</mi><mo>+</mo>\
                  <mi>x</mi><msup><mi>y</mi><mn>3</mn></msup><mo>)</mo></mrow><mn>2</mn></msup>",
        python: &["(1.5 - x + x * y)**2 + (2.25 - x + x * y**2)**2 + (2.625 - x + x * y**3)**2"],
        parameters: &[],
        start: [0.4, -1.1],
        learning_rate: 0.005,
        source: "Beale, On an iterative method for finding a local minimum of a function of more than one variable, \
                 1958",
        lesson: "Steep walls and a nearly flat plain meet: an α that the walls can bear is too small for the plain, \
                 and heavy ball and trace make up for it.",
    };

    fn new(_: &[f64]) -> Self {
        Beale
    }

    fn domain(&self) -> Domain {
        Domain::new([-0.4, 4.6], [-1.5, 1.5])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[3.0, 0.5]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let y2 = y.square();
        let p = x * (y - 1.0) + 1.5;
        let q = x * (y2 - 1.0) + 2.25;
        let r = x * (y2 * y - 1.0) + 2.625;
        p.square() + q.square() + r.square()
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let y2 = y.square();
        let [p_x, q_x, r_x] = [y - 1.0, y2 - 1.0, y2 * y - 1.0];
        let [p, q, r] = [x * p_x + 1.5, x * q_x + 2.25, x * r_x + 2.625];
        [(p * p_x + q * q_x + r * r_x) * 2.0, (p + y * q * 2.0 + y2 * r * 3.0) * x * 2.0]
    }
}
