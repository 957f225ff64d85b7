//! A Scene's figure as SVG.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use heavy_ball::scene::Scene;
use heavy_ball_figure::figure::{Arrows, Layout, View};
use heavy_ball_figure::frame::panels_height;
use heavy_ball_figure::picture::Picture;
use heavy_ball_figure::style::Theme;
use heavy_ball_figure::svg::Svg;

use crate::output;
use crate::whole::{self, whole};

/// How a figure is drawn.
#[derive(Args)]
pub(crate) struct Options {
    /// Where to write the SVG; `-` is standard output.
    #[arg(short, long)]
    pub(crate) output: PathBuf,
    /// Its width in CSS pixels, from 280 to 4000.
    #[arg(long, default_value_t = 780, value_parser = |text: &str| whole(text, 280, 4000), allow_negative_numbers = true)]
    width: usize,
    /// The ground it stands on.
    #[arg(long, value_enum, default_value_t = Ground::Light)]
    theme: Ground,
    /// All runs on one map, or a panel for each.
    #[arg(long, value_enum, default_value_t = Arrangement::Overlay)]
    layout: Arrangement,
    /// The step that the playhead stands on; the last one if absent.
    #[arg(long, value_parser = whole::step, allow_negative_numbers = true)]
    step: Option<usize>,
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

/// Width over height of the map, and its least height in CSS pixels: the page's.
const RATIO: f64 = 1.86;
const LEAST: f64 = 200.0;

/// The height of the chart in CSS pixels.
const CHART: f64 = 130.0;

/// Draws a Scene and writes it.
pub(crate) fn write(scene: &Scene, options: &Options) -> Result<()> {
    let step = options.step.map_or(Ok(scene.steps), |step| whole::step_of(scene, step))?;
    output::write(&options.output, &draw(scene, options, step))
}

fn draw(scene: &Scene, options: &Options, step: usize) -> String {
    let width = options.width as f64;
    let surface = scene.objective();
    let runs = scene.run_on(&*surface);
    let theme = options.theme.into();
    let layout = match options.layout {
        Arrangement::Overlay => Layout::Overlay,
        Arrangement::Panels => Layout::Panels,
    };
    let (window, steps, schedule) = (surface.domain(), scene.steps, &scene.schedule);
    // As on the page: panels may need more height than one map.
    let needed = if layout == Layout::Panels { panels_height(width, runs.len(), window) } else { [0.0; 2] };
    let height = needed.into_iter().fold(LEAST.max(width / RATIO), f64::max);
    let mut view = View { width, height, theme, layout, window };
    view.window = view.home(window, runs.len());
    let picture = Picture { view, chart: CHART, steps, schedule, playhead: step as f64, arrows: Arrows::Few };
    let [width, height] = picture.size(&runs);
    let mut svg = Svg::new(width, height);
    let Ok(()) = picture.draw(&mut svg, &*surface, &runs) else { unreachable!("an SVG cannot fail") };
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball::scene::{Limits, Value};

    #[test]
    fn a_figure_is_an_svg_of_the_width_asked_for() {
        let options = Options {
            output: PathBuf::new(),
            width: 400,
            theme: Ground::Dark,
            layout: Arrangement::Panels,
            step: None,
        };
        let svg = draw(&Scene::default(), &options, 20);
        assert!(svg.starts_with("<svg") && svg.contains("viewBox=\"0 0 400 ") && svg.trim_end().ends_with("</svg>"));
        assert!(["EMA", "Heavy ball", "Trace"].iter().all(|title| svg.contains(title)));
    }

    #[test]
    fn many_panels_make_a_figure_higher_and_one_map_for_all_does_not() {
        let rules = "ema heavy-ball trace adam lion sm3 lars muon rprop yogi adan dog";
        let entries = [("rules", Value::from(rules))];
        let (scene, problems) = Scene::read(entries.iter().map(|(key, value)| (*key, value)), Limits::CLI);
        assert_eq!((problems, scene.rules.len()), (Vec::new(), 12));
        let height = |layout| {
            let options = Options { output: PathBuf::new(), width: 400, theme: Ground::Light, layout, step: None };
            let svg = draw(&scene, &options, 20);
            let (_, rest) = svg.split_once(" height=\"").unwrap();
            rest.split_once('"').unwrap().0.parse::<f64>().unwrap()
        };
        let [panels, overlay] = [Arrangement::Panels, Arrangement::Overlay].map(height);
        assert!(overlay < 450.0 && panels > 800.0, "{overlay} {panels}");
    }

    #[test]
    fn a_step_that_the_scene_has_not_is_an_error_that_names_those_it_has() {
        for step in ["1000001", "-1", "2.5"] {
            let message = format!("expected a whole number from 0 to 1000000, got \"{step}\"");
            assert_eq!(whole::step(step).unwrap_err(), message);
        }
        for step in [101, 1_000_000] {
            let options = Options {
                output: PathBuf::from("never-written.svg"),
                width: 400,
                theme: Ground::Light,
                layout: Arrangement::Overlay,
                step: Some(step),
            };
            let message = format!("--step: expected a whole number from 0 to 100, got \"{step}\"");
            assert_eq!(write(&Scene::default(), &options).unwrap_err().to_string(), message);
        }
    }
}
