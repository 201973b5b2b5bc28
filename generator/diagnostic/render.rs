//! A finding as a frame, drawn by rustc's own renderer.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Colour, Diagnostic, Severity};
use crate::source::{Source, Span};

/// Labels of a file that are further apart get frames of their own, so that a frame never holds a
/// whole large file.
const LINES_APART: usize = 100;

/// Bytes of text in a frame, at most; a design can be one line of megabytes.
const LONGEST_FRAME: usize = 32 << 10;

/// A place of the diagnostic, cut to its first line: a section of forty lines is told by its head.
struct Label<'a> {
    file: u32,
    line: usize,
    range: Range<usize>,
    kind: AnnotationKind,
    text: &'a str,
}

/// The frame, ending with a newline.
pub(super) fn render(diagnostic: &Diagnostic, source: &Source, colour: Colour) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id());
    let group: Group<'_> = title
        .elements(frames(labels(diagnostic, source), source))
        .elements(
            diagnostic
                .help
                .iter()
                .map(|help| Level::HELP.message(help.as_str())),
        );
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    renderer.render(&[group]) + "\n"
}

/// The primary label's file comes first, then the others; within a file by place.
fn labels<'a>(diagnostic: &'a Diagnostic, source: &Source) -> Vec<Label<'a>> {
    let primary = (
        diagnostic.span,
        diagnostic.label.as_str(),
        AnnotationKind::Primary,
    );
    let others = diagnostic
        .labels
        .iter()
        .map(|(span, text)| (*span, text.as_str(), AnnotationKind::Context));
    let mut labels: Vec<_> = std::iter::once(primary)
        .chain(others)
        .map(|(span, text, kind)| label(span, text, kind, source))
        .collect();
    labels.sort_by_key(|label| {
        (
            label.file != diagnostic.span.file,
            label.file,
            label.range.start,
        )
    });
    labels
}

fn label<'a>(span: Span, text: &'a str, kind: AnnotationKind, source: &Source) -> Label<'a> {
    let start = span.start as usize;
    let first_line = source.text(span).lines().next().unwrap_or("").trim_end();
    Label {
        file: span.file,
        line: source.start(span).line,
        range: start..start + first_line.len(),
        kind,
        text,
    }
}

fn frames<'a>(labels: Vec<Label<'a>>, source: &'a Source) -> Vec<Element<'a>> {
    let mut frames: Vec<Vec<Label<'a>>> = Vec::new();
    for label in labels {
        match frames.last_mut() {
            Some(frame)
                if frame.last().is_some_and(|last| {
                    last.file == label.file && label.line - last.line <= LINES_APART
                }) =>
            {
                frame.push(label);
            }
            _ => frames.push(vec![label]),
        }
    }
    frames
        .into_iter()
        .filter_map(|frame| element(&frame, source))
        .collect()
}

/// The lines with their labels; of lines that nobody can read, only where they are.
fn element<'a>(labels: &[Label<'a>], source: &'a Source) -> Option<Element<'a>> {
    let (first, last) = (labels.first()?, labels.last()?);
    let file = source.files().get(first.file as usize)?;
    let before = file.text.get(..first.range.start)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let behind = file.text.get(last.range.end..)?;
    let end = behind
        .find('\n')
        .map_or(file.text.len(), |newline| last.range.end + newline);
    if end - start > LONGEST_FRAME {
        let column = before[start..].chars().count() + 1;
        let place = Origin::path(file.path.as_str())
            .line(first.line)
            .char_column(column);
        return Some(Element::Origin(place));
    }
    let lines = &file.text[start..end];
    let at = |offset: usize| shown_text(&lines[..offset - start]).len();
    let annotations = labels.iter().map(|label| {
        let range = at(label.range.start)..at(label.range.end);
        label.kind.span(range).label(label.text)
    });
    let snippet = Snippet::source(shown_text(lines)).line_start(first.line);
    Some(Element::Cause(
        snippet.path(file.path.as_str()).annotations(annotations),
    ))
}

/// The lines without what an editor does not show either: the returns of CRLF and the byte order
/// mark.
fn shown_text(lines: &str) -> Cow<'_, str> {
    let lines = lines.strip_prefix('\u{feff}').unwrap_or(lines);
    if lines.contains('\r') {
        let unix = lines.replace("\r\n", "\n");
        return Cow::Owned(unix.strip_suffix('\r').map(str::to_owned).unwrap_or(unix));
    }
    Cow::Borrowed(lines)
}
