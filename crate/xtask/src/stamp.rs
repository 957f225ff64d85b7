//! Addresses that differ where what lies there differs: caches keep each file for a while of their own, and a script
//! with the module of another version is no page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Crc;

use crate::page::BUNDLE;

/// Adds to each name of a file, where another file of the site asks for it, the checksum of what lies there:
/// `page.css?0a1b2c3d`. The files keep their names, and who links to one without a checksum gets it all the same.
pub(crate) fn stamp(site: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(site)? {
        names.push(entry?.file_name().into_string().ok().context("a name that is no text")?);
    }
    // What a file asks for is stamped before it, as a stamp is a part of what the file says.
    names.sort_by_key(|name| (rank(name), name.clone()));
    let mut stamped: Vec<(String, String)> = Vec::new();
    for name in names {
        let file = site.join(&name);
        if rank(&name) > 0 {
            let text = fs::read_to_string(&file).with_context(|| format!("{name} cannot be read"))?;
            fs::write(&file, asking_for(text, &stamped))?;
        }
        let mut sum = Crc::new();
        sum.update(&fs::read(&file)?);
        stamped.push((name, format!("{:08x}", sum.sum())));
    }
    Ok(())
}

/// How many others a file may ask for: data none, what is fetched later data, the bundle both, the page all.
fn rank(name: &str) -> u32 {
    match name.rsplit_once('.') {
        Some((_, "html")) => 3,
        _ if name == BUNDLE => 2,
        Some((_, "js")) => 1,
        _ => 0,
    }
}

fn asking_for(mut text: String, stamped: &[(String, String)]) -> String {
    for (name, stamp) in stamped {
        for end in ['"', '\''] {
            // A name by itself in quotes, or after "./"; one in another folder is no file of this site.
            for begin in [format!("{end}./"), end.to_string()] {
                text = text.replace(&format!("{begin}{name}{end}"), &format!("{begin}{name}?{stamp}{end}"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_changes_with_what_lies_there_and_with_what_that_asks_for() {
        let site = std::env::temp_dir().join(format!("heavy-ball-stamps-{}", std::process::id()));
        let written = |module: &str| {
            fs::create_dir_all(&site).expect("the folder is ours");
            let write = |name: &str, text: &str| fs::write(site.join(name), text).expect("the folder is ours");
            write("a.wasm", module);
            write("page.css", "p {}");
            write("b.later.js", "new URL('a.wasm')");
            write(BUNDLE, r#"import("./b.later.js"); "b.later.js of another version""#);
            write(
                "index.html",
                r#"<link href="./page.css"><script src="./heavy-ball.js"></script>"site/heavy-ball.js""#,
            );
            stamp(&site).expect("all can be read");
            let read = |name: &str| fs::read_to_string(site.join(name)).expect("it is there");
            let texts = [read("b.later.js"), read(BUNDLE), read("index.html")];
            fs::remove_dir_all(&site).expect("the folder is ours");
            texts
        };
        let [[later, bundle, page], other] = [written("1"), written("2")];
        assert_eq!(later, "new URL('a.wasm?83dcefb7')");
        assert!(bundle.starts_with("import(\"./b.later.js?"), "{bundle}");
        assert!(bundle.ends_with("\"b.later.js of another version\""), "{bundle}");
        assert!(page.ends_with("\"site/heavy-ball.js\""), "{page}");
        assert_ne!(other[0], later);
        assert_ne!(other[1], bundle);
        assert_ne!(other[2], page);
        let sheet = |page: &str| page.split_once('>').map(|(link, _)| link.to_owned());
        assert_eq!(sheet(&other[2]), sheet(&page), "the sheet is the same");
    }
}
