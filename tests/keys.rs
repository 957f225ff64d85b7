//! What is written by hand on both sides of the wall: the keys of the Scene, which stand beside their table in what the
//! page's scripts are typed by and in what a lecturer reads, on the page and in README, and how many arrows are few.

use std::fs;
use std::path::Path;

use heavy_ball::scene::{KEYS, Limits, Scene, Value, camel};

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("it lies there")
}

/// What stands between two marks, the first time that it does.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

#[test]
fn the_scene_of_the_scripts_has_the_keys_of_the_core() {
    let types = text("www/types.d.ts");
    let fields = between(&types, "export interface Scene {", "\n}").lines().filter_map(|line| line.split_once(':'));
    let names: Vec<_> = fields.map(|(name, _)| name.trim().to_owned()).collect();
    let keys: Vec<_> = KEYS.iter().map(|key| camel(key.name)).collect();
    assert_eq!(names, [&["version".to_owned()], &keys[..]].concat());
}

#[test]
fn the_docs_of_the_scene_have_a_row_for_each_key_with_an_example_that_is_legal() {
    let source = text("crate/core/src/scene/mod.rs");
    let table = between(&source, "//! |---|---|---|\n", "//!\n");
    let rows: Vec<_> = table.lines().map(|row| row.split('`').collect::<Vec<_>>()).collect();
    let keys: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(rows.iter().map(|row| row[1]).collect::<Vec<_>>(), keys);
    for row in rows {
        let (_, problems) = Scene::read([(row[1], &Value::from(row[3]))], Limits::PAGE);
        assert!(problems.is_empty(), "{problems:?}");
    }
}

#[test]
fn the_page_tells_of_every_attribute() {
    let (page, attributes) = (text("index.html"), text("www/element/attributes.js"));
    let table = between(&page, "<th scope=\"col\">attribute</th>", "</table>");
    let rows = table.split("<th scope=\"row\"><code>").skip(1);
    let rows: Vec<_> = rows.map(|row| row.split('<').next().expect("it ends")).collect();
    let keys: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(rows[..keys.len()], keys);
    let readme = text("README.md");
    let paragraph = between(&readme, "Every key of the figure is an attribute:", "\n\n");
    assert!(rows.iter().all(|row| paragraph.contains(&format!("`{row}`"))), "{paragraph}");
    let views = between(&attributes, "return {\n    entries,\n", "problems,\n").lines();
    let mut views: Vec<_> = views.filter_map(|line| Some(line.split_once(':')?.0.trim())).collect();
    let mut told = rows[keys.len()..].to_vec();
    views.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, views);
}

#[test]
fn the_note_about_the_arrows_of_many_runs_counts_as_the_drawing_does() {
    let (page, drawing) = (text("www/state/view-state.js"), text("crate/figure/src/playhead/update.rs"));
    assert_eq!(between(&page, "const FEW = ", ";"), between(&drawing, "const FEW: usize = ", ";"));
}
