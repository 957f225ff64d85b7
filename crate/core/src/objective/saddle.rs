//! The saddle: it rises along x and falls for ever along y.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = x² - y².
#[derive(Clone, Copy, Debug)]
pub struct Saddle;

impl Objective for Saddle {
    const CARD: Card = Card {
        name: "saddle",
        title: "Saddle",
        formula: "<mi>f</mi><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><msup><mi>y</mi><mn>2</mn></msup>",
        python: &["x**2 - y**2"],
        parameters: &[],
        start: [-2.4, 0.02],
        learning_rate: 0.02,
        source: "Dauphin and others, Identifying and attacking the saddle point problem in high-dimensional non-convex \
                 optimization, 2014",
        lesson: "Near the saddle the gradient all but vanishes. A memory that adds old steps up leaves it in far fewer \
                 steps than plain descent with the same α; one that averages them needs more.",
    };

    const FAR: f64 = 1e140;

    fn new(_: &[f64]) -> Self {
        Saddle
    }

    fn domain(&self) -> Domain {
        Domain::new([-2.8, 2.8], [-1.6, 1.6])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }

    fn minimum(&self) -> Option<f64> {
        None
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        x.square() - y.square()
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        [x * 2.0, y * -2.0]
    }
}
