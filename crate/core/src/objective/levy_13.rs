//! Lévy's function number 13: a bowl crossed by waves that grow with the distance.

use core::f64::consts::PI;

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = sin² 3πx + (x - 1)² (1 + sin² 3πy) + (y - 1)² (1 + sin² 2πy).
#[derive(Clone, Copy, Debug)]
pub struct Levy13;

impl Objective for Levy13 {
    const CARD: Card = Card {
        name: "levy-13",
        title: "Lévy 13",
        formula: "<mi>f</mi><mo>=</mo><msup><mi>sin</mi><mn>2</mn></msup><mo>\u{2061}</mo><mrow><mo>(</mo><mn>3</mn>\
                  <mi>π</mi><mi>x</mi><mo>)</mo></mrow><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>−</mo>\
                  <mn>1</mn><mo>)</mo></mrow><mn>2</mn></msup><mrow><mo>(</mo><mn>1</mn><mo>+</mo><msup><mi>sin</mi>\
                  <mn>2</mn></msup><mo>\u{2061}</mo><mrow><mo>(</mo><mn>3</mn><mi>π</mi><mi>y</mi><mo>)</mo></mrow>\
                  <mo>)</mo></mrow><mo>+</mo><msup><mrow><mo>(</mo><mi>y</mi><mo>−</mo><mn>1</mn><mo>)</mo></mrow>\
                  <mn>2</mn></msup><mrow><mo>(</mo><mn>1</mn><mo>+</mo><msup><mi>sin</mi><mn>2</mn></msup>\
                  <mo>\u{2061}</mo><mrow><mo>(</mo><mn>2</mn><mi>π</mi><mi>y</mi><mo>)</mo></mrow><mo>)</mo></mrow>",
        python: &[
            "u = x - 1",
            "v = y - 1  # The waves have whole periods: counted from the minimizer they are 0 there.",
            "bowl = u**2 * (1 + sin(3 * math.pi * v)**2) + v**2 * (1 + sin(2 * math.pi * v)**2)",
            "sin(3 * math.pi * u)**2 + bowl",
        ],
        parameters: &[],
        start: [-3.2, -0.7],
        learning_rate: 0.005,
        source: "Lévy and Montalvo, The tunneling algorithm for the global minimization of functions, 1985",
        lesson: "The waves are steepest far out and mild near the goal, so an α that suits the goal may be far too \
                 large at the start.",
    };

    fn new(_: &[f64]) -> Self {
        Levy13
    }

    fn domain(&self) -> Domain {
        Domain::new([-4.25, 6.25], [-2.0, 4.0])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[1.0, 1.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        // The waves have whole periods: counted from the minimizer they are exactly 0 there.
        let [u, v] = [x - 1.0, y - 1.0];
        let [a, b, c] = [u * (3.0 * PI), v * (3.0 * PI), v * (2.0 * PI)].map(|angle| angle.sin().square());
        a + u.square() * (b + 1.0) + v.square() * (c + 1.0)
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let [u, v] = [x - 1.0, y - 1.0];
        let [(a, a_cos), (b, b_cos), (c, c_cos)] =
            [u * (3.0 * PI), v * (3.0 * PI), v * (2.0 * PI)].map(|angle| (angle.sin(), angle.cos()));
        let by_x = a * a_cos * (6.0 * PI) + u * (b.square() + 1.0) * 2.0;
        let waves = u.square() * b * b_cos * (6.0 * PI) + v.square() * c * c_cos * (4.0 * PI);
        [by_x, waves + v * (c.square() + 1.0) * 2.0]
    }
}
