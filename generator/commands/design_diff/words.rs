//! What is said of a change in every form: where it stands, whom it breaks, what shows it.

use super::Changes;
use crate::breaking::rules::lifecycle::LIF05;
use crate::breaking::wire::{Answer, Caller, Owns, Request};
use crate::breaking::{Audience, Finding, Place, Verdict, Witness};

/// More characters of a payload than anybody reads.
const LONGEST: usize = 400;

/// How many characters that are the same are shown of more.
const SAME: usize = 8;

/// Whom changes are told apart by: who is broken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Version,
    Wire,
    Database,
    Drivers,
    Command,
    Nobody,
}

/// How bad a change is, and for whom first.
pub(super) fn group(change: &Finding) -> (Verdict, Group) {
    let worst = change.rule.worst();
    if change.rule == &LIF05 {
        return (Verdict::Breaks, Group::Version);
    }
    let mut whom = change.rule.audiences(worst);
    let group = match whom.next() {
        _ if worst == Verdict::None => Group::Nobody,
        Some(audience) if audience.is_wire() => Group::Wire,
        Some(Audience::Database) => Group::Database,
        Some(Audience::Command) => Group::Command,
        Some(_) => Group::Drivers,
        None => Group::Nobody,
    };
    (worst, group)
}

/// The heading of a group.
pub(super) fn heading((verdict, group): (Verdict, Group)) -> String {
    let whom = match group {
        Group::Wire => "clients on the wire",
        Group::Database => "the database",
        Group::Drivers => "programs built on a driver",
        Group::Command => "scripts on the command line",
        Group::Version => return String::from("is not announced by the version"),
        Group::Nobody => return String::from("breaks nobody"),
    };
    match verdict {
        Verdict::Breaks => format!("breaks {whom}"),
        Verdict::MayBreak => format!("may break {whom}"),
        Verdict::Safe | Verdict::None => format!("safe for {whom}"),
    }
}

/// `design/book.yaml:12:7`
pub(super) fn place(changes: &Changes, change: &Finding) -> String {
    let (source, span) = source(changes, change);
    let start = source.start(span);
    let path = source.file(span).map_or("", |file| file.path.as_str());
    format!("{path}:{}:{}", start.line, start.column)
}

/// The text that a change is in, and where.
pub(super) fn source<'a>(
    changes: &'a Changes,
    change: &Finding,
) -> (&'a crate::source::Source, crate::source::Span) {
    match change.place {
        Place::Old(span) => (&changes.texts[0], span),
        Place::New(span) => (&changes.texts[1], span),
    }
}

/// `breaks responses, Rust; may break command line`
pub(super) fn verdicts(change: &Finding) -> String {
    let words = [
        (Verdict::Breaks, "breaks"),
        (Verdict::MayBreak, "may break"),
        (Verdict::Safe, "seen by"),
    ];
    let parts = words.iter().filter_map(|(verdict, word)| {
        let whom: Vec<_> = change
            .rule
            .audiences(*verdict)
            .map(Audience::name)
            .collect();
        (!whom.is_empty()).then(|| format!("{word} {}", whom.join(", ")))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// What worked and no longer does: the message, and what has become of it.
pub(super) fn witness(witness: &Witness) -> [String; 2] {
    match witness {
        Witness::Request {
            request,
            status,
            because,
            ..
        } => {
            let outcome = match status {
                Some(status) => format!("was accepted, is answered with {status} now"),
                None => String::from("was allowed by browsers, and is not any more"),
            };
            [asked(request), format!("{outcome}: {because}")]
        }
        Witness::Answer {
            action,
            answer,
            because,
        } => [
            given(action, answer),
            format!("is answered now, and clients of before cannot read it: {because}"),
        ],
    }
}

fn asked(request: &Request) -> String {
    let caller = match &request.caller {
        Caller::Anybody => String::from("unsigned"),
        Caller::Signed { scope, role, owns } => {
            let role = role.as_ref().map(|role| format!(", role {role}"));
            let owner = match owns {
                Owns::Row => ", owner of the row",
                Owns::Nothing => "",
            };
            format!("signed for {scope}{}{owner}", role.unwrap_or_default())
        }
    };
    cut(&format!("{request}  ({caller})"))
}

fn given(action: &str, answer: &Answer) -> String {
    let view = answer.view.as_ref().map(|view| format!(" in view {view}"));
    let body = answer.body.as_ref().map(|body| format!(" {body}"));
    let (view, body) = (view.unwrap_or_default(), body.unwrap_or_default());
    cut(&format!("{action}{view}: {}{body}", answer.status))
}

/// Text that is not too long, without characters that a terminal would obey; of many that are the same, the first few.
fn cut(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text.chars().peekable();
    let mut length = 0;
    while let Some(character) = rest.next() {
        let mut times = 1;
        while rest.next_if_eq(&character).is_some() {
            times += 1;
        }
        let plain = if character.is_control() {
            '\u{fffd}'
        } else {
            character
        };
        shown.extend(std::iter::repeat_n(plain, times.min(SAME)));
        if times > SAME {
            shown.push_str(&format!("…[{times}]"));
        }
        length += times.min(SAME);
        if length >= LONGEST && rest.peek().is_some() {
            shown.push('…');
            break;
        }
    }
    shown
}

/// What the version has to do, in one line.
pub(super) fn version(changes: &Changes) -> String {
    let [old, new] = &changes.versions;
    match changes.wanted() {
        Some(wanted) => format!(
            "version: {old} → {new} is too low; the changes ask for a {} step: {wanted}",
            changes.bump
        ),
        None if changes.changes.is_empty() => format!("version: {old} → {new}"),
        None => format!(
            "version: {old} → {new}; the changes ask for a {} step",
            changes.bump
        ),
    }
}

/// How many changes there are, in one line.
pub(super) fn summary(changes: &Changes) -> String {
    if changes.changes.is_empty() {
        return format!("nothing has changed against {}", changes.against);
    }
    let count = |verdict: Verdict| {
        let worst = changes
            .changes
            .iter()
            .map(|(change, _)| change.rule.worst());
        worst.filter(|worst| *worst == verdict).count()
    };
    let approved = changes
        .changes
        .iter()
        .filter(|(_, approval)| approval.is_some())
        .count();
    let approved = match approved {
        0 => String::new(),
        approved => format!(" ({approved} approved)"),
    };
    format!(
        "{} changes against {}: {} break{approved}, {} may break, {} safe",
        changes.changes.len(),
        changes.against,
        count(Verdict::Breaks),
        count(Verdict::MayBreak),
        count(Verdict::Safe) + count(Verdict::None),
    )
}
