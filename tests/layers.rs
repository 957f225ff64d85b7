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

/// The hand-written scripts of `www`, by the path in it, with their text.
fn scripts() -> Vec<(String, String)> {
    let www = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let read = |folder: &Path| {
        fs::read_dir(folder).expect("it is a folder").map(|entry| entry.expect("it can be read").path())
    };
    let (folders, files): (Vec<_>, Vec<_>) = read(&www).partition(|path| path.is_dir());
    let inside = folders.iter().filter(|folder| !folder.ends_with("wasm")).flat_map(|folder| read(folder));
    let scripts =
        files.iter().cloned().chain(inside).filter(|path| path.extension().is_some_and(|ending| ending == "js"));
    let named = |path: &Path| path.strip_prefix(&www).expect("it lies there").to_string_lossy().replace('\\', "/");
    scripts.map(|path| (named(&path), fs::read_to_string(&path).expect("a script is text"))).collect()
}

/// The files that a script imports more than types from.
fn imports(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("import ") || line.starts_with("} from "));
    lines.filter_map(|line| line.split('\'').nth(1)).collect()
}

#[test]
fn the_public_page_and_the_element_share_no_script() {
    let scripts = scripts();
    assert!(scripts.iter().filter(|(name, _)| name.starts_with("page/")).count() >= 4 && scripts.len() > 80);
    for (name, text) in scripts {
        let of_page = name.starts_with("page/");
        for import in imports(&text) {
            let shares = if of_page { !import.starts_with("./") } else { import.contains("page/") };
            assert!(!shares, "{name} imports {import}");
        }
    }
}

#[test]
fn a_script_begins_with_what_it_is_in_plain_comments() {
    for (name, text) in scripts() {
        assert!(text.starts_with("// "), "{name} begins with {:?}", text.lines().next());
    }
}
