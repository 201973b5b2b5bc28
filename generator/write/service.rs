//! Where a service is: a folder goes in, the service's own folder comes out, and the text of its
//! lock file.

use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind};
use super::journal::is_unfinished;
use super::layout::{JOURNAL, RUN_LOCK, staged};
use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::output::{DESIGN, LOCK, PRIVATE};
use crate::source::{Source, SourceFile};

/// The nearest folder, from this one upwards, that has a lock file or a design.
///
/// # Errors
///
/// A folder that cannot be looked at.
pub fn find(disk: &dyn Disk, start: &Path) -> Result<Option<PathBuf>, Failure> {
    for folder in start.ancestors() {
        if is_service(disk, folder)? {
            return Ok(Some(folder.to_path_buf()));
        }
    }
    Ok(None)
}

/// The nearest folder above this one, which is there, that has a lock file. A design alone is not enough: many a project
/// has a folder of that name.
///
/// # Errors
///
/// A folder that cannot be looked at.
pub fn around(site: Site<'_>) -> Result<Option<PathBuf>, Failure> {
    for folder in site.canonical("")?.ancestors().skip(1) {
        if Site::new(site.disk(), folder).kind(LOCK)? == Some(Kind::File) {
            return Ok(Some(folder.to_path_buf()));
        }
    }
    Ok(None)
}

/// Whether a folder has a lock file or a design.
///
/// # Errors
///
/// It cannot be looked at.
pub fn is_service(disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
    Ok(Site::new(disk, folder).kind(LOCK)? == Some(Kind::File) || is_design_there(disk, folder)?)
}

/// Whether a folder has a design.
///
/// # Errors
///
/// It cannot be looked at.
pub fn is_design_there(disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
    Ok(matches!(
        Site::new(disk, folder).kind(DESIGN)?,
        Some(Kind::Folder | Kind::Link)
    ))
}

/// Whether a new service can have this folder: it is empty or not there, or a run that was killed has left something
/// half done in it, which the next one undoes.
///
/// # Errors
///
/// It cannot be looked at.
pub fn is_vacant(site: Site<'_>) -> Result<bool, Failure> {
    let kind = site.disk().kind(site.root());
    let kind = kind.map_err(|error| Failure::new("cannot look at", shown(site), error))?;
    Ok(match kind {
        None => true,
        Some(Kind::Folder) => is_bare(site)? || is_unfinished(site)?,
        Some(_) => false,
    })
}

/// Whether nothing is in a folder, but for what keeps runs apart.
///
/// # Errors
///
/// It cannot be looked at.
pub fn is_bare(site: Site<'_>) -> Result<bool, Failure> {
    let looked = site.disk().is_empty(site.root());
    if looked.map_err(|error| Failure::new("cannot look at", shown(site), error))? {
        return Ok(true);
    }
    if site.kind(PRIVATE)? != Some(Kind::Folder) || site.entries("")? != [PRIVATE] {
        return Ok(false);
    }
    let own = [RUN_LOCK.to_owned(), staged(JOURNAL)];
    let is_own = |name: &String| own.contains(&format!("{PRIVATE}/{name}"));
    Ok(site.entries(PRIVATE)?.iter().all(is_own))
}

fn shown(site: Site<'_>) -> String {
    site.root().display().to_string()
}

/// The lock file as a source of one file, or of none if there is no lock file.
///
/// # Errors
///
/// It cannot be read, or it is a link that leads elsewhere.
pub fn read_lock(site: Site<'_>) -> Result<Source, Failure> {
    match Tree::new(site)?.look(LOCK)? {
        Found::Nothing => Ok(Source::default()),
        Found::File(content) => Ok(Source::new(vec![SourceFile::from_bytes(LOCK, content)])),
        Found::Blocked(_) => {
            let help = "put the file itself in its place, from version control if it is gone";
            let reason = "it is not a file of this folder";
            Err(Failure::refused("cannot read", LOCK, (reason, help)))
        }
    }
}
