//! When files were last changed: folders go in, a stamp for each file below them comes out. Files are looked at, not
//! listened to: that works in every container and on every network's disk, and costs little.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where files are looked at again and again"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What differs when a file was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    changed: Option<SystemTime>,
    size: u64,
}

/// The stamps of files by their paths.
pub type Stamps = BTreeMap<PathBuf, Stamp>;

/// The stamp of a file; `None` if there is none, or none that this process may look at: whoever builds of it says why.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some(Stamp {
        changed: metadata.modified().ok(),
        size: metadata.len(),
    })
}

/// Adds the stamps of all files below a folder, or of the file that is there. Names that begin with a point, and those
/// that `skips` says of their paths, are left out; links to folders are not followed.
pub fn collect(path: &Path, skips: fn(&Path) -> bool, stamps: &mut Stamps) {
    let mut waiting = vec![path.to_path_buf()];
    while let Some(path) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&path) else {
            // A file, or a folder that went away meanwhile.
            stamps.extend(stamp(&path).map(|stamp| (path, stamp)));
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') || skips(&path) {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(path),
                _ => stamps.extend(stamp(&path).map(|stamp| (path, stamp))),
            }
        }
    }
}
