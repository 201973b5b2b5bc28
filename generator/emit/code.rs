//! What rendered Rust names: texts come in, the names that their code uses go out.

use std::collections::HashSet;

/// Names in Rust that are not members of something else: types, constants, and the functions, macros
/// and modules that are called or looked into. Literals and comments do not count. Each text is some whole lines.
pub(super) fn names<'t>(texts: impl IntoIterator<Item = &'t str>) -> HashSet<&'t str> {
    let mut names = HashSet::new();
    for text in texts {
        collect(text, &mut names);
    }
    names
}

fn collect<'t>(text: &'t str, names: &mut HashSet<&'t str>) {
    let code = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = code.get(at) {
        let (before, rest) = code.split_at(at);
        at += match byte {
            b'"' => literal(rest),
            b'/' if rest.starts_with(b"//") => line(rest),
            byte if is_letter(*byte) => {
                let (word, after) = rest.split_at(word(rest));
                if is_used(before, word, after) {
                    names.insert(&text[at..at + word.len()]);
                }
                word.len()
            }
            // One of a character beyond ASCII may be in the midst of it: none of those is looked for.
            _ => 1,
        };
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Length of the word that code begins with.
fn word(code: &[u8]) -> usize {
    let end = code.iter().position(|byte| !is_letter(*byte));
    end.unwrap_or(code.len())
}

/// Length of what is left of the line.
fn line(code: &[u8]) -> usize {
    let end = code.iter().position(|byte| *byte == b'\n');
    end.unwrap_or(code.len())
}

/// Length of the literal that code begins with, its quotation marks included. None goes on in the next line.
fn literal(code: &[u8]) -> usize {
    let mut is_escaped = false;
    for (place, byte) in code.iter().enumerate().skip(1) {
        match byte {
            b'\n' => return place,
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return place + 1,
            _ => {}
        }
    }
    code.len()
}

fn is_used(before: &[u8], word: &[u8], after: &[u8]) -> bool {
    let is_named = !word[0].is_ascii_lowercase();
    let is_called = || matches!(after, [b'(' | b'!', ..] | [b':', b':', ..]);
    let is_member = || matches!(before, [.., b'.' | b':' | b'#'] | [.., b'f', b'n', b' ']);
    (is_named || is_called()) && !is_member()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    fn names(text: &str) -> Vec<&str> {
        let names: BTreeSet<&str> = super::names([text]).into_iter().collect();
        names.into_iter().collect()
    }

    #[test]
    fn only_code_names_things() {
        let text =
            "let a = with(&b, json!({ \"walk(\": 1 })); // Uuid\na.fields();\nstore::Value::Null";
        assert_eq!(names(text), ["1", "json", "store", "with"]);
    }

    #[test]
    fn quotation_marks_are_escaped_in_literals() {
        let text = "let é = text(\"a \\\" Uuid(\\\\\"); fn made() {} r#mod(); Row::of(\"é\")";
        assert_eq!(names(text), ["Row", "text"]);
    }
}
