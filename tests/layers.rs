//! The arrows between the layers run one way: core <- figure <- wasm <- www <- index.html, and core, figure <- cli.

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

/// The scripts of the public page, which uses the element as any other page may.
const PAGE: [&str; 4] = ["page.js", "page-theme.js", "hash.js", "prose-figures.js"];

/// The hand-written scripts of `www`, by name, with their text.
fn scripts() -> Vec<(String, String)> {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let folders = [www.clone(), www.join("controls"), www.join("map")];
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("www has its folders"));
    let paths = paths.map(|entry| entry.expect("its entries can be read").path());
    let scripts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "js"));
    let named = |path: &Path| path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    scripts.map(|path| (named(&path), fs::read_to_string(&path).expect("a script is text"))).collect()
}

/// The names of the files that a script imports more than types from.
fn imports(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("import ") || line.starts_with("} from "));
    lines.filter_map(|line| line.split('\'').nth(1)?.rsplit('/').next()).collect()
}

#[test]
fn the_public_page_and_the_element_share_no_script() {
    for (name, text) in scripts() {
        let of_page = PAGE.contains(&name.as_str());
        for import in imports(&text) {
            assert_eq!(PAGE.contains(&import), of_page, "{name} imports {import}");
        }
    }
}

#[test]
fn a_script_begins_with_what_it_is_in_plain_comments() {
    for (name, text) in scripts() {
        assert!(text.starts_with("// "), "{name} begins with {:?}", text.lines().next());
    }
}
