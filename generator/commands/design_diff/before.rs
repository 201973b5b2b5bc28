//! The design that is compared with: what was asked for goes in, its text comes out.

use std::path::Path;

use super::super::stop::Stop;
use super::super::{Place, shown};
use crate::cli::DesignDiff;
use crate::git::{self, Refusal, Revision};
use crate::output::{DESIGN, LOCK};
use crate::source::{Source, SourceFile};
use crate::write::{Kind, Site, read_lock};

/// A design of before.
pub(super) struct Before {
    /// What people call it.
    pub(super) name: String,
    pub(super) source: Source,
    /// The lock file beside it, if there is one, or why it cannot be read.
    pub(super) lock: Option<Result<Source, String>>,
}

/// The design that `--against` names: what is on the disk before what git knows by that name.
pub(super) fn find(options: &DesignDiff, place: Place<'_>, service: &Path) -> Result<Before, Stop> {
    let Some(against) = &options.against else {
        return revision(git::at_merge_base(service));
    };
    let path = place.current.join(against);
    let kind = place.disk.kind(&path);
    let kind =
        kind.map_err(|error| Stop::usage(format!("cannot look at {}: {error}", shown(&path))))?;
    let (source, lock) = match kind {
        Some(Kind::File) => (file(place, &path)?, None),
        Some(Kind::Folder | Kind::Link) => {
            let inner = path.join(DESIGN);
            let is_service = matches!(place.disk.kind(&inner), Ok(Some(Kind::Folder | Kind::Link)));
            match is_service {
                true => (Source::read(&inner)?, lock(place, &path)?),
                false => (Source::read(&path)?, None),
            }
        }
        Some(Kind::Other) => {
            return Err(Stop::usage(format!(
                "{} is neither a file nor a folder",
                shown(&path)
            )));
        }
        None => return revision(git::at(service, against)),
    };
    Ok(Before {
        name: against.escape_debug().to_string(),
        source,
        lock,
    })
}

/// The lock file of a service, if it has one, or why it cannot be read.
pub(super) fn lock(
    place: Place<'_>,
    service: &Path,
) -> Result<Option<Result<Source, String>>, Stop> {
    match read_lock(Site::new(place.disk, service)) {
        Ok(text) => Ok((!text.files().is_empty()).then_some(Ok(text))),
        Err(failure) if failure.path == LOCK => Ok(Some(Err(failure.to_string()))),
        Err(failure) => Err(failure.into()),
    }
}

fn file(place: Place<'_>, path: &Path) -> Result<Source, Stop> {
    let text = place.disk.read(path);
    let text =
        text.map_err(|error| Stop::usage(format!("cannot read {}: {error}", shown(path))))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Source::new(vec![SourceFile::from_bytes(name, text)]))
}

fn revision(found: Result<Revision, Refusal>) -> Result<Before, Stop> {
    match found {
        Ok(Revision { name, source, lock }) => Ok(Before { name, source, lock }),
        Err(Refusal { message, help }) => {
            Err(help.into_iter().fold(Stop::usage(message), Stop::help))
        }
    }
}
