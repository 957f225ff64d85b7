//! What divides each slope by a root of its own squares, summed or averaged.

mod fields;
mod mean_square;
mod mean_square_calls;
mod rmsprop;
mod rmsprop_momentum;

pub use rmsprop::RmsProp;
pub use rmsprop_momentum::RmsPropMomentum;
