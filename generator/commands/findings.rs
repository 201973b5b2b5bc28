//! Files that are not as they have to be: a plan goes in, what `--check` and a refused run tell
//! about it comes out.

use std::collections::{BTreeMap, BTreeSet};

use super::generate::edits;
use super::report::{Event, Note};
use crate::cli::{Exit, Generate};
use crate::lock::Step;
use crate::output::LOCK;
use crate::write::{Edits, Entry, Finding, Length, Plan, State, unified};

/// How many differences are shown without `--diff`.
const SHOWN: usize = 10;

const RESOLVE: &str = "keep what is right of the lines between the markers, and delete the markers";

const CHECK_AGAIN: (&str, &str) = (
    "moguera generate --check",
    "says whether conflicts are left",
);

const MOVE_AWAY: &str = "move away what is in the place of generated files";

/// What `--check` finds, and the lines by hand that a run would leave behind.
pub(super) fn check(
    options: &Generate,
    plan: &Plan<'_>,
    mentioned: Vec<Event>,
    events: &mut Vec<Event>,
) -> Exit {
    if plan.is_empty() {
        events.push(Event::Summary(format!(
            "{} files are current",
            plan.unchanged
        )));
        return Exit::Fine;
    }
    // The lock file follows from the others: it is worth a line only if nothing else is.
    let others: Vec<_> = plan
        .entries
        .iter()
        .filter(|entry| entry.path != LOCK)
        .collect();
    let shown = if others.is_empty() {
        plan.entries.iter().collect()
    } else {
        others
    };
    events.push(Event::Found(found(options, &shown)));
    events.extend(mentioned);
    let counts = format!("{} not current, {} current", shown.len(), plan.unchanged);
    events.push(Event::Summary(counts));
    events.extend(by_hand(&shown).map(|help| Event::Remark(String::from(help))));
    let mut states = plan.entries.iter().map(|entry| &entry.state);
    let next = match states.find(|state| state.breaks_history()) {
        Some(state) => state.to_restore().map(restored),
        None if shown.iter().all(|entry| entry.state == State::Baseless) => {
            State::Baseless.to_restore().map(restored)
        }
        None => Some(fix(&shown)).map(|(command, effect)| (as_meant(command, options), effect)),
    };
    events.extend(next.map(|next| Event::Next(vec![next])));
    Exit::Found
}

/// The command that takes something from version control, and what it does.
fn restored(path: &str) -> (String, &'static str) {
    let command = format!("git restore {path}");
    (command, "takes it from version control as it was")
}

/// The command that brings everything up to date, and what it does.
fn fix(entries: &[&Entry<'_>]) -> (&'static str, &'static str) {
    let is_conflict = |entry: &&Entry<'_>| entry.state.finding() == Finding::Conflicting;
    if entries.iter().all(is_conflict) {
        CHECK_AGAIN
    } else if has(entries, Finding::Edited) {
        (
            "moguera generate --force",
            "overwrites what was edited, too; the edits are lost then",
        )
    } else if has(entries, Finding::Blocked) {
        (
            "moguera generate",
            "brings everything up to date when that is moved away",
        )
    } else {
        ("moguera generate", "brings everything up to date")
    }
}

/// A command that writes says of data and names what was said when it was checked.
fn as_meant(command: &str, options: &Generate) -> String {
    let said = [
        (options.allow_data_loss, " --allow-data-loss"),
        (options.no_renames, " --no-renames"),
    ];
    let said = said.into_iter().filter(|(is_said, _)| *is_said);
    said.fold(command.to_owned(), |command, (_, option)| command + option)
}

/// Edited files, or something in the way: nothing was written.
pub(super) fn refuse(
    (options, step): (&Generate, Step),
    plan: &Plan<'_>,
    events: &mut Vec<Event>,
) -> Exit {
    let refused: Vec<_> = plan.refused(edits(options)).collect();
    let is_blocked = has(&refused, Finding::Blocked);
    let mut help = Vec::new();
    let is_lasting = |entry: &&Entry<'_>| entry.state.is_refused(Edits::Overwritten);
    if !refused.iter().any(is_lasting) {
        help.push(format!(
            "`{} --force` overwrites what was edited; the edits are lost then",
            step.command()
        ));
    }
    help.extend(by_hand(&refused).map(String::from));
    events.push(Event::Refused(found(options, &refused)));
    events.push(Event::Error {
        message: String::from("nothing was written"),
        help,
    });
    if is_blocked { Exit::Disk } else { Exit::Found }
}

/// What an upgrade left to the team.
pub(super) fn conflicts(plan: &Plan<'_>, events: &mut Vec<Event>) -> Exit {
    let entries: Vec<_> = plan.entries.iter().collect();
    if !has(&entries, Finding::Conflicting) {
        return Exit::Fine;
    }
    events.push(Event::Remark(String::from(RESOLVE)));
    let command = String::from("moguera generate --check");
    events.push(Event::Next(vec![(
        command,
        "says whether conflicts are left",
    )]));
    Exit::Found
}

/// What only the team can do.
fn by_hand(entries: &[&Entry<'_>]) -> impl Iterator<Item = &'static str> {
    let ways = [
        (Finding::Blocked, MOVE_AWAY),
        (Finding::Conflicting, RESOLVE),
    ];
    ways.into_iter()
        .filter(|(finding, _)| has(entries, *finding))
        .map(|(_, way)| way)
}

fn has(entries: &[&Entry<'_>], finding: Finding) -> bool {
    entries.iter().any(|entry| entry.state.finding() == finding)
}

/// Differences are shown where there are two versions, the first few in short; with `--diff` all of
/// them.
fn found(options: &Generate, entries: &[&Entry<'_>]) -> Vec<(Finding, Note)> {
    let mut left = SHOWN;
    let mut shown = |entry: &Entry<'_>| {
        if options.diff {
            return (!matches!(entry.state, State::Blocked(_))).then(|| diff(entry, Length::Full));
        }
        let has_both = entry.old.is_some() && entry.new.is_some();
        left = left.checked_sub(usize::from(has_both))?;
        has_both.then(|| diff(entry, Length::Short))
    };
    let told = |entry: &&Entry<'_>| (entry.state.finding(), note(entry, shown(entry)));
    let mut found: Vec<_> = entries.iter().map(told).collect();
    found.sort_by_key(|(finding, _)| *finding);
    found
}

/// The change from what is there to what has to be.
pub(super) fn diff(entry: &Entry<'_>, length: Length) -> String {
    unified(
        &entry.path,
        entry.old.as_deref(),
        entry.new.as_deref(),
        length,
    )
}

/// What is still to be written by hand, if anything is.
pub(super) fn unwritten(
    asked: &BTreeMap<String, String>,
    pristine: &BTreeSet<String>,
) -> Option<Event> {
    let note = |(path, of): (&String, &String)| Note {
        path: path.clone(),
        because: Some(of.clone()),
        diff: None,
    };
    let left = asked.iter().filter(|(path, _)| pristine.contains(*path));
    let notes: Vec<Note> = left.map(note).collect();
    (!notes.is_empty()).then_some(Event::Unwritten(notes))
}

/// What is told of an entry.
pub(super) fn note(entry: &Entry<'_>, diff: Option<String>) -> Note {
    Note {
        path: entry.path.clone(),
        because: entry.state.note(),
        diff,
    }
}
