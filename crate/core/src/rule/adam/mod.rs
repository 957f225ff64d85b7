//! What averages slopes and divides the average by a root of averaged squares.

#![allow(clippy::module_inception, reason = "the family is named after its first member")]

mod adabelief;
mod adam;
mod adan;
mod fields;
mod novograd;
mod yogi;

pub use adabelief::AdaBelief;
pub use adam::Adam;
pub use adan::Adan;
pub use novograd::NovoGrad;
pub use yogi::Yogi;
