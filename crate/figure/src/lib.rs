//! The figure of Heavy Ball: marks on any plotters [`DrawingBackend`](plotters_backend::DrawingBackend), without
//! browser, clock or random source.
//!
//! ```
//! use heavy_ball::scene::Scene;
//! use heavy_ball_figure::figure::{Arrows, Layout, View};
//! use heavy_ball_figure::{picture::Picture, style::Theme, svg::Svg};
//!
//! let scene = Scene::default();
//! let (surface, runs) = (scene.objective(), scene.run());
//! let domain = surface.domain();
//! let view = View { width: 640.0, height: 400.0, theme: Theme::Light, layout: Layout::Overlay, window: domain };
//! let view = View { window: view.home(domain, runs.len()), ..view };
//! let (schedule, arrows) = (&scene.schedule, Arrows::Few);
//! let picture = Picture { view, chart: 130.0, steps: scene.steps, schedule, playhead: 14.0, arrows };
//! let [width, height] = picture.size(&runs);
//! let mut svg = Svg::new(width, height);
//! picture.draw(&mut svg, &*surface, &runs).expect("an SVG cannot fail");
//! assert!(svg.finish().starts_with("<svg "));
//! ```
//!
//! ```text
//! picture                       the whole of it at once, for files
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
mod clip;
mod coincide;
pub mod figure;
mod flow;
pub mod frame;
pub mod ink;
pub mod labels;
pub mod landscape;
pub mod legend;
pub mod levels;
mod logarithm;
pub mod map;
pub mod marker;
mod occupied;
pub mod path;
pub mod picture;
pub mod playhead;
mod simplify;
pub mod start;
mod strand;
pub mod style;
pub mod svg;
pub mod text;
pub mod ticks;

#[cfg(test)]
mod record;
