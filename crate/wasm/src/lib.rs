//! The wall between Rust and the page: a Scene and a view in; ink, typed arrays, text and problems out. It decides
//! nothing.
//!
//! ```text
//! playground       the Scene of an element, and its runs
//! stage · map      its figure and its α-β maps: sizes and views in, pictures out
//!   ink · canvas   what these are drawn on: a list that the page plays, or a canvas
//! results · code   what there is to read of the runs
//! catalogue        what there is to read of rules and surfaces
//! loose            trees of values, from one side to the other
//! ```

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

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();

pub use catalogue::{catalogue, keys, knows};
pub use playground::Playground;
