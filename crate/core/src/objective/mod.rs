//! The surfaces that the optimizers walk: the trait, and the registry of all families.
//!
//! A new surface is one file here, named below by `mod` and `pub use`, and one line in [`FAMILIES`]: the tests, the
//! page's menu, the messages and the contours follow from its card.
//!
//! ```
//! use heavy_ball::objective::{Family, SurfaceOver};
//!
//! let booth = Family::named("booth").expect("it is in the registry").surface(&[]);
//! assert_eq!(booth.value([1.0, 3.0]), 0.0);
//! assert_eq!(booth.gradient([0.0, 0.0]), [-34.0, -38.0]);
//! ```
//!
//! A type such as [`Quadratic`] has its `value` both as an [`Objective`] and as a [`SurfaceOver`]: bring one of the two into
//! scope.
//!
//! An [`Objective`] that stands in a program of your own is a [`Surface`] for a [`Run`](crate::run::Run), for
//! [`Scene::run_on`](crate::scene::Scene::run_on) and for all that is drawn and said of those. What asks the registry
//! does not know it: no Scene names it, and a [`Sweep`](crate::map::Sweep) runs on the Scene's surface.

mod ackley;
mod beale;
mod booth;
mod easom;
mod goldstein_price;
mod hessian;
mod himmelblau;
mod levy_13;
mod linear_regression;
mod logistic_regression;
mod matyas;
mod mccormick;
mod monkey_saddle;
mod quadratic;
mod rastrigin;
mod rosenbrock;
mod saddle;
mod six_hump_camel;
mod styblinski_tang;
mod three_hump_camel;
mod valley;

pub use ackley::Ackley;
pub use beale::Beale;
pub use booth::Booth;
pub use easom::Easom;
pub use goldstein_price::GoldsteinPrice;
pub use hessian::eigenvalues;
pub use himmelblau::Himmelblau;
pub use levy_13::Levy13;
pub use linear_regression::LinearRegression;
pub use logistic_regression::LogisticRegression;
pub use matyas::Matyas;
pub use mccormick::McCormick;
pub use monkey_saddle::MonkeySaddle;
pub use quadratic::Quadratic;
pub use rastrigin::Rastrigin;
pub use rosenbrock::Rosenbrock;
pub use saddle::Saddle;
pub use six_hump_camel::SixHumpCamel;
pub use styblinski_tang::StyblinskiTang;
pub use three_hump_camel::ThreeHumpCamel;
pub use valley::Valley;

use crate::dual::Dual;
#[cfg(test)]
use crate::lanes::Lanes;
use crate::map::LaneSurface;
use crate::parameter::Parameter;
use crate::scalar::Scalar;

/// What there is to say about a family of surfaces. Without the feature `whole` the Python is empty, and of all but the
/// first of [`FAMILIES`] formula, source and lesson are, too.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// The name as typed, kebab-case.
    pub name: &'static str,
    /// The name as read.
    pub title: &'static str,
    /// The formula, as MathML without the `<math>` element around it.
    pub formula: &'static str,
    /// The loss in Python, for the code that is exported: lines `name = expression` and the loss as the last one. There
    /// are x and y, the parameters by their keys, `math`, and of the library `sin cos exp log sqrt mean array`.
    pub python: &'static [&'static str],
    /// Its parameters, in the order of [`Objective::new`].
    pub parameters: &'static [Parameter],
    /// Where a run begins if nothing is said.
    pub start: [f64; 2],
    /// A learning rate that makes an instructive run from the start, for heavy ball at momentum 0.9.
    pub learning_rate: f64,
    /// Paper or collection that it comes from.
    pub source: &'static str,
    /// Why it is instructive: one sentence.
    pub lesson: &'static str,
}

impl Card {
    /// The card as it stands in the program: the opening module writes no code for the libraries, and the page fetches
    /// what there is to read of the surfaces that it does not open with.
    const fn built(self, opens: bool) -> Self {
        if cfg!(feature = "whole") {
            return self;
        }
        let card = Card { python: &[], ..self };
        if opens { card } else { Card { formula: "", source: "", lesson: "", ..card } }
    }
}

/// The part of the plane that is shown, lowest and highest x, lowest and highest y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// Lowest and highest x.
    pub x: [f64; 2],
    /// Lowest and highest y.
    pub y: [f64; 2],
}

impl Domain {
    /// A domain from its four limits.
    pub const fn new(x: [f64; 2], y: [f64; 2]) -> Self {
        Domain { x, y }
    }

    /// Whether the point lies inside or on the border.
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        self.x[0] <= x && x <= self.x[1] && self.y[0] <= y && y <= self.y[1]
    }
}

/// A function of two weights to be minimized, written once over any [`Scalar`].
pub trait Objective: Send + Sync + Sized + 'static {
    /// What there is to say about it.
    const CARD: Card;

    /// Whether the page opens with it: the first of [`FAMILIES`].
    #[doc(hidden)]
    const OPENS: bool = false;

    /// Weights nearer to the minimizers than this, or to the origin where there is none, have a finite loss: a test holds
    /// every surface to it. A polynomial of degree 8 does with 1e30; what grows slower may say more.
    const FAR: f64 = 1e30;

    /// The surface for these parameters, in the order of the card: all of them, and legal. It may panic where some are
    /// missing; [`Family::surface`] fills those in.
    fn new(parameters: &[f64]) -> Self;

    /// The part of the plane to show.
    fn domain(&self) -> Domain;

    /// The global minimizers, to all digits: of the plane, or else of the box that the surface is known for (McCormick
    /// falls for ever outside). None where the surface has none, or a whole line of them.
    fn minimizers(&self) -> Vec<[f64; 2]>;

    /// The loss at the minimizers, where it is known that nothing in the whole plane lies below.
    fn minimum(&self) -> Option<f64>;

    /// The loss at a point.
    fn value<S: Scalar>(&self, point: [S; 2]) -> S;

    /// The derivatives of the loss by x and y, written by hand; a test holds them against [`Dual`].
    fn gradient<S: Scalar>(&self, point: [S; 2]) -> [S; 2];
}

/// A surface seen through one scalar type, behind a pointer.
pub trait SurfaceOver<S> {
    /// The loss at a point.
    fn value(&self, point: [S; 2]) -> S;
    /// Returns the loss and writes its derivatives by x and y. A point as two numbers is handed over faster than one
    /// that lies in memory.
    fn look(&self, x: S, y: S, gradient: &mut [S; 2]) -> S;
}

impl<S: Copy> dyn SurfaceOver<S> + '_ {
    /// The derivatives of the loss by x and y alone.
    pub fn gradient(&self, [x, y]: [S; 2]) -> [S; 2] {
        let mut gradient = [x, y];
        self.look(x, y, &mut gradient);
        gradient
    }
}

impl<O: Objective, S: Scalar> SurfaceOver<S> for O {
    fn value(&self, point: [S; 2]) -> S {
        Objective::value(self, point)
    }
    fn look(&self, x: S, y: S, gradient: &mut [S; 2]) -> S {
        *gradient = Objective::gradient(self, [x, y]);
        Objective::value(self, [x, y])
    }
}

/// A surface of any family behind a pointer.
///
/// What a program never asks of the other scalar types is not built into it: a surface over lanes is made by
/// `LANE_FAMILIES`.
pub trait Surface: SurfaceOver<f64> + Send + Sync {
    /// The second derivatives at a point, `[[f_xx, f_xy], [f_yx, f_yy]]`: one dual level through the gradient.
    fn hessian(&self, point: [f64; 2]) -> [[f64; 2]; 2];
    /// What there is to say about its family.
    fn card(&self) -> &'static Card;
    /// The part of the plane to show.
    fn domain(&self) -> Domain;
    /// The global minimizers, of the plane or of the box that the surface is known for; none where it has none, or a
    /// whole line of them.
    fn minimizers(&self) -> Vec<[f64; 2]>;
    /// The loss at the minimizers, where it is known that nothing in the whole plane lies below.
    fn minimum(&self) -> Option<f64>;
}

impl dyn Surface + '_ {
    /// The derivatives of the loss by x and y alone.
    pub fn gradient(&self, point: [f64; 2]) -> [f64; 2] {
        let over: &dyn SurfaceOver<f64> = self;
        over.gradient(point)
    }
}

impl<O: Objective> Surface for O {
    fn hessian(&self, point: [f64; 2]) -> [[f64; 2]; 2] {
        Objective::gradient(self, Dual::variables(point)).map(|row| row.slope)
    }
    fn card(&self) -> &'static Card {
        Family::of::<O>().card
    }
    fn domain(&self) -> Domain {
        Objective::domain(self)
    }
    fn minimizers(&self) -> Vec<[f64; 2]> {
        Objective::minimizers(self)
    }
    fn minimum(&self) -> Option<f64> {
        Objective::minimum(self)
    }
}

/// A family of surfaces: its card and how to make one.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What there is to say about it.
    pub card: &'static Card,
    make: fn(&[f64]) -> Box<dyn Surface>,
}

impl Family {
    const fn of<O: Objective>() -> Self {
        Family { card: const { &O::CARD.built(O::OPENS) }, make: |parameters| Box::new(O::new(parameters)) }
    }

    /// The surface for these parameters, in the order of the card, legal ones; those that are missing are the defaults.
    pub fn surface(&self, parameters: &[f64]) -> Box<dyn Surface> {
        (self.make)(&self.whole(parameters))
    }

    /// All its parameters, those that are missing at their defaults.
    pub(crate) fn whole(&self, parameters: &[f64]) -> Vec<f64> {
        let mut whole = self.defaults();
        whole.iter_mut().zip(parameters).for_each(|(own, given)| *own = *given);
        whole
    }

    /// The parameters where nothing is said.
    pub fn defaults(&self) -> Vec<f64> {
        self.card.parameters.iter().map(|p| p.default).collect()
    }

    /// The family of this name.
    pub fn named(name: &str) -> Option<&'static Family> {
        FAMILIES.iter().find(|family| family.card.name == name)
    }
}

/// A surface over one scalar type, from its parameters.
#[cfg(test)]
pub type Make<S> = fn(&[f64]) -> Box<dyn SurfaceOver<S>>;

/// Names every family once, for all scalar types.
macro_rules! families {
    ($($family:ident),* $(,)?) => {
        /// All families, in the order of the menu.
        pub static FAMILIES: &[Family] = &[$(Family::of::<$family>()),*];

        /// All families over blocks of lanes, in the same order.
        pub(crate) static LANE_FAMILIES: &[fn(&[f64]) -> Box<dyn LaneSurface>] =
            &[$(|parameters| Box::new($family::new(parameters))),*];

        /// All families over lanes one point at a time, in the same order.
        #[cfg(test)]
        pub(crate) static OVER_LANES: &[Make<Lanes>] = &[$(|parameters| Box::new($family::new(parameters))),*];

        /// All families over duals, in the same order: what holds the gradients to account.
        #[cfg(test)]
        static DUAL_FAMILIES: &[Make<Dual<f64>>] = &[$(|parameters| Box::new($family::new(parameters))),*];
    };
}

families![
    Quadratic,
    Rosenbrock,
    Beale,
    Himmelblau,
    Booth,
    GoldsteinPrice,
    Saddle,
    MonkeySaddle,
    Rastrigin,
    Ackley,
    StyblinskiTang,
    SixHumpCamel,
    ThreeHumpCamel,
    McCormick,
    Matyas,
    Levy13,
    Easom,
    Valley,
    LinearRegression,
    LogisticRegression,
];

#[cfg(test)]
mod tests;
