//! What averages slopes and divides the average by a root of averaged squares.

#![allow(clippy::module_inception, reason = "the family is named after its first member")]

mod acprop;
mod adabelief;
mod adam;
mod adamax;
mod adamw;
mod adan;
mod ademamix;
mod adopt;
mod amsgrad;
mod calls;
mod fields;
mod nadam;
mod novograd;
mod radam;
mod simplified_ademamix;
mod variance;
mod yogi;

pub use acprop::AcProp;
pub use adabelief::AdaBelief;
pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
pub use adan::Adan;
pub use ademamix::AdEmaMix;
pub use adopt::Adopt;
pub use amsgrad::AmsGrad;
pub use nadam::NAdam;
pub use novograd::NovoGrad;
pub use radam::RAdam;
pub use simplified_ademamix::SimplifiedAdEmaMix;
pub use yogi::Yogi;
