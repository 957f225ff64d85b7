//! The update rules: the trait, the cards' vocabulary, and the registry.
//!
//! A new rule is one file in its family's folder and one line in the registry at the end of this file: its row in the
//! picker, its card, its hyperparameters with their ranges and messages, its code export and its place in the tests'
//! table follow from what it says of itself. CONTRIBUTING walks through it.
//!
//! What a rule does stands on its [`Card`], which the page shows and [`Display`](core::fmt::Display) prints: the fields in
//! the order of [`Now::hyperparameters`] with symbol, default, range and units, the choices, the memories, and the source.
//! X is the unit of a weight, F that of the loss. Its recurrence is MathML on the card, and stands line by line in the
//! source of its `update`.
//!
//! ```
//! let card = heavy_ball::rule::named("heavy-ball").expect("it is in the registry").card();
//! let told = card.to_string();
//! assert!(told.contains("momentum β (default 0.9): momentum; a finite number; units 1\n"));
//! assert!(told.contains("memory: displacement, a number for each weight; units X\n"));
//! assert!(told.contains("Polyak 1964, eq. (9)"));
//! ```
//!
//! A [`Rule`] that stands in a program of your own runs as the others do, in a [`Run`](crate::run::Run) or in a Scene
//! that is made by hand: `rules: vec![RuleChoice::plain(&Mine)]`. What asks the registry does not know it: no text names
//! it, and it has no [`Sweep`](crate::map::Sweep).

pub mod adagrad;
pub mod adam;
mod betas;
mod card;
mod choice;
mod correction;
pub mod counterpart;
pub mod decay;
mod family;
mod form;
mod memory;
pub mod momentum;
pub mod norm;
pub mod rate_free;
mod recurrence;
pub mod sign;
mod told;

pub use card::{Card, Field, Limit, Matched, Words, field};
pub use choice::Choice;
pub use counterpart::{Counterpart, Held, Library};
pub use decay::Decay;
pub use family::Family;
pub use form::Form;
pub use memory::Memory;
pub use recurrence::{StepView, Term, term};

#[cfg(test)]
use crate::lanes::Lanes;
use crate::map::LaneRule;
use crate::objective::SurfaceOver;
use crate::run;
use crate::scalar::Scalar;
use crate::trajectory::Trajectory;

/// What is known before the gradient of an update is taken.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a, S> {
    /// The update's number, from 1; update t takes step t-1 to step t.
    pub t: u32,
    /// The hyperparameters in force at t, in the order of the card's fields.
    pub hyperparameters: &'a [S],
    /// The conventions in force, in the order of the card's choices: the option's number, or [`Choice::IDLE`].
    pub choices: &'a [usize],
}

impl<S: Copy, const N: usize> From<Now<'_, S>> for [S; N] {
    /// The first N hyperparameters, to be named in one line.
    ///
    /// # Panics
    ///
    /// Where there are fewer: a card names what its rule reads.
    fn from(now: Now<'_, S>) -> Self {
        let Some(first) = now.hyperparameters.first_chunk() else { unreachable!("a card names what its rule reads") };
        *first
    }
}

/// What was found at the query point.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a, S> {
    /// The loss there, units F.
    pub loss: S,
    /// The gradient there, one number per weight, units F/X.
    pub gradient: &'a [S],
}

/// An update rule, written once over any [`Scalar`] and any number of weights.
///
/// Branch on `t` and on a named convention, never on a scalar's value: there a comparison gives a mask for
/// [`Scalar::select`].
pub trait Rule: Send + Sync + 'static {
    /// What there is to say about it: recurrence, fields with their ranges and units, source.
    const CARD: &'static Card;

    /// Whether [`query`](Rule::query) is another point than the weights.
    const LOOKS_AHEAD: bool = false;

    /// Whether [`update`](Rule::update) asks for the loss.
    const SEES_LOSS: bool = false;

    /// Whether the number of an update acts on it beyond the first one, so that a state that comes again may go on
    /// otherwise.
    const KNOWS_TIME: bool = false;

    /// Stores what the start is needed for, with what is in force at the first update. Memories are zero before.
    fn init<S: Scalar>(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        let _ = (now, start, memory);
    }

    /// Writes the point where the gradient is wanted; the weights themselves unless the rule looks ahead.
    fn query<S: Scalar>(&self, now: Now<S>, weights: &[S], memory: &Memory<S>, point: &mut [S]) {
        let _ = (now, memory);
        point.copy_from_slice(weights);
    }

    /// Takes step t-1 to step t, in place.
    // Like `query` to be marked `#[inline]`: a run calls it at every step, and the page's module, built to be small, inlines
    // no more than it must. Where some rules say `always`, `.cargo/config.toml` says why.
    fn update<S: Scalar>(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>);
}

/// A rule seen through one scalar type, behind a pointer.
pub trait RuleOver<S> {
    /// See [`Rule::init`].
    fn init(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>);
    /// See [`Rule::query`].
    fn query(&self, now: Now<S>, weights: &[S], memory: &Memory<S>, point: &mut [S]);
    /// See [`Rule::update`].
    fn update(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>);
}

impl<R: Rule, S: Scalar> RuleOver<S> for R {
    fn init(&self, now: Now<S>, start: &[S], memory: &mut Memory<S>) {
        Rule::init(self, now, start, memory);
    }
    fn query(&self, now: Now<S>, weights: &[S], memory: &Memory<S>, point: &mut [S]) {
        Rule::query(self, now, weights, memory, point);
    }
    fn update(&self, now: Now<S>, seen: Seen<S>, weights: &mut [S], memory: &mut Memory<S>) {
        Rule::update(self, now, seen, weights, memory);
    }
}

/// A rule of any kind behind a pointer.
///
/// What a program never asks of the other scalar types is not built into it: the rules over lanes stand in
/// `LANE_RULES`.
pub trait AnyRule: RuleOver<f64> + Send + Sync {
    /// What there is to say about it.
    fn card(&self) -> &'static Card;
    /// See [`Rule::LOOKS_AHEAD`].
    fn looks_ahead(&self) -> bool;
    /// See [`Rule::SEES_LOSS`].
    fn sees_loss(&self) -> bool;
    /// Walks a surface from the first point of a trajectory, which it fills. [`Run`](crate::run::Run) prepares one.
    fn walk(&self, surface: &dyn SurfaceOver<f64>, trajectory: &mut Trajectory);
}

impl core::fmt::Debug for dyn AnyRule {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.card().name)
    }
}

impl<R: Rule> AnyRule for R {
    fn card(&self) -> &'static Card {
        if cfg!(feature = "whole") {
            R::CARD
        } else {
            const { &R::CARD.opening(const { &counterpart::brief(R::CARD.counterparts) }) }
        }
    }
    fn looks_ahead(&self) -> bool {
        R::LOOKS_AHEAD
    }
    fn sees_loss(&self) -> bool {
        R::SEES_LOSS
    }
    fn walk(&self, surface: &dyn SurfaceOver<f64>, trajectory: &mut Trajectory) {
        // A trajectory keeps the losses at the weights alone, and a card shows those.
        const { assert!(!(R::LOOKS_AHEAD && R::SEES_LOSS), "its loss would not be known afterwards") }
        run::walk(self, surface, trajectory);
    }
}

/// Names every rule once, for all scalar types: those that the page opens with, those it fetches when it is asked, and
/// what is there in tests alone.
macro_rules! rules {
    (opening { $($opening:expr),* $(,)? } whole { $($rule:expr),* $(,)? } tests { $($test:expr),* $(,)? }) => {
        /// All rules: those that the page opens with, then the others in the order of the picker.
        pub static RULES: &[&dyn AnyRule] =
            &[$(&$opening,)* $(#[cfg(feature = "whole")] &$rule,)* $(#[cfg(test)] &$test,)*];

        /// How many of them the page opens with.
        #[doc(hidden)]
        pub const OPENING: usize = [$(stringify!($opening)),*].len();

        /// All rules over blocks of lanes, in the same order.
        pub(crate) static LANE_RULES: &[&dyn LaneRule] =
            &[$(&$opening,)* $(#[cfg(feature = "whole")] &$rule,)* $(#[cfg(test)] &$test,)*];

        /// All rules over lanes one at a time, in the same order.
        #[cfg(test)]
        static OVER_LANES: &[&(dyn RuleOver<Lanes> + Sync)] =
            &[$(&$opening,)* $(#[cfg(feature = "whole")] &$rule,)* $(#[cfg(test)] &$test,)*];
    };
}

rules! {
    opening {
        momentum::GradientDescent,
        momentum::Ema,
        momentum::EmaDebiased,
        momentum::HeavyBall,
        momentum::Trace,
        momentum::Nesterov,
        momentum::NesterovTrace,
        adagrad::RmsProp,
        adam::Adam,
    }
    whole {
        // Momentum.
        momentum::OptimisticGradientDescent,
        momentum::Asgd,
        // Sign.
        sign::SignSgd,
        sign::Signum,
        sign::Lion,
        sign::Rprop,
        // Adagrad and RMSProp.
        adagrad::RmsPropMomentum,
        adagrad::Adagrad,
        adagrad::Adadelta,
        adagrad::Sm3,
        adagrad::Ftrl,
        adagrad::Madgrad,
        adagrad::Adafactor,
        // Adam.
        adam::AdamW,
        adam::AmsGrad,
        adam::NAdam,
        adam::RAdam,
        adam::Adamax,
        adam::AdaBelief,
        adam::Yogi,
        adam::NovoGrad,
        adam::Adan,
        adam::AcProp,
        adam::Adopt,
        adam::AdEmaMix,
        adam::SimplifiedAdEmaMix,
        // Norms.
        norm::Lars,
        norm::Lamb,
        norm::Fromage,
        norm::Muon,
        // Learning-rate-free.
        rate_free::Polyak,
        rate_free::DAdaptAdamW,
        rate_free::Prodigy,
        rate_free::Cocob,
        rate_free::Dog,
        rate_free::Dowg,
        rate_free::Momo,
        rate_free::MomoAdam,
        rate_free::ScheduleFreeSgd,
        rate_free::ScheduleFreeAdamW,
        rate_free::Mechanic,
    }
    // What this crate's tests add, to see what comes of it.
    tests {
        tests::toy::Toy,
    }
}

/// The rule of this name.
pub fn named(name: &str) -> Option<&'static dyn AnyRule> {
    RULES.iter().copied().find(|rule| rule.card().name == name)
}

#[cfg(test)]
mod tests;
