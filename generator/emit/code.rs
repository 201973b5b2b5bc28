//! What rendered Rust names: text comes in, the names that its code uses go out.

use std::collections::BTreeSet;

/// Names in Rust that are not members of something else: types, constants, and the functions, macros
/// and modules that are called or looked into. Literals and comments do not count.
pub(super) fn names(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in text.lines() {
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let length = match rest.as_bytes()[0] {
                b'"' => literal(rest),
                b'/' if rest.starts_with("//") => break,
                byte if is_letter(byte) => {
                    let word = word(rest);
                    if is_used(&line[..at], word, &rest[word.len()..]) {
                        names.insert(word);
                    }
                    word.len()
                }
                _ => rest.chars().next().map_or(1, char::len_utf8),
            };
            at += length;
        }
    }
    names
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
    let is_member = before.ends_with(['.', ':', '#']) || before.ends_with("fn ");
    let is_called = after.starts_with(['(', '!']) || after.starts_with("::");
    !is_member && (is_called || !word.starts_with(|c: char| c.is_ascii_lowercase()))
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
