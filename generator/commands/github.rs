//! A report for GitHub's workflows: an annotation for each place that has to be changed, then the text for people, in
//! which nothing is obeyed as a command. All of it goes to standard output.
//!
//! The commands and what is escaped in them: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
//! and `ActionCommand.cs` of <https://github.com/actions/runner>.

use super::design_diff::Changes;
use super::report::{Event, Note, Report};
use super::stages::Diagnosed;
use super::text::{Printed, describe};
use crate::breaking::{Finding as Change, Place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::digest::Digest;
use crate::source::{Source, Span};
use crate::write::Finding;

/// The report, with the text that people read of it.
pub(super) fn print(report: &Report, text: Printed) -> Printed {
    let annotations: String = report.events.iter().map(annotations).collect();
    Printed {
        out: annotations + &inert(&(text.out + &text.err)),
        err: String::new(),
    }
}

fn annotations(event: &Event) -> String {
    match event {
        Event::Found(found) | Event::Refused(found) => found.iter().map(file).collect(),
        Event::Changes(changes) => changes.open().map(|it| change(changes, it)).collect(),
        Event::Mentioned(notes) => notes.iter().map(mention).collect(),
        Event::Diagnosed(Diagnosed {
            source,
            diagnostics,
        }) => {
            let findings = diagnostics.sorted().into_iter();
            findings
                .map(|finding| self::found(finding, source))
                .collect()
        }
        Event::Error { message, help } => {
            let lines: Vec<&str> = std::iter::once(message.as_str())
                .chain(help.iter().map(String::as_str))
                .collect();
            command(
                "error",
                &[("title", "moguera".to_owned())],
                &lines.join("\n"),
            )
        }
        _ => String::new(),
    }
}

fn file((finding, note): &(Finding, Note)) -> String {
    let (word, meaning) = describe(*finding);
    let properties = [("file", note.path.clone()), ("title", word.to_owned())];
    let because = note.because.as_deref().unwrap_or(meaning);
    command("error", &properties, because)
}

/// A break that nobody has approved; what is gone has its place in the text of before, which is not shown.
fn change(changes: &Changes, change: &Change) -> String {
    let told = format!(
        "{}: {}\n{}",
        change.element,
        change.message,
        change.rule.sentence()
    );
    let Place::New(span) = change.place else {
        let title = ("title", change.rule.id.to_owned());
        return command("warning", &[title], &told);
    };
    let properties = place((span, &changes.texts[1]), change.rule.id);
    command("warning", &properties, &told)
}

/// A line by hand; its path is told with line and column.
fn mention(note: &Note) -> String {
    let mut parts = note.path.rsplitn(3, ':');
    let (column, line) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let properties = [
        ("file", parts.next().unwrap_or(&note.path).to_owned()),
        ("line", line.to_owned()),
        ("col", column.to_owned()),
        ("title", "mentions what is gone".to_owned()),
    ];
    command(
        "warning",
        &properties,
        note.because.as_deref().unwrap_or(""),
    )
}

fn found(finding: &Diagnostic, source: &Source) -> String {
    let properties = place((finding.span, source), finding.code.id());
    let said = [finding.message.as_str(), finding.label.as_str()];
    let said = said.into_iter().filter(|text| !text.is_empty());
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let lines: Vec<String> = said.map(str::to_owned).chain(help).collect();
    let kind = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    command(kind, &properties, &lines.join("\n"))
}

/// Where something is, and what it is called.
fn place((span, source): (Span, &Source), title: &str) -> Vec<(&'static str, String)> {
    let (start, end) = (source.start(span), source.end(span));
    let file = source.file(span).map_or("", |file| &file.path);
    let mut properties = vec![
        ("file", file.to_owned()),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
        ("title", title.to_owned()),
    ];
    // Columns of two lines are refused.
    if start.line == end.line {
        properties.push(("col", start.column.to_string()));
        properties.push(("endColumn", end.column.to_string()));
    }
    properties
}

/// `::error file=a.rs,line=1::message`, one line whatever is in it.
fn command(kind: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text in which no line is a command: obeying stops until a word comes that no text can hold, its own digest.
fn inert(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let word = Digest::of(text.as_bytes());
    format!("::stop-commands::{word}\n{}\n::{word}::\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annotation_is_one_line_whatever_it_says() {
        let hostile = "a,line=1::x%\r\n::error::forged";
        assert_eq!(
            command("error", &[("file", hostile.to_owned())], hostile),
            "::error file=a%2Cline=1%3A%3Ax%25%0D%0A%3A%3Aerror%3A%3Aforged::a,line=1::x%25%0D%0A::error::forged\n"
        );
    }

    #[test]
    fn a_line_by_hand_has_its_place() {
        let note = Note {
            path: "src/main.rs:12:5".to_owned(),
            because: Some("`colour` is gone".to_owned()),
            diff: None,
        };
        assert_eq!(
            mention(&note),
            "::warning file=src/main.rs,line=12,col=5,title=mentions what is gone::`colour` is gone\n"
        );
    }

    #[test]
    fn text_is_not_obeyed() {
        let text = "::error::forged\n##[add-mask]x\n";
        let inert = inert(text);
        let word = Digest::of(text.as_bytes());
        let expected = format!("::stop-commands::{word}\n{text}::{word}::\n");
        assert_eq!(inert, expected);
        assert_eq!(super::inert(""), "");
    }
}
