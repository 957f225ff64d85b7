//! The whole script: the surface, a loop that prints a path, and a line for each run.

use super::call::{call, list, number, spelled};
use super::walk::{Parts, walk};
use super::{Match, acting, matching};
use crate::objective;
use crate::rule::Library;
use crate::scene::Scene;
use crate::text::join;
use crate::trajectory::Trajectory;

/// A call with more characters than this has its arguments below one another, and a sentence goes on in another line.
const WIDTH: usize = 100;

/// What a surface's Python may take from a library.
const FUNCTIONS: [&str; 7] = ["array", "cos", "exp", "log", "mean", "sin", "sqrt"];

/// A script that prints the paths of a Scene's runs as CSV rows: run, step, x, y, loss. A run that the library cannot
/// make is a comment that says why; where it can make none, that is the error.
pub fn script(scene: &Scene, library: Library) -> Result<String, String> {
    let runs = scene.run();
    let found: Vec<_> = runs.iter().map(|run| matching(run, library)).collect();
    if found.iter().all(Result::is_err) {
        return Err(join(found.into_iter().filter_map(Result::err), " "));
    }
    let mut lines = vec![format!("# Heavy Ball's paths in {library}: a row a step, run, step, x, y, loss.")];
    lines.extend(imports(library, scene.surface.family.card));
    let start = join(scene.start.map(number), ", ");
    lines.push(format!("START, STEPS = [{start}], {}", scene.steps));
    lines.extend(loss(scene.surface.family.card, &scene.surface.parameters));
    let parts = Parts {
        matrix: found.iter().flatten().any(|found| found.counterpart.matrix),
        loss: runs.iter().zip(&found).any(|(run, found)| found.is_ok() && run.rule.sees_loss()),
        changes: found.iter().flatten().any(|found| found.changes().next().is_some()),
        engine: runs.iter().any(|run| acting(run).iter().any(|phase| !phase.gradient)),
    };
    lines.extend(walk(library, &parts));
    for (i, (run, found)) in runs.iter().zip(&found).enumerate() {
        match found {
            Ok(found) => lines.extend(line(i, run, found)),
            Err(why) => lines.extend(comment(&format!("{}: {why}", run.label))),
        }
    }
    // The page's apostrophe is nothing for a program.
    Ok(join(lines, "\n").replace('’', "'") + "\n")
}

/// The words of a line of Python.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

fn imports(library: Library, card: &objective::Card) -> Vec<String> {
    // `math.cos` is another function than the library's.
    let used =
        |name: &&str| card.python.iter().any(|line| words(&line.replace("math.", "math_")).any(|word| word == *name));
    let functions: Vec<_> = FUNCTIONS.into_iter().filter(used).collect();
    let math = card.python.iter().any(|line| line.contains("math."));
    let mut lines = Vec::new();
    let mut say = |text: &str| lines.push(text.to_owned());
    if math || library != Library::PyTorch {
        say("import math");
    }
    let (module, functions) = match library {
        Library::PyTorch => {
            say("import torch");
            (
                "torch",
                functions.into_iter().map(|name| if name == "array" { "tensor as array" } else { name }).collect(),
            )
        }
        Library::Keras => {
            say("import os");
            say("os.environ[\"KERAS_BACKEND\"] = \"jax\"");
            say("import jax");
            say("import keras");
            // keras.ops computes sines in 32 bits.
            ("jax.numpy", functions)
        }
        Library::Optax => {
            say("import jax");
            say("import optax");
            let others = functions.into_iter().filter(|name| *name != "array");
            ("jax.numpy", ["array"].into_iter().chain(others).collect::<Vec<_>>())
        }
    };
    if !functions.is_empty() {
        say(&format!("from {module} import {}", join(functions, ", ")));
    }
    say("");
    if library == Library::PyTorch {
        say("torch.set_default_dtype(torch.float64)");
    } else {
        say("jax.config.update(\"jax_enable_x64\", True)");
    }
    if library == Library::Keras {
        say("keras.config.set_floatx(\"float64\")");
    }
    lines
}

fn loss(card: &objective::Card, parameters: &[f64]) -> Vec<String> {
    let mut lines = vec![String::new(), String::new(), "def loss(x, y):".to_owned()];
    for (parameter, &value) in card.parameters.iter().zip(parameters) {
        lines.push(format!("    {} = {}", parameter.key.replace('-', "_"), number(value)));
    }
    if let Some((last, before)) = card.python.split_last() {
        lines.extend(before.iter().map(|line| format!("    {line}")));
        lines.push(format!("    return {last}"));
    }
    lines
}

/// A sentence as a comment, in lines that are not too long.
fn comment(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                *line += word;
            }
            _ => lines.push(format!("# {word}")),
        }
    }
    lines
}

/// The call of `run` for one run, with a comment where the library's weights are not the run's.
fn line(i: usize, run: &Trajectory, found: &Match) -> Vec<String> {
    let mut lines: Vec<_> = found.notes().iter().flat_map(|note| comment(note)).collect();
    let library = found.counterpart.library;
    let optimizer = |at: usize| {
        let code = call(found, &found.phases[at].1, "w");
        if library == Library::PyTorch { format!("lambda w: {code}") } else { code }
    };
    let who = [format!("\"{i} {}\"", run.rule.card().name), optimizer(0)];
    let changes = found.changes().map(|at| {
        let to = match library {
            Library::Optax => optimizer(at),
            Library::PyTorch | Library::Keras => changed(found, at),
        };
        format!("{}: {to}", found.phases[at].0 - 1)
    });
    let changes: Vec<_> = changes.collect();
    let mut on = true;
    let mut engine = Vec::new();
    for phase in acting(run).iter().filter(|phase| core::mem::replace(&mut on, phase.gradient) != phase.gradient) {
        engine.push(format!("{}: {}", phase.from - 1, if phase.gradient { "1.0" } else { "0.0" }));
    }
    let mut tables = vec![("changes", changes), ("engine", engine)];
    tables.retain(|(_, entries)| !entries.is_empty());
    let mut flat = format!("run({}", join(&who, ", "));
    for (name, entries) in &tables {
        flat += &format!(", {name}={{{}}}", join(entries, ", "));
    }
    flat.push(')');
    if flat.chars().count() <= WIDTH {
        lines.push(flat);
        return lines;
    }
    lines.push("run(".to_owned());
    lines.extend(who.map(|argument| format!("    {argument},")));
    for (name, entries) in tables {
        lines.push(format!("    {name}={{"));
        lines.extend(entries.into_iter().map(|entry| format!("        {entry},")));
        lines.push("    },".to_owned());
    }
    lines.push(")".to_owned());
    lines
}

/// The arguments that change from one phase to the next, as a dictionary.
fn changed(found: &Match, at: usize) -> String {
    let values = |at: usize| found.card.arguments(found.counterpart, &found.phases[at].1).unwrap_or_default();
    let (before, now) = (values(at - 1), values(at));
    let mut names: Vec<&str> = Vec::new();
    for ((argument, a), (_, b)) in before.iter().zip(&now) {
        if a != b && !names.contains(&list(argument.name)) {
            names.push(list(argument.name));
        }
    }
    let entry = |name: &&str| {
        let of_it = now.iter().filter(|(argument, _)| list(argument.name) == *name);
        let values: Vec<_> = of_it.clone().map(|(argument, value)| spelled(argument, *value)).collect();
        let whole = of_it.clone().any(|(argument, _)| argument.name == *name);
        let values = join(values, ", ");
        if whole { format!("\"{name}\": {values}") } else { format!("\"{name}\": ({values})") }
    };
    format!("{{{}}}", join(names.iter().map(entry), ", "))
}
