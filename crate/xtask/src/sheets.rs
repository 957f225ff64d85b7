//! Style sheets in scripts: what a browser does not read of them is left out of a release.
//!
//! esbuild leaves a script's texts as they are. A sheet is a text behind the mark `/* css */`, which editors know, too.

/// What begins a sheet.
const MARK: &str = "/* css */ `";

/// The script with its sheets squeezed.
pub(crate) fn squeeze(script: &str) -> String {
    let mut parts = script.split(MARK);
    let mut squeezed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sheet, rest) = part.split_once('`').unwrap_or((part, ""));
        squeezed.push('`');
        squeezed.push_str(&sheet_without_air(sheet));
        squeezed.push('`');
        squeezed.push_str(rest);
    }
    squeezed
}

/// A sheet without comments, and without space where it says nothing. What is filled in, `${...}`, stays as it is, and
/// so does what stands in quotes.
fn sheet_without_air(sheet: &str) -> String {
    const ENDS: [char; 5] = ['{', '}', ';', ',', ':'];
    let mut dense = String::with_capacity(sheet.len());
    // Whether there was space, and whether it may be left out behind what stands there.
    let (mut space, mut ended) = (false, true);
    let mut rest = sheet;
    while let Some(first) = rest.chars().next() {
        let (closed, whole) = match first {
            '/' if rest.starts_with("/*") => ("*/", false),
            '$' if rest.starts_with("${") => ("}", true),
            '"' => ("\"", true),
            _ => ("", true),
        };
        let behind = first.len_utf8();
        let end = rest[behind..].find(closed).map_or(rest.len(), |at| behind + at + closed.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        if first.is_whitespace() || !whole {
            space = true;
            continue;
        }
        // A colon that space stands before belongs to a selector.
        let ends = closed.is_empty() && ENDS.contains(&first);
        if space && !ended && (!ends || first == ':') {
            dense.push(' ');
        }
        if word == "}" && dense.ends_with(';') {
            dense.pop();
        }
        dense.push_str(word);
        (space, ended) = (false, ends);
    }
    dense
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_loses_its_air_and_nothing_else() {
        let script = "const A = /* css */ `\n/* Why. */\n.a :hover, b > c { color: var(--x, red); margin: 0 1px; }\n`;\nf(`a  b`);";
        assert_eq!(squeeze(script), "const A = `.a :hover,b > c{color:var(--x,red);margin:0 1px}`;\nf(`a  b`);");
    }

    #[test]
    fn what_is_filled_in_or_quoted_stays_as_it_is() {
        let script = "/* css */ `a { ${ X } b: ${y} ${z}; content: \", \"; }`";
        assert_eq!(squeeze(script), "`a{${ X } b:${y} ${z};content:\", \"}`");
    }
}
