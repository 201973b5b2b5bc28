//! What has to survive a power cut before a run goes on: paths that were written go in, and the machine has brought them
//! to the disk when it comes back.
//!
//! The order is that of a database: the journal, then the contents, then the names, and only then is the journal taken
//! away and are old files removed. Each of these waits for the one before it, so that the next run finds the tree before
//! or after, or a journal by which it can put everything back.

use rayon::prelude::*;
use std::collections::BTreeSet;

use super::journal::{Journal, Step};
use super::layout;
use super::service::is_bare;
use super::site::{Failure, Site};
use crate::output::{PRIVATE, folders_above};

/// How far a run waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// Not at all: nothing was in the folder before. Of what a power cut leaves there nothing is worth keeping, the folder
    /// is deleted and the service is made once more; and a new service is there at once.
    Never,
    /// For each file and folder, which takes a fraction of a millisecond each and waits for nobody else's.
    ForEach,
    /// For everything that was written to this disk, by whomever: with many files that is many times faster.
    ForAll,
}

/// From how many files on the disk is asked for all at once: half a thousand files take 65 ms one by one and 8 ms so, but
/// a compiler that has just written a lot is waited for as well.
const MANY: usize = 64;

impl Wait {
    /// For a run that is about to begin.
    pub(super) fn of(site: Site<'_>, journal: &Journal) -> Result<Self, Failure> {
        let is_new = |step: &Step| matches!(step, Step::Create { .. });
        let is_first = journal.steps.iter().all(is_new);
        Ok(match is_first && is_bare(site)? {
            true => Wait::Never,
            false => Wait::of_some(journal),
        })
    }

    /// For one in a folder where something was before, or may have been.
    pub(super) fn of_some(journal: &Journal) -> Self {
        if journal.steps.len() < MANY {
            Wait::ForEach
        } else {
            Wait::ForAll
        }
    }

    /// The journal is there before anything else is changed.
    pub(super) fn for_journal(self, site: Site<'_>, staged: &str) -> Result<(), Failure> {
        match self {
            Wait::Never => Ok(()),
            Wait::ForEach | Wait::ForAll => site.sync_file(staged),
        }
    }

    /// So is its name, and that of the folder that it is in.
    pub(super) fn for_private(self, site: Site<'_>) -> Result<(), Failure> {
        match self {
            Wait::Never => Ok(()),
            Wait::ForEach | Wait::ForAll => {
                site.sync_folder(PRIVATE)?;
                site.sync_folder("")
            }
        }
    }

    /// What was written beside its place is whole before it takes that place.
    pub(super) fn for_contents(self, site: Site<'_>, journal: &Journal) -> Result<(), Failure> {
        let staged = journal.steps.par_iter().filter(|step| match step {
            Step::Create { .. } | Step::Replace { .. } => true,
            Step::Remove { .. } => false,
        });
        match self {
            Wait::Never => Ok(()),
            Wait::ForAll if for_all(site)? => Ok(()),
            Wait::ForEach | Wait::ForAll => {
                staged.try_for_each(|step| site.sync_file(&layout::staged(step.path())))
            }
        }
    }

    /// Everything is in its place, or back in it, before the journal goes.
    pub(super) fn for_names(self, site: Site<'_>, journal: &Journal) -> Result<(), Failure> {
        match self {
            Wait::Never => Ok(()),
            Wait::ForAll if for_all(site)? => Ok(()),
            Wait::ForEach | Wait::ForAll => {
                let paths = journal.steps.iter().map(Step::path);
                let paths = paths.chain(journal.folders.iter().map(String::as_str));
                let folders: BTreeSet<_> = paths.map(folder_of).collect();
                folders
                    .into_par_iter()
                    .try_for_each(|folder| for_folder(site, folder))
            }
        }
    }
}

/// A folder, or what is left above it if it is gone.
fn for_folder(site: Site<'_>, folder: &str) -> Result<(), Failure> {
    let mut above = folders_above(folder);
    let mut folder = folder;
    loop {
        match site.sync_folder(folder) {
            Err(failure) if failure.is_not_found() && !folder.is_empty() => {
                folder = above.next().unwrap_or("");
            }
            synced => return synced,
        }
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the disk can be waited for as a whole.
fn for_all(site: Site<'_>) -> Result<bool, Failure> {
    match site.sync_disk() {
        Err(failure) if failure.is_unsupported() => Ok(false),
        synced => synced.map(|()| true),
    }
}
