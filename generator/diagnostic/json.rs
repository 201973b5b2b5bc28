//! A finding as one line of JSON, for `--message-format json`.

use serde::Serialize;

use super::{Colour, Diagnostic, Severity};
use crate::source::{Source, Span};

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: &'a str,
    labels: Vec<Label<'a>>,
    help: &'a [String],
    rendered: String,
}

#[derive(Serialize)]
struct Label<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The object, without a newline.
pub(super) fn line(diagnostic: &Diagnostic, source: &Source) -> String {
    let labels = diagnostic.labels.iter().map(|(span, text)| Label {
        place: place(*span, source),
        text,
    });
    let line = Line {
        code: diagnostic.code.id(),
        severity: match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        place: place(diagnostic.span, source),
        label: &diagnostic.label,
        labels: labels.collect(),
        help: &diagnostic.help,
        rendered: diagnostic.render(source, Colour::Never),
    };
    serde_json::to_string(&line).expect("text and numbers are always JSON")
}

fn place(span: Span, source: &Source) -> Place<'_> {
    let (start, end) = (source.start(span), source.end(span));
    Place {
        file: source.file(span).map_or("", |file| file.path.as_str()),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
