//! Logistic regression: two classes of ten points each, told apart by a line through the origin.

use super::{Card, Domain, Objective};
use crate::scalar::Scalar;

/// f = mean of ln(1 + exp(-zᵢ)) with the margins zᵢ = Tᵢ (x Xᵢ + y Yᵢ) of the points (Xᵢ, Yᵢ) of class Tᵢ = ±1.
#[derive(Clone, Copy, Debug)]
pub struct LogisticRegression;

/// The points, each times its class: ten of class 1, then ten of class -1.
const SIGNED: [[f64; 2]; 20] = [
    [-0.71, -1.69],
    [0.29, -0.82],
    [-1.1, -1.37],
    [0.65, -0.63],
    [0.14, -0.5],
    [0.29, 0.67],
    [-0.01, -0.44],
    [0.31, 0.35],
    [-0.17, 0.38],
    [-0.4, -1.87],
    [1.25, -0.69],
    [2.22, -0.1],
    [0.7, -0.56],
    [-0.18, -1.38],
    [0.37, -1.51],
    [-0.24, 0.51],
    [-1.49, -0.55],
    [1.31, -1.2],
    [1.19, -1.23],
    [1.9, -1.33],
];

const COUNT: f64 = SIGNED.len() as f64;

/// Each point times its class, with its margin.
fn margins<S: Scalar>([x, y]: [S; 2]) -> impl Iterator<Item = ([f64; 2], S)> {
    SIGNED.iter().map(move |&[a, b]| ([a, b], x * a + y * b))
}

/// Whether a margin is negative, and exp(-|z|), which never overflows.
fn tail<S: Scalar>(z: S) -> (S::Mask, S) {
    let wrong = z.less(S::of(0.0));
    (wrong, S::select(wrong, z, -z).exp())
}

impl Objective for LogisticRegression {
    const CARD: Card = Card {
        name: "logistic-regression",
        title: "Logistic regression",
        formula: "<mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mn>20</mn></mfrac><mo>∑</mo><mi>ln</mi><mo>\u{2061}</mo><mrow>\
                  <mo>(</mo><mn>1</mn><mo>+</mo><mi>exp</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mo form=\"prefix\">−</mo>\
                  <msub><mi>T</mi><mi>i</mi></msub><mrow><mo>(</mo><mi>x</mi><msub><mi>X</mi><mi>i</mi></msub><mo>+</mo>\
                  <mi>y</mi><msub><mi>Y</mi><mi>i</mi></msub><mo>)</mo></mrow><mo>)</mo></mrow><mo>)</mo></mrow>",
        python: &[
            "X = array([-0.71, 0.29, -1.1, 0.65, 0.14, 0.29, -0.01, 0.31, -0.17, -0.4, -1.25, -2.22, -0.7, 0.18, \
             -0.37, 0.24, 1.49, -1.31, -1.19, -1.9])",
            "Y = array([-1.69, -0.82, -1.37, -0.63, -0.5, 0.67, -0.44, 0.35, 0.38, -1.87, 0.69, 0.1, 0.56, 1.38, \
             1.51, -0.51, 0.55, 1.2, 1.23, 1.33])",
            "T = array([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, \
             -1.0, -1.0, -1.0])",
            "Z = T * (x * X + y * Y)",
            "mean((abs(Z) - Z) / 2 + log(1 + exp(-abs(Z))))",
        ],
        parameters: &[],
        start: [-3.0, 1.0],
        learning_rate: 0.5,
        source: "Cox, The regression analysis of binary sequences, 1958; the 20 points are this project’s",
        lesson: "The classes overlap: without that there would be no minimizer. The bowl is shallow, and heavy ball bears \
                 an α of 20 in it.",
    };

    fn new(_: &[f64]) -> Self {
        LogisticRegression
    }

    fn domain(&self) -> Domain {
        Domain::new([-6.3, 7.7], [-6.5, 1.5])
    }

    fn minimizers(&self) -> Vec<[f64; 2]> {
        vec![[0.735_086_027_740_755_6, -2.072_840_643_234_011_6]]
    }

    fn minimum(&self) -> Option<f64> {
        Some(0.376_172_808_737_727_1)
    }

    fn value<S: Scalar>(&self, point: [S; 2]) -> S {
        // ln(1 + exp(-z)) = max(-z, 0) + ln(1 + exp(-|z|)), and one logarithm of the product instead of twenty.
        let zero = S::of(0.0);
        let (outside, product) = margins(point).fold((zero, S::of(1.0)), |(outside, product), (_, z)| {
            let (wrong, tail) = tail(z);
            (outside + S::select(wrong, -z, zero), product * (tail + 1.0))
        });
        (outside + product.ln()) / COUNT
    }

    fn gradient<S: Scalar>(&self, point: [S; 2]) -> [S; 2] {
        let mut total = [S::of(0.0); 2];
        for ([a, b], z) in margins(point) {
            // 1/(1 + exp(z)): the share of a point's own direction that is still wanted.
            let (wrong, tail) = tail(z);
            let share = S::select(wrong, S::of(1.0), tail) / (tail + 1.0);
            total = [total[0] + share * a, total[1] + share * b];
        }
        total.map(|total| total / -COUNT)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Family, Surface};
    use super::*;
    use crate::dual::Dual;
    use crate::scalar::sum;
    use crate::scene::{Limits, Scene};

    /// At the origin every margin is 0, where the two branches of the loss meet.
    #[test]
    fn the_branches_meet_at_the_origin_with_value_slope_and_curvature() {
        let value = Objective::value(&LogisticRegression, Dual::variables([0.0; 2]));
        assert!((value.value - core::f64::consts::LN_2).abs() < 1e-15, "{value:?}");
        let gradient = Objective::gradient(&LogisticRegression, [0.0; 2]);
        for (dual, hand) in value.slope.into_iter().zip(gradient) {
            assert!((dual - hand).abs() < 1e-15, "{dual} against {hand}");
        }
        let hessian = Surface::hessian(&LogisticRegression, [0.0; 2]);
        for (i, row) in hessian.into_iter().enumerate() {
            for (j, entry) in row.into_iter().enumerate() {
                let quarter = sum(SIGNED.iter().map(|point| point[i] * point[j])) / (4.0 * COUNT);
                assert!((entry - quarter).abs() < 1e-15, "{entry} against {quarter}");
            }
        }
    }

    #[test]
    fn from_the_cards_start_heavy_ball_bears_the_learning_rate_of_the_lesson() {
        let link = "v=1&surface=logistic-regression&start=-3,1&rules=heavy-ball&momentum=0.9&steps=1000&learning-rate=";
        let settles =
            |alpha: &str| Scene::open(&format!("{link}{alpha}"), Limits::PAGE).scene.run()[0].converged.is_some();
        assert_eq!(["0.5", "5", "10", "15", "20", "40"].map(settles), [true, true, true, true, true, false]);
    }

    #[test]
    fn a_margin_of_any_size_neither_overflows_nor_loses_its_curvature_to_nan() {
        let family = Family::named("logistic-regression").unwrap();
        let surface = family.surface(&[]);
        for far in [1e3, -1e3, 1e200] {
            assert!(surface.hessian([far, -far]).concat().iter().all(|entry| entry.is_finite()), "{far}");
        }
    }
}
