//! The arrows between the layers run one way: core <- figure <- wasm, and core, figure <- cli.

use std::fs;
use std::path::Path;

/// The project's own packages that a crate's manifest names as dependencies.
fn depends_on(layer: &str) -> Vec<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("crate").join(layer).join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("every layer has a manifest");
    let own = text.lines().filter_map(|line| line.split_once(['.', ' ', '=']).map(|(key, _)| key.to_owned()));
    own.filter(|key| key.starts_with("heavy-ball")).collect()
}

#[test]
fn the_core_stands_on_nothing_of_ours() {
    assert_eq!(depends_on("core"), [] as [&str; 0]);
}

#[test]
fn the_figure_stands_on_the_core_alone() {
    assert_eq!(depends_on("figure"), ["heavy-ball"]);
}

#[test]
fn the_wall_and_the_cli_stand_beside_each_other() {
    for layer in ["wasm", "cli"] {
        assert_eq!(depends_on(layer), ["heavy-ball", "heavy-ball-figure"], "{layer}");
    }
}

#[test]
fn the_core_and_the_figure_know_no_browser() {
    for layer in ["core", "figure"] {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("crate").join(layer).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("every layer has a manifest");
        for browser in ["wasm-bindgen", "js-sys", "web-sys", "plotters-canvas"] {
            assert!(!text.contains(browser), "{layer} names {browser}");
        }
    }
}
