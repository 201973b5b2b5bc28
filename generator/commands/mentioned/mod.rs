//! Lines by hand that mention what is gone: a plan goes in, or what is recorded; what is told about it comes out.

mod gone;
mod since;

use super::report::{Event, Note};
use super::stop::Stop;
use crate::mentions::{Defined, Gone, Mention, Mentions, Unread, mentions};
use crate::output::{Output, Owner};
use crate::write::{ByHand, Entry, Plan, Site, State, by_hand};
use gone::gone;
use std::collections::BTreeSet;

pub(super) use since::mentioned_since;

/// What is told of a run: the lines, and files that could not be read as what they are; nothing if nothing goes.
/// `recorded` are the steps of the schema before it.
pub(super) fn mentioned(
    site: Site<'_>,
    plan: &Plan<'_>,
    output: &Output,
    recorded: &BTreeSet<String>,
) -> Result<Vec<Event>, Stop> {
    let gone = gone(plan, output, recorded);
    let moves = plan
        .entries
        .iter()
        .any(|entry| matches!(entry.state, State::Moved { .. }));
    if gone.is_empty() && !moves {
        return Ok(Vec::new());
    }
    let is_generated = |path: &str| {
        let file = output.files().get(path);
        file.is_some_and(|file| file.owner == Owner::Generated)
    };
    let mut told = Told::default();
    for file in by_hand(site, &is_generated)? {
        let (path, mut more) = match after(plan, &file.path) {
            None => (file.path.as_str(), Vec::new()),
            Some(entry) if entry.new.as_deref() == Some(&file.text) => (
                entry.path.as_str(),
                called_otherwise(output, &file, &entry.path),
            ),
            // What goes with this run mentions itself.
            Some(_) => continue,
        };
        let mut mentions = mentions(&file.text, &gone);
        mentions.found.append(&mut more);
        told.add((&file, path), mentions);
    }
    Ok(told.events())
}

/// What was found, of all files.
#[derive(Default)]
struct Told {
    notes: Vec<Note>,
    remarks: Vec<Event>,
}

impl Told {
    /// Takes in what a file mentions, by the path that it has after the run.
    fn add(&mut self, (file, path): (&ByHand, &str), mentions: Mentions) {
        let mut found = mentions.found;
        found.sort();
        found.dedup_by_key(|mention| (mention.line, mention.column));
        self.notes.extend(found.into_iter().map(|it| Note {
            path: format!("{path}:{}:{}", it.line, it.column),
            because: Some(it.what),
            diff: None,
        }));
        let unread = match (file.broken, mentions.unread) {
            (Some(line), _) => Some((line, 1, String::from("not UTF-8"))),
            (None, Some(it)) => Some(place(it)),
            (None, None) => None,
        };
        self.remarks.extend(unread.map(|(line, column, why)| {
            Event::Remark(format!(
                "{path}:{line}:{column} cannot be read as Rust: {why}; what else it mentions of what is gone is not known"
            ))
        }));
    }

    fn events(self) -> Vec<Event> {
        let mentioned = (!self.notes.is_empty()).then_some(Event::Mentioned(self.notes));
        mentioned.into_iter().chain(self.remarks).collect()
    }
}

fn place(unread: Unread) -> (usize, usize, String) {
    (unread.line, unread.column, unread.message)
}

/// What becomes of a file that does not stay where it is.
fn after<'p, 'a>(plan: &'p Plan<'a>, path: &str) -> Option<&'p Entry<'a>> {
    plan.entries.iter().find(|entry| match &entry.state {
        State::Moved { from } => from == path,
        State::Orphaned => entry.path == path,
        _ => false,
    })
}

/// Where a file that moves has the name before of what generated code calls otherwise now; what is a comment stays right.
fn called_otherwise(output: &Output, file: &ByHand, path: &str) -> Vec<Mention> {
    let mut before = output.before.get(path).into_iter().flatten();
    let names = before.find(|before| before.path == file.path);
    let names = names.map_or(&[][..], |before| &before.names);
    let each = names.iter().flat_map(|(name, now)| {
        let defined = Defined {
            of: None,
            name: name.trim_start_matches("r#").to_owned(),
        };
        let gone = Gone {
            defined: [defined].into(),
            ..Gone::default()
        };
        let found = mentions(&file.text, &gone).found;
        found.into_iter().map(move |mention| Mention {
            what: format!("{name}, which generated code calls {now}"),
            ..mention
        })
    });
    each.filter(|mention| is_code(&file.text, mention))
        .collect()
}

fn is_code(text: &str, mention: &Mention) -> bool {
    let line = text.lines().nth(mention.line - 1);
    line.is_some_and(|line| !line.trim_start().starts_with("//"))
}
