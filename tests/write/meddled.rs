//! A disk that somebody else uses as well: before any operation, and after it, they do what they like.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use moguera::write::{Disk, Kind, LocalDisk};

/// What somebody does before the operation of this number, counted from 0, with the name that the method has.
type Meddle<'m> = &'m (dyn Fn(usize, &str) + Sync);

/// A disk, and what others do with it.
pub(crate) struct MeddledDisk<'m> {
    pub(crate) before: Meddle<'m>,
    pub(crate) after: Meddle<'m>,
    /// The path that is found for one that is asked for.
    pub(crate) finds: fn(&Path) -> PathBuf,
    /// Whether two files can change places at once.
    pub(crate) exchanges: bool,
    pub(crate) done: AtomicUsize,
}

impl Default for MeddledDisk<'_> {
    fn default() -> Self {
        MeddledDisk {
            before: &|_, _| {},
            after: &|_, _| {},
            finds: Path::to_path_buf,
            exchanges: true,
            done: AtomicUsize::new(0),
        }
    }
}

impl fmt::Debug for MeddledDisk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MeddledDisk").finish_non_exhaustive()
    }
}

impl MeddledDisk<'_> {
    fn between<T>(&self, name: &str, operation: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let number = self.done.fetch_add(1, Ordering::SeqCst);
        (self.before)(number, name);
        let result = operation();
        (self.after)(number, name);
        result
    }
}

/// As a disk that ignores case: only the last name of a path is looked for.
pub(crate) fn in_any_case(path: &Path) -> PathBuf {
    let names = path.parent().into_iter().flat_map(fs::read_dir).flatten();
    let mut paths = names.map(|entry| entry.expect("an entry").path());
    let asked = path.as_os_str().to_ascii_lowercase();
    let found = paths.find(|it| it.as_os_str().to_ascii_lowercase() == asked);
    found.unwrap_or_else(|| path.to_path_buf())
}

impl Disk for MeddledDisk<'_> {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.between("kind", || LocalDisk.kind(&(self.finds)(path)))
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.between("canonical", || LocalDisk.canonical(&(self.finds)(path)))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.between("read", || LocalDisk.read(&(self.finds)(path)))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.between("entries", || LocalDisk.entries(&(self.finds)(folder)))
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        self.between("is_empty", || LocalDisk.is_empty(&(self.finds)(folder)))
    }

    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.between("create", || LocalDisk.create(&(self.finds)(path), content))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.between("rename", || LocalDisk.rename(&(self.finds)(from), to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = ((self.finds)(from), (self.finds)(to));
        self.between("rename_new", || LocalDisk.rename_new(&from, &to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.between("exchange", || {
            if !self.exchanges {
                return Err(io::ErrorKind::Unsupported.into());
            }
            LocalDisk.exchange(&(self.finds)(one), &(self.finds)(other))
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.between("remove", || LocalDisk.remove(&(self.finds)(path)))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.between("create_folder", || LocalDisk.create_folder(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.between("remove_folder", || {
            LocalDisk.remove_folder(&(self.finds)(path))
        })
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.between("sync_file", || LocalDisk.sync_file(path))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.between("sync_folder", || LocalDisk.sync_folder(path))
    }

    fn sync_disk(&self, path: &Path) -> io::Result<()> {
        self.between("sync_disk", || LocalDisk.sync_disk(path))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.between("lock", || LocalDisk.lock(path))
    }

    fn is_named(&self, file: &File, path: &Path) -> io::Result<bool> {
        self.between("is_named", || LocalDisk.is_named(file, path))
    }
}
