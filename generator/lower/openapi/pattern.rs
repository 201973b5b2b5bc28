//! Patterns: one in the syntax of `regex-lite` comes in; the same in the dialect of JSON Schema
//! (ECMA-262 with the flag `u`) goes out, if every construct in it means the same there.

use std::iter::Peekable;
use std::str::Chars;

/// The pattern for a schema; `None` for one with a construct that other dialects read otherwise.
pub(super) fn portable(pattern: &str) -> Option<String> {
    let mut rest = pattern.chars().peekable();
    let mut portable = String::with_capacity(pattern.len());
    while let Some(character) = rest.next() {
        match character {
            '\\' => escape(&mut rest, &mut portable, Place::Outside)?,
            '[' => class(&mut rest, &mut portable)?,
            '(' => group(&mut rest, &mut portable)?,
            '{' => repetition(&mut rest, &mut portable)?,
            ']' | '}' => return None,
            _ => portable.push(character),
        }
    }
    Some(portable)
}

/// Where a character is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    InClass,
    Outside,
}

fn escape(rest: &mut Peekable<Chars<'_>>, portable: &mut String, place: Place) -> Option<()> {
    let escaped = rest.next()?;
    match escaped {
        'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'n' | 'r' | 't' => portable.extend(['\\', escaped]),
        'b' | 'B' if place == Place::Outside => portable.extend(['\\', escaped]),
        '-' if place == Place::InClass => portable.push_str("\\-"),
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
        | '/' => {
            portable.extend(['\\', escaped]);
        }
        // Starts and ends of words, which others do not have.
        '<' | '>' => return None,
        // Needless, and with the flag `u` an error.
        _ if escaped.is_ascii_punctuation() => portable.push(escaped),
        _ => return None,
    }
    Some(())
}

/// A class of characters, without classes in it.
fn class(rest: &mut Peekable<Chars<'_>>, portable: &mut String) -> Option<()> {
    portable.push('[');
    if rest.next_if_eq(&'^').is_some() {
        portable.push('^');
    }
    if rest.peek() == Some(&']') {
        return None;
    }
    while let Some(character) = rest.next() {
        match character {
            ']' => {
                portable.push(']');
                return Some(());
            }
            '\\' => escape(rest, portable, Place::InClass)?,
            '[' => return None,
            '&' | '-' | '~' if rest.peek() == Some(&character) => return None,
            _ => portable.push(character),
        }
    }
    None
}

/// Plain groups only: names and flags are written otherwise elsewhere.
fn group(rest: &mut Peekable<Chars<'_>>, portable: &mut String) -> Option<()> {
    portable.push('(');
    if rest.next_if_eq(&'?').is_some() {
        rest.next_if_eq(&':')?;
        portable.push_str("?:");
    }
    Some(())
}

/// `{2}`, `{2,}`, `{2,5}`
fn repetition(rest: &mut Peekable<Chars<'_>>, portable: &mut String) -> Option<()> {
    let mut inside = String::new();
    while let Some(character) = rest.next_if(|character| *character != '}') {
        inside.push(character);
    }
    rest.next()?;
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!least.is_empty() && is_number(least) && is_number(most)).then(|| {
        portable.extend(["{", &inside, "}"]);
    })
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn what_means_the_same_stays() {
        for pattern in [
            "^[^,]+$",
            "^[a-z-]+$",
            r"^\d{4}-\d\d$",
            "(?:a|b){2,}",
            r"^[\w\-.]{1,5}\b",
        ] {
            assert_eq!(portable(pattern).as_deref(), Some(pattern));
        }
        assert_eq!(portable(r"^\#\@$").as_deref(), Some("^#@$"));
    }

    #[test]
    fn what_others_read_otherwise_is_left_out() {
        for pattern in [
            "(?i)a",
            "(?P<x>a)",
            r"\Aa\z",
            "[[:alpha:]]",
            "[a&&b]",
            r"\x{41}",
            "a]",
            "[]a]",
            r"\<a",
        ] {
            assert_eq!(portable(pattern), None, "{pattern}");
        }
    }
}
