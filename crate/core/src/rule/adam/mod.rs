//! What averages slopes and divides the average by a root of averaged squares.

#![allow(clippy::module_inception, reason = "the family is named after its first member")]

mod adam;
mod adamax;
mod adamw;
mod amsgrad;
mod fields;
mod nadam;
mod radam;

pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
pub use amsgrad::AmsGrad;
pub use nadam::NAdam;
pub use radam::RAdam;
