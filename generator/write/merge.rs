//! A file of the team's, the text that it was derived from and the one that is scaffolded now go in; one text with both
//! changes comes out, with markers where they contradict each other.

use similar::{ConflictStyle, TextMerge};

/// Whose lines stand behind the first marker of a conflict.
const YOURS: &str = "yours";

/// A text with both changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) text: String,
    /// How many places have markers.
    pub(super) conflicts: usize,
}

/// The three texts of a merge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts<'a> {
    /// What was scaffolded once.
    pub(super) base: &'a str,
    /// What the team made of it.
    pub(super) yours: &'a str,
    /// What is scaffolded now.
    pub(super) new: &'a str,
}

/// Merges by lines. A file with Windows line ends is compared, and keeps them, as a whole.
pub(super) fn merge(texts: Texts<'_>, version: &str) -> Merged {
    if texts.yours.contains("\r\n") && !texts.base.contains("\r\n") {
        let yours = texts.yours.replace("\r\n", "\n");
        let yours = &yours;
        let merged = merge(Texts { yours, ..texts }, version);
        return Merged {
            text: merged.text.replace('\n', "\r\n"),
            ..merged
        };
    }
    let mut merge = TextMerge::from_lines(texts.base, texts.yours, texts.new);
    let before = "as it was scaffolded";
    merge
        .conflict_style(ConflictStyle::Diff3)
        .labels(before, YOURS, &new_label(version));
    Merged {
        text: merge.to_string(),
        conflicts: merge.conflict_count(),
    }
}

/// Whose lines stand before the last marker; which build it was says nothing to people.
fn new_label(version: &str) -> String {
    let (version, _) = version.split_once('+').unwrap_or((version, ""));
    format!("{NEW}{version}")
}

const NEW: &str = "moguera ";

/// How many conflicts of an upgrade are left in a file: markers with the names that [`merge`] gives them.
pub(super) fn conflicts(content: &[u8]) -> usize {
    let mut count = 0;
    let mut is_open = false;
    for line in content.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let after = |marker: &[u8]| line.strip_prefix(marker);
        if after(b"<<<<<<< ") == Some(YOURS.as_bytes()) {
            is_open = true;
        } else if after(b">>>>>>> ").is_some_and(|label| label.starts_with(NEW.as_bytes())) {
            count += usize::from(is_open);
            is_open = false;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, yours: &str, new: &str) -> Merged {
        merge(Texts { base, yours, new }, "0.1.3+00ff")
    }

    #[test]
    fn changes_at_different_places_are_joined() {
        let found = merged("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n");
        assert_eq!(found.text, "A\nb\nc\nd\nE\nf\n");
        assert_eq!(found.conflicts, 0);
        assert_eq!(merged("a\nb\n", "b\n", "a\nb\nc\n").conflicts, 0);
    }

    #[test]
    fn a_contradiction_is_marked_in_place() {
        let found = merged("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n");
        let expected = "a\n<<<<<<< yours\nmine\n||||||| as it was scaffolded\nb\n=======\ntheirs\n>>>>>>> moguera 0.1.3\nc\n";
        assert_eq!(found.text, expected);
        assert_eq!(found.conflicts, 1);
        assert_eq!(conflicts(found.text.as_bytes()), 1);
        let windows = found.text.replace('\n', "\r\n");
        assert_eq!(conflicts(windows.as_bytes()), 1);
    }

    #[test]
    fn windows_line_ends_stay() {
        let found = merged("a\nb\nc\nd\n", "A\r\nb\r\nc\r\nd\r\n", "a\nb\nc\nD\n");
        assert_eq!(found.text, "A\r\nb\r\nc\r\nD\r\n");
        assert_eq!(found.conflicts, 0);
    }

    #[test]
    fn markers_of_others_are_not_ours() {
        for text in [
            "",
            "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n",
            ">>>>>>> moguera 0.1.0\n<<<<<<< yours\n",
            "  <<<<<<< yours\n  >>>>>>> moguera 0.1.0\n",
        ] {
            assert_eq!(conflicts(text.as_bytes()), 0, "{text}");
        }
    }
}
