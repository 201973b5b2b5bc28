//! The team's own sources: a service's folder goes in, the Rust files that no run writes come out.

use super::disk::Kind;
use super::site::{Failure, Site};

/// Where crates are.
const CRATES: &str = "crates";

/// A source of the team's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// Relative to the service's folder.
    pub path: String,
    /// Its text; what is no UTF-8 in it is replaced.
    pub text: String,
    /// The first line with something that is no UTF-8, from 1.
    pub broken: Option<usize>,
}

/// Every Rust source below `crates/` that is not generated, by path. Symbolic links are not followed, and names that are
/// no text are passed over: no crate can name them.
///
/// # Errors
///
/// A folder or file that cannot be read.
pub fn by_hand(
    site: Site<'_>,
    is_generated: &impl Fn(&str) -> bool,
) -> Result<Vec<ByHand>, Failure> {
    let mut found = Vec::new();
    if site.kind(CRATES)? == Some(Kind::Folder) {
        below(site, CRATES, is_generated, &mut found)?;
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn below(
    site: Site<'_>,
    folder: &str,
    is_generated: &impl Fn(&str) -> bool,
    found: &mut Vec<ByHand>,
) -> Result<(), Failure> {
    let names = site.entries(folder)?;
    let is_crate = names.iter().any(|name| name == "Cargo.toml");
    for name in names {
        // Cargo builds beside a manifest; elsewhere it is a module of the team's.
        if name.starts_with('.') || (is_crate && name == "target") {
            continue;
        }
        let path = format!("{folder}/{name}");
        match site.kind(&path)? {
            Some(Kind::Folder) => below(site, &path, is_generated, found)?,
            Some(Kind::File) if name.ends_with(".rs") && !is_generated(&path) => {
                found.push(source(&path, &site.read(&path)?));
            }
            _ => {}
        }
    }
    Ok(())
}

fn source(path: &str, bytes: &[u8]) -> ByHand {
    let broken = std::str::from_utf8(bytes).err().map(|error| {
        let before = &bytes[..error.valid_up_to()];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    });
    ByHand {
        path: path.to_owned(),
        text: String::from_utf8_lossy(bytes).into_owned(),
        broken,
    }
}
