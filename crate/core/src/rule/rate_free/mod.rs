//! What claims to need no learning rate.

mod cocob;
mod dog;
mod dowg;
mod fields;
mod polyak;

pub use cocob::Cocob;
pub use dog::Dog;
pub use dowg::Dowg;
pub use polyak::Polyak;
