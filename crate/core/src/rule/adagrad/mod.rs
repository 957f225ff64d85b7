//! What divides each slope by a root of its own squares, summed or averaged.

mod rmsprop;

pub use rmsprop::RmsProp;
