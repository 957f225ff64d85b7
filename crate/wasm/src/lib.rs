//! The wall between Rust and the page: a Scene and a view in; ink, typed arrays, text and problems out. It decides
//! nothing.

mod canvas;
mod catalogue;
#[cfg(feature = "whole")]
mod code;
mod ink;
mod loose;
mod map;
mod playground;
mod results;
mod stage;

pub use catalogue::{catalogue, keys, knows};
pub use playground::Playground;
