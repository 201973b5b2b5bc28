//! What a run takes away: a plan goes in, what generated code and the database do not have after it comes out.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::evolve::{Removed, removed};
use crate::mentions::{Defined, Gone, Stored, defined, differing};
use crate::output::Output;
use crate::write::{Entry, Plan, State};

/// `recorded` are the steps of the schema before the run.
pub(super) fn gone(plan: &Plan<'_>, output: &Output, recorded: &BTreeSet<String>) -> Gone {
    let mut new = output.schema.difference(recorded);
    let stored = match new.any(|line| line.contains(" - ")) {
        true => &removed(&output.schema) - &removed(recorded),
        false => BTreeSet::new(),
    };
    Gone {
        defined: taken_away(plan),
        stored: stored.into_iter().map(stored_as).collect(),
    }
}

pub(super) fn stored_as(removed: Removed) -> Stored {
    Stored {
        table: removed.table,
        column: removed.column,
    }
}

/// What generated sources defined and none of them defines any more.
fn taken_away(plan: &Plan<'_>) -> BTreeSet<Defined> {
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
