//! A report for people: what was done goes to standard output, what went wrong to standard error.

use std::fmt::Write;

use super::design_diff;
use super::planned;
use super::report::{Check, Event, Note};
use super::stages::Diagnosed;
use crate::diagnostic::Colour;
use crate::explain::Explanation;
use crate::write::Finding;

/// A report as text, by stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Printed {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
}

/// Width of the longest verb.
const VERB: usize = 8;

/// Width of the longest subject of a check.
const SUBJECT: usize = 14;

/// Everything.
pub(super) fn print(events: &[Event], colour: Colour) -> Printed {
    let mut printed = Printed::default();
    for event in events {
        tell(event, colour, &mut printed).expect("writing to a string cannot fail");
    }
    printed
}

/// What went wrong, and nothing else.
pub(super) fn print_errors(events: &[Event], colour: Colour) -> Printed {
    let mut printed = Printed::default();
    for event in events.iter().filter(|event| !is_warning(event)) {
        tell(event, colour, &mut printed).expect("writing to a string cannot fail");
    }
    printed.out.clear();
    printed
}

fn is_warning(event: &Event) -> bool {
    matches!(event, Event::Diagnosed(diagnosed) if diagnosed.diagnostics.errors() == 0)
}

fn tell(event: &Event, colour: Colour, Printed { out, err }: &mut Printed) -> std::fmt::Result {
    let mut listed = |heading: &str, meaning: &str, notes: &[Note]| {
        let heading = paint(heading, YELLOW, colour);
        writeln!(out, "{heading} ({}): {meaning}", notes.len())?;
        notes
            .iter()
            .try_for_each(|note| writeln!(out, "  {}{}", note.path, because(note)))
    };
    match event {
        Event::Changed { action, note } => {
            // Padded before it is painted: the escape sequences have no width.
            let verb = paint(&format!("{action:VERB$}"), style(action), colour);
            writeln!(out, "{verb}  {}{}", note.path, because(note))?;
            out.push_str(&diff(note, colour));
            Ok(())
        }
        Event::Found(found) => list(found, colour, out),
        Event::Refused(found) => list(found, colour, err),
        Event::Unwritten(notes) => listed("to write", "answers 501 until you do", notes),
        Event::Mentioned(notes) => listed("to change", "mentions what is gone", notes),
        Event::Checked(checks) => write_checks(checks, colour, out),
        Event::Text(text) => out.write_str(text),
        Event::Diagnosed(Diagnosed {
            source,
            diagnostics,
        }) => writeln!(err, "{}", diagnostics.render(source, colour).trim_end()),
        Event::Planned(migration) => out.write_str(&planned::text(migration)),
        Event::Changes(changes) => out.write_str(&design_diff::print(changes, colour)),
        Event::Explained(explained) => explain(explained, out),
        Event::Error { message, help } => {
            writeln!(err, "{}: {message}", paint("error", RED, colour))?;
            help.iter()
                .try_for_each(|line| writeln!(err, "  = help: {line}"))
        }
        Event::Remark(text) => writeln!(out, "{}: {text}", paint("note", CYAN, colour)),
        Event::Summary(text) => writeln!(out, "{text}"),
        Event::Next(commands) => next(commands, out),
    }
}

fn explain(explained: &Explanation, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{}: {}", explained.code, explained.meaning)?;
    explained
        .example
        .iter()
        .try_for_each(|example| writeln!(out, "\nFor example:\n\n{example}"))
}

fn write_checks(checks: &[Check], colour: Colour, out: &mut String) -> std::fmt::Result {
    checks
        .iter()
        .try_for_each(|check| write_check(check, colour, out))
}

/// The fix stands below what it mends.
fn write_check(check: &Check, colour: Colour, out: &mut String) -> std::fmt::Result {
    let word = check.state.word();
    let word = paint(&format!("{word:VERB$}"), style(word), colour);
    writeln!(out, "{word}  {:SUBJECT$}  {}", check.subject, check.found)?;
    match &check.fix {
        Some(fix) => writeln!(out, "{:VERB$}  {:SUBJECT$}  fix: {fix}", "", ""),
        None => Ok(()),
    }
}

/// Findings of one kind stand together under a heading; they come in that order.
fn list(found: &[(Finding, Note)], colour: Colour, out: &mut String) -> std::fmt::Result {
    for group in found.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((finding, _)) = group.first() else {
            continue;
        };
        let (word, meaning) = describe(*finding);
        writeln!(
            out,
            "{} ({}): {meaning}",
            paint(word, style(word), colour),
            group.len()
        )?;
        for (_, note) in group {
            writeln!(out, "  {}{}", note.path, because(note))?;
            out.push_str(&diff(note, colour));
        }
    }
    Ok(())
}

/// The word for a finding, and what it means.
pub(super) fn describe(finding: Finding) -> (&'static str, &'static str) {
    match finding {
        Finding::Stale => ("stale", "the design asks for something else now"),
        Finding::Edited => ("edited", "changed by hand since moguera wrote it"),
        Finding::Missing => ("missing", "it has to be there"),
        Finding::Orphaned => ("orphaned", "the design no longer asks for it"),
        Finding::Conflicting => ("conflict", "markers of an upgrade are left in it"),
        Finding::Blocked => ("blocked", "something else is in its place"),
    }
}

fn next(commands: &[(String, &'static str)], out: &mut String) -> std::fmt::Result {
    let width = commands
        .iter()
        .map(|(command, _)| command.chars().count())
        .max()
        .unwrap_or(0);
    writeln!(out, "next:")?;
    commands.iter().try_for_each(|(command, purpose)| {
        let line = format!("  {command:width$}  {purpose}");
        writeln!(out, "{}", line.trim_end())
    })
}

fn because(note: &Note) -> String {
    note.because
        .as_ref()
        .map(|because| format!("  ({because})"))
        .unwrap_or_default()
}

fn diff(note: &Note, colour: Colour) -> String {
    let Some(diff) = &note.diff else {
        return String::new();
    };
    let mut painted = String::new();
    for line in diff.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => GREEN,
            Some(b'-') => RED,
            Some(b'@') => CYAN,
            _ => PLAIN,
        };
        painted.push_str(&paint(line, style, colour));
        painted.push('\n');
    }
    painted
}

/// Parameters of ECMA-48's "select graphic rendition".
const PLAIN: &str = "";
pub(super) const RED: &str = "31";
pub(super) const GREEN: &str = "32";
pub(super) const YELLOW: &str = "33";
pub(super) const CYAN: &str = "36";

fn style(word: &str) -> &'static str {
    match word {
        "create" | "scaffold" | "restore" | "fine" => GREEN,
        "update" | "merge" | "move" | "stale" => YELLOW,
        "remove" | "conflict" | "edited" | "missing" | "orphaned" | "blocked" | "wrong" => RED,
        _ => CYAN,
    }
}

pub(super) fn paint(text: &str, style: &str, colour: Colour) -> String {
    if colour == Colour::Never || style.is_empty() {
        return text.to_owned();
    }
    format!("\u{1b}[{style}m{text}\u{1b}[0m")
}
