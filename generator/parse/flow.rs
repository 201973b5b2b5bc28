//! What is written, in one line: nodes come in, YAML goes out that says the same behind a key and between brackets.

use super::tree::{Kind, Node, boolean_value, is_null, is_number};
use crate::schema::ScalarStyle;

/// Key by key what is said of something; a short form says what stands behind `short`.
pub(super) fn keys(node: &Node, short: &str) -> Vec<(String, String)> {
    match &node.resolved().kind {
        Kind::Mapping(entries) => entries
            .iter()
            .map(|entry| (entry.key.value.clone(), flow(&entry.value)))
            .collect(),
        _ if node.is_null() => Vec::new(),
        _ => vec![(short.to_owned(), flow(node))],
    }
}

fn flow(node: &Node) -> String {
    match &node.resolved().kind {
        Kind::Scalar { text, style } => match style {
            ScalarStyle::Plain => plain(text),
            ScalarStyle::Quoted => scalar(text),
        },
        Kind::Sequence(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(flow).collect();
            format!("[{}]", nodes.join(", "))
        }
        Kind::Mapping(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|it| format!("{}: {}", scalar(&it.key.value), flow(&it.value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        // Neither is what a node resolves to in a design that is read without findings.
        Kind::Shared(_) | Kind::Broken => String::from("~"),
    }
}

/// Text that needs no quotes in a line of its own, with quotes only if it does between brackets.
pub(crate) fn plain(text: &str) -> String {
    let is_part = |character: char| character.is_control() || ",[]{}".contains(character);
    let ends = text.ends_with(':') || text.contains(": ") || text.contains(" #");
    match text {
        "" => String::from("~"),
        _ if ends || text.contains(is_part) => scalar(text),
        _ => text.to_owned(),
    }
}

/// Text as a scalar that may stand anywhere: plain if nothing in it could be taken for YAML.
pub(crate) fn scalar(text: &str) -> String {
    let first = |first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '/');
    let other = |other: char| {
        other.is_alphanumeric() || matches!(other, '_' | '-' | '.' | '/' | '?' | '<' | '>')
    };
    let is_word = is_null(text) || boolean_value(text).is_some() || is_number(text);
    if text.starts_with(first) && text.chars().all(other) && !is_word {
        return text.to_owned();
    }
    quoted(text)
}

/// Text in double quotes (YAML 1.2.2, section 7.3.1).
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            plain => quoted.push(plain),
        }
    }
    quoted + "\""
}
