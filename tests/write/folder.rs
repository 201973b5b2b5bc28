//! A service's folder for one test, and disks that do not do as they are told.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;

use moguera::lock;
use moguera::output::{self, Output, Owner};
use moguera::write::{
    Disk, Edits, Failure, Kind, LocalDisk, Outcome, Run, Site, compare, read_lock,
};
use tempfile::TempDir;

pub(crate) const GENERATED: Owner = Owner::Generated;
pub(crate) const WIRED: Owner = Owner::Scaffolded { wired: true };
pub(crate) const FREE: Owner = Owner::Scaffolded { wired: false };

/// A folder that is removed after the test.
pub(crate) struct Folder {
    parent: TempDir,
    root: PathBuf,
}

/// A file as it is compared; a folder has no content and no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    content: Option<String>,
    changed: Option<SystemTime>,
    mode: u32,
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum Stopped {
    Refused(Vec<String>),
    Failed(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Stopped::Failed(failure)
    }
}

/// What a design would ask for.
pub(crate) fn output(files: &[(Owner, &str, &str)]) -> Output {
    let mut output = Output::new();
    for (owner, path, text) in files {
        let file = output::File {
            owner: *owner,
            text: (*text).to_owned().into(),
        };
        output
            .insert(*path, file)
            .expect("the paths of these tests are fine");
    }
    output
}

impl Folder {
    pub(crate) fn new() -> Self {
        let parent = TempDir::new().expect("a temporary folder");
        let root = parent.path().join("service");
        Folder { parent, root }
    }

    /// A folder in which these files were generated.
    pub(crate) fn with(files: &[(Owner, &str, &str)]) -> Self {
        let folder = Folder::new();
        folder.write(&output(files)).expect("the first run writes");
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A folder beside the service's, for links that lead out.
    pub(crate) fn outside(&self) -> PathBuf {
        let outside = self.parent.path().join("outside");
        fs::create_dir_all(&outside).expect("a folder");
        outside
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root.join(path)).ok()
    }

    pub(crate) fn delete(&self, path: &str) {
        fs::remove_file(self.root.join(path)).expect("it was there");
    }

    /// A run as `moguera generate` does it.
    pub(crate) fn write(&self, output: &Output) -> Result<Vec<String>, Stopped> {
        self.write_with(&LocalDisk, output, Edits::Refused)
    }

    pub(crate) fn force(&self, output: &Output) -> Result<Vec<String>, Stopped> {
        self.write_with(&LocalDisk, output, Edits::Overwritten)
    }

    /// A run on some disk; says what it did, `create a.rs`, without the lock file's line.
    pub(crate) fn write_with(
        &self,
        disk: &dyn Disk,
        output: &Output,
        edits: Edits,
    ) -> Result<Vec<String>, Stopped> {
        let site = Site::new(disk, &self.root);
        let run = Run::begin(site)?;
        let facts = read_lock(site)?;
        let recorded = lock::parse(&facts).expect("the lock file is as it was written");
        let plan = compare(site, output, &recorded, "0.1.0")?;
        let refused: Vec<_> = plan.refused(edits).map(line).collect();
        if !refused.is_empty() {
            return Err(Stopped::Refused(refused));
        }
        let lines = plan
            .entries
            .iter()
            .filter(|entry| entry.path != "moguera.lock")
            .map(line);
        let lines = lines.collect();
        if !plan.is_empty() {
            match run.commit(&plan)? {
                Outcome::Written | Outcome::WrittenWithLeftovers(_) => {}
            }
        }
        Ok(lines)
    }

    /// Every file and folder below the service's, by relative path.
    pub(crate) fn nodes(&self) -> BTreeMap<String, Node> {
        let mut nodes = BTreeMap::new();
        let mut waiting = vec![self.root.clone()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                let metadata = fs::symlink_metadata(&path).expect("it is there");
                let is_file = metadata.is_file();
                let name = path
                    .strip_prefix(&self.root)
                    .expect("it is below")
                    .to_str()
                    .expect("UTF-8");
                let node = Node {
                    content: is_file.then(|| fs::read_to_string(&path).expect("it can be read")),
                    changed: is_file.then(|| metadata.modified().expect("it has a time")),
                    mode: mode(&metadata),
                };
                nodes.insert(name.to_owned(), node);
                if metadata.is_dir() {
                    waiting.push(path);
                }
            }
        }
        nodes
    }

    /// The same without what only tells when and how often it ran.
    pub(crate) fn contents(&self) -> BTreeMap<String, Option<String>> {
        let nodes = self
            .nodes()
            .into_iter()
            .filter(|(path, _)| path != ".moguera/run.lock");
        nodes.map(|(path, node)| (path, node.content)).collect()
    }
}

fn line(entry: &moguera::write::Entry<'_>) -> String {
    format!("{} {}", entry.state.action(), entry.path)
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions())
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}

/// When a disk refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Only this operation, counted from 0.
    At(usize),
    /// This operation and everything after it, as if the process had been killed.
    From(usize),
    /// Whatever changes something.
    Writing,
}

/// A disk that refuses.
#[derive(Debug)]
pub(crate) struct FaultyDisk {
    fault: Fault,
    done: AtomicUsize,
    has_refused: AtomicBool,
}

impl FaultyDisk {
    pub(crate) fn new(fault: Fault) -> Self {
        FaultyDisk {
            fault,
            done: AtomicUsize::new(0),
            has_refused: AtomicBool::new(false),
        }
    }

    pub(crate) fn has_refused(&self) -> bool {
        self.has_refused.load(Ordering::SeqCst)
    }

    fn read_step(&self) -> io::Result<()> {
        let step = self.done.fetch_add(1, Ordering::SeqCst);
        let is_refused = match self.fault {
            Fault::At(at) => step == at,
            Fault::From(from) => step >= from,
            Fault::Writing => false,
        };
        if is_refused {
            return Err(self.refusal());
        }
        Ok(())
    }

    fn write_step(&self) -> io::Result<()> {
        if self.fault == Fault::Writing {
            return Err(self.refusal());
        }
        self.read_step()
    }

    fn refusal(&self) -> io::Error {
        self.has_refused.store(true, Ordering::SeqCst);
        io::Error::other("the disk refuses")
    }
}

impl Disk for FaultyDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.read_step()?;
        LocalDisk.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.read_step()?;
        LocalDisk.canonical(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_step()?;
        LocalDisk.read(path)
    }

    fn is_empty(&self, folder: &Path) -> io::Result<bool> {
        self.read_step()?;
        LocalDisk.is_empty(folder)
    }

    /// A full disk leaves half of the file.
    fn create(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if let Err(error) = self.write_step() {
            if matches!(self.fault, Fault::At(_)) {
                LocalDisk.create(path, &content[..content.len() / 2])?;
            }
            return Err(error);
        }
        LocalDisk.create(path, content)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.write_step()?;
        LocalDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.write_step()?;
        LocalDisk.remove(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.write_step()?;
        LocalDisk.create_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.write_step()?;
        LocalDisk.remove_folder(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        self.write_step()?;
        LocalDisk.lock(path)
    }
}
