//! `cargo xtask dist`: the optimized page in `dist/site`, which works under any folder of any static host.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::names::{self, Names};
use crate::page::{self, BUNDLE};
use crate::{sheets, shell, stamp, tools, wasm};

/// How wasm-opt is asked to optimize: what counts are the gzipped bytes. A function that is inlined into its one caller
/// packs worse than beside its like (1.2 %), and so do functions in another order than that of their names (1.2 %). The
/// levels differ by 0.2 %, and in speed by nothing. rustc's own levels matter more: `s` and `z` step the runs at a third
/// and a fifth of the speed of `3`. Data in one piece, with its runs of zeros, packs better than in hundreds of pieces with
/// an address each (1.3 %). Below address 1024 lies the far end of the stack, so that what is added to an address may
/// stand in the load itself (0.5 %). The last two are who built it, and with what, which no browser reads.
const WASM_OPT: [&str; 7] = [
    "-Os",
    "--one-caller-inline-max-function-size=10",
    "--reorder-functions-by-name",
    "--skip-pass=memory-packing",
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// What rustc's output uses; it names none of them in the module itself.
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// How the names of scripts end that are fetched when somebody asks for what they show.
const LATER: &str = ".later.js";

/// The modules as they are bundled, which `cargo xtask bench` reads, too.
const MODULES: &str = "target/site";

/// The oldest browsers that are served: the first of each engine with all that the page uses.
const BROWSERS: &str = "--target=es2022,chrome111,firefox114,safari16.4";

/// Builds everything a release needs and writes it; returns its folder.
pub(crate) fn run() -> Result<PathBuf> {
    tools::node_modules()?;
    wasm::build()?;
    write()
}

/// Writes the release from a module that is built.
pub(crate) fn write() -> Result<PathBuf> {
    let root = shell::root()?;
    let site = root.join("dist/site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::create_dir_all(&site)?;

    let work = fs::read_to_string(root.join("index.html")).context("index.html cannot be read")?;
    let page = page::release(&work)?;
    fs::write(site.join("index.html"), &page.html)?;
    // Who hands the folder on hands on its terms.
    fs::copy(root.join("LICENSE"), site.join("LICENSE.txt")).context("LICENSE cannot be copied")?;
    let modules = modules(&root)?;
    thread::scope(|both| {
        let optimized = wasm::MODULES.each_ref().map(|module| {
            let (source, target) = (root.join(wasm::FOLDER).join(module.file()), site.join(module.file()));
            (module, both.spawn(move || optimize(&source, &target)))
        });
        for (module, names) in optimized {
            let names = names.join().unwrap_or_else(|_| bail!("wasm-opt's names cannot be read"))?;
            let glue = Path::new(wasm::FOLDER).join(module.glue());
            fs::write(modules.join(&glue), names.shorten(&fs::read_to_string(root.join(&glue))?))?;
        }
        anyhow::Ok(())
    })?;
    bundle(&modules, &page.scripts, &site)?;
    for file in &page.files {
        let source = root.join(file);
        let target = site.join(source.file_name().context("a file has a name")?);
        if file.ends_with(".css") {
            shell::run(esbuild()?.arg(&source).arg("--bundle").arg(format!("--outfile={}", target.display())))?;
        } else {
            fs::copy(&source, &target).with_context(|| format!("{file} cannot be copied"))?;
        }
    }
    stamp::stamp(&site)?;
    println!("{}", sizes(&site)?);
    Ok(site)
}

/// Writes a module with short names on the wall, and tells them.
fn optimize(module: &Path, target: &Path) -> Result<Names> {
    println!("Optimizing {}", target.display());
    let mut command = tools::npm_program("wasm-opt")?;
    command.args(WASM_OPT).arg(names::WASM_OPT).args(WASM_FEATURES).arg(module).arg("-o").arg(target);
    Names::read(&shell::read(&mut command)?)
}

/// A copy of all scripts, their sheets without air; returns its folder.
fn modules(root: &Path) -> Result<PathBuf> {
    let copy = root.join(MODULES);
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    rewrite(&root.join("www"), &copy.join("www"), &sheets::squeeze)?;
    Ok(copy)
}

/// Writes the scripts of a folder into another.
fn rewrite(from: &Path, to: &Path, script: &dyn Fn(&str) -> String) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let source = entry?.path();
        let target = to.join(source.file_name().context("a file has a name")?);
        if source.is_dir() {
            rewrite(&source, &target, script)?;
        } else if source.extension().is_some_and(|ending| ending == "js") {
            fs::write(target, script(&fs::read_to_string(&source)?))?;
        }
    }
    Ok(())
}

/// One ES module of all scripts, and one of each that is fetched later, with all that it needs inside. The wasm stays
/// beside them, so that it compiles while it streams in.
fn bundle(root: &Path, scripts: &[String], site: &Path) -> Result<()> {
    let entry = root.join(BUNDLE);
    let imports: String = scripts.iter().map(|script| format!("import {:?};\n", root.join(script))).collect();
    fs::write(&entry, imports)?;
    let folder = format!("--outdir={}", site.display());
    let whole = ["--bundle", "--format=esm", "--entry-names=[name]"];
    shell::run(esbuild()?.arg(&entry).args(whole).arg(format!("--banner:js={EAGER}")).arg(&folder))?;
    let mut later = Vec::new();
    find_later(&root.join("www"), &mut later)?;
    shell::run(esbuild()?.args(later).args(whole).arg(&folder))
}

/// The scripts of a folder that are fetched later.
fn find_later(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_later(&path, found)?;
        } else if path.to_string_lossy().ends_with(LATER) {
            found.push(path);
        }
    }
    Ok(())
}

fn esbuild() -> Result<std::process::Command> {
    let mut command = tools::npm_program("esbuild")?;
    command.args(["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning", BROWSERS]);
    Ok(command)
}

/// Most of the script runs until the figure is ready: with this V8 compiles it beside the page's first layout, and
/// not function by function when each is called, in the way of the picture.
const EAGER: &str = "//# allFunctionsCalledOnLoad";

/// A table of every file's bytes, raw and as a host would send them.
fn sizes(site: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let bytes = fs::read(entry.path())?;
        rows.push((entry.file_name().to_string_lossy().into_owned(), bytes.len(), gzipped(&bytes)?));
    }
    rows.sort();
    let total = |column: fn(&(String, usize, usize)) -> usize| rows.iter().map(column).sum();
    rows.push(("total".to_owned(), total(|row| row.1), total(|row| row.2)));
    let mut table = format!("{:<28}{:>10}{:>10}", "dist/site", "bytes", "gzipped");
    for (name, raw, zipped) in rows {
        table.push_str(&format!("\n{name:<28}{raw:>10}{zipped:>10}"));
    }
    Ok(table)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_sum_of_its_rows() {
        let site = std::env::temp_dir().join(format!("heavy-ball-sizes-{}", std::process::id()));
        fs::create_dir_all(&site).expect("the folder is ours");
        fs::write(site.join("a.js"), [b'a'; 1000]).expect("the folder is ours");
        fs::write(site.join("b.wasm"), [b'b'; 500]).expect("the folder is ours");
        let table = sizes(&site).expect("both can be read");
        fs::remove_dir_all(&site).expect("the folder is ours");
        let words: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(words[1][..2], ["a.js", "1000"]);
        assert_eq!(words[2][..2], ["b.wasm", "500"]);
        assert_eq!(words[3][..2], ["total", "1500"]);
        assert!(words[1][2].parse::<usize>().expect("a number") < 100, "a thousand equal letters pack well");
    }
}
