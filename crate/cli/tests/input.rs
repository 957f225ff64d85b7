//! What the program says of a Scene, and whether it goes on.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What becomes of `heavy-ball trace -` with this as its input: whether it is a success, and both texts.
fn trace(scene: &str) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heavy-ball"));
    command.args(["trace", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("it reads").write_all(scene.as_bytes()).expect("it takes its input");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("it writes text");
    (status.success(), text(stdout), text(stderr))
}

#[test]
fn a_newer_scene_runs_as_the_page_runs_it_with_a_notice() {
    let (_, plain, said) = trace(r#"{"momentum":0.5,"steps":3}"#);
    assert_eq!((plain.lines().count(), said.as_str()), (1 + 3 * 4, ""));
    let (success, rows, said) = trace(r#"{"version":2,"momentum":0.5,"steps":3,"seed":7}"#);
    assert!(success && rows == plain, "{rows}");
    let newer = "-: version: this program knows version 1, the Scene is of version 2: newer keys are left out";
    let mut lines = said.lines();
    assert_eq!(lines.next(), Some(newer));
    assert!(lines.next().is_some_and(|line| line.starts_with("-: seed: no such key; there are ")), "{said}");
    let (success, rows, said) = trace(r#"{"version":2,"momentum":"fast"}"#);
    assert!(!success && rows.is_empty() && said.contains("momentum: expected a finite number, got \"fast\""), "{said}");
}

#[test]
fn a_number_beyond_the_range_is_a_problem_of_its_key_and_broken_json_has_its_place() {
    for (scene, message) in [
        (r#"{"learningRate":1e999}"#, "-: learningRate: expected a finite number ≥ 0, got \"1e+999\"\n"),
        (r#"{"start":[1e999,2]}"#, "-: start: expected two finite numbers x,y, got [\"1e+999\",2]\n"),
        (
            "{\n \"start\": [1,],\n}",
            "-: expected a JSON object with a Scene's keys, such as {\"rules\": [\"ema\", \"trace\"], \"learningRate\": 0.05}; \
             trailing comma at line 2 column 14\n",
        ),
    ] {
        assert_eq!(trace(scene), (false, String::new(), message.to_owned()));
    }
}

#[test]
fn a_file_that_is_larger_than_any_scene_is_refused() {
    let folder = std::env::temp_dir().join(format!("heavy-ball-large-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder is ours");
    let path = folder.join("large.json");
    File::create(&path).and_then(|file| file.set_len((16 << 20) + 1)).expect("the folder is ours");
    let output = Command::new(env!("CARGO_BIN_EXE_heavy-ball")).arg("trace").arg(&path).output();
    fs::remove_dir_all(&folder).expect("the folder is ours");
    let Output { status, stderr, .. } = output.expect("the program runs");
    let said = String::from_utf8(stderr).expect("it writes text");
    assert_eq!((status.code(), said), (Some(1), format!("{}: expected a Scene of at most 16 MiB\n", path.display())));
}
