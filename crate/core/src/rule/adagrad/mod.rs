//! What divides each slope by a root of its own squares, summed or averaged.

#![allow(clippy::module_inception, reason = "the family is named after its first member")]

mod adadelta;
mod adafactor;
mod adagrad;
mod fields;
mod ftrl;
mod madgrad;
mod mean_square;
mod mean_square_calls;
mod rmsprop;
mod rmsprop_momentum;
mod sm3;

pub use adadelta::Adadelta;
pub use adafactor::Adafactor;
pub use adagrad::Adagrad;
pub use ftrl::Ftrl;
pub use madgrad::Madgrad;
pub use rmsprop::RmsProp;
pub use rmsprop_momentum::RmsPropMomentum;
pub use sm3::Sm3;
