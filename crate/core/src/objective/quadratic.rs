//! The quadratic bowl: where momentum's theory is exact.

use super::{Card, Domain, Objective};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// f = m/2 (u² + κ v²), with (u, v) the point turned back by the rotation.
#[derive(Clone, Copy, Debug)]
pub struct Quadratic {
    /// The curvatures along u and v: m and κ m.
    curvature: [f64; 2],
    cosine: f64,
    sine: f64,
}

impl Objective for Quadratic {
    const CARD: Card = Card {
        name: "quadratic",
        title: "Quadratic bowl",
        formula: "<mi>f</mi><mo>=</mo><mfrac><mi>m</mi><mn>2</mn></mfrac><mrow><mo>(</mo><msup><mi>x</mi><mn>2</mn>\
                  </msup><mo>+</mo><mi>κ</mi><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></mrow><mtext>, turned by θ</mtext>",
        python: &[
            "angle = math.radians(rotation)",
            "u = math.cos(angle) * x + math.sin(angle) * y",
            "v = math.cos(angle) * y - math.sin(angle) * x",
            "0.5 * curvature * (u**2 + condition_number * v**2)",
        ],
        parameters: &[
            Parameter {
                key: "condition-number",
                symbol: "κ",
                default: 20.0,
                legal: Legal { low: 1.0, high: 1e6, words: "a number from 1 to 1000000" },
                usual: [1.0, 1000.0],
                units: "1",
                meaning: "largest curvature over smallest",
            },
            Parameter {
                key: "rotation",
                symbol: "θ",
                default: 0.0,
                legal: Legal { low: -360.0, high: 360.0, words: "degrees from -360 to 360" },
                usual: [-90.0, 90.0],
                units: "degrees",
                meaning: "turn of the axes, counter-clockwise",
            },
            Parameter {
                key: "curvature",
                symbol: "m",
                default: 1.0,
                legal: Legal { low: 1e-9, high: 1e9, words: "a number from 1e-9 to 1e9" },
                usual: [0.001, 1000.0],
                units: "F/X²",
                meaning: "smallest curvature",
            },
        ],
        start: [-3.6, 1.05],
        learning_rate: 0.05,
        source: "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
        lesson: "Everything about momentum is exact here: the steep axis limits α, the flat axis asks for memory.",
    };

    const OPENS: bool = true;

    const FAR: f64 = 1e140;

    fn new(parameters: &[f64]) -> Self {
        let [condition_number, rotation, curvature] = parameters else { unreachable!("the card names three") };
        let angle = rotation * (core::f64::consts::PI / 180.0);
        Quadratic {
            curvature: [*curvature, condition_number * curvature],
            cosine: libm::cos(angle),
            sine: libm::sin(angle),
        }
    }

    fn domain(&self) -> Domain {
        Domain::new([-4.2, 4.2], [-2.4, 2.4])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let u = x * self.cosine + y * self.sine;
        let v = y * self.cosine - x * self.sine;
        (u.square() * self.curvature[0] + v.square() * self.curvature[1]) * 0.5
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        // Turned by 0, u and v are x and y, and a map takes a fifth less.
        if self.sine == 0.0 && self.cosine == 1.0 {
            return [x * self.curvature[0], y * self.curvature[1]];
        }
        let u = (x * self.cosine + y * self.sine) * self.curvature[0];
        let v = (y * self.cosine - x * self.sine) * self.curvature[1];
        [u * self.cosine - v * self.sine, u * self.sine + v * self.cosine]
    }
}
