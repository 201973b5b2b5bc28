//! A disk that remembers what was done to it, and what of that survives when the power goes: the content of a file if it
//! was waited for, and of the names in a folder what came before the folder was waited for; of what came after it, as
//! much as the disk likes, but in that order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use moguera::write::{Disk, Kind, LocalDisk};

/// Something that was done, by relative paths.
#[derive(Debug, Clone)]
enum Done {
    Create(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Exchange(PathBuf, PathBuf),
    Remove(PathBuf),
    CreateFolder(PathBuf),
    RemoveFolder(PathBuf),
    SyncFile(PathBuf),
    SyncFolder(PathBuf),
    SyncDisk,
}

/// What a disk has kept of names that nobody waited for, by folder.
pub(crate) type Kept = fn(&Path) -> bool;

/// A disk that remembers.
#[derive(Debug)]
pub(crate) struct RememberingDisk {
    root: PathBuf,
    done: Mutex<Vec<Done>>,
}

impl Done {
    /// The folder whose names it changes.
    fn folder(&self) -> Option<&Path> {
        match self {
            Done::Create(path, _)
            | Done::Rename(_, path)
            | Done::Exchange(_, path)
            | Done::Remove(path)
            | Done::CreateFolder(path)
            | Done::RemoveFolder(path) => path.parent(),
            Done::SyncFile(_) | Done::SyncFolder(_) | Done::SyncDisk => None,
        }
    }
}

impl RememberingDisk {
    pub(crate) fn new(root: &Path) -> Self {
        RememberingDisk {
            root: root.to_path_buf(),
            done: Mutex::default(),
        }
    }

    /// How much was done.
    pub(crate) fn count(&self) -> usize {
        self.done.lock().expect("no thread panics").len()
    }

    /// How often somebody waited.
    pub(crate) fn waits(&self) -> usize {
        let done = self.done.lock().expect("no thread panics");
        done.iter().filter(|step| step.folder().is_none()).count()
    }

    /// Does to a folder like the one before what survives of the first so many operations.
    pub(crate) fn cut(&self, count: usize, kept: Kept, root: &Path) {
        let done = self.done.lock().expect("no thread panics");
        let done = &done[..count];
        let whole = whole(done);
        for (index, step) in done.iter().enumerate() {
            let Some(folder) = step.folder() else {
                continue;
            };
            if !kept(folder) && !is_waited_for(&done[index..], folder) {
                continue;
            }
            // Content that nobody waited for is not there; the name is.
            let step = match step {
                Done::Create(path, _) if !whole.contains(&index) => {
                    &Done::Create(path.clone(), Vec::new())
                }
                step => step,
            };
            // What is in a folder that is not there is not there either.
            let _: io::Result<()> = again(step, root);
        }
    }

    fn remember(&self, done: Done, operation: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let mut all = self.done.lock().expect("no thread panics");
        operation()?;
        all.push(done);
        Ok(())
    }

    fn relative(&self, path: &Path) -> PathBuf {
        let path = path.strip_prefix(&self.root);
        path.expect("nothing else is changed").to_path_buf()
    }
}

/// A folder that is gone for good is gone with everything that was in it.
fn is_waited_for(later: &[Done], folder: &Path) -> bool {
    later.iter().enumerate().any(|(index, step)| match step {
        Done::SyncFolder(path) => path == folder,
        Done::SyncDisk => true,
        Done::RemoveFolder(path) if path == folder => {
            let above = path.parent().expect("it is below the service's");
            is_waited_for(&later[index..], above)
        }
        _ => false,
    })
}

/// The files whose content was waited for, by the operation that made them.
fn whole(done: &[Done]) -> BTreeSet<usize> {
    let mut whole = BTreeSet::new();
    let mut made: BTreeMap<&Path, usize> = BTreeMap::new();
    for (index, step) in done.iter().enumerate() {
        match step {
            Done::Create(path, _) => {
                made.insert(path, index);
            }
            Done::Rename(from, to) => {
                let moved = made.remove(from.as_path());
                made.remove(to.as_path());
                made.extend(moved.map(|moved| (to.as_path(), moved)));
            }
            Done::Exchange(one, other) => {
                let both = [(one, other), (other, one)];
                let moved = both.map(|(from, to)| (to.as_path(), made.remove(from.as_path())));
                made.extend(
                    moved
                        .into_iter()
                        .filter_map(|(to, moved)| Some((to, moved?))),
                );
            }
            Done::SyncFile(path) => whole.extend(made.get(path.as_path())),
            Done::SyncDisk => whole.extend(made.values()),
            Done::Remove(_) | Done::CreateFolder(_) | Done::RemoveFolder(_) => {}
            Done::SyncFolder(_) => {}
        }
    }
    whole
}

/// Does it once more, in another folder.
fn again(step: &Done, root: &Path) -> io::Result<()> {
    match step {
        Done::Create(path, content) => LocalDisk.create(&root.join(path), content),
        Done::Rename(from, to) => LocalDisk.rename(&root.join(from), &root.join(to)),
        Done::Exchange(one, other) => LocalDisk.exchange(&root.join(one), &root.join(other)),
        Done::Remove(path) => LocalDisk.remove(&root.join(path)),
        Done::CreateFolder(path) => LocalDisk.create_folder(&root.join(path)),
        Done::RemoveFolder(path) => LocalDisk.remove_folder(&root.join(path)),
        Done::SyncFile(_) | Done::SyncFolder(_) | Done::SyncDisk => Ok(()),
    }
}

impl Disk for RememberingDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        LocalDisk.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        LocalDisk.canonical(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        LocalDisk.read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<String>> {
        LocalDisk.entries(folder)
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        LocalDisk.is_empty(folder)
    }

    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let done = Done::Create(self.relative(path), content.to_vec());
        self.remember(done, || LocalDisk.create(path, content))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let done = Done::Rename(self.relative(from), self.relative(to));
        self.remember(done, || LocalDisk.rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        let done = Done::Rename(self.relative(from), self.relative(to));
        self.remember(done, || LocalDisk.rename_new(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        let done = Done::Exchange(self.relative(one), self.relative(other));
        self.remember(done, || LocalDisk.exchange(one, other))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let done = Done::Remove(self.relative(path));
        self.remember(done, || LocalDisk.remove(path))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let done = Done::CreateFolder(self.relative(path));
        self.remember(done, || LocalDisk.create_folder(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let done = Done::RemoveFolder(self.relative(path));
        self.remember(done, || LocalDisk.remove_folder(path))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.remember(Done::SyncFile(self.relative(path)), || Ok(()))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let done = Done::SyncFolder(self.relative(path));
        // Only of a folder that is there.
        self.remember(done, || File::open(path).map(drop))
    }

    fn sync_disk(&self, _: &Path) -> io::Result<()> {
        self.remember(Done::SyncDisk, || Ok(()))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        LocalDisk.lock(path)
    }

    fn is_named(&self, file: &File, path: &Path) -> io::Result<bool> {
        LocalDisk.is_named(file, path)
    }
}
