//! A Scene's figure as SVG.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use heavy_ball::scene::Scene;
use heavy_ball_figure::figure::{Arrows, Layout, View};
use heavy_ball_figure::picture::Picture;
use heavy_ball_figure::style::Theme;
use heavy_ball_figure::svg::Svg;

use crate::output;
use crate::whole::whole;

/// How a figure is drawn.
#[derive(Args)]
pub(crate) struct Options {
    /// Where to write the SVG; `-` is standard output.
    #[arg(short, long)]
    output: PathBuf,
    /// Its width in CSS pixels, from 100 to 4000.
    #[arg(long, default_value_t = 780, allow_negative_numbers = true)]
    width: i64,
    /// The ground it stands on.
    #[arg(long, value_enum, default_value_t = Ground::Light)]
    theme: Ground,
    /// All runs on one map, or a panel for each.
    #[arg(long, value_enum, default_value_t = Arrangement::Overlay)]
    layout: Arrangement,
    /// The step that the playhead stands on; the last one if absent.
    #[arg(long, allow_negative_numbers = true)]
    step: Option<i64>,
}

/// The ground that a drawing stands on.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Ground {
    /// White.
    Light,
    /// Nearly black.
    Dark,
}

impl From<Ground> for Theme {
    fn from(ground: Ground) -> Self {
        match ground {
            Ground::Light => Theme::Light,
            Ground::Dark => Theme::Dark,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Arrangement {
    Overlay,
    Panels,
}

/// Width over height of the map.
const RATIO: f64 = 1.86;

/// The height of the chart in CSS pixels.
const CHART: f64 = 130.0;

/// Draws a Scene and writes it.
pub(crate) fn write(scene: &Scene, options: &Options) -> Result<()> {
    let last = scene.steps;
    let step = options.step.map_or(Ok(last), |step| whole("step", step, 0, last))?;
    let width = whole("width", options.width, 100, 4000)?;
    output::write(&options.output, &draw(scene, options, step, width as f64))
}

fn draw(scene: &Scene, options: &Options, step: usize, width: f64) -> String {
    let surface = scene.objective();
    let runs = scene.run_on(&*surface);
    let theme = options.theme.into();
    let layout = match options.layout {
        Arrangement::Overlay => Layout::Overlay,
        Arrangement::Panels => Layout::Panels,
    };
    let mut view = View { width, height: width / RATIO, theme, layout, window: surface.domain() };
    view.window = view.home(surface.domain(), runs.len());
    let picture = Picture { view, chart: CHART, steps: scene.steps, playhead: step as f64, arrows: Arrows::Few };
    let [width, height] = picture.size();
    let mut svg = Svg::new(width, height);
    let Ok(()) = picture.draw(&mut svg, &*surface, &runs) else { unreachable!("an SVG cannot fail") };
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_an_svg_of_the_width_asked_for() {
        let options = Options {
            output: PathBuf::new(),
            width: 400,
            theme: Ground::Dark,
            layout: Arrangement::Panels,
            step: None,
        };
        let svg = draw(&Scene::default(), &options, 20, 400.0);
        assert!(svg.starts_with("<svg") && svg.contains("viewBox=\"0 0 400 ") && svg.trim_end().ends_with("</svg>"));
        assert!(["EMA", "Heavy ball", "Trace"].iter().all(|title| svg.contains(title)));
    }

    #[test]
    fn a_number_beyond_its_range_is_an_error_that_names_the_limits() {
        for (width, step, message) in [
            (400, 101, "--step: expected a whole number from 0 to 100, got 101"),
            (400, -1, "--step: expected a whole number from 0 to 100, got -1"),
            (-3, 0, "--width: expected a whole number from 100 to 4000, got -3"),
            (99, 0, "--width: expected a whole number from 100 to 4000, got 99"),
        ] {
            let options = Options {
                output: PathBuf::from("never-written.svg"),
                width,
                theme: Ground::Light,
                layout: Arrangement::Overlay,
                step: Some(step),
            };
            assert_eq!(write(&Scene::default(), &options).unwrap_err().to_string(), message);
        }
    }
}
