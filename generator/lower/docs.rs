//! Doc comments: the design's own words where it has some, else a plain sentence.

use crate::print::doc_lines;

/// Lines of a doc comment from a description, or from `otherwise`, which is already Markdown.
pub(super) fn or(description: Option<&str>, otherwise: &str) -> Vec<String> {
    let lines = description.map(doc_lines).unwrap_or_default();
    if lines.is_empty() {
        vec![otherwise.to_owned()]
    } else {
        lines
    }
}

/// `the_name` as words: `the name`.
pub(super) fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// With the first letter in upper case.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Lines of a documentation as lines of a comment, blank ones without a blank at their end.
pub(super) fn comment(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| format!("/// {line}").trim_end().to_owned())
        .collect()
}
