//! Statements of tests, broken into lines as rustfmt would.

use crate::print::WIDTH;

/// Columns in front of a statement of a test.
pub(super) const BODY: usize = 4;

/// `left first.second().third();`, one link a line if it does not fit.
pub(super) fn chain(indent: usize, left: &str, links: &[String]) -> String {
    let flat = links.concat();
    if !flat.contains('\n') && indent + left.chars().count() + flat.chars().count() < WIDTH {
        return format!("{left}{flat};");
    }
    let pad = format!("\n{}", " ".repeat(indent + 4));
    let (first, rest) = links
        .split_first()
        .map_or(("", links), |(first, rest)| (first.as_str(), rest));
    let rest: String = rest.iter().map(|link| format!("{pad}{link}")).collect();
    format!("{left}{first}{rest};")
}

/// `["title", "body"]`, in a line with `indent` columns in front.
pub(super) fn names(indent: usize, names: &[String]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| crate::print::rust_string(name))
        .collect();
    filled(indent, PREFIX, "[", &quoted)
}

/// Columns of what usually stands in front of a list in its line.
pub(super) const PREFIX: usize = 24;

/// The items of an array that begins with `head`, as many in a line as fit, as rustfmt lays out arrays
/// of short items; the first line has `indent` and `prefix` columns in front.
pub(super) fn filled(indent: usize, prefix: usize, head: &str, items: &[String]) -> String {
    let flat = format!("{head}{}]", items.join(", "));
    if indent + prefix + flat.chars().count() <= WIDTH {
        return flat;
    }
    let pad = " ".repeat(indent + 4);
    let mut lines = vec![pad.clone()];
    for item in items {
        let current = lines.last_mut().expect("there is always a line");
        if current.len() > pad.len() && current.chars().count() + item.chars().count() + 2 > WIDTH {
            lines.push(format!("{pad}{item},"));
        } else {
            let blank = if current.len() > pad.len() { " " } else { "" };
            current.push_str(&format!("{blank}{item},"));
        }
    }
    format!("{head}\n{}\n{}]", lines.join("\n"), " ".repeat(indent))
}
