//! What rendered Rust names: text comes in, the names that its code uses go out.

use std::collections::{BTreeSet, HashSet};

/// Names in Rust that are not members of something else: types, constants, and the functions, macros
/// and modules that are called or looked into. Literals and comments do not count.
pub(super) fn names(text: &str) -> BTreeSet<&str> {
    let mut names = HashSet::new();
    for line in text.lines() {
        let mut at = 0;
        while let Some(byte) = line.as_bytes().get(at) {
            at += match byte {
                b'"' => literal(&line[at..]),
                b'/' if line[at..].starts_with("//") => break,
                byte if is_letter(*byte) => {
                    let word = word(&line[at..]);
                    if is_used(&line[..at], word, &line[at + word.len()..]) {
                        names.insert(word);
                    }
                    word.len()
                }
                // One of a character beyond ASCII may be in the midst of it: none of those is looked for.
                _ => 1,
            };
        }
    }
    names.into_iter().collect()
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn word(rest: &str) -> &str {
    let end = rest.bytes().position(|byte| !is_letter(byte));
    &rest[..end.unwrap_or(rest.len())]
}

/// Length of the literal that a text begins with, its quotation marks included.
fn literal(rest: &str) -> usize {
    let mut is_escaped = false;
    for (place, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_used(before: &str, word: &str, after: &str) -> bool {
    let is_named = !word.as_bytes()[0].is_ascii_lowercase();
    let is_called = || after.starts_with(['(', '!']) || after.starts_with("::");
    let is_member = || before.ends_with(['.', ':', '#']) || before.ends_with("fn ");
    (is_named || is_called()) && !is_member()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn only_code_names_things() {
        let text =
            "let a = with(&b, json!({ \"walk(\": 1 })); // Uuid\na.fields();\nstore::Value::Null";
        assert_eq!(Vec::from_iter(names(text)), ["1", "json", "store", "with"]);
    }

    #[test]
    fn quotation_marks_are_escaped_in_literals() {
        let text = "let é = text(\"a \\\" Uuid(\\\\\"); fn made() {} r#mod(); Row::of(\"é\")";
        assert_eq!(Vec::from_iter(names(text)), ["Row", "text"]);
    }
}
