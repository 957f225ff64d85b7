//! The mathematics of Heavy Ball.

pub mod dual;
pub mod lanes;
pub mod objective;
pub mod parameter;
pub mod rule;
pub mod scalar;
