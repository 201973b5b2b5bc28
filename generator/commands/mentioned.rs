//! What is gone from generated code, and the lines by hand that mention it: a plan goes in, what is told about it comes
//! out.

use rayon::prelude::*;
use std::collections::BTreeSet;

use super::report::{Event, Note};
use super::stop::Stop;
use crate::mentions::{Defined, defined, mentions};
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
    let is_source = |entry: &&Entry<'_>| {
        let is_ours = matches!(entry.state, State::Stale | State::Orphaned | State::Edited);
        entry.path.ends_with(".rs") && is_ours
    };
    let sources: Vec<&Entry<'_>> = plan.entries.iter().filter(is_source).collect();
    let before = sources.par_iter().map(|entry| {
        let old = entry.old.as_deref().unwrap_or_default();
        defined(&String::from_utf8_lossy(old))
    });
    let before: BTreeSet<Defined> = before.collect::<Vec<_>>().into_iter().flatten().collect();
    let after = plan.entries.par_iter().map(|entry| match &entry.new {
        Some(new) if entry.path.ends_with(".rs") => defined(new),
        _ => BTreeSet::new(),
    });
    let after: BTreeSet<Defined> = after.collect::<Vec<_>>().into_iter().flatten().collect();
    before.difference(&after).cloned().collect()
}
