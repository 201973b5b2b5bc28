//! A few files that no lock file records, in a folder that was named: texts go in, the folder holds them afterwards.

use std::collections::BTreeMap;
use std::io;

use super::disk::Kind;
use super::journal::remove_if_there;
use super::layout::staged;
use super::site::{Failure, Site};

/// Puts files in place, each whole or not at all, and makes the folder if it is not there. What was done to which file
/// comes out; one that is as it has to be is not touched.
///
/// # Errors
///
/// A file or the folder cannot be looked at or written. Files before it are in place then.
pub fn put(
    site: Site<'_>,
    files: &BTreeMap<String, String>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    make_folder(site)?;
    let mut done = Vec::new();
    for (path, text) in files {
        let action = match site.kind(path)? {
            None => "create",
            Some(Kind::File) if site.read(path)? == text.as_bytes() => continue,
            Some(_) => "update",
        };
        let staged = staged(path);
        remove_if_there(site, &staged)?;
        site.create(&staged, text.as_bytes())?;
        site.rename(&staged, path)?;
        done.push((action, path.clone()));
    }
    Ok(done)
}

/// The folder itself with those above it.
fn make_folder(site: Site<'_>) -> Result<(), Failure> {
    let failure = |tried, error| Failure::new(tried, site.root().display().to_string(), error);
    let mut missing = Vec::new();
    for folder in site.root().ancestors() {
        match site.disk().kind(folder) {
            Ok(None) => missing.push(folder),
            Ok(Some(_)) => break,
            Err(error) => return Err(failure("cannot look at", error)),
        }
    }
    for folder in missing.into_iter().rev() {
        match site.disk().create_folder(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(failure("cannot make the folder", error));
            }
            _ => {}
        }
    }
    Ok(())
}
