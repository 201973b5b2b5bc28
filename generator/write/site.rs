//! A service's folder on a disk: operations by relative path, whose errors say what could not be
//! done to which path.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::disk::{Disk, Kind};

/// A folder, and the disk that it is on.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    disk: &'a dyn Disk,
    root: &'a Path,
}

/// What could not be done on the disk.
#[derive(Debug)]
pub struct Failure {
    /// What was tried: "cannot read".
    pub tried: &'static str,
    /// The path that it was tried on: relative to the service's folder, or as it was given.
    pub path: String,
    /// What the operating system said.
    pub error: io::Error,
    /// Paths that could not be put back afterwards. The next run that writes does it.
    pub unrestored: Vec<String>,
    /// What to do about it, if that is not for the operating system to say.
    pub help: Option<&'static str>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} `{}`: {}",
            self.tried,
            self.path.escape_debug(),
            self.error
        )
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Failure {
    pub(super) fn new(tried: &'static str, path: impl Into<String>, error: io::Error) -> Self {
        Failure {
            tried,
            path: path.into(),
            error,
            unrestored: Vec::new(),
            help: None,
        }
    }

    /// Of something that the operating system would allow, and moguera does not.
    pub(super) fn refused(
        tried: &'static str,
        path: impl Into<String>,
        (reason, help): (&str, &'static str),
    ) -> Self {
        Failure {
            help: Some(help),
            ..Failure::new(tried, path, io::Error::other(reason))
        }
    }

    /// Whether the path was there, where nothing should be.
    pub(super) fn is_already_there(&self) -> bool {
        self.error.kind() == io::ErrorKind::AlreadyExists
    }

    /// Whether the path was not there.
    pub(super) fn is_not_found(&self) -> bool {
        self.error.kind() == io::ErrorKind::NotFound
    }

    /// Whether the disk cannot do such a thing.
    pub(super) fn is_unsupported(&self) -> bool {
        self.error.kind() == io::ErrorKind::Unsupported
    }

    /// Whether it was a folder with something in it.
    pub(super) fn is_not_empty(&self) -> bool {
        self.error.kind() == io::ErrorKind::DirectoryNotEmpty
    }

    /// Whether it was a folder that no later try would remove either: one with something in it, a link to one, a mounted
    /// one, or one that stands where nothing may be removed.
    pub(super) fn is_to_stay(&self) -> bool {
        matches!(
            self.error.kind(),
            io::ErrorKind::DirectoryNotEmpty
                | io::ErrorKind::NotADirectory
                | io::ErrorKind::ResourceBusy
                | io::ErrorKind::PermissionDenied
                | io::ErrorKind::ReadOnlyFilesystem
        )
    }
}

impl<'a> Site<'a> {
    /// The folder itself need not be there yet.
    pub fn new(disk: &'a dyn Disk, root: &'a Path) -> Self {
        Site { disk, root }
    }

    /// The service's folder.
    pub fn root(&self) -> &'a Path {
        self.root
    }

    pub(super) fn disk(&self) -> &'a dyn Disk {
        self.disk
    }

    /// The place of a relative path; the empty one is the folder itself.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        if path.is_empty() {
            self.root.to_path_buf()
        } else {
            self.root.join(path)
        }
    }

    pub(super) fn kind(&self, path: &str) -> Result<Option<Kind>, Failure> {
        self.disk
            .kind(&self.place(path))
            .map_err(|error| Failure::new("cannot look at", path, error))
    }

    pub(super) fn canonical(&self, path: &str) -> Result<PathBuf, Failure> {
        self.disk
            .canonical(&self.place(path))
            .map_err(|error| Failure::new("cannot follow", path, error))
    }

    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Failure> {
        self.disk
            .read(&self.place(path))
            .map_err(|error| Failure::new("cannot read", path, error))
    }

    pub(super) fn entries(&self, folder: &str) -> Result<Vec<String>, Failure> {
        self.disk
            .entries(&self.place(folder))
            .map_err(|error| Failure::new("cannot list", folder, error))
    }

    pub(super) fn create(&self, path: &str, content: &[u8]) -> Result<(), Failure> {
        self.disk
            .create(&self.place(path), content)
            .map_err(|error| Failure::new("cannot write", path, error))
    }

    pub(super) fn rename(&self, from: &str, to: &str) -> Result<(), Failure> {
        let renamed = self.disk.rename(&self.place(from), &self.place(to));
        renamed.map_err(|error| Failure::new("cannot put in place", to, error))
    }

    /// In place of nothing.
    pub(super) fn rename_new(&self, from: &str, to: &str) -> Result<(), Failure> {
        let renamed = self.disk.rename_new(&self.place(from), &self.place(to));
        renamed.map_err(|error| Failure::new("cannot put in place", to, error))
    }

    /// What is beside its place, and what is in it.
    pub(super) fn exchange(&self, beside: &str, path: &str) -> Result<(), Failure> {
        let exchanged = self.disk.exchange(&self.place(beside), &self.place(path));
        exchanged.map_err(|error| Failure::new("cannot put in place", path, error))
    }

    pub(super) fn remove(&self, path: &str) -> Result<(), Failure> {
        self.disk
            .remove(&self.place(path))
            .map_err(|error| Failure::new("cannot remove", path, error))
    }

    pub(super) fn create_folder(&self, path: &str) -> Result<(), Failure> {
        let created = self.disk.create_folder(&self.place(path));
        created.map_err(|error| Failure::new("cannot make the folder", path, error))
    }

    pub(super) fn remove_folder(&self, path: &str) -> Result<(), Failure> {
        let removed = self.disk.remove_folder(&self.place(path));
        removed.map_err(|error| Failure::new("cannot remove the folder", path, error))
    }

    pub(super) fn sync_file(&self, path: &str) -> Result<(), Failure> {
        let synced = self.disk.sync_file(&self.place(path));
        synced.map_err(|error| Failure::new("cannot write", path, error))
    }

    pub(super) fn sync_folder(&self, path: &str) -> Result<(), Failure> {
        let synced = self.disk.sync_folder(&self.place(path));
        synced.map_err(|error| Failure::new("cannot write the folder", path, error))
    }

    pub(super) fn sync_disk(&self) -> Result<(), Failure> {
        let synced = self.disk.sync_disk(self.root);
        synced.map_err(|error| Failure::new("cannot write the disk of", show(self.root), error))
    }
}

fn show(path: &Path) -> String {
    path.display().to_string()
}
