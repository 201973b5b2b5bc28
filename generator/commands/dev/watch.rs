//! The files that a service is made of: somebody changes them, what was changed comes out. What moguera writes itself
//! is no change.

#![expect(
    clippy::disallowed_methods,
    reason = "how long a look takes decides how often there is one"
)]

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::course::Edited;
use crate::machine::{Stamps, collect, stamp};
use crate::output::DESIGN;

/// How often files are looked at: a tenth of a second later is soon enough for whoever waits for a compiler.
const PAUSE: Duration = Duration::from_millis(250);

/// How much longer than a look a pause is: a large service takes no more of a machine than a small one, and is looked
/// at less often.
const SHARE: u32 = 40;

/// How long nothing may change before a change counts: editors write several files, and some of them twice.
const SETTLE: Duration = Duration::from_millis(60);

/// What a service is built of, beside its design.
const CODE: [&str; 6] = [
    "crates",
    "migrations",
    "Cargo.toml",
    "build.rs",
    "rust-toolchain",
    "rust-toolchain.toml",
];

/// The files of a service as they were when somebody last looked.
#[derive(Debug)]
pub(super) struct Watch {
    folder: PathBuf,
    seen: Mutex<Stamps>,
}

/// While it is held nothing that is written counts as a change if it is told of.
#[derive(Debug)]
pub(super) struct Paused<'w> {
    folder: &'w Path,
    seen: MutexGuard<'w, Stamps>,
}

impl Watch {
    /// From now on.
    pub(super) fn new(folder: &Path) -> Self {
        Watch {
            folder: folder.to_path_buf(),
            seen: Mutex::new(look(folder)),
        }
    }

    /// Waits for the next change that nobody told of.
    pub(super) fn next(&self) -> Edited {
        let mut took = Duration::ZERO;
        loop {
            thread::sleep(PAUSE.max(took * SHARE));
            let begun = Instant::now();
            let edited = self.changes();
            took = begun.elapsed();
            if edited != Edited::default() {
                return self.settle(edited);
            }
        }
    }

    /// Keeps the watch from looking.
    pub(super) fn pause(&self) -> Paused<'_> {
        Paused {
            folder: &self.folder,
            seen: self.seen(),
        }
    }

    fn settle(&self, mut edited: Edited) -> Edited {
        loop {
            thread::sleep(SETTLE);
            let more = self.changes();
            if more == Edited::default() {
                return edited;
            }
            edited.design |= more.design;
            edited.code |= more.code;
        }
    }

    /// What has changed since somebody last looked.
    fn changes(&self) -> Edited {
        let mut seen = self.seen();
        let now = look(&self.folder);
        let edited = difference(&self.folder.join(DESIGN), &seen, &now);
        *seen = now;
        edited
    }

    /// Stamps are whole at every moment, whoever panicked.
    fn seen(&self) -> MutexGuard<'_, Stamps> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Paused<'_> {
    /// Takes files as seen that were written or removed meanwhile. Others that were changed at the same time are found
    /// as ever.
    pub(super) fn tell<'p>(&mut self, paths: impl Iterator<Item = &'p str>) {
        for path in paths {
            let path = self.folder.join(path);
            match stamp(&path) {
                Some(stamp) if is_watched(self.folder, &path) => {
                    self.seen.insert(path, stamp);
                }
                _ => {
                    self.seen.remove(&path);
                }
            }
        }
    }
}

fn look(folder: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    for name in CODE.into_iter().chain([DESIGN]) {
        collect(&folder.join(name), is_passing, &mut stamps);
    }
    stamps
}

/// Whether a look finds a file at this path.
fn is_watched(folder: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(folder) else {
        return false;
    };
    let mut names = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let first = names.next().unwrap_or_default();
    let is_named = CODE.contains(&&*first) || first == DESIGN;
    let mut path = folder.join(&*first);
    is_named
        && names.all(|name| {
            path.push(&*name);
            !name.starts_with('.') && !is_passing(&path)
        })
}

/// What compilers, servers and editors leave beside sources.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_beside = |manifest: &str| stamp(&path.with_file_name(manifest)).is_some();
    match &*name {
        // Elsewhere they are modules of the team's.
        "target" => is_beside("Cargo.toml"),
        "node_modules" => is_beside("package.json"),
        name => name.ends_with(['~', '#']) || name.ends_with(".swp"),
    }
}

fn difference(design: &Path, before: &Stamps, now: &Stamps) -> Edited {
    let changed = now
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(stamp));
    let removed = before.keys().filter(|path| !now.contains_key(*path));
    let mut edited = Edited::default();
    for path in changed.map(|(path, _)| path).chain(removed) {
        if path.starts_with(design) {
            edited.design = true;
        } else {
            edited.code = true;
        }
    }
    edited
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn put(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    const DESIGN: Edited = Edited {
        design: true,
        code: false,
    };
    const CODE: Edited = Edited {
        design: false,
        code: true,
    };

    /// A service of two files.
    fn service() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        put(folder.path(), "design/a.yaml", "a");
        put(folder.path(), "crates/x/src/lib.rs", "a");
        folder
    }

    #[test]
    fn changes_are_told_apart() {
        let folder = service();
        let root = folder.path();
        let watch = Watch::new(root);
        assert_eq!(watch.changes(), Edited::default());
        put(root, "design/deep/b.yaml", "b");
        assert_eq!(watch.changes(), DESIGN);
        for path in [
            "Cargo.toml",
            "crates/x/Cargo.toml",
            "crates/x/src/target/mod.rs",
            "crates/x/src/var/mod.rs",
            "migrations/sqlite/1.sql",
        ] {
            put(root, path, "x");
            assert_eq!(watch.changes(), CODE, "{path}");
        }
        fs::remove_file(root.join("crates/x/src/lib.rs")).expect("it was there");
        fs::remove_file(root.join("design/a.yaml")).expect("it was there");
        let both = Edited {
            design: true,
            code: true,
        };
        assert_eq!(watch.changes(), both);
        assert_eq!(watch.changes(), Edited::default());
    }

    #[test]
    fn what_passes_is_no_change() {
        let folder = service();
        put(folder.path(), "crates/x/Cargo.toml", "x");
        put(folder.path(), "crates/x/assets/package.json", "x");
        let watch = Watch::new(folder.path());
        for path in [
            "target/debug/x",
            "var/secret.key",
            "Cargo.lock",
            "crates/x/target/y",
            "crates/x/assets/node_modules/y",
            "crates/x/src/.lib.rs.swp",
            "crates/x/src/lib.rs~",
            ".git/index",
            "README.md",
        ] {
            put(folder.path(), path, "x");
            assert_eq!(watch.changes(), Edited::default(), "{path}");
        }
    }

    #[test]
    fn what_moguera_wrote_is_no_change_and_what_others_wrote_meanwhile_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        put(root, "crates/x/src/gone.rs", "a");
        let watch = Watch::new(root);
        let mut paused = watch.pause();
        put(root, "crates/x/src/generated/mod.rs", "a");
        put(root, "README.md", "a");
        put(root, "crates/x/.clippy.toml", "a");
        fs::remove_file(root.join("crates/x/src/gone.rs")).expect("it was there");
        let written = [
            "crates/x/src/generated/mod.rs",
            "README.md",
            "crates/x/.clippy.toml",
            "crates/x/src/gone.rs",
        ];
        paused.tell(written.into_iter());
        drop(paused);
        assert_eq!(watch.changes(), Edited::default());
        let mut paused = watch.pause();
        put(root, "crates/x/src/generated/mod.rs", "bc");
        put(root, "crates/x/src/lib.rs", "mine");
        paused.tell(written.into_iter());
        drop(paused);
        assert!(watch.changes().code);
    }
}
