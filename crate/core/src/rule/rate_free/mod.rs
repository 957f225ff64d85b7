//! What claims to need no learning rate.

mod dog;
mod dowg;
mod fields;

pub use dog::Dog;
pub use dowg::Dowg;
