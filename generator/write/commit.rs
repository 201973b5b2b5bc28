//! A plan goes in, and the disk is as planned, or, after an error, as it was before.
//!
//! Every file is written beside its place first; then one by one takes its place, while what was
//! there waits beside it until all of them have: whenever the process is killed, there is a whole file
//! at each place, the one or the other. Files that are as they have to be are not touched, and what
//! somebody has changed or made since it was compared is not lost: it is put back, and nothing is written.

use rayon::prelude::*;
use std::collections::BTreeSet;

use super::disk::Kind;
use super::durable::Wait;
use super::journal::{Journal, Step, remove_if_there};
use super::layout::{self, DONE, JOURNAL};
use super::plan::{Entry, Plan};
use super::run::Outcome;
use super::site::{Failure, Site};
use crate::digest::Digest;
use crate::output::{LOCK, folders_above};

/// Writes what a plan says, edited files included; no other run may be under way.
pub(super) fn commit(site: Site<'_>, plan: &Plan<'_>) -> Result<Outcome, Failure> {
    let entries = in_order(plan);
    let steps: Vec<_> = entries.par_iter().map(|entry| step(entry)).collect();
    for step in steps.iter().filter(|step| replaces(step)) {
        // Of a killed run whose journal somebody removed: nothing that follows may take it for its
        // own.
        remove_if_there(site, &layout::backup(step.path()))?;
    }
    let journal = Journal {
        folders: missing_folders(site, &entries)?,
        steps,
    };
    let wait = Wait::of(site, &journal)?;
    begin(site, &journal, wait)?;
    let written = write(site, &journal, (&entries, wait))
        .and_then(|()| wait.for_names(site, &journal))
        .and_then(|()| verify(site, &entries))
        .and_then(|()| site.rename(JOURNAL, DONE));
    if let Err(failure) = written {
        return Err(match journal.undo(site, wait) {
            Ok(()) => failure,
            Err(undoing) => Failure {
                unrestored: undoing.unrestored,
                ..failure
            },
        });
    }
    Ok(match journal.finish(site, wait) {
        Ok(()) => Outcome::Written,
        Err(failure) => Outcome::WrittenWithLeftovers(failure),
    })
}

/// Removals first: on a disk that ignores case, a new file may need the name of one that goes. The
/// lock file last.
fn in_order<'p, 'a>(plan: &'p Plan<'a>) -> Vec<&'p Entry<'a>> {
    let mut entries: Vec<_> = plan
        .entries
        .iter()
        .chain(&plan.bases)
        .chain(&plan.left)
        .filter(|entry| entry.is_changed())
        .collect();
    entries.sort_by_key(|entry| (entry.path == LOCK, entry.new.is_some()));
    entries
}

fn step(entry: &Entry<'_>) -> Step {
    let path = entry.path.clone();
    match &entry.new {
        Some(text) => {
            let digest = Digest::of(text.as_bytes());
            if entry.old.is_some() {
                Step::Replace { path, digest }
            } else {
                Step::Create { path, digest }
            }
        }
        None => Step::Remove { path },
    }
}

/// Whether something is there that has to be kept until the run is done.
fn replaces(step: &Step) -> bool {
    !matches!(step, Step::Create { .. })
}

/// The folders to be made, each after the one that it is in.
fn missing_folders(site: Site<'_>, entries: &[&Entry<'_>]) -> Result<Vec<String>, Failure> {
    let mut known = BTreeSet::new();
    let mut missing = Vec::new();
    for entry in entries.iter().filter(|entry| entry.new.is_some()) {
        let folders: Vec<_> = folders_above(&entry.path).collect();
        for folder in folders.into_iter().rev() {
            if known.insert(folder) && site.kind(folder)?.is_none() {
                missing.push(folder.to_owned());
            }
        }
    }
    Ok(missing)
}

/// The journal appears whole or not at all.
fn begin(site: Site<'_>, journal: &Journal, wait: Wait) -> Result<(), Failure> {
    let staged = layout::staged(JOURNAL);
    let begun = site
        .create(&staged, journal.to_string().as_bytes())
        .and_then(|()| wait.for_journal(site, &staged))
        .and_then(|()| site.rename(&staged, JOURNAL))
        .and_then(|()| wait.for_private(site));
    begun.map_err(|failure| {
        let removed = [staged.as_str(), JOURNAL].map(|path| remove_if_there(site, path));
        let left = [staged.as_str(), JOURNAL].into_iter().zip(removed);
        let left = left.filter(|(_, removed)| removed.is_err());
        Failure {
            unrestored: left.map(|(path, _)| path.to_owned()).collect(),
            ..failure
        }
    })
}

fn write(
    site: Site<'_>,
    journal: &Journal,
    (entries, wait): (&[&Entry<'_>], Wait),
) -> Result<(), Failure> {
    for folder in &journal.folders {
        site.create_folder(folder)?;
    }
    entries.par_iter().try_for_each(|entry| match &entry.new {
        Some(text) => stage(site, &entry.path, text.as_bytes()),
        None => Ok(()),
    })?;
    wait.for_contents(site, journal)?;
    let steps: Vec<_> = entries.iter().zip(&journal.steps).collect();
    let removals = steps.partition_point(|(entry, _)| entry.new.is_none());
    let lock = steps.partition_point(|(entry, _)| entry.path != LOCK);
    for together in [&steps[..removals], &steps[removals..lock], &steps[lock..]] {
        together
            .par_iter()
            .try_for_each(|(_, step)| place(site, step))?;
    }
    Ok(())
}

/// Lets what was staged take its place.
fn place(site: Site<'_>, step: &Step) -> Result<(), Failure> {
    match step {
        Step::Create { path, .. } => appear(site, &layout::staged(path), path),
        Step::Replace { path, .. } => replace(site, path),
        Step::Remove { path } => set_aside(site, path),
    }
}

/// Where nothing was when it was compared, and where nothing may be now.
fn appear(site: Site<'_>, from: &str, path: &str) -> Result<(), Failure> {
    site.rename_new(from, path).map_err(|failure| {
        if failure.is_already_there() {
            Failure::refused("cannot write", path, ("it has just appeared there", AGAIN))
        } else {
            failure
        }
    })
}

/// What was staged takes the name of the backup and changes places with what is there, whatever that is by now: no moment
/// is without a whole file, and nothing is lost. A disk that cannot do that has a moment without.
fn replace(site: Site<'_>, path: &str) -> Result<(), Failure> {
    let (staged, backup) = (layout::staged(path), layout::backup(path));
    site.rename(&staged, &backup)?;
    match site.exchange(&backup, path) {
        Err(failure) if failure.is_unsupported() => {
            site.rename(&backup, &staged)?;
            match site.rename(path, &backup) {
                Err(failure) if failure.is_not_found() => Err(changed("cannot replace", path)),
                set_aside => {
                    set_aside.map_err(|failure| at(path, failure))?;
                    appear(site, &staged, path)
                }
            }
        }
        Err(failure) if failure.is_not_found() => Err(changed("cannot replace", path)),
        exchanged => exchanged,
    }
}

/// What waits beside its place is what was compared. Otherwise somebody has changed it since, and wants to keep that.
fn verify(site: Site<'_>, entries: &[&Entry<'_>]) -> Result<(), Failure> {
    entries.par_iter().try_for_each(|entry| {
        let Some(old) = &entry.old else {
            return Ok(());
        };
        let backup = layout::backup(&entry.path);
        let tried = match entry.new {
            Some(_) => "cannot replace",
            None => "cannot remove",
        };
        match site.kind(&backup)? {
            // What a link leads to is not replaced.
            Some(Kind::Link) => Ok(()),
            // Somebody has removed it before.
            None if entry.new.is_none() => Ok(()),
            _ if site
                .read(&backup)
                .map_err(|failure| at(&entry.path, failure))?
                == *old =>
            {
                Ok(())
            }
            _ => Err(changed(tried, &entry.path)),
        }
    })
}

/// What to do when somebody else is at work in the same files.
const AGAIN: &str = "run it again";

fn changed(tried: &'static str, path: &str) -> Failure {
    Failure::refused(tried, path, ("somebody has changed it just now", AGAIN))
}

/// Writes a file beside its place, over what a killed run left there whose journal somebody removed.
fn stage(site: Site<'_>, path: &str, content: &[u8]) -> Result<(), Failure> {
    let staged = layout::staged(path);
    let written = match site.create(&staged, content) {
        Err(failure) if failure.is_already_there() => {
            site.remove(&staged)?;
            site.create(&staged, content)
        }
        written => written,
    };
    written.map_err(|failure| at(path, failure))
}

/// What is there waits beside its place, unless somebody has just removed it.
fn set_aside(site: Site<'_>, path: &str) -> Result<(), Failure> {
    match site.rename(path, &layout::backup(path)) {
        Err(failure) if !failure.is_not_found() => Err(at(path, failure)),
        _ => Ok(()),
    }
}

/// The error belongs to the file that was asked for, not to the one beside it.
fn at(path: &str, failure: Failure) -> Failure {
    Failure {
        path: path.to_owned(),
        ..failure
    }
}
