//! Ackley's function: a cone in a rippled plain, with a kink at its tip.

use super::{Card, Domain, Objective};
use crate::parameter::{Legal, Parameter};
use crate::scalar::Scalar;

/// f = -a exp(-b √((x² + y²)/2)) - exp((cos cx + cos cy)/2) + a + e.
#[derive(Clone, Copy, Debug)]
pub struct Ackley {
    a: f64,
    b: f64,
    c: f64,
    /// e with the bits of [`Scalar::exp`], so that the loss at the minimizer is an exact 0.
    e: f64,
}

impl Objective for Ackley {
    const CARD: Card = Card {
        name: "ackley",
        title: "Ackley",
        formula: "<mi>f</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>a</mi><mo rspace=\"0.17em\">\u{2062}</mo>\
                  <mi>exp</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mo form=\"prefix\">−</mo><mi>b</mi><msqrt><mfrac>\
                  <mrow><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup></mrow>\
                  <mn>2</mn></mfrac></msqrt><mo>)</mo></mrow><mo>−</mo><mi>exp</mi><mo>\u{2061}</mo><mrow><mo>(</mo>\
                  <mfrac><mrow><mi>cos</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mi>c</mi><mi>x</mi><mo>)</mo></mrow>\
                  <mo>+</mo><mi>cos</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mi>c</mi><mi>y</mi><mo>)</mo></mrow>\
                  </mrow><mn>2</mn></mfrac><mo>)</mo></mrow><mo>+</mo><mi>a</mi><mo>+</mo><mi>e</mi>",
        python: &[
            "square = (x**2 + y**2) / 2",
            "tip = 1.0 * (square == 0)  # There the slope is taken as 0, and not as 0/0.",
            "radius = sqrt(square + tip) - tip",
            "-a * exp(-b * radius) - exp((cos(c * x) + cos(c * y)) / 2) + a + math.e",
        ],
        parameters: &[
            Parameter {
                key: "a",
                symbol: "a",
                default: 20.0,
                legal: Legal { low: 1e-3, high: 1e6, words: "a number from 0.001 to 1000000" },
                usual: [1.0, 50.0],
                units: "F",
                meaning: "depth of the cone",
            },
            Parameter {
                key: "b",
                symbol: "b",
                default: 0.2,
                legal: Legal { low: 1e-3, high: 1e3, words: "a number from 0.001 to 1000" },
                usual: [0.05, 1.0],
                units: "1/X",
                meaning: "how steep the cone is",
            },
            Parameter {
                key: "c",
                symbol: "c",
                default: core::f64::consts::TAU,
                legal: Legal { low: 0.0, high: 1e3, words: "a number from 0 to 1000" },
                usual: [0.0, 12.0],
                units: "1/X",
                meaning: "how close the ripples lie",
            },
        ],
        start: [-5.4, 2.7],
        learning_rate: 0.05,
        source: "Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987",
        lesson: "The slope does not fade towards the tip, so a constant α keeps jumping over it and only a shrinking \
                 one arrives.",
    };

    fn new(parameters: &[f64]) -> Self {
        let [a, b, c] = parameters else { unreachable!("the card names three") };
        Ackley { a: *a, b: *b, c: *c, e: Scalar::exp(1.0_f64) }
    }

    fn domain(&self) -> Domain {
        Domain::new([-7.0, 7.0], [-4.0, 4.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let radius = ((x.square() + y.square()) * 0.5).sqrt();
        let cone = -(radius * -self.b).exp() + 1.0;
        let ripples = ((x * self.c).cos() + (y * self.c).cos()) * 0.5;
        cone * self.a + (-ripples.exp() + self.e)
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let radius = ((x.square() + y.square()) * 0.5).sqrt();
        let ripples = (((x * self.c).cos() + (y * self.c).cos()) * 0.5).exp() * (0.5 * self.c);
        let slope = (radius * -self.b).exp() * (0.5 * self.a * self.b);
        // At the tip the cone has no gradient, and automatic differentiation gives 0/0. The subgradient 0 is taken
        // there, so that a run which starts at the minimizer rests; a mask chooses, since lanes must not branch.
        let zero = S::of(0.0);
        let off_tip = zero.less(radius);
        [x, y].map(|w| slope * S::select(off_tip, w / radius, zero) + (w * self.c).sin() * ripples)
    }
}
