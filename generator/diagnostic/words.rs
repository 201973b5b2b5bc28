//! Words of a design inside messages: made safe to show, and compared with what was meant.

use std::fmt::Write;

/// How many characters of a user's text are shown.
const SHOWN: usize = 60;

/// Text of the user for a message: between backticks, cut, and without characters that a terminal
/// would obey or that would turn the line around (Unicode Technical Report 36, "bidirectional text
/// spoofing").
pub fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for character in text.chars().take(SHOWN) {
        match character {
            '`' => shown.push('\''),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            hidden if hidden.is_control() || is_invisible(hidden) => {
                write!(shown, "\\u{{{:x}}}", u32::from(hidden))
                    .expect("writing to a string cannot fail");
            }
            plain => shown.push(plain),
        }
    }
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown + "`"
}

/// Zero-width characters, and those that change the direction of the text around them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// The candidate that was probably meant: at most a third of the word's characters away, but always
/// one. Of several equally near ones the first.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    if length > SHOWN {
        return None;
    }
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed && *distance < candidate.chars().count().max(length)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, quoted};

    #[test]
    fn shows_text_that_cannot_deceive() {
        assert_eq!(quoted("titel"), "`titel`");
        assert_eq!(quoted("a`b\u{1b}[31m\u{202e}"), "`a'b\\u{1b}[31m\\u{202e}`");
        assert_eq!(quoted(&"x".repeat(61)), format!("`{}…`", "x".repeat(60)));
    }

    #[test]
    fn suggests_what_is_near() {
        assert_eq!(did_you_mean("titel", ["body", "title"]), Some("title"));
        assert_eq!(did_you_mean("x", ["y"]), None);
        assert_eq!(did_you_mean("something", ["else"]), None);
    }
}
