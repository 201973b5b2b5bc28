//! What recorded files are, read while the design is, and whether there is nothing to do: what the lock file records and
//! what the disk holds go in, the number of current files comes out. Every recorded file is read and hashed; only what
//! would be rendered is not, if the lock file is sealed for this design and was written by this build of moguera.

use super::layout;
use super::merge::conflicts;
use super::site::{Failure, Site};
use super::tree::{Found, PART, Tree};
use crate::digest::Digest;
use crate::lock::{Lock, Records, seal};
use crate::source::Source;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Generated files that are where the lock file records them, by their paths, and what is in them.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<String, Digest>);

impl Seen {
    /// Looks at all of them on all cores. One that cannot be looked at is not seen: whoever compares it is told why.
    pub fn of(site: Site<'_>, recorded: &Lock) -> Self {
        let paths: Vec<&String> = recorded.generated.keys().collect();
        let parts = paths.par_chunks(PART).filter_map(|part| {
            let mut tree = Tree::new(site).ok()?;
            let digest = |path: &&String| match tree.look(path) {
                Ok(Found::File(content)) => Some(((*path).clone(), Digest::of(&content))),
                Ok(Found::Nothing | Found::Blocked(_)) | Err(_) => None,
            };
            Some(part.iter().filter_map(digest).collect::<Vec<_>>())
        });
        Seen(parts.flatten().collect())
    }

    /// Whether such a file is there.
    pub(super) fn has(&self, path: &str, digest: Digest) -> bool {
        self.0.get(path) == Some(&digest)
    }

    fn are_as(&self, recorded: &Records) -> bool {
        recorded.iter().all(|(path, digests)| {
            let seen = self.0.get(path);
            seen.is_some_and(|seen| digests.contains(seen))
        })
    }
}

/// How many files there are as the lock file records them, if all of them are and the build of this `version` wrote
/// them. They are current if the lock file is sealed for the design: [`is_sealed`].
pub fn intact(site: Site<'_>, recorded: &Lock, seen: &Seen, version: &str) -> Option<usize> {
    if !recorded.generators.iter().eq([version]) || !seen.are_as(&recorded.generated) {
        return None;
    }
    let migrations: Vec<_> = recorded.migrations.iter().collect();
    let scaffolded: Vec<_> = recorded.scaffolded.keys().collect();
    let is_intact = every(site, &migrations, |tree, (path, digests)| {
        Ok(match tree.look(path)? {
            Found::File(content) => digests.contains(&Digest::of(&content)),
            Found::Nothing | Found::Blocked(_) => false,
        })
    }) && every(site, &scaffolded, |tree, path| {
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
