//! The valley: a straight trough whose floor falls evenly, or not at all.

use super::{Card, Domain, Objective};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// f = k x²/2 + s y; with s = 0 the floor is exactly flat.
#[derive(Clone, Copy, Debug)]
pub struct Valley {
    curvature: f64,
    slope: f64,
}

impl Objective for Valley {
    const CARD: Card = Card {
        name: "valley",
        title: "Valley",
        formula: "<mi>f</mi><mo>=</mo><mfrac><mi>k</mi><mn>2</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo>\
                  <mi>s</mi><mi>y</mi>",
        python: &["0.5 * curvature * x**2 + slope * y"],
        parameters: &[
            Parameter {
                key: "curvature",
                symbol: "k",
                default: 1.0,
                legal: Legal { low: 1e-9, high: 1e9, words: "a number from 1e-9 to 1e9" },
                usual: [0.01, 100.0],
                units: "F/X²",
                meaning: "curvature across the valley",
            },
            Parameter {
                key: "slope",
                symbol: "s",
                default: 0.01,
                legal: Legal { low: -1e9, high: 1e9, words: "a number from -1e9 to 1e9" },
                usual: [0.0, 1.0],
                units: "F/X",
                meaning: "how fast the floor rises along y",
            },
        ],
        start: [-3.0, 1.4],
        learning_rate: 0.05,
        source: "Sutton, Two problems with backpropagation and other steepest-descent learning procedures for \
                 networks, 1986",
        lesson: "Along the floor the gradient is constant, so one reads off what memory is worth there: at most \
                 1/(1−β) times the step of plain descent.",
    };

    fn new(parameters: &[f64]) -> Self {
        let [curvature, slope] = parameters else { unreachable!("the card names two") };
        Valley { curvature: *curvature, slope: *slope }
    }

    fn domain(&self) -> Domain {
        Domain::new([-3.5, 3.5], [-2.0, 2.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        // None on a sloping floor; a whole line of them on the flat one.
        Vec::new()
    }

    fn minimum(&self) -> Option<f64> {
        (self.slope == 0.0).then_some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        // Not by x², which leaves the number range before the loss does.
        x * (0.5 * self.curvature) * x + y * self.slope
    }

    fn gradient<S: Scalar>(&self, [x, _]: [S; 2]) -> [S; 2] {
        [x * self.curvature, S::of(self.slope)]
    }
}
