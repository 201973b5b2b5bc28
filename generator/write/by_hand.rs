//! The team's own sources: a service's folder goes in, the Rust files that no run writes come out.

use super::disk::Kind;
use super::site::{Failure, Site};
use crate::output::{Output, Owner};

/// Where crates are.
const CRATES: &str = "crates";

/// A source of the team's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// Relative to the service's folder.
    pub path: String,
    /// Its text; what is no UTF-8 in it is replaced.
    pub text: String,
}

/// Every Rust source below `crates/` that is not generated, by path. Symbolic links are not followed, and names that are
/// no text are passed over: no crate can name them.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub fn by_hand(site: Site<'_>, output: &Output) -> Result<Vec<ByHand>, Failure> {
    let mut found = Vec::new();
    if site.kind(CRATES)? == Some(Kind::Folder) {
        below(site, CRATES, output, &mut found)?;
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn below(
    site: Site<'_>,
    folder: &str,
    output: &Output,
    found: &mut Vec<ByHand>,
) -> Result<(), Failure> {
    for name in site.entries(folder)? {
        if name.starts_with('.') || name == "target" {
            continue;
        }
        let path = format!("{folder}/{name}");
        match site.kind(&path)? {
            Some(Kind::Folder) => below(site, &path, output, found)?,
            Some(Kind::File) if name.ends_with(".rs") && !is_generated(output, &path) => {
                let text = String::from_utf8_lossy(&site.read(&path)?).into_owned();
                found.push(ByHand { path, text });
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_generated(output: &Output, path: &str) -> bool {
    let file = output.files().get(path);
    file.is_some_and(|file| file.owner == Owner::Generated)
}
