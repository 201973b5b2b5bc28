//! Where a service is: a folder goes in, the service's own folder comes out, and the text of its
//! lock file.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind};
use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::output::{DESIGN, LOCK};
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

/// Whether a new service can have this folder: it is empty or not there.
///
/// # Errors
///
/// It cannot be looked at.
pub fn is_vacant(disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
    let failure = |error| Failure::new("cannot look at", folder.display().to_string(), error);
    match disk.kind(folder).map_err(failure)? {
        None => Ok(true),
        Some(Kind::Folder) => disk.is_empty(folder).map_err(failure),
        Some(_) => Ok(false),
    }
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
        Found::Blocked(_) => Err(Failure::new(
            "cannot read",
            LOCK,
            io::Error::other("it is not a file of this folder"),
        )),
    }
}
