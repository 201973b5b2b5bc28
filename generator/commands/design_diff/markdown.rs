//! Changes for a pull request, in GitHub Flavored Markdown. Whatever comes from a design is text there: nothing of it
//! becomes a heading, a link, a mention or HTML.

use std::fmt::Write;

use super::Changes;
use super::words::{group, heading, place, summary, verdicts, version, witness};
use crate::breaking::{Finding, Verdict};
use crate::schema::Approval;

/// The document.
pub(super) fn print(changes: &Changes) -> String {
    let mut out = String::from("## Changes of the design\n\n");
    let lines = [summary(changes), version(changes)].map(|line| escaped(&line));
    writeln!(out, "{}  \n{}", lines[0], lines[1]).expect("a string takes it");
    let mut sorted: Vec<_> = changes.changes.iter().collect();
    sorted.sort_by_key(|(change, _)| {
        let (verdict, whom) = group(change);
        (std::cmp::Reverse(verdict), whom)
    });
    for chunk in sorted.chunk_by(|(a, _), (b, _)| group(a) == group(b)) {
        let Some((first, _)) = chunk.first() else {
            continue;
        };
        let group = group(first);
        let mut title = heading(group);
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        // What breaks nobody is there for who wants to see it.
        let is_folded = group.0 <= Verdict::Safe;
        let count = chunk.len();
        let opened = if is_folded {
            format!("\n<details><summary>{title} ({count})</summary>\n\n")
        } else {
            format!("\n### {title} ({count})\n\n")
        };
        out.push_str(&opened);
        for (change, approval) in chunk {
            item(&mut out, changes, (change, approval.as_ref())).expect("a string takes it");
        }
        out.push_str(if is_folded { "\n</details>\n" } else { "" });
    }
    out
}

fn item(
    out: &mut String,
    changes: &Changes,
    (change, approval): (&Finding, Option<&Approval>),
) -> std::fmt::Result {
    let (element, told) = (code(&change.element), message(&change.message));
    writeln!(out, "- **{}** {element}: {told}  ", change.rule.id)?;
    writeln!(out, "  {}  ", code(&place(changes, change)))?;
    let verdicts = verdicts(change);
    if !verdicts.is_empty() {
        writeln!(out, "  {}", escaped(&verdicts))?;
    }
    if let Some([shown, outcome]) = change.witness.as_ref().map(witness) {
        writeln!(out, "\n  {}\n\n  {}", code(&shown), message(&outcome))?;
    }
    approval.map_or(Ok(()), |approval| {
        let (until, reason) = (
            escaped(&approval.until.value),
            escaped(&approval.reason.value),
        );
        writeln!(out, "\n  Approved until {until}: {reason}")
    })
}

/// A message: what stands between backticks is code, everything else stays text.
fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let parts = parts
        .iter()
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => escaped(part),
            _ if part.is_empty() => String::from("\\`\\`"),
            _ => code(part),
        });
    parts.collect()
}

/// Text that stays text: all punctuation of ASCII is escaped (GitHub Flavored Markdown §6.1), line ends are blanks. A `@`
/// or `#` would reach people and issues even so; an invisible character behind it keeps it from that.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '@' | '#' => {
                escaped.push('\\');
                escaped.push(character);
                escaped.push('\u{2060}');
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // Between letters and digits they mean nothing and are everywhere.
            '.' | ',' | ':' | ';' | '(' | ')' | '-' | '/' | '\'' | '"' | '=' | '?' | '%' | '+' => {
                escaped.push(character);
            }
            mark if mark.is_ascii_punctuation() => {
                escaped.push('\\');
                escaped.push(mark);
            }
            control if control.is_control() => escaped.push(' '),
            plain => escaped.push(plain),
        }
    }
    // Bare addresses become links.
    escaped
        .replace("://", ":\u{2060}//")
        .replace("www.", "www\u{2060}.")
}

/// A span of code with a fence that is longer than any in the text (GitHub Flavored Markdown §6.3).
fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    if !plain.contains('`') && plain.trim() == plain {
        return format!("`{plain}`");
    }
    let longest = plain
        .split(|character| character != '`')
        .map(str::len)
        .max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    format!("{fence} {plain} {fence}")
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, message};

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<b>*x*</b>"), "&lt;b&gt;\\*x\\*&lt;/b&gt;");
        assert_eq!(escaped("[a](b)\n# c"), "\\[a\\](b) \\#\u{2060} c");
        assert_eq!(
            escaped("@team see https://a.b"),
            "\\@\u{2060}team see https:\u{2060}//a.b"
        );
        assert_eq!(code("a `b``"), "``` a `b`` ```");
        assert_eq!(code("plain"), "`plain`");
        assert_eq!(message("`a*` is *b*"), "`a*` is \\*b\\*");
        assert_eq!(message("a ` b"), "a \\` b");
    }
}
