//! What a run is about to do, written down before it does it: enough to undo it after an error, or,
//! by the next run, after the process was killed. Both take the same way back.

use std::fmt;

use super::disk::Kind;
use super::durable::Wait;
use super::layout::{self, DONE, JOURNAL};
use super::site::{Failure, Site};
use super::tree::Tree;
use crate::digest::Digest;
use crate::output::{LOCK, check_path, folders_above};

/// The steps of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// Folders to be made, each after the one that it is in.
    pub(super) folders: Vec<String>,
    /// Files to be changed, in the order of doing it.
    pub(super) steps: Vec<Step>,
}

/// A file to be changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The staged file takes its place, where nothing was.
    Create {
        /// Relative to the service's folder.
        path: String,
        /// The content.
        digest: Digest,
    },
    /// The staged file changes places with what was there, which stays as the backup.
    Replace {
        /// Relative to the service's folder.
        path: String,
        /// The new content.
        digest: Digest,
    },
    /// The file becomes the backup.
    Remove {
        /// Relative to the service's folder.
        path: String,
    },
}

impl Step {
    pub(super) fn path(&self) -> &str {
        match self {
            Step::Create { path, .. } | Step::Replace { path, .. } | Step::Remove { path } => path,
        }
    }
}

/// Whether a run was killed and left its work half done.
///
/// # Errors
///
/// The folder cannot be looked at.
pub fn is_unfinished(site: Site<'_>) -> Result<bool, Failure> {
    Ok(site.kind(JOURNAL)?.is_some() || site.kind(DONE)?.is_some())
}

/// Undoes what a killed run left half done, and finishes one that had only to clean up.
pub(super) fn recover(site: Site<'_>) -> Result<(), Failure> {
    // A journal that was not whole yet: nothing had begun.
    remove_if_there(site, &layout::staged(JOURNAL))?;
    if site.kind(DONE)?.is_some() {
        let journal = Journal::read(site, DONE)?;
        journal.finish(site, Wait::of_some(&journal))?;
    }
    if site.kind(JOURNAL)?.is_some() {
        let journal = Journal::read(site, JOURNAL)?;
        journal.undo(site, Wait::of_some(&journal))?;
    }
    Ok(())
}

impl Journal {
    /// Puts everything back as it was and removes the journal. It goes on after an error, so that
    /// as much as possible is put back; the journal stays then.
    pub(super) fn undo(&self, site: Site<'_>, wait: Wait) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for step in self.steps.iter().rev() {
            let undone = undo(step, site);
            failures.extend(undone.err().map(|failure| (step.path(), failure)));
        }
        for folder in self.folders.iter().rev() {
            match site.remove_folder(folder) {
                Err(failure) if !failure.is_not_found() && !failure.is_not_empty() => {
                    failures.push((folder, failure))
                }
                _ => {}
            }
        }
        let unrestored = failures
            .iter()
            .map(|(path, _)| (*path).to_owned())
            .collect();
        match failures.into_iter().next() {
            Some((_, failure)) => Err(Failure {
                unrestored,
                ..failure
            }),
            None => {
                let put_back = wait.for_names(site, self);
                put_back
                    .and_then(|()| site.remove(JOURNAL))
                    .map_err(|failure| Failure {
                        unrestored: vec![JOURNAL.to_owned()],
                        ..failure
                    })
            }
        }
    }

    /// Removes what is no longer needed once everything is in place: old files, folders that they
    /// leave empty, and the journal.
    pub(super) fn finish(&self, site: Site<'_>, wait: Wait) -> Result<(), Failure> {
        // Otherwise a power cut could leave a journal that is undone, and nothing to undo it with.
        wait.for_private(site)?;
        for step in &self.steps {
            if !matches!(step, Step::Create { .. }) {
                remove_if_there(site, &layout::backup(step.path()))?;
            }
            if let Step::Remove { path } = step {
                remove_empty_folders(site, path)?;
            }
        }
        wait.for_names(site, self)?;
        site.remove(DONE)
    }

    fn read(site: Site<'_>, path: &'static str) -> Result<Self, Failure> {
        let content = site.read(path)?;
        let journal = str::from_utf8(&content)
            .ok()
            .and_then(Journal::parse)
            .ok_or_else(|| {
                let reason = "it is no journal, or only a part of one";
                let help = "remove it, and look for files that end in `.moguera-old`: each was what is beside it; a service that was just being made is best deleted as a whole";
                Failure::refused("cannot undo", path, (reason, help))
            })?;
        let mut tree = Tree::new(site)?;
        for step in &journal.steps {
            if !tree.stays_inside(step.path())? {
                let reason = "a symbolic link leads out of the service's folder";
                return Err(Failure::refused(
                    "cannot undo the change of",
                    step.path(),
                    (reason, "put the folder itself in its place"),
                ));
            }
        }
        Ok(journal)
    }

    /// Only a whole one: after a power cut nothing or a part of it may be there. A journal of a version before this one
    /// does not say how many lines it has.
    fn parse(text: &str) -> Option<Self> {
        let mut journal = Journal::default();
        let (first, rest) = text
            .strip_suffix('\n')?
            .split_once('\n')
            .unwrap_or((text.trim_end(), ""));
        let lines = match first.strip_prefix("lines ") {
            Some(count) if count.parse() == Ok(rest.lines().count()) => rest,
            Some(_) => return None,
            None => text,
        };
        for line in lines.lines() {
            let (kind, rest) = line.split_once(' ')?;
            match kind {
                "folder" => journal.folders.push(safe(rest)?),
                "remove" => journal.steps.push(Step::Remove { path: safe(rest)? }),
                "create" => {
                    let (digest, path) = written(rest)?;
                    journal.steps.push(Step::Create { path, digest });
                }
                "replace" => {
                    let (digest, path) = written(rest)?;
                    journal.steps.push(Step::Replace { path, digest });
                }
                _ => return None,
            }
        }
        Some(journal)
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "lines {}", self.folders.len() + self.steps.len())?;
        for folder in &self.folders {
            writeln!(f, "folder {folder}")?;
        }
        self.steps.iter().try_for_each(|step| match step {
            Step::Create { path, digest } => writeln!(f, "create {digest} {path}"),
            Step::Replace { path, digest } => writeln!(f, "replace {digest} {path}"),
            Step::Remove { path } => writeln!(f, "remove {path}"),
        })
    }
}

/// `<digest> <path>`.
fn written(rest: &str) -> Option<(Digest, String)> {
    let (digest, path) = rest.split_once(' ')?;
    Some((Digest::parse(digest)?, safe(path)?))
}

/// A journal may come from anywhere, as the lock file: only paths that a run could have written.
fn safe(path: &str) -> Option<String> {
    let is_safe = path == LOCK
        || path == layout::BASE
        || check_path(layout::base_of(path).unwrap_or(path)).is_ok();
    is_safe.then(|| path.to_owned())
}

fn undo(step: &Step, site: Site<'_>) -> Result<(), Failure> {
    remove_if_there(site, &layout::staged(step.path()))?;
    match step {
        Step::Create { path, digest } if is(site, path, digest)? => site.remove(path),
        Step::Create { .. } => Ok(()),
        Step::Replace { path, digest } => {
            let backup = layout::backup(path);
            if is(site, &backup, digest)? {
                // Nothing had taken its place yet.
                return site.remove(&backup);
            }
            put_back(site, path, Some(digest))
        }
        Step::Remove { path } => put_back(site, path, None),
    }
}

/// What waits beside its place, if it does, takes it again from what the run has put there.
fn put_back(site: Site<'_>, path: &str, put: Option<&Digest>) -> Result<(), Failure> {
    let backup = layout::backup(path);
    if site.kind(&backup)?.is_none() {
        return Ok(());
    }
    if site.kind(path)?.is_none() {
        return site.rename_new(&backup, path);
    }
    let Some(put) = put else {
        return keep_one(site, path);
    };
    if !is(site, path, put)? {
        return keep_one(site, path);
    }
    match site.exchange(&backup, path) {
        Err(failure) if failure.is_unsupported() => return site.rename(&backup, path),
        exchanged => exchanged?,
    }
    if is(site, &backup, put)? {
        return site.remove(&backup);
    }
    // Somebody was faster, and keeps the place.
    site.exchange(&backup, path)?;
    keep_one(site, path)
}

/// Something is in a place that the run has not put there. Version control may have put back what waits beside it, or it
/// has two names because a run was killed in between: then there is nothing to choose.
fn keep_one(site: Site<'_>, path: &str) -> Result<(), Failure> {
    let backup = layout::backup(path);
    let is_file = |path: &str| Ok(site.kind(path)? == Some(Kind::File));
    if is_file(path)? && is_file(&backup)? && site.read(path)? == site.read(&backup)? {
        return site.remove(&backup);
    }
    Err(two_of(path))
}

/// Somebody has written to a place since the run did, and what was there before it waits beside it.
fn two_of(path: &str) -> Failure {
    let reason = "somebody has changed it since, and what it was before is beside it, hidden and with the ending `.moguera-old`";
    let help =
        "keep what is right of the two under its name, remove the other one, and run it again";
    Failure::refused("cannot put back", path, (reason, help))
}

/// Whether a file with this content is there. A link never was what a run has written.
fn is(site: Site<'_>, path: &str, digest: &Digest) -> Result<bool, Failure> {
    Ok(site.kind(path)? == Some(Kind::File) && Digest::of(&site.read(path)?) == *digest)
}

pub(super) fn remove_if_there(site: Site<'_>, path: &str) -> Result<(), Failure> {
    match site.remove(path) {
        Err(failure) if !failure.is_not_found() => Err(failure),
        _ => Ok(()),
    }
}

/// Removes the folders that a removed file leaves empty, up to the service's own. One that has to stay, empty or not,
/// harms nobody.
fn remove_empty_folders(site: Site<'_>, path: &str) -> Result<(), Failure> {
    for folder in folders_above(path) {
        match site.remove_folder(folder) {
            Err(failure) if failure.is_to_stay() => return Ok(()),
            Err(failure) if !failure.is_not_found() => return Err(failure),
            _ => {}
        }
    }
    Ok(())
}
