//! A Scene from a file: JSON as the page's `scene` property gives it.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use heavy_ball::objective::FAMILIES;
use heavy_ball::rule::RULES;
use heavy_ball::scene::{Limits, Scene, Value};
use heavy_ball::text;
use serde_json::Value as Json;

use crate::file::File;

/// The most bytes that are read: what is larger is no Scene, and a device may have no end.
const MOST: u64 = 16 << 20;

/// All names that a Scene may have for its rules and its surface.
pub(crate) fn names() -> String {
    let rules = text::join(RULES.iter().map(|rule| rule.card().name), " ");
    let surfaces = text::join(FAMILIES.iter().map(|family| family.card.name), " ");
    format!("Rules: {rules}\n\nSurfaces: {surfaces}")
}

/// Reads the Scene in a file, or on standard input for `-`. What is not legal is an error that names key, value and
/// what is; of what a newer Scene has besides there is a notice.
pub(crate) fn read(path: &Path) -> Result<Scene> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(MOST + 1).read_to_end(&mut bytes).context("standard input")?;
    } else {
        let file = fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
        file.with_context(|| path.display().to_string())?;
    }
    let file = path.display();
    let (scene, notices) = decode(bytes).and_then(|text| parse(&text)).map_err(|error| {
        anyhow!(text::join(error.to_string().lines().map(|message| format!("{file}: {message}")), "\n"))
    })?;
    for notice in notices.into_iter().chain(in_vain(&scene)) {
        eprintln!("{file}: {notice}");
    }
    Ok(scene)
}

/// What a Scene asks for and does not get.
fn in_vain(scene: &Scene) -> Vec<String> {
    let late: Vec<_> = scene.schedule.markers().iter().filter(|marker| marker.step >= scene.steps).collect();
    let late = late.first().map(|first| {
        let changes = match late.len() {
            1 => format!("the change at step {}", first.step),
            count => format!("the {count} changes from step {} on", first.step),
        };
        format!("schedule: no update comes after {changes}, as the run has {}", text::steps(scene.steps))
    });
    let forces = scene.schedule.forces(scene.base());
    let unmatched = scene.rules.iter().filter_map(|choice| {
        let mut hyperparameters = vec![0.0; choice.rule.card().fields.len()];
        let why = forces.iter().find_map(|&(_, force)| {
            choice.resolve(scene.matching, force, &mut hyperparameters);
            choice.unmatched(scene.matching, &hyperparameters)
        });
        why.map(|why| format!("{}: {why}", choice.label()))
    });
    late.into_iter().chain(unmatched).collect()
}

/// The text of a file.
fn decode(bytes: Vec<u8>) -> Result<String> {
    ensure!(bytes.len() as u64 <= MOST, "expected a Scene of at most 16 MiB");
    let wide = matches!(bytes[..], [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let is = if wide { "UTF-16, as PowerShell's > writes it" } else { "another encoding" };
    String::from_utf8(bytes).map_err(|_| anyhow!("expected text in UTF-8, got {is}"))
}

/// A Scene and the notices about it.
fn parse(text: &str) -> Result<(Scene, Vec<String>)> {
    // Editors of Windows begin a file with a mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let File(entries) = serde_json::from_str(text).map_err(|error| anyhow!("expected {FILE}; {error}"))?;
    let entries: Vec<_> = entries.iter().map(|(key, value)| (key.as_str(), loose(value))).collect();
    let of_scene = entries.iter().filter(|(key, _)| option(key).is_none());
    let (scene, problems) = Scene::read(of_scene.map(|(key, value)| (*key, value)), Limits::CLI);
    let options: Vec<_> = entries.iter().filter_map(|(key, _)| option(key)).collect();
    let fine = options.is_empty() && problems.iter().all(|problem| problem.notice);
    let messages = problems.into_iter().map(|problem| problem.message);
    let messages: Vec<_> = options.into_iter().map(str::to_owned).chain(messages).collect();
    if fine { Ok((scene, messages)) } else { Err(anyhow!(messages.join("\n"))) }
}

const FILE: &str = r#"a JSON object with a Scene's keys, such as {"rules": ["ema", "trace"], "learningRate": 0.05}"#;

/// What is said of a key that a link has and a file has not: here it is an option.
fn option(key: &str) -> Option<&'static str> {
    match key {
        "step" => Some("step: no key of a file; figure and map take it as --step"),
        "layout" => Some("layout: no key of a file; figure takes it as --layout"),
        _ => None,
    }
}

fn loose(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        // Read as in a link; one beyond the number range is shown by its digits.
        Json::Number(value) => match text::parse(value.as_str()) {
            Some(number) if number.is_finite() => Value::Number(number),
            _ => Value::Text(value.to_string()),
        },
        Json::String(value) => Value::Text(value.clone()),
        Json::Array(values) => Value::List(values.iter().map(loose).collect()),
        Json::Object(entries) => Value::Map(entries.iter().map(|(key, value)| (key.clone(), loose(value))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_one_that_a_link_spells() {
        for digits in
            ["0.05", "8.354988781294496e-8", "6.9583286676844354530791285e-14", "1e-400", "-0", "9007199254740993"]
        {
            let (scene, _) = parse(&format!(r#"{{"start":[{digits},0]}}"#)).unwrap();
            let opened = Scene::open(&format!("v=1&start={digits},0"), Limits::CLI);
            assert_eq!(scene.start[0].to_bits(), opened.scene.start[0].to_bits(), "{digits}");
        }
    }

    #[test]
    fn a_file_in_another_encoding_is_an_error_that_names_the_one_to_use() {
        let error = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().to_string();
        let wide: Vec<_> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(error(&wide), "expected text in UTF-8, got UTF-16, as PowerShell's > writes it");
        assert_eq!(error(b"{\"rules\": \"\xe9\"}"), "expected text in UTF-8, got another encoding");
    }

    #[test]
    fn a_mark_at_the_head_of_a_file_is_no_part_of_it() {
        assert_eq!(parse("\u{feff}{\"steps\":7}").unwrap().0.steps, 7);
    }

    #[test]
    fn what_a_scene_asks_for_in_vain_is_said() {
        let said = |text: &str| in_vain(&parse(text).unwrap().0);
        let late = "schedule: no update comes after the change at step 100, as the run has 100 steps";
        assert_eq!(said(r#"{"schedule":"99:momentum=0.5; 100:gradient=0"}"#), [late]);
        let late = "schedule: no update comes after the 2 changes from step 120 on, as the run has 100 steps";
        assert_eq!(said(r#"{"schedule":"99:momentum=0.5; 120:gradient=0; 130:gradient=1"}"#), [late]);
        let unmatched = "EMA: α is not matched: an average needs β < 1";
        assert_eq!(said(r#"{"match":"matched","schedule":"30:momentum=1.2"}"#), [unmatched]);
        assert_eq!(said(r#"{"match":"matched","schedule":"30:momentum=0.5"}"#), [""; 0]);
    }

    #[test]
    fn every_name_in_the_help_is_legal() {
        let names = names();
        let [rules, surfaces] = ["Rules: ", "Surfaces: "].map(|head| {
            let line = names.lines().find_map(|line| line.strip_prefix(head)).expect("it is there");
            line.split(' ').collect::<Vec<_>>()
        });
        assert_eq!((rules.len(), surfaces.len()), (RULES.len(), FAMILIES.len()));
        for (key, names) in [("rules", rules), ("surface", surfaces)] {
            for name in names {
                assert!(parse(&format!(r#"{{"{key}":"{name}"}}"#)).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn a_scene_is_read_and_junk_is_an_error_with_the_key() {
        let (scene, notices) =
            parse(r#"{"version":1,"surface":"booth","start":[1,2],"steps":500000,"rules":["adam"]}"#).unwrap();
        assert_eq!((scene.start, scene.steps, scene.rules.len()), ([1.0, 2.0], 500_000, 1));
        assert!(notices.is_empty());
        for (text, message) in [
            ("[]", "trace\"], \"learningRate\": 0.05}; invalid type: sequence, expected an object at line 1 column 0"),
            ("", "expected a JSON object with a Scene's keys, such as "),
            (r#"{"learningRate":NaN}"#, "; expected value at line 1 column 17"),
            (r#"{"steps":3,"steps":4}"#, "steps: given twice"),
            (r#"{"learning-rate":3,"learningRate":4}"#, "learningRate: given twice"),
            (r#"{"step":3}"#, "step: no key of a file; figure and map take it as --step"),
            (r#"{"layout":"panels"}"#, "layout: no key of a file; figure takes it as --layout"),
            (r#"{"surface":"foo"}"#, "surface: there is no surface \"foo\"; there are quadratic, "),
            (r#"{"learningRate":"fast"}"#, r#"learningRate: expected a finite number ≥ 0, got "fast""#),
            (r#"{"rules":{"a":1}}"#, "rules: expected 1 to 12 rules such as ema or adam(beta2=0.99), got"),
            (r#"{"learningRate":1e999}"#, r#"learningRate: expected a finite number ≥ 0, got "1e+999""#),
            (r#"{"start":[-1e999,2]}"#, r#"start: expected two finite numbers x,y, got ["-1e+999",2]"#),
            (r#"{"rules":{"a":1e999}}"#, r#"got {"a":"1e+999"}"#),
            ("{", "EOF while parsing an object at line 1 column 1"),
            ("{\n  \"steps\": 1e\n}", "invalid number at line 3 column 0"),
        ] {
            let error = parse(text).map(|_| ()).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
