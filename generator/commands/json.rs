//! A report for programs: one JSON object per line, all on standard output, the summary with the
//! exit code last.

use serde_json::{Value, json};

use super::design_diff;
use super::planned;
use super::report::{Check, Event, Note, Report};
use super::text::{Printed, describe};
use crate::explain::Explanation;
use crate::write::Finding;

pub(super) fn print(report: &Report) -> Printed {
    let mut printed = print_part(&report.events);
    push(
        &mut printed.out,
        json!({ "type": "exit", "code": report.exit as u8 }),
    );
    printed
}

/// What is told before the end.
pub(super) fn print_part(events: &[Event]) -> Printed {
    let mut out = String::new();
    for event in events {
        push_event(&mut out, event);
    }
    Printed {
        out,
        err: String::new(),
    }
}

fn push_event(out: &mut String, event: &Event) {
    match event {
        Event::Diagnosed(diagnosed) => {
            out.push_str(&diagnosed.diagnostics.to_json(&diagnosed.source));
        }
        Event::Changed { action, note } => push(out, file("changed", "action", action, note)),
        Event::Found(found) => push_all(out, "found", found),
        Event::Refused(found) => push_all(out, "refused", found),
        Event::Unwritten(notes) => notes.iter().for_each(|note| {
            push(out, file("unwritten", "answers", "501", note));
        }),
        Event::Mentioned(notes) => notes.iter().for_each(|note| {
            push(out, file("mentioned", "finding", "gone", note));
        }),
        Event::Planned(migration) => push(out, planned::json(migration)),
        Event::Changes(changes) => {
            for line in design_diff::lines(changes) {
                push(out, line);
            }
        }
        Event::Checked(checks) => checks.iter().for_each(|check| {
            push(out, check_object(check));
        }),
        Event::Text(text) => push(out, json!({ "type": "text", "text": text })),
        Event::Explained(explained) => push(out, explanation(explained)),
        Event::Error { message, help } => push(
            out,
            json!({ "type": "error", "message": message, "help": help }),
        ),
        Event::Remark(text) => push(out, json!({ "type": "note", "message": text })),
        Event::Summary(text) => push(out, json!({ "type": "summary", "message": text })),
        Event::Next(commands) => {
            let commands: Vec<_> = commands.iter().map(|(command, _)| command).collect();
            push(out, json!({ "type": "next", "commands": commands }));
        }
    }
}

fn explanation(explained: &Explanation) -> Value {
    json!({
        "type": "explanation",
        "code": explained.code,
        "meaning": explained.meaning,
        "example": explained.example,
    })
}

fn check_object(check: &Check) -> Value {
    json!({
        "type": "check",
        "subject": check.subject,
        "state": check.state.word(),
        "found": check.found,
        "fix": check.fix,
    })
}

fn push_all(out: &mut String, kind: &str, found: &[(Finding, Note)]) {
    for (finding, note) in found {
        push(out, file(kind, "finding", describe(*finding).0, note));
    }
}

fn file(kind: &str, key: &str, word: &str, note: &Note) -> Value {
    let mut object = json!({ "type": kind, key: word, "path": note.path });
    for (key, text) in [("because", &note.because), ("diff", &note.diff)] {
        if let Some(text) = text {
            object[key] = Value::from(text.as_str());
        }
    }
    object
}

fn push(out: &mut String, object: Value) {
    out.push_str(&object.to_string());
    out.push('\n');
}
