//! What claims to need no learning rate.

mod averages;
mod lower_bound;
mod momo;
mod momo_adam;

pub use momo::Momo;
pub use momo_adam::MomoAdam;
