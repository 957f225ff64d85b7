//! Gradient descent, and what remembers gradients or displacements.

mod asgd;
mod calls;
mod ema;
mod ema_debiased;
mod gradient_descent;
mod heavy_ball;
mod nesterov;
mod nesterov_trace;
mod optimistic_gradient_descent;
mod trace;

pub use asgd::Asgd;
pub use ema::Ema;
pub use ema_debiased::EmaDebiased;
pub use gradient_descent::GradientDescent;
pub use heavy_ball::HeavyBall;
pub use nesterov::Nesterov;
pub use nesterov_trace::NesterovTrace;
pub use optimistic_gradient_descent::OptimisticGradientDescent;
pub use trace::Trace;
