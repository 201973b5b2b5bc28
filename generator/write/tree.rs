//! What is in a service's folder: relative paths go in, contents come out, and no symbolic link
//! leads anywhere else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::disk::Kind;
use super::plan::Blocked;
use super::site::{Failure, Site};
use crate::output::folders_above;
use rayon::prelude::*;

/// What is at a path.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing, and nothing keeps a file from being written there.
    Nothing,
    /// A file.
    File(Vec<u8>),
    /// Something that cannot be read or written as a file.
    Blocked(Blocked),
}

/// A folder that is looked at during one comparison. What is known of a folder is asked only once.
pub(super) struct Tree<'a> {
    site: Site<'a>,
    /// The folder without symbolic links; `None` if it is not there.
    root: Option<PathBuf>,
    folders: BTreeMap<String, Folder>,
}

/// Files that one thread looks at before it asks for more: neighbours, whose folders it looks at once.
pub(super) const PART: usize = 128;

/// What is found of each of some files, in their order; they are looked at on all cores.
///
/// # Errors
///
/// The first file that cannot be looked at.
pub(super) fn each<'a, T: Sync, R: Send>(
    site: Site<'a>,
    files: &[T],
    look: impl Fn(&mut Tree<'a>, &T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
    let parts = files.par_chunks(PART).map(|part| {
        let mut tree = Tree::new(site)?;
        let found = part.iter().map(|file| look(&mut tree, file));
        found.collect::<Result<Vec<R>, Failure>>()
    });
    let parts: Vec<_> = parts.collect();
    let mut all = Vec::with_capacity(files.len());
    for part in parts {
        all.append(&mut part?);
    }
    Ok(all)
}

#[derive(Debug, Clone)]
enum Folder {
    Missing,
    Usable,
    Blocked(Blocked),
}

impl<'a> Tree<'a> {
    pub(super) fn new(site: Site<'a>) -> Result<Self, Failure> {
        let root = match site.canonical("") {
            Ok(root) => Some(root),
            Err(failure) if failure.is_not_found() => None,
            Err(failure) => return Err(failure),
        };
        Ok(Tree {
            site,
            root,
            folders: BTreeMap::new(),
        })
    }

    pub(super) fn site(&self) -> Site<'a> {
        self.site
    }

    /// What is at a path that keeps the rules of [`crate::output::check_path`] or is one of
    /// moguera's own.
    pub(super) fn look(&mut self, path: &str) -> Result<Found, Failure> {
        let folder = folders_above(path).next().unwrap_or("");
        match self.folder(folder)? {
            Folder::Missing => return Ok(Found::Nothing),
            Folder::Blocked(blocked) => return Ok(Found::Blocked(blocked)),
            Folder::Usable => {}
        }
        match self.site.kind(path)? {
            None => Ok(Found::Nothing),
            Some(Kind::File) => self.site.read(path).map(Found::File),
            Some(Kind::Folder) => Ok(Found::Blocked(Blocked::Folder)),
            Some(Kind::Other) => Ok(Found::Blocked(Blocked::Special)),
            Some(Kind::Link) if !self.stays(path)? => {
                Ok(Found::Blocked(Blocked::Link(path.to_owned())))
            }
            Some(Kind::Link) => match self.site.disk().kind(&self.site.canonical(path)?) {
                Ok(Some(Kind::File)) => self.site.read(path).map(Found::File),
                Ok(_) => Ok(Found::Blocked(Blocked::Folder)),
                Err(error) => Err(Failure::new("cannot look at", path, error)),
            },
        }
    }

    /// Whether anything is at such a path.
    pub(super) fn is_there(&mut self, path: &str) -> Result<bool, Failure> {
        let folder = folders_above(path).next().unwrap_or("");
        match self.folder(folder)? {
            Folder::Usable => Ok(self.site.kind(path)?.is_some()),
            Folder::Missing | Folder::Blocked(_) => Ok(false),
        }
    }

    /// Whether a file and the folders above it are listed under these very names: a disk that ignores case finds them
    /// under others too.
    pub(super) fn is_listed(&self, path: &str) -> Result<bool, Failure> {
        for path in [path].into_iter().chain(folders_above(path)) {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            if !self.site.entries(folder)?.iter().any(|it| it == name) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the folder of a path is in the service's folder, or would be.
    pub(super) fn stays_inside(&mut self, path: &str) -> Result<bool, Failure> {
        let folder = self.folder(folders_above(path).next().unwrap_or(""))?;
        Ok(!matches!(folder, Folder::Blocked(Blocked::Link(_))))
    }

    fn folder(&mut self, path: &str) -> Result<Folder, Failure> {
        if path.is_empty() {
            return Ok(if self.root.is_some() {
                Folder::Usable
            } else {
                Folder::Missing
            });
        }
        if let Some(known) = self.folders.get(path) {
            return Ok(known.clone());
        }
        let above = self.folder(folders_above(path).next().unwrap_or(""))?;
        let folder = match above {
            Folder::Usable => self.folder_itself(path)?,
            Folder::Missing | Folder::Blocked(_) => above,
        };
        self.folders.insert(path.to_owned(), folder.clone());
        Ok(folder)
    }

    fn folder_itself(&self, path: &str) -> Result<Folder, Failure> {
        Ok(match self.site.kind(path)? {
            None => Folder::Missing,
            Some(Kind::Folder) => Folder::Usable,
            Some(Kind::File | Kind::Other) => Folder::Blocked(Blocked::File(path.to_owned())),
            Some(Kind::Link) if !self.stays(path)? => {
                Folder::Blocked(Blocked::Link(path.to_owned()))
            }
            Some(Kind::Link) => match self.site.disk().kind(&self.site.canonical(path)?) {
                Ok(Some(Kind::Folder)) => Folder::Usable,
                Ok(_) => Folder::Blocked(Blocked::File(path.to_owned())),
                Err(error) => return Err(Failure::new("cannot look at", path, error)),
            },
        })
    }

    /// Whether a symbolic link leads to something in the service's folder. One that leads nowhere
    /// does not.
    fn stays(&self, path: &str) -> Result<bool, Failure> {
        match self.site.canonical(path) {
            Ok(target) => Ok(self
                .root
                .as_ref()
                .is_some_and(|root| target.starts_with(root))),
            Err(failure) if failure.is_not_found() => Ok(false),
            Err(failure) => Err(failure),
        }
    }
}
