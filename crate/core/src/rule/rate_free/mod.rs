//! What claims to need no learning rate.

mod adapted;
mod averages;
mod base;
mod cocob;
mod dadapt_adamw;
mod dog;
mod dowg;
mod fields;
mod lower_bound;
mod mechanic;
mod momo;
mod momo_adam;
mod polyak;
mod prodigy;
mod schedule_free;
mod schedule_free_adamw;
mod schedule_free_sgd;
mod sums;

pub use cocob::Cocob;
pub use dadapt_adamw::DAdaptAdamW;
pub use dog::Dog;
pub use dowg::Dowg;
pub use mechanic::Mechanic;
pub use momo::Momo;
pub use momo_adam::MomoAdam;
pub use polyak::Polyak;
pub use prodigy::Prodigy;
pub use schedule_free_adamw::ScheduleFreeAdamW;
pub use schedule_free_sgd::ScheduleFreeSgd;
