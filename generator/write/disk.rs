//! The operations on a disk that writing needs. They stand behind a trait so that a test can let
//! each of them fail; files are read and written by several threads at once.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where the disk is read and written"
)]

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::settled::settled;
#[cfg(unix)]
use super::settled::settled_folder;

/// What is at a path, itself: a symbolic link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a socket or the like.
    Other,
}

/// A disk. Each method is one operation of the operating system, with its error.
pub trait Disk: fmt::Debug + Sync {
    /// What is at the path; `None` if nothing is.
    ///
    /// # Errors
    ///
    /// The path cannot be looked at.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// The path without symbolic links.
    ///
    /// # Errors
    ///
    /// Nothing is there, or it cannot be looked at.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// A file's content.
    ///
    /// # Errors
    ///
    /// It is not there, is not a file or cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Names of what is in a folder, in no order; those that are no text are left out.
    ///
    /// # Errors
    ///
    /// It is not there, is not a folder or cannot be read.
    fn entries(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Whether a folder has no entry.
    ///
    /// # Errors
    ///
    /// It is not there, is not a folder or cannot be read.
    fn is_empty(&self, folder: &Path) -> io::Result<bool>;

    /// Writes a file that does not exist yet, with the permissions that the process gives every new
    /// file. After an error a part of it may be there.
    ///
    /// # Errors
    ///
    /// Something is there already, even a link that leads nowhere, or it cannot be written.
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Moves a file to another name on the same disk, in place of what has that name.
    ///
    /// # Errors
    ///
    /// It is not there or cannot be moved.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// The same to a name that nothing has.
    ///
    /// # Errors
    ///
    /// It is not there, something has that name, or it cannot be moved.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Each of two files gets the other one's name, at once: neither name is ever without a file.
    ///
    /// # Errors
    ///
    /// One is not there or cannot be moved, or, as [`io::ErrorKind::Unsupported`], the disk cannot do that.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Removes a file or a symbolic link.
    ///
    /// # Errors
    ///
    /// It is not there or cannot be removed.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder in one that exists.
    ///
    /// # Errors
    ///
    /// Something is there already, or it cannot be made.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    ///
    /// It is not there, is not empty or cannot be removed.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Waits until a file's content would survive a power cut, on a disk that can tell.
    ///
    /// # Errors
    ///
    /// It is not there, or the content could not be kept.
    fn sync_file(&self, path: &Path) -> io::Result<()>;

    /// The same for the names of what is in a folder.
    ///
    /// # Errors
    ///
    /// It is not there, or the names could not be kept.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// The same for everything that was written to the disk that a folder is on.
    ///
    /// # Errors
    ///
    /// Something could not be kept, or, as [`io::ErrorKind::Unsupported`], the machine cannot do that.
    fn sync_disk(&self, folder: &Path) -> io::Result<()>;

    /// Takes a file's lock for as long as the file is held; makes the file if it is not there.
    /// `None` if another process holds it.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or the disk knows no locks.
    fn lock(&self, path: &Path) -> io::Result<Option<File>>;

    /// Whether an open file is the one that has this name. A machine that cannot tell says whether any has.
    ///
    /// # Errors
    ///
    /// The path or the file cannot be looked at.
    fn is_named(&self, file: &File, path: &Path) -> io::Result<bool>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let kind = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else if kind.is_symlink() {
            Kind::Link
        } else {
            Kind::Other
        }))
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().into_string().ok()));
        let names: io::Result<Vec<Option<String>>> = names.collect();
        Ok(names?.into_iter().flatten().collect())
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        Ok(fs::read_dir(folder)?.next().transpose()?.is_none())
    }

    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        new_file(content).open(path)?.write_all(content)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match rename_with(from, to, How::New) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => link_new(from, to),
            renamed => renamed,
        }
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        rename_with(one, other, How::Exchange)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        // Elsewhere only who may write can wait.
        let file = OpenOptions::new()
            .read(true)
            .write(cfg!(not(unix)))
            .open(path)?;
        settled(file.sync_all())
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        settled_folder(File::open(path).and_then(|folder| folder.sync_all()))
    }

    /// Such a machine opens no folders, and keeps names by itself.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn sync_disk(&self, folder: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(folder)?)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync_disk(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    #[cfg(unix)]
    fn is_named(&self, file: &File, path: &Path) -> io::Result<bool> {
        use std::os::unix::fs::MetadataExt;

        let named = match fs::symlink_metadata(path) {
            Ok(named) => named,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        let file = file.metadata()?;
        Ok((named.dev(), named.ino()) == (file.dev(), file.ino()))
    }

    #[cfg(not(unix))]
    fn is_named(&self, _: &File, path: &Path) -> io::Result<bool> {
        Ok(self.kind(path)?.is_some())
    }
}

/// What becomes of what has the new name already.
#[derive(Clone, Copy)]
enum How {
    /// Nothing may have it.
    New,
    /// It gets the old name.
    Exchange,
}

/// `renameat2`, or `renameatx_np`.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_with(from: &Path, to: &Path, how: How) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    let flags = match how {
        How::New => RenameFlags::NOREPLACE,
        How::Exchange => RenameFlags::EXCHANGE,
    };
    renameat_with(CWD, from, CWD, to, flags).map_err(|error| match error {
        // What a disk says that knows no such flag.
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_with(_: &Path, _: &Path, _: How) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A second name is given only if nothing has it; then the first one goes. A disk that knows no second names is asked
/// before.
fn link_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound
            ) =>
        {
            Err(error)
        }
        Err(_) if LocalDisk.kind(to)?.is_some() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Mode 0666 less the process's mask, or 0777 for a script: what a shell or an editor would give
/// the file.
#[cfg(unix)]
fn new_file(content: &[u8]) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    let mode = if content.starts_with(b"#!/") {
        0o777
    } else {
        0o666
    };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(mode);
    options
}

#[cfg(not(unix))]
fn new_file(_: &[u8]) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}
