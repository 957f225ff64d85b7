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
        lesson: "Six units from the hole the gradient is under 3 · 10⁻¹⁵: in 10,000 steps of α = 0.1 not even the trace at \
                 β = 0.9 moves by 10⁻¹⁰.",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Limits, Scene};

    #[test]
    fn six_units_away_the_gradient_and_what_10_000_steps_make_of_it_are_as_small_as_the_lesson_says() {
        for angle in (0..360).map(|degrees| f64::from(degrees).to_radians()) {
            let [x, y] = [PI + 6.0 * libm::cos(angle), PI + 6.0 * libm::sin(angle)];
            let [u, v] = Easom.gradient([x, y]);
            assert!(libm::hypot(u, v) < 3e-15, "{angle}");
        }
        for start in ["-2.858,3.142", "7.384,7.384", "3.142,9.142"] {
            let link = format!("v=1&surface=easom&rules=trace&learning-rate=0.1&steps=10000&start={start}");
            let run = Scene::open(&link, Limits::PAGE).scene.run().swap_remove(0);
            let [[x, y], [u, v]] = [run.points[0], run.points[10_000]];
            assert!(libm::hypot(u - x, v - y) < 1e-10, "{start}: {}", libm::hypot(u - x, v - y));
        }
    }
}
