//! Reads the recorded paths.

use std::env;
use std::f64::consts::E;
use std::fs;
use std::path::{Path, PathBuf};

use heavy_ball::objective::{Family, SurfaceOver};
use heavy_ball::rule::counterpart::Given;
use serde_json::Value;

use crate::formulas;
use crate::schedule::Schedule;
use crate::surfaces::{Classes, Lines, Product};

/// One recorded step of a case.
pub(crate) struct Recorded {
    pub(crate) step: usize,
    pub(crate) weights: [f64; 2],
    pub(crate) loss: f64,
    pub(crate) buffers: Vec<(String, [f64; 2])>,
}

/// One run of a library.
pub(crate) struct Case {
    pub(crate) id: String,
    /// The library's function.
    pub(crate) call: String,
    /// What it was given, as Python has it; the parts of a list are `name.0`, `name.1`.
    pub(crate) arguments: Vec<(String, Given)>,
    /// Whether the library was told to maximize.
    pub(crate) uphill: bool,
    pub(crate) schedule: Option<String>,
    pub(crate) surface: String,
    pub(crate) start: [f64; 2],
    /// How many updates the run was meant to have.
    pub(crate) updates: usize,
    pub(crate) nonfinite_step: Option<usize>,
    /// All steps at which runs left the number range, where rounding decides.
    nonfinite_steps: Vec<Option<usize>>,
    pub(crate) recorded: Vec<Recorded>,
    /// Relative deviations that are allowed, the smallest first, and the last step for which each is.
    agree: Vec<(f64, usize)>,
}

impl Case {
    /// The relative deviation allowed at a recorded step; none where the path amplifies rounding.
    pub(crate) fn allowed(&self, step: usize) -> Option<f64> {
        self.agree.iter().find(|(_, last)| step <= *last).map(|(allowed, _)| *allowed)
    }

    /// What the call was given, for a message.
    pub(crate) fn spelled_arguments(&self) -> String {
        let spelled = |(name, value): &(String, Given)| match value {
            Given::Number(number) => format!("{name}={number:?}"),
            Given::Word(word) => format!("{name}={word}"),
        };
        self.arguments.iter().map(spelled).collect::<Vec<_>>().join(", ")
    }

    /// Whether it is right to leave the number range at this step. Where runs that differ in rounding left it at
    /// several, or had parted before, one that differs again may leave at any step after they parted.
    pub(crate) fn may_leave(&self, step: Option<usize>) -> bool {
        let agreed = |step| self.allowed(step).is_some();
        let several = self.nonfinite_steps.iter().any(|other| *other != self.nonfinite_step);
        let before = step.and(self.nonfinite_step).is_some_and(|step| step > 0 && !agreed(step - 1));
        step == self.nonfinite_step
            || self.nonfinite_steps.contains(&step)
            || (several || before) && !step.is_some_and(agreed)
    }
}

/// One file of cases.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) cases: Vec<Case>,
    schedules: Value,
    surfaces: Value,
}

/// The folder of the recorded paths of this project.
pub(crate) fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.parse().unwrap_or_else(|_| panic!("not a number: {text}")),
        _ => value.as_f64().unwrap_or_else(|| panic!("not a number: {value}")),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}")).iter().map(number).collect()
}

fn pair(value: &Value) -> [f64; 2] {
    numbers(value).try_into().unwrap_or_else(|_| panic!("not a pair: {value}"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

fn whole(value: &Value) -> usize {
    value.as_u64().unwrap_or_else(|| panic!("not a step: {value}")) as usize
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn steps(value: &Value) -> Vec<usize> {
    list(value).iter().map(whole).collect()
}

fn step_or_none(value: &Value) -> Option<usize> {
    (!value.is_null()).then(|| whole(value))
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A value as Python writes it.
fn given(value: &Value) -> Given {
    match value {
        Value::Bool(true) => Given::Word("True".to_owned()),
        Value::Bool(false) => Given::Word("False".to_owned()),
        Value::Null => Given::Word("None".to_owned()),
        Value::String(text) => Given::Word(format!("'{text}'")),
        _ => Given::Number(number(value)),
    }
}

fn arguments(value: &Value) -> Vec<(String, Given)> {
    let each = |(name, value): (&String, &Value)| match value {
        Value::Array(list) => list.iter().enumerate().map(|(i, x)| (format!("{name}.{i}"), given(x))).collect(),
        Value::String(text) if text.ends_with(')') => called(name, text),
        _ => vec![(name.clone(), given(value))],
    };
    entries(value).flat_map(each).collect()
}

/// An argument that is itself a call, `optax.sgd(1.0, momentum=0.9)`: the function, and what it was given under names
/// that begin with the argument's, `base.0` and `base.momentum`. The learning rate is the first of every optimizer.
fn called(name: &str, code: &str) -> Vec<(String, Given)> {
    let (function, inside) = code.trim_end_matches(')').split_once('(').unwrap_or((code, ""));
    let inner = |(i, part): (usize, &str)| {
        let named = |(key, value): (&str, _)| (key.trim().replace("learning_rate", "0"), value);
        let (key, value) = part.split_once('=').map_or((i.to_string(), part), named);
        let value = value.trim();
        let word = || Given::Word(value.replace('"', "'"));
        (format!("{name}.{key}"), value.parse().map_or_else(|_| word(), Given::Number))
    };
    let parts = inside.split(',').map(str::trim).filter(|part| !part.is_empty()).enumerate().map(inner);
    [(name.to_owned(), Given::Word(function.to_owned()))].into_iter().chain(parts).collect()
}

/// What the README allows: ten times what the recording was measured with, or the only tolerance that means anything.
/// Where the library computes a scalar in 32 bits, that is not the first.
fn agree(value: &Value) -> Vec<(f64, usize)> {
    let allowed = [("1e-9", 1e-8), ("1e-6", 1e-5), ("6e-2", 6e-2)];
    let coarse = value["float32_inside"] == true;
    let last = |(key, allowed): (&str, f64)| Some((allowed, value[key].as_u64()? as usize));
    allowed.into_iter().skip(coarse.into()).filter_map(last).collect()
}

/// A buffer as a pair; a scalar is one twice, and a list of more than two is scalars `name.0`, `name.1`.
fn buffer(name: &str, held: &Value) -> Vec<(String, [f64; 2])> {
    match held {
        Value::Array(list) if list.len() != 2 => {
            list.iter().enumerate().map(|(i, x)| (format!("{name}.{i}"), [number(x); 2])).collect()
        }
        Value::Array(_) => vec![(name.to_owned(), pair(held))],
        _ => vec![(name.to_owned(), [number(held); 2])],
    }
}

fn case(value: &Value, common: &[usize]) -> Case {
    let own = steps(&value["steps"]);
    let recorded = if own.is_empty() { common } else { &own };
    let nonfinite_step = step_or_none(&value["nonfinite_step"]);
    assert_eq!(value["w"].as_array().map(Vec::len), Some(recorded.len()), "{}", value["id"]);
    let buffers = |i: usize| {
        let at = entries(&value["state"]).map(move |(name, values)| (name, &values[i]));
        at.filter(|(_, held)| !held.is_null()).flat_map(|(name, held)| buffer(name, held)).collect()
    };
    let at = |(i, &step)| Recorded {
        step,
        weights: pair(&value["w"][i]),
        loss: number(&value["loss"][i]),
        buffers: buffers(i),
    };
    let (directions, arguments): (Vec<_>, Vec<_>) =
        arguments(&value["args"]).into_iter().partition(|(name, _)| name == "maximize");
    Case {
        id: text(&value["id"]),
        call: text(&value["call"]),
        uphill: directions.iter().any(|(_, given)| *given == Given::Word("True".to_owned())),
        arguments,
        schedule: value["schedule"].as_str().map(str::to_owned),
        surface: text(&value["surface"]),
        start: pair(&value["start"]),
        updates: common.iter().chain(&own).copied().chain(nonfinite_step).max().unwrap_or(0),
        nonfinite_step,
        nonfinite_steps: list(&value["agree"]["nonfinite_steps"]).iter().map(step_or_none).collect(),
        recorded: recorded.iter().enumerate().map(at).collect(),
        agree: agree(&value["agree"]),
    }
}

impl File {
    /// All files of the folder that `REFERENCE_DIR` names, or of the recorded paths of this project.
    pub(crate) fn all() -> Vec<File> {
        File::of(&env::var_os("REFERENCE_DIR").map_or_else(own, PathBuf::from))
    }

    /// All files of a folder, by name.
    pub(crate) fn of(folder: &Path) -> Vec<File> {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        assert!(!paths.is_empty(), "{}: no .json files", folder.display());
        paths.iter().map(|path| File::read(path)).collect()
    }

    fn read(path: &Path) -> File {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut file: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(file["format"], "optref-1", "{name}: a format that this test cannot read");
        let common = steps(&file["steps"]);
        let cases =
            file["cases"].as_array().expect("a list of cases").iter().map(|value| case(value, &common)).collect();
        File { name, cases, schedules: file["schedules"].take(), surfaces: file["surfaces"].take() }
    }

    /// The schedule of this name.
    pub(crate) fn schedule(&self, name: Option<&str>) -> Result<Schedule, String> {
        let Some(name) = name else { return Ok(Schedule::CONSTANT) };
        let words = self.schedules[name].as_str().ok_or_else(|| format!("the file doesn't say what {name} is"))?;
        Schedule::read(words).ok_or_else(|| format!("schedule {name}: not understood: {words}"))
    }

    /// How far two computers may be apart in a loss of this surface that is a difference of larger numbers: near a
    /// minimizer there is no more to it than their rounding.
    pub(crate) fn rounding(&self, id: &str) -> f64 {
        let param = |name: &str| self.surfaces[id]["params"][name].as_f64().unwrap_or(0.0).abs();
        let size = match self.surfaces[id]["family"].as_str() {
            Some("ackley") => param("a") + E,
            Some("rastrigin") => 2.0 * param("A"),
            _ => 0.0,
        };
        4.0 * f64::EPSILON * size
    }

    /// The surface of this id.
    pub(crate) fn surface(&self, id: &str) -> Result<Box<dyn SurfaceOver<f64>>, String> {
        let params = &self.surfaces[id]["params"];
        let family = self.surfaces[id]["family"].as_str().ok_or_else(|| format!("the file has no surface {id}"))?;
        let param = |name: &str| params[name].as_f64().ok_or_else(|| format!("surface {id} has no number {name}"));
        Ok(match family {
            "linreg" => Box::new(Lines { x: numbers(&params["X"]), y: numbers(&params["Y"]) }),
            "logreg" => {
                let points = params["X"].as_array().expect("a list of points").iter().map(pair);
                Box::new(Classes { points: points.zip(numbers(&params["T"])).collect() })
            }
            "levy13" => Box::new(formulas::Levy13),
            // Of none of the product's bowls.
            "quadratic" if !(param("lam1")? > 0.0 && param("lam2")? >= param("lam1")?) => {
                Box::new(formulas::Quadratic { curvature: [param("lam1")?, param("lam2")?], angle: param("theta")? })
            }
            family => {
                let name = family.replace('_', "-");
                let family = Family::named(&name).ok_or_else(|| format!("no family of surfaces is {name}"))?;
                let of_symbol = |symbol: &str| match symbol {
                    "κ" => Ok(param("lam2")? / param("lam1")?),
                    "θ" => param("theta").map(f64::to_degrees),
                    "m" => param("lam1"),
                    _ => param(symbol),
                };
                let parameters = family.card.parameters.iter().map(|parameter| of_symbol(parameter.symbol));
                let parameters = parameters.collect::<Result<Vec<_>, String>>()?;
                let product = Product(family.surface(&parameters));
                match (name.as_str(), parameters.as_slice()) {
                    ("ackley", &[a, b, c]) => Box::new(formulas::Ackley { product, parameters: [a, b, c] }),
                    ("three-hump-camel", _) => Box::new(formulas::ThreeHumpCamel(product)),
                    _ => Box::new(product),
                }
            }
        })
    }
}
