//! Migrations that are not moguera's: a folder and what is recorded go in; the files that nobody would apply come out.

use super::disk::Kind;
use super::site::{Failure, Site};
use crate::lock::Lock;
use crate::output::MIGRATIONS;

/// The paths of scripts in SQL below `migrations/` that no run has written.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn unrecorded(site: Site<'_>, recorded: &Lock) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![MIGRATIONS.to_owned()];
    while let Some(folder) = folders.pop() {
        if site.kind(&folder)? != Some(Kind::Folder) {
            continue;
        }
        for name in site.entries(&folder)? {
            let path = format!("{folder}/{name}");
            let is_known =
                recorded.migrations.contains_key(&path) || recorded.generated.contains_key(&path);
            if name.ends_with(".sql") && !is_known {
                found.push(path);
            } else if !is_known {
                folders.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
