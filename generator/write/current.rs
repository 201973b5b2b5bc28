//! Whether there is nothing to do: what the lock file records and what the disk holds go in, the number of current files
//! comes out. Every recorded file is read and hashed; only what would be rendered is not, because the lock file is
//! sealed for this design and this build of moguera.

use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::digest::Digest;
use crate::lock::Lock;
use crate::source::Source;
use rayon::prelude::*;
use std::collections::BTreeSet;

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
    let generated: Vec<_> = recorded.generated.iter().collect();
    let scaffolded: Vec<_> = recorded.scaffolded.keys().collect();
    let are_as_recorded = every(site, &generated, |tree, (path, digests)| {
        Ok(match tree.look(path)? {
            Found::File(content) => digests.contains(&Digest::of(&content)),
            Found::Nothing | Found::Blocked(_) => false,
        })
    })?;
    let is_current = are_as_recorded && every(site, &scaffolded, |tree, path| tree.is_there(path))?;
    Ok(is_current.then_some(generated.len() + scaffolded.len()))
}

/// Whether something holds of every file; they are looked at on all cores.
fn every<'a, T: Copy + Sync>(
    site: Site<'a>,
    files: &[T],
    holds: impl Fn(&mut Tree<'a>, T) -> Result<bool, Failure> + Sync,
) -> Result<bool, Failure> {
    let parts = files.par_chunks(PART).map(|part| {
        let mut tree = Tree::new(site)?;
        for file in part {
            if !holds(&mut tree, *file)? {
                return Ok(false);
            }
        }
        Ok(true)
    });
    parts.try_reduce(|| true, |one, other| Ok(one && other))
}

/// Files that one thread looks at before it asks for more: neighbours, whose folders it looks at once.
const PART: usize = 128;

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

/// Which of these scaffolded files are still as they were scaffolded.
///
/// # Errors
///
/// A file or folder that cannot be looked at.
pub fn pristine<'a>(
    site: Site<'_>,
    recorded: &Lock,
    paths: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<String>, Failure> {
    let mut tree = Tree::new(site)?;
    let mut pristine = BTreeSet::new();
    for path in paths {
        let Some(digests) = recorded.scaffolded.get(path) else {
            continue;
        };
        if let Found::File(content) = tree.look(path)?
            && digests.contains(&Digest::of(&content))
        {
            pristine.insert(path.clone());
        }
    }
    Ok(pristine)
}
