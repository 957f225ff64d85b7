//! A Scene's α-β maps as SVG, for print: the field as a picture in the drawing, all else as lines and words.

mod field;
mod sheet;

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::Args;
use heavy_ball::scene::Scene;

use crate::figure::Ground;
use crate::output;
use crate::whole::{self, whole};
use sheet::Sheet;

/// How maps are drawn.
#[derive(Args)]
pub(crate) struct Options {
    /// Where to write the SVG; `-` is standard output.
    #[arg(short, long)]
    pub(crate) output: PathBuf,
    /// The one rule whose map is drawn, by name or by its place among the Scene's, from 0; all of them if absent.
    #[arg(long, allow_negative_numbers = true)]
    rule: Option<String>,
    /// The width of the drawing in CSS pixels, from 280 to 4000.
    #[arg(long, default_value_t = 780, value_parser = |text: &str| whole(text, 280, 4000), allow_negative_numbers = true)]
    width: usize,
    /// The ground it stands on.
    #[arg(long, value_enum, default_value_t = Ground::Light)]
    theme: Ground,
    /// How many cells a map has to a side, from 8 to 2048.
    #[arg(long, default_value_t = 256, value_parser = |text: &str| whole(text, 8, 2048), allow_negative_numbers = true)]
    cells: usize,
    /// The step of each run whose curvature, and whose α and β in force, count for limit, critical damping and optimum.
    /// If absent, the last one, or the start of a run that leaves the number range.
    #[arg(long, value_parser = whole::step, allow_negative_numbers = true)]
    step: Option<usize>,
}

/// Draws the maps of a Scene and writes them.
pub(crate) fn write(scene: &Scene, options: &Options) -> Result<()> {
    let rules = match &options.rule {
        Some(name) => vec![rule(scene, name)?],
        None => (0..scene.rules.len()).collect(),
    };
    let sheet = Sheet {
        scene,
        rules,
        width: options.width as f64,
        theme: options.theme.into(),
        cells: options.cells,
        step: options.step.map(|step| whole::step_of(scene, step)).transpose()?,
    };
    output::write(&options.output, &sheet.draw()?)
}

/// The place among the Scene's rules of one by name or by place.
fn rule(scene: &Scene, name: &str) -> Result<usize> {
    let names: Vec<_> = scene.rules.iter().map(|choice| choice.rule.card().name).collect();
    let place = names.iter().position(|own| *own == name).or_else(|| name.parse().ok());
    place.filter(|place| *place < names.len()).ok_or_else(|| {
        let last = names.len() - 1;
        anyhow!("--rule: expected one of {} or a number from 0 to {last}, got {name:?}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_name_and_by_place() {
        let scene = Scene::default();
        assert_eq!((rule(&scene, "trace").unwrap(), rule(&scene, "0").unwrap()), (2, 0));
        for name in ["3", "adam", "-1"] {
            let error = rule(&scene, name).unwrap_err().to_string();
            let expected = "--rule: expected one of ema, heavy-ball, trace or a number from 0 to 2, got ";
            assert_eq!(error, format!("{expected}{name:?}"));
        }
    }
}
