//! Surfaces as the files' formulas have them, where the product's own are others: it has bowls alone, is at rest at a
//! minimizer, and reaches farther.

use std::f64::consts::{E, PI};

use heavy_ball::objective::SurfaceOver;

use crate::surfaces::Product;

/// A quadratic of any two curvatures: the product's bowls are the less steep along their first axis, and never flat.
pub(crate) struct Quadratic {
    pub(crate) curvature: [f64; 2],
    pub(crate) angle: f64,
}

impl SurfaceOver<f64> for Quadratic {
    fn value(&self, point: [f64; 2]) -> f64 {
        self.look(point[0], point[1], &mut [0.0; 2])
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        let ([a, b], sine, cosine) = (self.curvature, self.angle.sin(), self.angle.cos());
        let [u, v] = [cosine * x + sine * y, -sine * x + cosine * y];
        *gradient = [cosine * (a * u) - sine * (b * v), sine * (a * u) + cosine * (b * v)];
        0.5 * (a * (u * u) + b * (v * v))
    }
}

/// Lévy 13 with waves from 0 on: at the minimizer their slope is the rounding of π, and not 0 as the product's.
pub(crate) struct Levy13;

impl SurfaceOver<f64> for Levy13 {
    fn value(&self, point: [f64; 2]) -> f64 {
        self.look(point[0], point[1], &mut [0.0; 2])
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        let [(a, a_cos), (b, b_cos), (c, c_cos)] = [3.0 * PI * x, 3.0 * PI * y, 2.0 * PI * y].map(f64::sin_cos);
        let [u, v] = [x - 1.0, y - 1.0];
        *gradient = [
            2.0 * a * a_cos * (3.0 * PI) + 2.0 * u * (1.0 + b * b),
            u * u * (2.0 * b * b_cos * (3.0 * PI)) + 2.0 * v * (1.0 + c * c) + v * v * (2.0 * c * c_cos * (2.0 * PI)),
        ];
        a * a + u * u * (1.0 + b * b) + v * v * (1.0 + c * c)
    }
}

/// The three-hump camel by x⁶, which leaves the number range before a sixth of it does.
pub(crate) struct ThreeHumpCamel(pub(crate) Product);

impl SurfaceOver<f64> for ThreeHumpCamel {
    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        let p = x * x;
        2.0 * p - 1.05 * (p * p) + p * p * p / 6.0 + x * y + y * y
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        self.0.look(x, y, gradient);
        self.value([x, y])
    }
}

/// Ackley's function as it is differentiated: 0/0 at the tip, where the product takes the gradient 0. Its loss there is
/// the rounding of e.
pub(crate) struct Ackley {
    pub(crate) product: Product,
    pub(crate) parameters: [f64; 3],
}

impl SurfaceOver<f64> for Ackley {
    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        let [a, b, c] = self.parameters;
        let ripples = ((c * x).cos() + (c * y).cos()) / 2.0;
        -a * (-b * ((x * x + y * y) / 2.0).sqrt()).exp() - ripples.exp() + a + E
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        self.product.look(x, y, gradient);
        if x * x + y * y == 0.0 {
            *gradient = [f64::NAN; 2];
        }
        self.value([x, y])
    }
}

#[test]
fn the_files_formulas_are_the_products_surfaces_to_rounding() {
    let product = |name: &str, parameters: &[f64]| {
        Product(heavy_ball::objective::Family::named(name).expect("a family of the product").surface(parameters))
    };
    let quadratic = Quadratic { curvature: [0.5, 3.0], angle: 0.7 };
    let parameters = [20.0, 0.2, 6.0];
    let ackley = Ackley { product: product("ackley", &parameters), parameters };
    let pairs: [(&dyn SurfaceOver<f64>, _); 4] = [
        (&quadratic, product("quadratic", &[6.0, 0.7_f64.to_degrees(), 0.5])),
        (&ThreeHumpCamel(product("three-hump-camel", &[])), product("three-hump-camel", &[])),
        (&Levy13, product("levy-13", &[])),
        (&ackley, product("ackley", &ackley.parameters)),
    ];
    for (formula, product) in pairs {
        for [x, y] in [[-2.3, 0.4], [0.7, 1.9], [1.0, -3.1]] {
            let mut gradients = [[0.0; 2]; 2];
            let loss = formula.look(x, y, &mut gradients[0]);
            assert!((loss - product.look(x, y, &mut gradients[1])).abs() < 1e-12 * loss, "{loss} at {x}, {y}");
            let [ours, theirs] = gradients;
            assert!(ours.iter().zip(theirs).all(|(a, b)| (a - b).abs() < 1e-12), "{ours:?} at {x}, {y}: {theirs:?}");
        }
    }
}
