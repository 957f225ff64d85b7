//! What claims to need no learning rate.

mod averages;
mod base;
mod lower_bound;
mod mechanic;
mod momo;
mod momo_adam;
mod schedule_free;
mod schedule_free_adamw;
mod schedule_free_sgd;
mod sums;

pub use mechanic::Mechanic;
pub use momo::Momo;
pub use momo_adam::MomoAdam;
pub use schedule_free_adamw::ScheduleFreeAdamW;
pub use schedule_free_sgd::ScheduleFreeSgd;
