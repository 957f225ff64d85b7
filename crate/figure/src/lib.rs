//! The figure of Heavy Ball: marks on any plotters [`DrawingBackend`](plotters_backend::DrawingBackend), without
//! browser, clock or random source.
//!
//! ```text
//! figure · chart                what the wall calls: layers of the map, the loss over steps
//!   map                         the α-β map
//!   landscape · path · ...      marks, one a file
//!     frame · clip · strand ... geometry in f64 CSS pixels
//!       ink                     a plotters backend and what plotters has no word for; `svg` is one
//! ```

pub mod arrow;
pub mod axes;
pub mod captions;
pub mod chart;
pub mod clip;
pub mod coincide;
pub mod figure;
pub mod frame;
pub mod ink;
pub mod labels;
pub mod landscape;
pub mod levels;
pub mod logarithm;
pub mod map;
pub mod marker;
pub mod occupied;
pub mod path;
pub mod picture;
pub mod playhead;
pub mod simplify;
pub mod start;
pub mod strand;
pub mod style;
pub mod svg;
pub mod text;
pub mod ticks;

#[cfg(test)]
mod record;
