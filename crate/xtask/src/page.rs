//! What a release makes of `index.html`: one script for all modules, each file beside the page, the wasm asked for early.

use anyhow::{Context, Result, bail};

use crate::wasm;

/// The one script of a release.
pub(crate) const BUNDLE: &str = "heavy-ball.js";

/// The folder in which the page in work keeps its files.
const WORK: &str = "./www/";

/// A release's page and the files it asks for, as paths from the workspace.
#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) html: String,
    /// Module scripts, in the order in which they run.
    pub(crate) scripts: Vec<String>,
    /// Style sheets and whatever else lies beside the page.
    pub(crate) files: Vec<String>,
}

/// Reads the page in work. Its `src` and `href` attributes are understood; any other way to name a file of `www/` is
/// refused, since the release would look for a file that is not there.
pub(crate) fn release(work: &str) -> Result<Page> {
    let mut page = Page { html: String::new(), scripts: Vec::new(), files: Vec::new() };
    let mut rest = work;
    while let Some(at) = rest.find(WORK) {
        let (before, from) = rest.split_at(at);
        if !["src=\"", "href=\""].iter().any(|attribute| before.ends_with(attribute)) {
            bail!("index.html names a file of www/ outside src=\"...\" and href=\"...\": {}", line(from));
        }
        let (value, after) = from.split_once('"').with_context(|| format!("an open quote: {}", line(from)))?;
        let tag = before.rfind('<').with_context(|| format!("an attribute outside a tag: {}", line(from)))?;
        let file = value.trim_start_matches("./").to_owned();
        let name = value.rsplit('/').next().unwrap_or(value);
        let is_module = file.ends_with(".js");
        if is_module && !before[tag..].starts_with("<script") {
            // A hint for a module that the bundle holds.
            page.html.push_str(before[..tag].trim_end());
            rest = after.split_once('>').context("an open tag")?.1;
        } else if is_module {
            if page.scripts.is_empty() {
                page.html.push_str(before);
                page.html.push_str(&format!("./{BUNDLE}\""));
                rest = after;
            } else {
                page.html.push_str(before[..tag].trim_end());
                rest = after.split_once("</script>").context("an open script")?.1;
            }
            page.scripts.push(file);
        } else {
            page.html.push_str(before);
            page.html.push_str(&format!("./{name}\""));
            rest = after;
            page.files.push(file);
        }
    }
    page.html.push_str(rest);
    if page.scripts.is_empty() {
        bail!("index.html loads no script of www/");
    }
    page.html = with_hints(&page.html)?;
    Ok(page)
}

/// Without them the browser learns of the wasm only when the script runs, and has then the page to lay out before it
/// hands over what has long arrived. What cannot be compiled here is left to the script, which says why.
fn with_hints(html: &str) -> Result<String> {
    let (head, rest) = html.split_once("</title>").context("index.html has no title")?;
    let module = wasm::OPENING.file();
    Ok(format!(
        "{head}</title>\n  <link rel=\"modulepreload\" href=\"./{BUNDLE}\">\n  \
         <link rel=\"preload\" href=\"./{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n  \
         <script>heavyBallModule = self.WebAssembly?.compileStreaming?.(fetch('./{module}')).catch(() => undefined)</script>{rest}"
    ))
}

fn line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(rest: &str) -> String {
        format!("<title>t</title>{rest}")
    }

    #[test]
    fn all_modules_become_one_script_in_the_place_of_the_first() {
        let work = r#"
<link rel="modulepreload" href="./www/a.js">
<script type="module" src="./www/a.js"></script>
<script type="module" src="./www/b.js"></script>
<p>"#;
        let page = release(&head(work)).expect("a page");
        assert_eq!(page.scripts, ["www/a.js", "www/b.js"]);
        assert!(
            page.html.ends_with("\n<script type=\"module\" src=\"./heavy-ball.js\"></script>\n<p>"),
            "{}",
            page.html
        );
        assert_eq!(page.html.matches("modulepreload").count(), 1);
    }

    #[test]
    fn other_files_lie_beside_the_page() {
        let work = r#"<link rel="stylesheet" href="./www/page/page.css"><script src="./www/a.js"></script>"#;
        let page = release(&head(work)).expect("a page");
        assert_eq!(page.files, ["www/page/page.css"]);
        assert!(page.html.contains(r#"href="./page.css""#), "{}", page.html);
    }

    #[test]
    fn a_file_named_in_any_other_way_is_refused() {
        let work = r#"<script src="./www/a.js"></script><script type="module">import "./www/b.js"</script>"#;
        let trouble = release(&head(work)).expect_err("an import is no attribute").to_string();
        assert!(trouble.contains("./www/b.js"), "{trouble}");
    }

    #[test]
    fn a_page_without_a_script_is_refused() {
        assert!(release(&head("<p>")).is_err());
    }
}
