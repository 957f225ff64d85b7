//! What averages slopes and divides the average by a root of averaged squares.

#![allow(clippy::module_inception, reason = "the family is named after its first member")]

mod adam;
mod fields;

pub use adam::Adam;
