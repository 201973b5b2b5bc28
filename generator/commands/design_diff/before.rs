//! The design that is compared with: what was asked for goes in, its text comes out.

use std::path::Path;

use super::super::stop::Stop;
use super::super::{Place, shown};
use crate::cli::DesignDiff;
use crate::git::{self, Refusal, Revision};
use crate::output::DESIGN;
use crate::source::{Source, SourceFile};
use crate::write::Kind;

/// A design of before.
pub(super) struct Before {
    /// What people call it.
    pub(super) name: String,
    pub(super) source: Source,
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
    let source = match kind {
        Some(Kind::File) => file(place, &path)?,
        Some(Kind::Folder | Kind::Link) => {
            let inner = path.join(DESIGN);
            let is_service = matches!(place.disk.kind(&inner), Ok(Some(Kind::Folder | Kind::Link)));
            Source::read(if is_service { &inner } else { &path })?
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
    })
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
        Ok(Revision { name, source }) => Ok(Before { name, source }),
        Err(Refusal { message, help }) => {
            Err(help.into_iter().fold(Stop::usage(message), Stop::help))
        }
    }
}
