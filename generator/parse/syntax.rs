//! What the YAML parser cannot read, said in the words of a person who writes YAML.

use granit_parser::{ErrorKind, ScanError};

use super::codes;
use crate::diagnostic::{Diagnostic, quoted};
use crate::source::Span;

/// The diagnostic for a syntax error in a file with this text.
pub(super) fn diagnostic(error: &ScanError, file: u32, text: &str) -> Diagnostic {
    if let Some(marker) = conflict(file, text) {
        let message = "this is not YAML: both sides of a merge are in the file";
        return Diagnostic::new(codes::NOT_YAML, marker, message)
            .label("a conflict marker")
            .help("keep what is right of the lines between the markers, and delete the markers");
    }
    let span = place(error, file, text);
    let (message, help) = explain(error.kind());
    let code = match error.kind() {
        ErrorKind::RecursionLimitExceeded => codes::TOO_LARGE,
        ErrorKind::MissingAnchorOrAliasName => codes::BAD_ALIAS,
        _ => codes::NOT_YAML,
    };
    let diagnostic = Diagnostic::new(code, span, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The first line that git has left where two branches changed the same.
fn conflict(file: u32, text: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let end = start + line.trim_end().len();
            return Some(Span {
                file,
                start: offset(start),
                end: offset(end),
            });
        }
        start += line.len();
    }
    None
}

/// One character, or the place behind the last one.
fn place(error: &ScanError, file: u32, text: &str) -> Span {
    let mut start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = match text[start..].chars().next() {
        Some('\n' | '\r') | None => 0,
        Some(character) => character.len_utf8(),
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        file,
        start: offset(start),
        end: offset(start + length),
    }
}

/// Message and help. Rare mistakes keep the parser's own words.
fn explain(kind: &ErrorKind) -> (String, Option<&'static str>) {
    if let Some((message, help)) = layout(kind).or_else(|| punctuation(kind)) {
        return (message.to_owned(), Some(help));
    }
    match kind {
        ErrorKind::RecursionLimitExceeded => (
            "the design is too large: it is nested more than 64 levels deep".to_owned(),
            None,
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            let message = format!("the bracket {} is not closed", quoted(&open.to_string()));
            (message, None)
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let (open, close) = (quoted(&open.to_string()), quoted(&close.to_string()));
            (format!("the bracket {open} is closed by {close}"), None)
        }
        ErrorKind::UnexpectedCharacter { character } => unexpected(*character),
        other => {
            let mut message = other.to_string();
            if let Some(first) = message.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            (message, None)
        }
    }
}

fn unexpected(character: char) -> (String, Option<&'static str>) {
    let shown = quoted(&character.to_string());
    if character.is_control() {
        let help = "between double quotes, it can be written as an escape";
        (format!("the character {shown} is not text"), Some(help))
    } else {
        (format!("text cannot begin with {shown}"), Some("quote it"))
    }
}

/// Message and help of mistakes in lines, keys and what stands before them.
fn layout(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    let said = match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => (
            "a tab stands where YAML allows only spaces",
            "indent with spaces",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "there is a second `:` in a line, or a key is not indented like the others",
            "quote text that has `: ` in it, and indent keys of a map alike",
        ),
        ErrorKind::SimpleKeyExpected => ("a key without a `:`", "write `key: value`"),
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey => (
            "the line is not indented like the others of its map",
            "indent keys of a map alike",
        ),
        _ => return None,
    };
    Some(said)
}

/// Message and help of mistakes in marks: quotes, brackets, anchors and the like.
fn punctuation(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    let said = match kind {
        ErrorKind::UnclosedQuotedScalar => (
            "a quote is not closed",
            "add the missing quote, or escape the one inside as `\\\"` or `''`",
        ),
        ErrorKind::MissingAnchorOrAliasName => (
            "an alias or anchor without a name",
            "quote text that begins with `*` or `&`, as in `\"*\"`",
        ),
        ErrorKind::DirectiveDisallowed => (
            "YAML directives are not part of the design language",
            "remove the line that begins with `%`",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "there is no such escape between double quotes",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "expected `,` or the closing bracket",
            "between brackets, quote text that has some itself, as in `\"string[]\"`",
        ),
        _ => return None,
    };
    Some(said)
}
