//! Rosenbrock's banana: a curved valley with a nearly level floor.

use super::{Card, Domain, Objective};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// f = (a - x)² + b (y - x²)².
#[derive(Clone, Copy, Debug)]
pub struct Rosenbrock {
    a: f64,
    b: f64,
}

impl Objective for Rosenbrock {
    const CARD: Card = Card {
        name: "rosenbrock",
        title: "Rosenbrock",
        formula: "<mi>f</mi><mo>=</mo><msup><mrow><mo>(</mo><mi>a</mi><mo>−</mo><mi>x</mi><mo>)</mo></mrow><mn>2</mn>\
                  </msup><mo>+</mo><mi>b</mi><msup><mrow><mo>(</mo><mi>y</mi><mo>−</mo><msup><mi>x</mi><mn>2</mn>\
                  </msup><mo>)</mo></mrow><mn>2</mn></msup>",
        python: &["(a - x)**2 + b * (y - x**2)**2"],
        parameters: &[
            Parameter {
                key: "a",
                symbol: "a",
                default: 1.0,
                legal: Legal { low: -100.0, high: 100.0, words: "a number from -100 to 100" },
                usual: [0.5, 2.0],
                units: "X",
                meaning: "where along the valley the minimizer lies",
            },
            Parameter {
                key: "b",
                symbol: "b",
                default: 100.0,
                legal: Legal { low: 1e-6, high: 1e6, words: "a number from 1e-6 to 1000000" },
                usual: [1.0, 1000.0],
                units: "1",
                meaning: "how steep the walls are",
            },
        ],
        start: [-1.5, 0.6],
        learning_rate: 0.0005,
        source: "Rosenbrock, An automatic method for finding the greatest or least value of a function, 1960",
        lesson: "The walls set the largest α, the nearly level floor sets the pace, and the bend turns the memory \
                 against the gradient.",
    };

    const FAR: f64 = 1e70;

    fn new(parameters: &[f64]) -> Self {
        let [a, b] = parameters else { unreachable!("the card names two") };
        Rosenbrock { a: *a, b: *b }
    }

    fn domain(&self) -> Domain {
        // The minimizer (a, a²) stays in sight.
        let reach = if self.a.abs() > 1.0 { self.a.abs() } else { 1.0 };
        let height = reach * reach;
        Domain::new([-2.1 * reach, 2.1 * reach], [-0.7 * height, 2.3 * height])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[self.a, self.a * self.a]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        (x - self.a).square() + (y - x.square()).square() * self.b
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let wall = (y - x.square()) * (2.0 * self.b);
        [(x - self.a - x * wall) * 2.0, wall]
    }
}
