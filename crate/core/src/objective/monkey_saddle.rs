//! The monkey saddle: three ways up, three ways down, and no curvature where they meet.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = x³ - 3 x y².
#[derive(Clone, Copy, Debug)]
pub struct MonkeySaddle;

impl Objective for MonkeySaddle {
    const CARD: Card = Card {
        name: "monkey-saddle",
        title: "Monkey saddle",
        formula: "<mi>f</mi><mo>=</mo><msup><mi>x</mi><mn>3</mn></msup><mo>−</mo><mn>3</mn><mi>x</mi><msup><mi>y</mi>\
                  <mn>2</mn></msup>",
        python: &["x**3 - 3 * x * y**2"],
        parameters: &[],
        start: [1.6, 0.1],
        learning_rate: 0.01,
        source: "Hilbert and Cohn-Vossen, Anschauliche Geometrie, 1932",
        lesson: "Heavy ball and trace roll across the flat centre into another valley than the one that the slope \
                 points to.",
    };

    fn new(_: &[f64]) -> Self {
        MonkeySaddle
    }

    fn domain(&self) -> Domain {
        Domain::new([-2.1, 2.1], [-1.2, 1.2])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }

    fn minimum(&self) -> Option<f64> {
        None
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        x * (x.square() - y.square() * 3.0)
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        [(x.square() - y.square()) * 3.0, x * y * -6.0]
    }
}
