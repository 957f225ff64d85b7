//! The Goldstein-Price function: steep walls around four wells, the deepest of them at 3.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = (1 + (t + 1)² (19 - 14 t + 3 t²)) (30 + d² (18 - 16 d + 3 d²)) with t = x + y and d = 2x - 3y.
#[derive(Clone, Copy, Debug)]
pub struct GoldsteinPrice;

impl Objective for GoldsteinPrice {
    const CARD: Card = Card {
        name: "goldstein-price",
        title: "Goldstein-Price",
        formula: "<mi>f</mi><mo>=</mo><mrow><mo>(</mo><mn>1</mn><mo>+</mo><msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo>\
                  <mi>y</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow><mn>2</mn></msup><mrow><mo>(</mo><mn>19</mn>\
                  <mo>−</mo><mn>14</mn><mi>x</mi><mo>+</mo><mn>3</mn><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo>\
                  <mn>14</mn><mi>y</mi><mo>+</mo><mn>6</mn><mi>x</mi><mi>y</mi><mo>+</mo><mn>3</mn><msup><mi>y</mi>\
                  <mn>2</mn></msup><mo>)</mo></mrow><mo>)</mo></mrow><mrow><mo>(</mo><mn>30</mn><mo>+</mo><msup>\
                  <mrow><mo>(</mo><mn>2</mn><mi>x</mi><mo>−</mo><mn>3</mn><mi>y</mi><mo>)</mo></mrow><mn>2</mn>\
                  </msup><mrow><mo>(</mo><mn>18</mn><mo>−</mo><mn>32</mn><mi>x</mi><mo>+</mo><mn>12</mn><msup>\
                  <mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>48</mn><mi>y</mi><mo>−</mo><mn>36</mn><mi>x</mi>\
                  <mi>y</mi><mo>+</mo><mn>27</mn><msup><mi>y</mi><mn>2</mn></msup><mo>)</mo></mrow><mo>)</mo></mrow>",
        python: &[
            "p = 1 + (x + y + 1)**2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)",
            "q = 30 + (2 * x - 3 * y)**2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)",
            "p * q",
        ],
        parameters: &[],
        start: [1.2, -0.6],
        learning_rate: 0.00001,
        source: "Goldstein and Price, On descent from local minima, 1971",
        lesson: "Curvature changes a thousandfold within this picture, so no constant α suits both the walls and the \
                 wells.",
    };

    fn new(_: &[f64]) -> Self {
        GoldsteinPrice
    }

    fn domain(&self) -> Domain {
        Domain::new([-1.8, 2.2], [-1.8, 0.6])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.0, -1.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(3.0)
    }

    fn value<S: Scalar>(&self, [x, y]: [S; 2]) -> S {
        let (t, d) = (x + y, x * 2.0 - y * 3.0);
        let along = (t + 1.0).square() * (t * (t * 3.0 - 14.0) + 19.0) + 1.0;
        let across = d.square() * (d * (d * 3.0 - 16.0) + 18.0) + 30.0;
        along * across
    }

    fn gradient<S: Scalar>(&self, [x, y]: [S; 2]) -> [S; 2] {
        let (t, d) = (x + y, x * 2.0 - y * 3.0);
        let along = (t + 1.0).square() * (t * (t * 3.0 - 14.0) + 19.0) + 1.0;
        let across = d.square() * (d * (d * 3.0 - 16.0) + 18.0) + 30.0;
        // Each factor is a quartic of one variable, and its derivative has three whole roots.
        let by_t = (t + 1.0) * (t - 1.0) * (t - 2.0) * across * 12.0;
        let by_d = d * (d - 1.0) * (d - 3.0) * along * 12.0;
        [by_t + by_d * 2.0, by_t - by_d * 3.0]
    }
}
