//! One run that may write: alone in its folder, with nothing left over from a run before it, and
//! without a trace when nothing is written.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::commit::commit;
use super::disk::{Disk, Kind};
use super::journal;
use super::layout::RUN_LOCK;
use super::plan::Plan;
use super::site::{Failure, Site};
use crate::output::PRIVATE;

/// How often a run looks whether another one has ended, and how long it waits in between: two
/// seconds in all.
const LOOKS: usize = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// A run under way. Another one in the same folder waits, or gives up, until this one is dropped.
#[derive(Debug)]
pub struct Run<'a> {
    site: Site<'a>,
    /// Folders and the file of the lock as far as this run made them, in that order.
    made: Vec<PathBuf>,
    held: Option<File>,
    has_written: bool,
}

/// How a run that wrote has ended.
#[derive(Debug)]
pub enum Outcome {
    /// Everything is in place, and may have been before.
    Written,
    /// Everything is in place, but old files could not be removed: the next run does that.
    WrittenWithLeftovers(Failure),
}

impl<'a> Run<'a> {
    /// Makes the service's folder if it is not there, waits a moment for another run, and undoes
    /// what a killed one left half done.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or locked, another run does not end, or what a killed one left
    /// cannot be undone.
    pub fn begin(site: Site<'a>) -> Result<Self, Failure> {
        let mut run = Run {
            site,
            made: Vec::new(),
            held: None,
            has_written: false,
        };
        run.lock()?;
        journal::recover(site)?;
        Ok(run)
    }

    /// Writes what a plan says, edited files included: all of it or nothing.
    ///
    /// # Errors
    ///
    /// Something cannot be written or removed; everything is as it was before, except for the paths
    /// that the failure names as unrestored.
    pub fn commit(mut self, plan: &Plan<'_>) -> Result<Outcome, Failure> {
        if !plan.writes() {
            return Ok(Outcome::Written);
        }
        let outcome = commit(self.site, plan);
        self.has_written = match &outcome {
            Ok(_) => true,
            Err(failure) => !failure.unrestored.is_empty(),
        };
        outcome
    }

    /// The service's folder with those above it, and moguera's own in it.
    fn make_folders(&mut self) -> Result<(), Failure> {
        let private = self.site.place(PRIVATE);
        let above: Vec<_> = private
            .ancestors()
            .filter(|path| !path.as_os_str().is_empty())
            .collect();
        let mut missing = Vec::new();
        for folder in above {
            match self.look(folder)? {
                None => missing.push(folder.to_path_buf()),
                // The service's folder may be a link, what is in it may not lead elsewhere.
                Some(Kind::Link) if folder == private => return Err(no_link(folder)),
                Some(Kind::File | Kind::Other) if folder == private => {
                    return Err(in_the_way(folder, "it is no folder"));
                }
                Some(_) => break,
            }
        }
        for folder in missing.into_iter().rev() {
            match self.disk().create_folder(&folder) {
                Ok(()) if self.made.contains(&folder) => {}
                Ok(()) => self.made.push(folder),
                // Another run was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(Failure::new("cannot make the folder", show(&folder), error));
                }
            }
        }
        Ok(())
    }

    fn lock(&mut self) -> Result<(), Failure> {
        let path = self.site.place(RUN_LOCK);
        for _ in 0..LOOKS {
            self.make_folders()?;
            match self.look(&path)? {
                // Once: what is removed a second time may be of the next run.
                None if self.made.contains(&path) => {}
                None => self.made.push(path.clone()),
                Some(Kind::Link) => return Err(no_link(&path)),
                Some(Kind::File) => {}
                Some(Kind::Folder | Kind::Other) => return Err(in_the_way(&path, "it is no file")),
            }
            if self.take(&path)? {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
        // What is there is of the other run.
        self.made.clear();
        let reason = "another run is writing here; try again when it is done";
        Err(Failure::new(
            "cannot lock",
            RUN_LOCK,
            io::Error::other(reason),
        ))
    }

    /// Whether this run is alone now. A run that wrote nothing takes its lock file away again: if it was this one, its lock
    /// keeps nobody out, because a third run makes a file of its own under the same name.
    fn take(&mut self, path: &Path) -> Result<bool, Failure> {
        let cannot = |error| Failure::new("cannot lock", RUN_LOCK, error);
        self.held = match self.disk().lock(path) {
            // The folder is gone as well.
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            held => held.map_err(cannot)?,
        };
        let Some(file) = &self.held else {
            return Ok(false);
        };
        if !self.disk().is_named(file, path).map_err(cannot)? {
            self.held = None;
        }
        Ok(self.held.is_some())
    }

    fn look(&self, path: &Path) -> Result<Option<Kind>, Failure> {
        self.disk()
            .kind(path)
            .map_err(|error| Failure::new("cannot look at", show(path), error))
    }

    fn disk(&self) -> &'a dyn Disk {
        self.site.disk()
    }
}

impl Drop for Run<'_> {
    /// Takes back what this run made to be alone, if nothing else came of it. What cannot be taken
    /// back is empty and in nobody's way; the error that led here is the one worth telling.
    fn drop(&mut self) {
        if self.has_written {
            return;
        }
        for path in self.made.iter().rev() {
            let removed = if !path.ends_with(RUN_LOCK) {
                self.disk().remove_folder(path)
            } else if self.held.is_some() {
                self.disk().remove(path)
            } else {
                // Another run has made it in between.
                continue;
            };
            match removed {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return,
                _ => {}
            }
        }
    }
}

fn no_link(path: &Path) -> Failure {
    in_the_way(
        path,
        "a symbolic link could lead out of the service's folder",
    )
}

/// What moguera keeps for itself has a place, and something else is there.
fn in_the_way(path: &Path, reason: &str) -> Failure {
    let help = "move it away: moguera makes its own in its place";
    Failure::refused("cannot use", show(path), (reason, help))
}

fn show(path: &Path) -> String {
    path.display().to_string()
}
