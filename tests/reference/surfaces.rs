//! Surfaces as the recorded optimizers saw them, the two among them that are not the product's.

use heavy_ball::objective::SurfaceOver;

/// A surface of the product, seen through `f64` alone.
pub(crate) struct Product(pub(crate) Box<dyn heavy_ball::objective::Surface>);

impl SurfaceOver<f64> for Product {
    fn value(&self, point: [f64; 2]) -> f64 {
        SurfaceOver::<f64>::value(&*self.0, point)
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        SurfaceOver::<f64>::look(&*self.0, x, y, gradient)
    }
}

/// A surface as an optimizer sees it: one that maximizes is given the gradient with its sign changed.
pub(crate) struct Sight {
    pub(crate) surface: Box<dyn SurfaceOver<f64>>,
    pub(crate) uphill: bool,
}

impl Sight {
    pub(crate) fn loss(&self, point: [f64; 2]) -> f64 {
        self.surface.value(point)
    }
}

impl SurfaceOver<f64> for Sight {
    fn value(&self, point: [f64; 2]) -> f64 {
        self.surface.value(point)
    }
    fn look(&self, x: f64, y: f64, gradient: &mut [f64; 2]) -> f64 {
        let loss = self.surface.look(x, y, gradient);
        if self.uphill {
            *gradient = gradient.map(|g| -g);
        }
        loss
    }
}

/// Linear regression: the mean of (a x + b - y)² over the data, with the weights a and b.
pub(crate) struct Lines {
    pub(crate) x: Vec<f64>,
    pub(crate) y: Vec<f64>,
}

impl Lines {
    fn residuals(&self, [a, b]: [f64; 2]) -> impl Iterator<Item = (f64, f64)> {
        self.x.iter().zip(&self.y).map(move |(x, y)| (*x, a * x + b - y))
    }
}

impl SurfaceOver<f64> for Lines {
    fn value(&self, point: [f64; 2]) -> f64 {
        self.residuals(point).map(|(_, r)| r * r).sum::<f64>() / self.x.len() as f64
    }
    fn look(&self, a: f64, b: f64, gradient: &mut [f64; 2]) -> f64 {
        let n = self.x.len() as f64;
        let sums = self.residuals([a, b]).fold([0.0; 2], |[a, b], (x, r)| [a + 2.0 * r * x, b + 2.0 * r]);
        *gradient = sums.map(|sum| sum / n);
        self.value([a, b])
    }
}

/// Logistic regression: the mean of ln(1 + exp(-t w·x)) over points x of class t = ±1.
pub(crate) struct Classes {
    pub(crate) points: Vec<([f64; 2], f64)>,
}

impl SurfaceOver<f64> for Classes {
    fn value(&self, [a, b]: [f64; 2]) -> f64 {
        let loss = |(&[x, y], t): (&[f64; 2], f64)| {
            let z = -t * (a * x + b * y);
            z.max(0.0) + (-z.abs()).exp().ln_1p()
        };
        self.points.iter().map(|(x, t)| loss((x, *t))).sum::<f64>() / self.points.len() as f64
    }
    fn look(&self, a: f64, b: f64, gradient: &mut [f64; 2]) -> f64 {
        let n = self.points.len() as f64;
        let slope = |total: [f64; 2], &([x, y], t): &([f64; 2], f64)| {
            let share = -t / (1.0 + (t * (a * x + b * y)).exp());
            [total[0] + share * x, total[1] + share * y]
        };
        *gradient = self.points.iter().fold([0.0; 2], slope).map(|g| g / n);
        self.value([a, b])
    }
}
