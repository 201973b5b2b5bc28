//! Files of the team's own, changed because the team asked for it: old and new texts go in, a plan to
//! be committed comes out.

use std::borrow::Cow;

use super::disk::Kind;
use super::plan::{Entry, Plan, State};
use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::output::check_path;

/// A file with another text.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// Relative to the service's folder.
    pub path: &'a str,
    /// What was read there.
    pub old: &'a str,
    /// What has to be there.
    pub new: &'a str,
}

/// What to do about a link.
const NO_LINK: &str = "put what it leads to in its place, or edit that yourself";

/// What has to be written. Other files stay as they are.
///
/// # Errors
///
/// A file that cannot be replaced: it is a symbolic link, leads out of the service's folder, or has
/// changed since it was read.
pub fn replace<'a>(site: Site<'_>, files: &[Replacement<'a>]) -> Result<Plan<'a>, Failure> {
    let mut tree = Tree::new(site)?;
    let mut entries = Vec::new();
    for file in files {
        let refused =
            |reason: &str, help| Failure::refused("cannot write", file.path, (reason, help));
        check_path(file.path)
            .map_err(|error| refused(&error.to_string(), "give it a plain name"))?;
        if site.kind(file.path)? == Some(Kind::Link) {
            return Err(refused("it is a symbolic link", NO_LINK));
        }
        match tree.look(file.path)? {
            Found::File(old) if old == file.old.as_bytes() => entries.push(Entry {
                path: file.path.to_owned(),
                state: State::Stale,
                old: Some(old),
                new: Some(Cow::Borrowed(file.new)),
            }),
            Found::File(_) | Found::Nothing => {
                return Err(refused("somebody has changed it just now", "run it again"));
            }
            Found::Blocked(_) => return Err(refused("it is not in the service's folder", NO_LINK)),
        }
    }
    Ok(Plan {
        entries,
        ..Plan::default()
    })
}
