//! Linear regression: the line through twenty points that lies nearest to them in the mean square.

use super::{Card, Domain, Objective};
use crate::scalar::{Scalar, sum};

/// f = mean of (x Xᵢ + y - Yᵢ)² over the data (Xᵢ, Yᵢ): x is the line's slope, y its intercept.
#[derive(Clone, Copy, Debug)]
pub struct LinearRegression;

/// The data, each point as (X, Y).
const DATA: [[f64; 2]; 20] = [
    [-1.44, -2.71],
    [-1.22, -2.58],
    [-1.05, -2.37],
    [-1.02, -2.68],
    [-0.67, -1.66],
    [-0.57, -1.9],
    [0.11, -0.32],
    [0.54, 0.24],
    [0.6, 0.76],
    [0.93, 1.06],
    [0.97, 1.6],
    [1.22, 1.31],
    [1.39, 2.07],
    [1.91, 2.74],
    [1.93, 3.36],
    [1.96, 1.95],
    [2.18, 3.46],
    [2.23, 2.78],
    [2.68, 3.61],
    [3.0, 4.49],
];

const COUNT: f64 = DATA.len() as f64;

/// By how much the line misses each point, with the X that its slope weighs it by.
fn misses<S: Scalar>([x, y]: [S; 2]) -> impl Iterator<Item = (f64, S)> {
    DATA.into_iter().map(move |[at, target]| (at, x * at + y - target))
}

impl Objective for LinearRegression {
    const CARD: Card = Card {
        name: "linear-regression",
        title: "Linear regression",
        formula: "<mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>20</mn></mfrac><mo>∑</mo><msup><mrow><mo>(</mo><mi>x</mi>\
                  <msub><mi>X</mi><mi>i</mi></msub><mo>+</mo><mi>y</mi><mo>−</mo><msub><mi>Y</mi><mi>i</mi></msub>\
                  <mo>)</mo></mrow><mn>2</mn></msup>",
        python: &[
            "X = array([-1.44, -1.22, -1.05, -1.02, -0.67, -0.57, 0.11, 0.54, 0.6, 0.93, 0.97, 1.22, 1.39, 1.91, \
             1.93, 1.96, 2.18, 2.23, 2.68, 3.0])",
            "Y = array([-2.71, -2.58, -2.37, -2.68, -1.66, -1.9, -0.32, 0.24, 0.76, 1.06, 1.6, 1.31, 2.07, 2.74, \
             3.36, 1.95, 3.46, 2.78, 3.61, 4.49])",
            "mean((x * X + y - Y)**2)",
        ],
        parameters: &[],
        start: [-1.0, 1.0],
        learning_rate: 0.02,
        source: "Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805; the 20 points are \
                 this project’s",
        lesson: "Slope and intercept are tied to each other because the data’s mean X is not 0: centred, the bowl would lie \
                 along the axes.",
    };

    const FAR: f64 = 1e140;

    fn new(_: &[f64]) -> Self {
        LinearRegression
    }

    fn domain(&self) -> Domain {
        Domain::new([-2.2, 4.8], [-2.5, 1.5])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        // The normal equations solved in fractions.
        vec![[1_563_339.0 / 929_947.0, -207_373_233.0 / 371_978_800.0]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.119_339_222_639_838_62)
    }

    fn value<S: Scalar>(&self, point: [S; 2]) -> S {
        sum(misses(point).map(|(_, miss)| miss.square())) / COUNT
    }

    fn gradient<S: Scalar>(&self, point: [S; 2]) -> [S; 2] {
        let slope = sum(misses(point).map(|(at, miss)| miss * at));
        let intercept = sum(misses(point).map(|(_, miss)| miss));
        [slope, intercept].map(|total| total * (2.0 / COUNT))
    }
}
