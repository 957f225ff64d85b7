//! What claims to need no learning rate.

mod adapted;
mod cocob;
mod dadapt_adamw;
mod dog;
mod dowg;
mod fields;
mod polyak;
mod prodigy;

pub use cocob::Cocob;
pub use dadapt_adamw::DAdaptAdamW;
pub use dog::Dog;
pub use dowg::Dowg;
pub use polyak::Polyak;
pub use prodigy::Prodigy;
