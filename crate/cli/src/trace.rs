//! Trajectories as CSV or JSON, every number as the shortest text that reads back the same.

use clap::ValueEnum;
use heavy_ball::text::number;
use heavy_ball::trajectory::Trajectory;
use serde_json::{Map, Value as Json, json};

/// How trajectories are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// A row a step: run, rule, step, x, y, loss.
    Csv,
    /// The array that the page's `trajectories` property gives.
    Json,
}

pub(crate) fn print(runs: &[Trajectory], format: Format) -> String {
    match format {
        Format::Csv => csv(runs),
        Format::Json => Json::Array(runs.iter().map(trajectory).collect()).to_string() + "\n",
    }
}

fn csv(runs: &[Trajectory]) -> String {
    let mut text = "run,rule,step,x,y,loss\n".to_owned();
    for (i, run) in runs.iter().enumerate() {
        let rule = run.rule.card().name;
        for (step, (point, loss)) in run.points.iter().zip(&run.losses).enumerate() {
            let [x, y, loss] = [point[0], point[1], *loss].map(|x| if x.is_finite() { number(x) } else { name(x) });
            text += &format!("{i},{rule},{step},{x},{y},{loss}\n");
        }
    }
    text
}

fn trajectory(run: &Trajectory) -> Json {
    let card = run.rule.card();
    let fields = card.fields.iter().enumerate();
    let hyperparameters: Map<_, _> =
        fields.map(|(i, field)| (field.parameter.key.to_owned(), list(&run.hyperparameter(i)))).collect();
    let arrays = card.memories.iter().zip(&run.memories).map(|(name, m)| ((*name).to_owned(), list(m.as_flattened())));
    let scalars = card.scalars.iter().zip(&run.scalars).map(|(name, m)| ((*name).to_owned(), list(m)));
    let memories: Map<_, _> = arrays.chain(scalars).collect();
    json!({
        "rule": card.name,
        "label": run.label,
        "hyperparameters": hyperparameters,
        "points": list(run.points.as_flattened()),
        "losses": list(&run.losses),
        "gradients": list(run.gradients.as_flattened()),
        "memories": memories,
        "converged": run.converged,
        "stop": run.stop.map(|stop| json!({"reason": "number range", "step": stop.step})),
    })
}

fn list<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> Json {
    numbers.into_iter().map(|&x| if x.is_finite() { json!(x) } else { json!(name(x)) }).collect()
}

/// A number that JSON has no word for.
fn name(x: f64) -> String {
    let name = if x.is_nan() {
        "NaN"
    } else if x > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use heavy_ball::scene::{Limits, Scene, Value};

    use super::*;

    #[test]
    fn numbers_out_of_range_are_named() {
        let start = Value::from("1e200,0");
        let surface = Value::from("rosenbrock");
        let (scene, _) = Scene::read([("surface", &surface), ("start", &start)], Limits::CLI);
        let text = print(&scene.run()[..1], Format::Csv);
        assert_eq!(text, "run,rule,step,x,y,loss\n0,ema,0,1e200,0,Infinity\n");
        assert!(print(&scene.run(), Format::Json).contains(r#""losses":["Infinity"]"#));
    }
}
