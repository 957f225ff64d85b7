//! Where the program writes, and who reads it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// The program with these arguments and this Scene as its input.
fn begin(arguments: &[&str], scene: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heavy-ball"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // Who finds a wrong option does not read it.
    let _ = child.stdin.take().expect("it has an input").write_all(scene.as_bytes());
    child
}

#[test]
fn who_reads_the_first_line_alone_is_answered_without_a_failure() {
    for arguments in [&["trace", "-"][..], &["trace", "-", "--format", "json"], &["figure", "-", "-o", "-"]] {
        let mut child = begin(arguments, r#"{"steps":20000,"learningRate":0.01}"#);
        let mut line = String::new();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().expect("it writes"));
        if arguments == ["trace", "-"] {
            reader.read_line(&mut line).expect("it is text");
            assert!(line.starts_with("run,rule,step,"), "{line}");
        }
        drop(reader);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn why_a_run_has_fewer_rows_is_said_beside_the_table() {
    let output = begin(&["trace", "-"], r#"{"rules":["heavy-ball","ema"],"learningRate":3,"steps":400}"#);
    let output = output.wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("it is text");
    assert!(output.status.success() && said.lines().count() == 2, "{said}");
    assert!(said.starts_with("Heavy ball: Left the number range at step 87: "), "{said}");
    assert!(begin(&["trace", "-"], "{}").wait_with_output().expect("it ends").stderr.is_empty());
}

#[test]
fn a_number_that_is_not_legal_is_told_what_is() {
    let said = |arguments: &[&str]| {
        let output = begin(arguments, "{}").wait_with_output().expect("it ends");
        assert!(!output.status.success());
        String::from_utf8(output.stderr).expect("it is text")
    };
    let range = "expected a whole number from";
    assert_eq!(said(&["figure", "-", "-o", "-", "--step", "101"]), format!("--step: {range} 0 to 100, got \"101\"\n"));
    let [width, cells] = [("figure", "--width", "280 to 4000"), ("map", "--cells", "8 to 2048")];
    let step = |command| (command, "--step", "0 to 1000000");
    for (command, option, range) in [width, cells, step("figure"), step("map")] {
        for text in ["-3", "1000001", "1e9", "2.5", "wide"] {
            let said = said(&[command, "-", "-o", "-", option, text]);
            assert!(said.starts_with(&format!("error: invalid value '{text}' for '{option}")), "{said}");
            assert!(said.contains(&format!("expected a whole number from {range}, got \"{text}\"\n")), "{said}");
        }
    }
    let rule = "--rule: expected one of ema, heavy-ball, trace or a number from 0 to 2, got \"-1\"\n";
    assert_eq!(said(&["map", "-", "-o", "-", "--rule", "-1"]), rule);
}

#[test]
fn each_message_has_the_name_of_its_file() {
    let output = begin(&["trace", "-"], r#"{"a":1,"steps":-1}"#).wait_with_output().expect("it ends");
    let said = String::from_utf8(output.stderr).expect("it is text");
    assert!(output.stdout.is_empty() && said.lines().count() == 2, "{said}");
    assert!(said.lines().all(|line| line.starts_with("-: ")), "{said}");
}

#[test]
fn a_drawing_goes_to_standard_output_where_it_is_asked_for() {
    for arguments in [&["figure", "-", "-o", "-"][..], &["map", "-", "-o", "-", "--cells", "8", "--rule", "trace"]] {
        let output = begin(arguments, r#"{"steps":5}"#).wait_with_output().expect("it ends");
        let svg = String::from_utf8(output.stdout).expect("it is text");
        assert!(output.status.success() && svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
    }
}

#[test]
fn a_drawing_is_not_written_over_its_scene() {
    let folder = std::env::temp_dir().join(format!("heavy-ball-same-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder is ours");
    let scene = r#"{"steps":5}"#;
    fs::write(folder.join("same.json"), scene).expect("the folder is ours");
    let drawn = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heavy-ball"));
        let output = command.args(arguments).current_dir(&folder).output().expect("the program runs");
        (output.status.success(), String::from_utf8(output.stderr).expect("it is text"))
    };
    let refused = (false, "--output: expected another file than the Scene's, got \"./same.json\"\n".to_owned());
    assert_eq!(drawn(&["figure", "same.json", "-o", "./same.json"]), refused);
    assert_eq!(drawn(&["map", "same.json", "-o", "./same.json", "--cells", "8", "--rule", "trace"]), refused);
    assert_eq!(fs::read_to_string(folder.join("same.json")).expect("it is there"), scene);
    assert_eq!(drawn(&["figure", "same.json", "-o", "other.svg"]), (true, String::new()));
    // Drawn again, it takes the place of the drawing before it.
    assert_eq!(drawn(&["figure", "same.json", "-o", "other.svg"]), (true, String::new()));
    fs::remove_dir_all(&folder).expect("the folder is ours");
}
