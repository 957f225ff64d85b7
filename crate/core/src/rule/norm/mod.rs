//! What measures the whole gradient, the whole step or all weights by their norm.

mod fromage;
mod lamb;
mod lars;
mod muon;
mod trust;

pub use fromage::Fromage;
pub use lamb::Lamb;
pub use lars::Lars;
pub use muon::Muon;
