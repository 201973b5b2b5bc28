//! Whether there is nothing to do: what the lock file records and what the disk holds go in, the number of current files
//! comes out. Every recorded file is read and hashed; only what would be rendered is not, because the lock file is
//! sealed for this design and was written by this build of moguera.

use super::layout;
use super::merge::conflicts;
use super::site::{Failure, Site};
use super::tree::{Found, PART, Tree};
use crate::digest::Digest;
use crate::lock::{Lock, seal};
use crate::source::Source;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How many files there are as the lock file records them, if all of them are and the build of this `version` wrote
/// them. They are current if the lock file is sealed for the design: [`is_sealed`]. `matters` is asked now and then: if
/// it says no, the answer is `None`. So it is if a file cannot be looked at: whoever compares them then is told which.
pub fn intact(
    site: Site<'_>,
    recorded: &Lock,
    version: &str,
    matters: impl Fn() -> bool + Sync,
) -> Option<usize> {
    if !recorded.generators.iter().eq([version]) {
        return None;
    }
    let written: Vec<_> = recorded
        .generated
        .iter()
        .chain(&recorded.migrations)
        .collect();
    let scaffolded: Vec<_> = recorded.scaffolded.keys().collect();
    let are_as_recorded = every(site, &written, |tree, (path, digests)| {
        Ok(matters()
            && match tree.look(path)? {
                Found::File(content) => digests.contains(&Digest::of(&content)),
                Found::Nothing | Found::Blocked(_) => false,
            })
    });
    let is_intact = are_as_recorded
        && every(site, &scaffolded, |tree, path| {
            Ok(match tree.look(path)? {
                Found::Nothing => false,
                Found::File(content) => {
                    conflicts(&content) == 0 && tree.is_there(&layout::base(path))?
                }
                Found::Blocked(_) => tree.is_there(path)?,
            })
        });
    is_intact.then_some(recorded.generated.len() + scaffolded.len())
}

/// Whether the lock file is as it was written for this design. `text` is its text, `design` what tells the design from
/// every other one.
pub fn is_sealed(text: &Source, recorded: &Lock, design: Digest) -> bool {
    let [file] = text.files() else {
        return false;
    };
    recorded.designs.iter().eq([&seal(&file.text, design)])
}

/// Whether each file can be looked at and something holds of it; they are looked at on all cores.
fn every<'a, T: Copy + Sync>(
    site: Site<'a>,
    files: &[T],
    holds: impl Fn(&mut Tree<'a>, T) -> Result<bool, Failure> + Sync,
) -> bool {
    files.par_chunks(PART).all(|part| {
        let holds = |tree: &mut Tree<'a>, file| holds(tree, file).unwrap_or(false);
        Tree::new(site).is_ok_and(|mut tree| part.iter().all(|file| holds(&mut tree, *file)))
    })
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
