//! What is gone from generated code, and the lines by hand that mention it: a plan goes in, what is told about it comes
//! out.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;

use super::report::{Event, Note};
use super::stop::Stop;
use crate::mentions::{Defined, Mention, defined, differing, mentions};
use crate::output::Output;
use crate::write::{ByHand, Entry, Plan, Site, State, by_hand};

/// The lines, if there are any.
pub(super) fn mentioned(
    site: Site<'_>,
    plan: &Plan<'_>,
    output: &Output,
) -> Result<Option<Event>, Stop> {
    let gone = gone(plan);
    let moves = plan
        .entries
        .iter()
        .any(|entry| matches!(entry.state, State::Moved { .. }));
    if gone.is_empty() && !moves {
        return Ok(None);
    }
    let mut notes = Vec::new();
    for file in by_hand(site, output)? {
        let (path, mut found) = match after(plan, &file.path) {
            None => (file.path.as_str(), Vec::new()),
            Some(entry) if entry.new.as_deref() == Some(&file.text) => (
                entry.path.as_str(),
                called_otherwise(output, &file, &entry.path),
            ),
            // What goes with this run mentions itself.
            Some(_) => continue,
        };
        found.extend(mentions(&file.text, &gone));
        found.sort();
        found.dedup_by_key(|mention| (mention.line, mention.column));
        notes.extend(found.into_iter().map(|it| Note {
            path: format!("{path}:{}:{}", it.line, it.column),
            because: Some(it.what),
            diff: None,
        }));
    }
    Ok((!notes.is_empty()).then_some(Event::Mentioned(notes)))
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
    let lines: Vec<&str> = file.text.lines().collect();
    let is_code = |mention: &Mention| {
        let line = lines.get(mention.line - 1);
        line.is_some_and(|line| !line.trim_start().starts_with("//"))
    };
    let each = names.iter().flat_map(|(name, now)| {
        let defined = Defined {
            of: None,
            name: name.trim_start_matches("r#").to_owned(),
        };
        let found = mentions(&file.text, &[defined].into());
        found.into_iter().map(move |mention| Mention {
            what: format!("{name}, which generated code calls {now}"),
            ..mention
        })
    });
    each.filter(is_code).collect()
}

/// What generated sources defined and none of them defines any more.
fn gone(plan: &Plan<'_>) -> BTreeSet<Defined> {
    let sources = plan.entries.iter().filter(|it| it.path.ends_with(".rs"));
    let sources: Vec<Versions<'_>> = sources.map(Versions::of).collect();
    if gains_only(&sources) {
        return BTreeSet::new();
    }
    let before = sources.par_iter().map(|it| defined(&it.old));
    let before: BTreeSet<Defined> = before.flatten().flatten_iter().collect();
    let after = sources.par_iter().map(|it| defined(it.new));
    let after: BTreeSet<Defined> = after.flatten().flatten_iter().collect();
    without_those_that_moved(&before, &after)
}

/// A type that is called otherwise has its parts still: where those are mentioned is as right as it was.
fn without_those_that_moved(
    before: &BTreeSet<Defined>,
    after: &BTreeSet<Defined>,
) -> BTreeSet<Defined> {
    let is_new = |part: &&Defined| !before.contains(*part) && part.of.is_some();
    let new: BTreeSet<&str> = after
        .iter()
        .filter(is_new)
        .map(|part| part.name.as_str())
        .collect();
    let gone: BTreeSet<&Defined> = before.difference(after).collect();
    let has_moved = |part: &&&Defined| {
        let of = part.of.as_ref().map(|of| Defined {
            of: None,
            name: of.clone(),
        });
        of.is_some_and(|of| gone.contains(&of)) && new.contains(part.name.as_str())
    };
    let stays = |part: &&&Defined| !has_moved(part);
    gone.iter()
        .filter(stays)
        .map(|part| (*part).clone())
        .collect()
}

/// A generated source as it was and as it will be; empty if it was not there, was not ours, or goes.
struct Versions<'p> {
    old: Cow<'p, str>,
    new: &'p str,
}

impl<'p> Versions<'p> {
    fn of(entry: &'p Entry<'_>) -> Self {
        let old = match entry.state {
            State::Stale | State::Orphaned | State::Edited => entry.old.as_deref(),
            _ => None,
        };
        Self {
            old: String::from_utf8_lossy(old.unwrap_or_default()),
            new: entry.new.as_deref().unwrap_or_default(),
        }
    }
}

/// Whether the items that differ define all that they defined before, as those of most edits do. The others, which are
/// most of a source, are not parsed for that.
fn gains_only(sources: &[Versions<'_>]) -> bool {
    let differing = sources.par_iter().map(|it| {
        let (old, new) = differing(&it.old, it.new);
        Some((defined(old)?, defined(new)?))
    });
    let Some(differing): Option<Vec<_>> = differing.collect() else {
        return false;
    };
    let (before, after): (Vec<_>, Vec<_>) = differing.into_iter().unzip();
    let after: BTreeSet<Defined> = after.into_iter().flatten().collect();
    before.into_iter().flatten().all(|it| after.contains(&it))
}
