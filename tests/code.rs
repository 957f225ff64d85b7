//! The exported scripts, run where their library is installed: they print the paths that the core takes.
//!
//! A library is a large thing to install for a test, so this one asks to be asked:
//! `HEAVY_BALL_PYTHON=python3 cargo test --test code -- --nocapture` runs the scripts of each library that this Python
//! can import, and says which it cannot.

use std::io::Write;
use std::process::{Command, Stdio};

use heavy_ball::code::{self, matching};
use heavy_ball::rule::{Card, Counterpart, Library, RULES};
use heavy_ball::scene::{Limits, Scene, Value};

/// Rules of which a library computes a part in fewer bits: what may then be between the paths, and which part.
const FEWER_BITS: &[(&str, Library, f64, &str)] = &[
    ("adafactor", Library::Optax, 1e-6, "the power of t, in 32 bits"),
    ("schedule-free-sgd", Library::Optax, 1e-7, "the warm-up, in 32 bits"),
    ("muon", Library::PyTorch, 6e-2, "the polynomial, in bfloat16"),
    ("muon", Library::Keras, 1e-5, "the norm, in 32 bits"),
];

/// Runs each script of a list in a namespace of its own, with a line between, or with what it raised.
const DRIVER: &str = "import json, sys
for script in json.load(sys.stdin):
    try:
        exec(script, {})
    except Exception as error:
        print('raised', repr(error))
    print('end', flush=True)
";

fn scene(entries: &[(&str, &str)]) -> Scene {
    let entries: Vec<_> = entries.iter().map(|&(key, value)| (key, Value::from(value))).collect();
    let (scene, problems) = Scene::read(entries.iter().map(|(key, value)| (*key, value)), Limits::PAGE);
    assert_eq!(problems, []);
    scene
}

/// Every rule on two surfaces, as long as the last digits do not decide where Mechanic goes, and the momentum forms with all that can change on the way.
fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for rule in RULES {
        let name = rule.card().name;
        for surface in [
            [("surface", "quadratic(rotation=30)"), ("start", "-3.6,1.05"), ("learning-rate", "0.02")],
            [("surface", "rosenbrock"), ("start", "-1.2,1"), ("learning-rate", "0.0004")],
        ] {
            let [surface, start, alpha] = surface;
            scenes.push(scene(&[surface, start, alpha, ("rules", name), ("steps", "40")]));
        }
    }
    let schedule = ("schedule", "20:learning-rate=0.005,momentum=0.8; 40:gradient=0; 50:gradient=1");
    scenes.push(scene(&[("rules", "heavy-ball trace nesterov nesterov-trace ema rmsprop adam"), schedule]));
    let plain = ["ackley", "beale", "easom", "goldstein-price", "levy-13", "mccormick", "rastrigin", "valley"];
    for surface in plain.into_iter().chain(["linear-regression", "logistic-regression"]) {
        scenes.push(scene(&[("surface", surface), ("learning-rate", "0.0001"), ("steps", "30")]));
    }
    // They rest at the minimizer: where a root's slope would be 0/0, and where a sine of 3π is not 0.
    for (surface, start) in [("ackley", "0,0"), ("ackley", "0.5,0.5"), ("levy-13", "1,1")] {
        let rest = [("surface", surface), ("start", start), ("learning-rate", "0.25")];
        scenes.push(scene(&[rest[0], rest[1], rest[2], ("rules", "sign-sgd adam"), ("steps", "30")]));
    }
    let far = [("surface", "logistic-regression"), ("start", "1000,-1000"), ("learning-rate", "10"), ("steps", "30")];
    scenes.push(scene(&far));
    scenes
}

/// A rule under the conventions of a call, and its fields that the call does not let one choose, then as more is said.
fn under(card: &Card, counterpart: &Counterpart, more: &[(&str, &str)]) -> String {
    let said = counterpart.choices.iter().map(|(key, option)| (*key, (*option).to_owned()));
    let said = said.chain(
        counterpart.constants.iter().filter(|(_, value)| !value.is_nan()).map(|(key, value)| (*key, value.to_string())),
    );
    let said = said.filter(|(key, _)| more.iter().all(|(other, _)| other != key));
    let more = more.iter().map(|(key, value)| (*key, (*value).to_owned()));
    let said: Vec<_> = said.chain(more).map(|(key, value)| format!("{key}={value}")).collect();
    format!("{}({})", card.name, said.join(","))
}

/// Every call in a library: with a momentum that moves, rests, begins to move or is beyond 0 and 1, if it has one, and with
/// a weight decay in each form; the first of each rule with each field at the ends of its range.
fn hard_scenes(library: Library) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for card in RULES.iter().map(|rule| rule.card()) {
        // A warm-up that never ends is no number that a rule takes.
        let sayable = |call: &&Counterpart| call.constants.iter().all(|(_, value)| !value.is_infinite());
        let calls = card.counterparts.iter().filter(|call| call.library == library);
        for (i, counterpart) in calls.filter(sayable).enumerate() {
            let mut add =
                |rules: &str, entry: (&str, &str)| scenes.push(scene(&[("rules", rules), ("steps", "20"), entry]));
            let plain = under(card, counterpart, &[]);
            if card.field("momentum").is_some() {
                for momentum in ["0", "-0.4", "1", "1.2"] {
                    add(&plain, ("momentum", momentum));
                }
                let by_0 = "5:momentum=0; 9:momentum=0.9";
                for schedule in ["9:momentum=0.5", "9:momentum=0", by_0, "9:learning-rate=x0.1"] {
                    add(&plain, ("schedule", schedule));
                }
            } else {
                add(&plain, ("match", "raw"));
            }
            // At the ends of a range fewer bits come to anything.
            let exact = FEWER_BITS.iter().all(|(rule, of, ..)| (*rule, *of) != (card.name, library));
            for field in card.fields.iter().filter(|_| exact && i == 0) {
                let key = field.parameter.key;
                for value in field.parameter.usual.into_iter().filter(|value| field.parameter.legal.admits(*value)) {
                    add(&under(card, counterpart, &[(key, &value.to_string())]), ("match", "raw"));
                }
            }
            if card.choices.iter().any(|choice| choice.key == "decay-form") {
                for form in ["coupled", "decoupled"] {
                    let decayed = under(card, counterpart, &[("decay-form", form), ("weight-decay", "0.1")]);
                    add(&decayed, ("schedule", ""));
                    add(&decayed, ("schedule", "9:learning-rate=x0.1"));
                }
            }
        }
    }
    scenes
}

fn imports(python: &str, library: Library) -> bool {
    let module = match library {
        Library::PyTorch => "import torch",
        Library::Keras => "import keras, jax",
        Library::Optax => "import optax",
    };
    let mut command = Command::new(python);
    let command = command.args(["-c", module]).env("KERAS_BACKEND", "jax").stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// What each script printed.
fn run(python: &str, scripts: &[String]) -> Vec<String> {
    let mut command = Command::new(python);
    // What a library warns of today breaks with its next version.
    command.args(["-W", "error::DeprecationWarning", "-W", "error::FutureWarning"]);
    let child = command.args(["-c", DRIVER]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{python}: {error}"));
    let input = serde_json::to_string(scripts).expect("texts are JSON");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads its input");
    let output = child.wait_with_output().expect("it ends");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let outputs: Vec<_> = printed.split("end\n").map(str::to_owned).collect();
    assert!(output.status.success() && outputs.len() > scripts.len(), "{}", scripts[outputs.len() - 1]);
    outputs
}

/// Holds what a script printed against the runs that it was written for; the largest deviation as a share of the path.
fn compare(scene: &Scene, library: Library, printed: &str) -> Result<f64, String> {
    if let Some(raised) = printed.lines().find(|line| line.starts_with("raised")) {
        return Err(format!("{} in {library} {raised}", scene.run()[0].label));
    }
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split(',').collect()).collect();
    let mut worst = 0.0_f64;
    for (i, run) in scene.run().iter().enumerate() {
        let Ok(found) = matching(run, library) else { continue };
        let name = format!("{i} {}", run.rule.card().name);
        let own: Vec<_> = rows.iter().filter(|row| row[0] == name).collect();
        if own.len() <= run.last() {
            return Err(format!("{} in {library} printed {} rows", run.label, own.len()));
        }
        let fewer = FEWER_BITS.iter().find(|(rule, of, ..)| (*rule, *of) == (run.rule.card().name, library));
        let allowed = fewer.map_or(1e-9, |(_, _, allowed, _)| *allowed);
        let mut reach = 0.0_f64;
        for (step, row) in own.iter().enumerate().take(run.last() + 1) {
            // The library stores where the next gradient is taken; after the last update nobody asks for one.
            let point = match found.at_query {
                true if step < run.last() => run.query(step + 1),
                true => continue,
                false => run.points[step],
            };
            for (ours, theirs) in point.into_iter().zip(&row[2..4]) {
                let theirs: f64 = theirs.parse().expect("a number");
                reach = reach.max((ours - run.points[0][0]).abs()).max(ours.abs());
                let apart = (ours - theirs).abs();
                if apart.is_nan() || apart > allowed * reach {
                    let (label, place) = (&run.label, &scene.surface);
                    return Err(format!("{label} on {place} in {library} at {step}: {ours} against {theirs}"));
                }
                worst = worst.max(if fewer.is_some() { 0.0 } else { apart / reach });
            }
        }
    }
    Ok(worst)
}

#[test]
fn an_exported_script_takes_the_same_path_in_its_library() {
    let Ok(python) = std::env::var("HEAVY_BALL_PYTHON") else {
        say("not run: HEAVY_BALL_PYTHON names no Python that has the libraries");
        return;
    };
    let scenes = scenes();
    let mut asked = 0;
    for library in Library::ALL {
        if !imports(&python, library) {
            say(&format!("{library}: {python} cannot import it"));
            continue;
        }
        let scenes: Vec<_> = scenes.iter().cloned().chain(hard_scenes(library)).collect();
        let scripts = scenes.iter().filter_map(|scene| Some((scene, code::script(scene, library).ok()?)));
        let (scenes, scripts): (Vec<_>, Vec<_>) = scripts.unzip();
        let printed = run(&python, &scripts);
        let compared = scenes.iter().zip(&printed).map(|(scene, printed)| compare(scene, library, printed));
        let (right, wrong): (Vec<_>, Vec<_>) = compared.partition(Result::is_ok);
        let wrong: Vec<_> = wrong.into_iter().filter_map(Result::err).collect();
        assert!(wrong.is_empty(), "{} scripts failed:\n{}", wrong.len(), wrong.join("\n"));
        let worst = right.into_iter().flatten().fold(0.0, f64::max);
        say(&format!("{library}: {} scripts, largest deviation {worst:.1e} of the path", scripts.len()));
        asked += 1;
    }
    assert!(asked > 0, "{python} has none of the libraries");
}

/// The one place where the tests of this file speak.
#[expect(clippy::print_stdout, reason = "cargo shows it on demand")]
fn say(report: &str) {
    println!("{report}");
}
