//! Two versions of a file go in, a unified diff comes out that is safe to print on a terminal.

use std::fmt::Write;

use similar::TextDiff;

/// How many lines of one file's diff are shown in a list of many.
const SHOWN: usize = 40;

/// A version longer than this, in bytes, is not compared line by line: it would take longer than
/// anybody wants to read.
const LIMIT: usize = 4 << 20;

/// How much of a diff is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// The first lines.
    Short,
    /// All of it.
    Full,
}

/// The change from what is on the disk to what a run would write, `None` standing for no file. It
/// ends with a newline.
pub fn unified(path: &str, old: Option<&[u8]>, new: Option<&str>, length: Length) -> String {
    let old_text = String::from_utf8_lossy(old.unwrap_or_default());
    let new_text = new.unwrap_or_default();
    if old_text.len().max(new_text.len()) > LIMIT {
        return format!("{path}: too long to be compared here\n");
    }
    let name = |side: &str, is_there: bool| {
        if is_there {
            format!("{side}/{path}")
        } else {
            String::from("/dev/null")
        }
    };
    let diff = TextDiff::from_lines(old_text.as_ref(), new_text);
    let text = diff
        .unified_diff()
        .header(&name("a", old.is_some()), &name("b", new.is_some()))
        .to_string();
    let all = text.split_terminator('\n').count();
    let shown = if length == Length::Full { all } else { SHOWN };
    let mut safe = String::new();
    for line in text.split_terminator('\n').take(shown) {
        push_safe(&mut safe, line);
    }
    if all > shown {
        writeln!(safe, "… {} more lines", all - shown).expect("writing to a string cannot fail");
    }
    safe
}

/// A file that somebody else wrote may hold what a terminal would obey.
fn push_safe(shown: &mut String, line: &str) {
    for character in line.chars() {
        if character.is_control() && character != '\t' {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_unified_diff() {
        let diff = unified("x.rs", Some(b"one\ntwo\n"), Some("one\n2\n"), Length::Full);
        assert_eq!(
            diff,
            "--- a/x.rs\n+++ b/x.rs\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
        );
    }

    #[test]
    fn no_file_is_dev_null() {
        assert!(
            unified("x", None, Some("a\n"), Length::Full).starts_with("--- /dev/null\n+++ b/x\n")
        );
        assert!(
            unified("x", Some(b"a\n"), None, Length::Full).starts_with("--- a/x\n+++ /dev/null\n")
        );
    }

    #[test]
    fn a_short_one_says_how_much_is_left_out() {
        let new = "line\n".repeat(100);
        let diff = unified("x", None, Some(&new), Length::Short);
        assert_eq!(diff.lines().count(), SHOWN + 1);
        assert!(diff.ends_with("… 63 more lines\n"), "{diff}");
        assert_eq!(
            unified("x", None, Some(&new), Length::Full).lines().count(),
            103
        );
    }

    #[test]
    fn a_terminal_is_not_commanded() {
        let diff = unified(
            "x",
            Some(b"\x1b[2Jgone\xff\n"),
            Some("kept\r\n"),
            Length::Full,
        );
        assert!(!diff.contains('\u{1b}'), "{diff:?}");
        assert!(diff.contains("-\\u{1b}[2Jgone\u{fffd}\n"), "{diff:?}");
        assert!(
            diff.contains("+kept\\r\n"),
            "a changed line end is seen: {diff:?}"
        );
    }
}
