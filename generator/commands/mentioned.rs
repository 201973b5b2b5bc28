//! What is gone from generated code, and the lines by hand that mention it: a plan goes in, what is told about it comes
//! out.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;

use super::report::{Event, Note};
use super::stop::Stop;
use crate::mentions::{Defined, defined, differing, mentions};
use crate::output::Output;
use crate::write::{Entry, Plan, Site, State, by_hand};

/// The lines, if there are any.
pub(super) fn mentioned(
    site: Site<'_>,
    plan: &Plan<'_>,
    output: &Output,
) -> Result<Option<Event>, Stop> {
    let gone = gone(plan);
    if gone.is_empty() {
        return Ok(None);
    }
    let mut notes = Vec::new();
    for file in by_hand(site, output)? {
        // What goes with this run mentions itself.
        let goes = |entry: &Entry<'_>| entry.path == file.path && entry.state == State::Orphaned;
        if plan.entries.iter().any(goes) {
            continue;
        }
        notes.extend(mentions(&file.text, &gone).into_iter().map(|it| Note {
            path: format!("{}:{}:{}", file.path, it.line, it.column),
            because: Some(it.what),
            diff: None,
        }));
    }
    Ok((!notes.is_empty()).then_some(Event::Mentioned(notes)))
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
    before.difference(&after).cloned().collect()
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
