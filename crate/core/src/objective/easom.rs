//! Easom's function: one narrow hole in a level plain.

use core::f64::consts::PI;

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = -cos x cos y exp(-((x - π)² + (y - π)²)).
#[derive(Clone, Copy, Debug)]
pub struct Easom;

impl Objective for Easom {
    const CARD: Card = Card {
        name: "easom",
        title: "Easom",
        formula: "<mi>f</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>cos</mi><mo>\u{2061}</mo><mrow><mo>(</mo>\
                  <mi>x</mi><mo>)</mo></mrow><mo rspace=\"0.17em\">\u{2062}</mo><mi>cos</mi><mo>\u{2061}</mo><mrow>\
                  <mo>(</mo><mi>y</mi><mo>)</mo></mrow><mo rspace=\"0.17em\">\u{2062}</mo><mi>exp</mi>\
                  <mo>\u{2061}</mo><mrow><mo>(</mo><mo form=\"prefix\">−</mo><mrow><mo>(</mo><msup><mrow><mo>(</mo>\
                  <mi>x</mi><mo>−</mo><mi>π</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>+</mo><msup><mrow><mo>(</mo>\
                  <mi>y</mi><mo>−</mo><mi>π</mi><mo>)</mo></mrow><mn>2</mn></msup><mo>)</mo></mrow><mo>)</mo></mrow>",
        python: &["-cos(x) * cos(y) * exp(-((x - math.pi)**2 + (y - math.pi)**2))"],
        parameters: &[],
        start: [1.8, 4.2],
        learning_rate: 0.1,
        source: "Easom, A survey of global optimization techniques, 1990",
        lesson: "Six units from the hole the gradient is smaller than rounding: no memory can sum up what is not \
                 there.",
    };

    fn new(_: &[f64]) -> Self {
        Easom
    }

    fn domain(&self) -> Domain {
        Domain::new([-1.0, 7.25], [0.8, 5.5])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[PI, PI]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(-1.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let bell = (-((x - PI).square() + (y - PI).square())).exp();
        -(x.cos() * y.cos() * bell)
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let [u, v] = [x - PI, y - PI];
        let bell = (-(u.square() + v.square())).exp();
        let [x_cos, y_cos] = [x.cos(), y.cos()];
        [(x.sin() + u * x_cos * 2.0) * y_cos * bell, (y.sin() + v * y_cos * 2.0) * x_cos * bell]
    }
}
