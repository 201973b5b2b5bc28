//! Whether there is nothing to do: what the lock file records and what the disk holds go in, the number of current files
//! comes out. Every recorded file is read and hashed; only what would be rendered is not, because the lock file is
//! sealed for this design and this build of moguera.

use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::lock::{Digest, Lock};
use crate::source::Source;

/// How many files are current, if all of them are: `None` says that only comparing with what the design asks for can
/// tell. `text` is that of the lock file, `design` what tells the design from every other one, `version` that of this
/// build.
///
/// # Errors
///
/// A file or folder that cannot be looked at.
pub fn current(
    site: Site<'_>,
    text: &Source,
    recorded: &Lock,
    design: Digest,
    version: &str,
) -> Result<Option<usize>, Failure> {
    if !is_sealed(text, recorded, design, version) {
        return Ok(None);
    }
    let mut tree = Tree::new(site)?;
    for (path, digests) in &recorded.generated {
        match tree.look(path)? {
            Found::File(content) if digests.contains(&Digest::of(&content)) => {}
            _ => return Ok(None),
        }
    }
    for path in recorded.scaffolded.keys() {
        if !tree.is_there(path)? {
            return Ok(None);
        }
    }
    Ok(Some(recorded.generated.len() + recorded.scaffolded.len()))
}

/// Whether the lock file is as this build wrote it for this design.
fn is_sealed(text: &Source, recorded: &Lock, design: Digest, version: &str) -> bool {
    recorded.generators.iter().eq([version])
        && recorded.designs.iter().eq([&recorded.seal(design)])
        && text
            .files()
            .iter()
            .map(|file| &file.text)
            .eq([&recorded.to_string()])
}
