//! Trajectories as CSV or JSON, every number as the shortest text that reads back the same.

use std::io::{self, Write};

use anyhow::Result;
use clap::ValueEnum;
use heavy_ball::analysis::verdict;
use heavy_ball::objective::Domain;
use heavy_ball::rule::Card;
use heavy_ball::scene::Scene;
use heavy_ball::text::number;
use heavy_ball::trajectory::Trajectory;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

use crate::output;

/// How trajectories are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// A row a step: where it is, the update that led there, and the memories after it.
    Csv,
    /// The array that the page's `trajectories` property gives.
    Json,
}

/// Prints the runs of a Scene. A table ends where a run does: why is said beside it.
pub(crate) fn print(scene: &Scene, format: Format) -> Result<()> {
    const PLANE: Domain = Domain::new([f64::NEG_INFINITY, f64::INFINITY], [f64::NEG_INFINITY, f64::INFINITY]);
    let (runs, surface) = (scene.run(), scene.objective());
    output::stream(|output| match format {
        Format::Csv => csv(scene, &runs, output),
        Format::Json => json(&runs, output),
    })?;
    for run in runs.iter().filter(|run| matches!(format, Format::Csv) && run.stop.is_some()) {
        eprintln!("{}: {}", run.label, verdict(run, &*surface, PLANE, scene.tolerance));
    }
    Ok(())
}

fn json(runs: &[Trajectory], output: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, &runs.iter().map(Object).collect::<Vec<_>>())?;
    writeln!(output)
}

/// The columns that every run has. The gradient was taken at the query point of the update that led to the step,
/// `step_x`, `step_y` is what that update moved the weights by, and α and β are those it took, where the rule has them:
/// all of them are empty at step 0.
const COLUMNS: &str = "run,rule,step,x,y,loss,gradient_x,gradient_y,step_x,step_y,learning_rate,momentum";

/// One row for each step of each run. A memory has columns of its own name, which are empty in runs without it.
fn csv(scene: &Scene, runs: &[Trajectory], output: &mut dyn Write) -> io::Result<()> {
    let names = |of: fn(&Card) -> &'static [&'static str]| {
        let mut names: Vec<&str> = Vec::new();
        for &name in runs.iter().flat_map(|run| of(run.rule.card())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let (arrays, scalars) = (names(|card| card.memories), names(|card| card.scalars));
    write!(output, "{COLUMNS}")?;
    arrays.iter().try_for_each(|name| write!(output, ",{name}_x,{name}_y"))?;
    scalars.iter().try_for_each(|name| write!(output, ",{name}"))?;
    writeln!(output)?;
    for (i, (run, choice)) in runs.iter().zip(&scene.rules).enumerate() {
        let card = run.rule.card();
        let place = |own: &[&str], names: &[&str]| -> Vec<Option<usize>> {
            names.iter().map(|name| own.iter().position(|own| own == name)).collect()
        };
        let (arrays, scalars) = (place(card.memories, &arrays), place(card.scalars, &scalars));
        let shared = ["learning-rate", "momentum"].map(|key| card.field(key).map(|field| run.hyperparameter(field)));
        let rule = quoted(&choice.to_string());
        for (step, (&[x, y], &loss)) in run.points.iter().zip(&run.losses).enumerate() {
            write!(output, "{i},{rule},{step}")?;
            let update = step.checked_sub(1);
            let mut cells = [x, y, loss].map(Some).to_vec();
            cells.extend(pair(update.map(|update| run.gradients[update])));
            cells.extend(pair(update.map(|_| run.step(step))));
            cells.extend(shared.iter().map(|values| Some(values.as_ref()?[update?])));
            cells.extend(arrays.iter().flat_map(|place| pair(place.map(|i| run.memories[i][step]))));
            cells.extend(scalars.iter().map(|place| place.map(|i| run.scalars[i][step])));
            cells.into_iter().try_for_each(|cell| write!(output, ",{}", cell.map_or_else(String::new, number)))?;
            writeln!(output)?;
        }
    }
    Ok(())
}

/// A rule as the Scene has it: the commas between what stands in its brackets part no columns.
fn quoted(rule: &str) -> String {
    if rule.contains(',') { format!("\"{rule}\"") } else { rule.to_owned() }
}

fn pair(point: Option<[f64; 2]>) -> [Option<f64>; 2] {
    [0, 1].map(|i| point.map(|point| point[i]))
}

/// A run as an object of JSON, from which no tree is made first: there may be millions of numbers.
struct Object<'a>(&'a Trajectory);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object(run) = *self;
        let card = run.rule.card();
        let keys = card.fields.iter().map(|field| field.parameter.key);
        let hyperparameters = keys.enumerate().map(|(i, key)| (key, Numbers(run.hyperparameter(i)))).collect();
        let arrays = card.memories.iter().zip(&run.memories).map(|(name, m)| (*name, Numbers(m.as_flattened())));
        let scalars = card.scalars.iter().zip(&run.scalars).map(|(name, m)| (*name, Numbers(&m[..])));
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("rule", card.name)?;
        object.serialize_entry("label", &run.label)?;
        object.serialize_entry("choices", &Entries(run.conventions().collect()))?;
        object.serialize_entry("hyperparameters", &Entries(hyperparameters))?;
        object.serialize_entry("points", &Numbers(run.points.as_flattened()))?;
        object.serialize_entry("losses", &Numbers(&run.losses[..]))?;
        object.serialize_entry("gradients", &Numbers(run.gradients.as_flattened()))?;
        object.serialize_entry("steps", &Numbers(run.steps().as_flattened()))?;
        object.serialize_entry("memories", &Entries(arrays.chain(scalars).collect()))?;
        object.serialize_entry("converged", &run.converged)?;
        object.serialize_entry("stop", &run.stop.map(|stop| json!({"reason": "number range", "step": stop.step})))?;
        object.end()
    }
}

/// Keys and values of an object, in this order.
struct Entries<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// A list of numbers.
struct Numbers<T>(T);

impl<T: AsRef<[f64]>> Serialize for Numbers<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.as_ref().iter().map(|&x| Number(x)))
    }
}

/// A number, or the name of one that JSON has no word for.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Number(x) = *self;
        if x.is_finite() { serializer.serialize_f64(x) } else { serializer.serialize_str(&number(x)) }
    }
}

#[cfg(test)]
mod tests {
    use heavy_ball::rule::RULES;
    use heavy_ball::scene::{Limits, Value};

    use super::*;

    fn scene(entries: &[(&str, &str)]) -> Scene {
        let values: Vec<_> = entries.iter().map(|&(key, value)| (key, Value::from(value))).collect();
        let (scene, problems) = Scene::read(values.iter().map(|(key, value)| (*key, value)), Limits::CLI);
        assert!(problems.is_empty(), "{problems:?}");
        scene
    }

    fn text(entries: &[(&str, &str)], format: Format) -> String {
        let (scene, mut output) = (scene(entries), Vec::new());
        match format {
            Format::Csv => csv(&scene, &scene.run(), &mut output).unwrap(),
            Format::Json => json(&scene.run(), &mut output).unwrap(),
        }
        String::from_utf8(output).unwrap()
    }

    /// The header and the rows of a table.
    fn table(entries: &[(&str, &str)]) -> (Vec<String>, Vec<Vec<String>>) {
        let text = text(entries, Format::Csv);
        let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        (rows.next().expect("there is a header"), rows.collect())
    }

    #[test]
    fn a_row_holds_the_step_and_the_update_that_led_to_it() {
        let rules = [("rules", "heavy-ball"), ("surface", "quadratic(condition-number=1)"), ("start", "1,0")];
        let more = [("steps", "2"), ("learning-rate", "0.5"), ("momentum", "0.5"), ("schedule", "1:momentum=x0.5")];
        assert_eq!(
            text(&[&rules[..], &more].concat(), Format::Csv),
            format!(
                "{COLUMNS},displacement_x,displacement_y\n\
                 0,heavy-ball,0,1,0,0.5,,,,,,,0,0\n\
                 0,heavy-ball,1,0.5,0,0.125,1,0,-0.5,0,0.5,0.5,-0.5,0\n\
                 0,heavy-ball,2,0.125,0,0.0078125,0.5,0,-0.375,0,0.5,0.25,-0.375,0\n"
            )
        );
    }

    #[test]
    fn runs_of_one_rule_are_told_apart_by_what_stands_in_its_brackets() {
        let text = text(&[("rules", "adam(beta2=0.99,learning-rate=0.1) adam"), ("steps", "0")], Format::Csv);
        let starts: Vec<_> = text.lines().skip(1).map(|line| line.split(",0,").next().unwrap()).collect();
        assert_eq!(starts, ["0,\"adam(beta2=0.99,learning-rate=0.1)\"", "1,adam"]);
    }

    #[test]
    fn a_memory_has_the_same_columns_in_all_runs_that_have_it_and_they_are_empty_in_the_others() {
        let (header, rows) = table(&[("rules", "adam ema heavy-ball"), ("steps", "1")]);
        let memories = ["ema_x", "ema_y", "squared-gradient-ema_x", "squared-gradient-ema_y", "displacement_x"];
        assert_eq!(header[12..17], memories);
        assert_eq!(header[17..], ["displacement_y", "momentum-power", "beta2-power"]);
        let full = |row: &[String]| row[12..].iter().map(|cell| !cell.is_empty()).collect::<Vec<_>>();
        let expected = ["11110011", "11000000", "00001100"];
        for (row, expected) in rows.iter().skip(1).step_by(2).zip(expected) {
            assert_eq!(full(row), expected.chars().map(|c| c == '1').collect::<Vec<_>>(), "{row:?}");
        }
        assert!(rows.iter().all(|row| row.len() == header.len()));
    }

    #[test]
    fn no_two_columns_have_one_name_whatever_is_run() {
        for rules in RULES.chunks(12) {
            let names: Vec<_> = rules.iter().map(|rule| rule.card().name).collect();
            let (mut header, rows) = table(&[("rules", &names.join(" ")), ("steps", "0")]);
            assert_eq!(rows.len(), names.len());
            let count = header.len();
            header.sort_unstable();
            header.dedup();
            assert_eq!(header.len(), count);
        }
    }

    #[test]
    fn json_tells_the_conventions_and_what_each_update_did() {
        let rules = "rmsprop(epsilon-place=inside) gradient-descent gradient-descent(weight-decay=0.1)";
        let text = text(&[("rules", rules), ("steps", "3")], Format::Json);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json[0]["choices"]["epsilon-place"], "inside");
        assert_eq!(json[1]["choices"], json!({"decay-form": null}), "idle");
        assert_eq!(json[2]["choices"], json!({"decay-form": "coupled"}));
        let at = |list: &str, i: usize| json[1][list][i].as_f64().expect("it is a number");
        assert_eq!(json[1]["steps"].as_array().map(Vec::len), Some(6));
        assert_eq!(at("steps", 3), at("points", 5) - at("points", 3));
    }

    #[test]
    fn numbers_out_of_range_are_named() {
        let beyond = [("surface", "rosenbrock"), ("start", "1e200,0"), ("rules", "ema")];
        let table = format!("{COLUMNS},ema_x,ema_y\n0,ema,0,1e200,0,Infinity,,,,,,,0,0\n");
        assert_eq!(text(&beyond, Format::Csv), table);
        assert!(text(&beyond, Format::Json).contains(r#""losses":["Infinity"]"#));
    }
}
