//! What a run would do, path by path: the outcome of comparing a design's output, the lock file and
//! the disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::layout::BASE;
use super::manifests::Needs;
use crate::lock::Lock;
use crate::output::{LOCK, MIGRATIONS, Output, PathError};

/// What a run would do. It borrows the texts from the output.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    /// Everything worth a line, by path, the lock file among it.
    pub entries: Vec<Entry<'a>>,
    /// How many files are as they have to be.
    pub unchanged: usize,
    /// Scaffolded files that are as they were scaffolded after the run.
    pub pristine: BTreeSet<String>,
    /// Lines that generated code needs in manifests of the team's, by path.
    pub needs: BTreeMap<String, Needs>,
    /// Pristine texts of scaffolded files to be kept, replaced or dropped.
    pub(super) bases: Vec<Entry<'a>>,
    /// Where files were that have moved.
    pub(super) left: Vec<Entry<'a>>,
    /// What the lock file has to say afterwards.
    pub(super) lock: Lock,
}

/// One path that is not as it has to be.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Relative to the service's folder.
    pub path: String,
    /// How it stands.
    pub state: State,
    /// What is on the disk; `None` if nothing is.
    pub old: Option<Vec<u8>>,
    /// What has to be there; `None` if nothing has to.
    pub new: Option<Cow<'a, str>>,
}

/// How a path stands between the design, the lock file and the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Asked for for the first time.
    New,
    /// A scaffolded file that has to be there and is not.
    Unscaffolded,
    /// Recorded and deleted since.
    Deleted,
    /// As recorded, and the design asks for something else now.
    Stale,
    /// Neither as recorded nor as asked for: somebody changed it by hand.
    Edited,
    /// Not recorded and not as asked for: it was there before.
    Unrecorded,
    /// As recorded, and the design no longer asks for it.
    Orphaned,
    /// What it is called after was renamed, and so is the file, with what is in it.
    Moved {
        /// Where it was.
        from: String,
    },
    /// The same, but it cannot be moved.
    Unmoved {
        /// Where it is.
        from: String,
        /// Why it stays there.
        why: Unmoved,
    },
    /// Changed by hand, and the design no longer asks for it: it is left to the team.
    EditedOrphan,
    /// A scaffolded file that the design no longer asks for: it is the team's.
    Released,
    /// As recorded and no longer asked for, but nothing in it says that it is generated: it is left to the team.
    Unmarked,
    /// A file of the team's that gets what is new in the scaffolded one.
    Merged,
    /// The same, with so many conflicts marked in it.
    Conflicting(usize),
    /// A file of the team's in which so many conflicts of an upgrade are left.
    Unresolved(usize),
    /// A file of the team's that an upgrade leaves as it is.
    Left(Left),
    /// The text that a file of the team's was derived from is gone, and cannot be made again: only an upgrade misses it.
    Baseless,
    /// A migration that was written once and is gone: nobody can tell any more what it did.
    Lost,
    /// A migration that two branches wrote, each otherwise: databases may have gone through either.
    Disputed,
    /// A migration that says something else than when it was written: databases may differ now.
    Rewritten,
    /// A migration that was there before, and that the lock file does not know: it was lost, and would be made up anew.
    Forgotten,
    /// No file can be written there.
    Blocked(Blocked),
}

/// What keeps a file from being merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The text that it was derived from is not kept as it is recorded.
    NoBase,
    /// It is no text.
    NotText,
}

/// What keeps a file from being moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmoved {
    /// There is another file at its new path.
    BothThere,
    /// It is no text.
    NotText,
}

/// What keeps a file from being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// A folder has its name.
    Folder,
    /// A file, here by its path, is where a folder has to be.
    File(String),
    /// A symbolic link, here by its path, leads out of the service's folder or nowhere.
    Link(String),
    /// A device, a socket or the like has its name.
    Special,
}

/// What `--check` calls the state of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// It is not what the design asks for now.
    Stale,
    /// Somebody changed it, or it was there before.
    Edited,
    /// It has to be there.
    Missing,
    /// It need not be there any more.
    Orphaned,
    /// Conflicts of an upgrade are left in it.
    Conflicting,
    /// Something else is in its place.
    Blocked,
}

/// What happens to generated files that somebody changed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edits {
    /// Nothing is written at all.
    Refused,
    /// They are overwritten.
    Overwritten,
}

impl State {
    /// What it is called when nothing is going to be written.
    pub fn finding(&self) -> Finding {
        match self {
            State::Stale | State::Moved { .. } | State::Merged | State::Left(_) => Finding::Stale,
            State::Edited
            | State::Unrecorded
            | State::Rewritten
            | State::Disputed
            | State::Forgotten => Finding::Edited,
            State::New | State::Unscaffolded | State::Deleted | State::Baseless | State::Lost => {
                Finding::Missing
            }
            State::Orphaned | State::EditedOrphan | State::Unmarked | State::Released => {
                Finding::Orphaned
            }
            State::Conflicting(_) | State::Unresolved(_) => Finding::Conflicting,
            State::Blocked(_) | State::Unmoved { .. } => Finding::Blocked,
        }
    }

    /// The verb for it when it is written, as it is printed.
    pub fn action(&self) -> &'static str {
        match self {
            State::New => "create",
            State::Unscaffolded => "scaffold",
            State::Deleted => "restore",
            State::Stale | State::Edited | State::Unrecorded => "update",
            State::Orphaned => "remove",
            State::EditedOrphan | State::Unmarked | State::Released | State::Left(_) => "keep",
            State::Merged => "merge",
            State::Conflicting(_) | State::Unresolved(_) => "conflict",
            State::Lost | State::Baseless => "missing",
            State::Rewritten | State::Disputed | State::Forgotten => "edited",
            State::Moved { .. } => "move",
            State::Blocked(_) | State::Unmoved { .. } => "blocked",
        }
    }

    /// Whether it keeps the whole run from writing anything.
    pub fn is_refused(&self, edits: Edits) -> bool {
        match self {
            State::Edited | State::Unrecorded => edits == Edits::Refused,
            State::Blocked(_) | State::Unmoved { .. } | State::Unresolved(_) => true,
            _ => self.breaks_history(),
        }
    }

    /// Whether only version control can make it good.
    pub fn breaks_history(&self) -> bool {
        matches!(
            self,
            State::Lost | State::Rewritten | State::Disputed | State::Forgotten
        )
    }

    /// What version control has to make good if nothing else can, where one file or folder does.
    pub fn to_restore(&self) -> Option<&'static str> {
        match self {
            State::Lost | State::Rewritten => Some(MIGRATIONS),
            State::Forgotten => Some(LOCK),
            State::Baseless => Some(BASE),
            _ => None,
        }
    }

    /// What has to be said beside the path.
    pub fn note(&self) -> Option<String> {
        Some(match self {
            State::Unrecorded => String::from("not in moguera.lock: it was there before"),
            State::EditedOrphan => {
                String::from("edited, and no longer in the design: it is yours now")
            }
            State::Unmarked => String::from(
                "recorded as generated, but does not say so: it is yours to keep or delete",
            ),
            State::Conflicting(count) | State::Unresolved(count) => in_conflict(*count),
            State::Left(Left::NoBase) => String::from(
                "the text that it was derived from is not in `.moguera/base/`: compare it yourself",
            ),
            State::Left(Left::NotText) => String::from("it is no text: compare it yourself"),
            State::Baseless => String::from(
                "it cannot be made again: `git restore .moguera/base` takes it from version control; without it, `moguera upgrade` leaves the file that was derived from it as it is, and starts anew from there",
            ),
            State::Released => {
                String::from("no longer in the design: it is yours to keep or delete")
            }
            State::Lost | State::Rewritten => String::from(
                "databases have been changed by it as it was: restore it from version control",
            ),
            State::Forgotten => String::from(
                "databases may have been changed by it, and moguera.lock does not know it: restore the lock file from version control",
            ),
            State::Disputed => String::from(
                "two branches wrote it, each otherwise: take `moguera.lock` and `migrations/` from the one that databases have seen, then `moguera generate --force`",
            ),
            State::Moved { from } => format!("it was `{from}`"),
            State::Unmoved { from, why } => why.note(from),
            State::Blocked(Blocked::Folder) => String::from("a folder has this name"),
            State::Blocked(Blocked::File(path)) => {
                format!("`{path}` is a file, it has to be a folder")
            }
            State::Blocked(Blocked::Link(path)) => {
                format!("the symbolic link `{path}` leads out of the service's folder or nowhere")
            }
            State::Blocked(Blocked::Special) => String::from("it is neither a file nor a folder"),
            _ => return None,
        })
    }
}

fn in_conflict(count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} conflict{s}: choose between the lines at the markers")
}

impl Unmoved {
    fn note(self, from: &str) -> String {
        let rest = match self {
            Unmoved::BothThere => {
                ", and both are there: keep what is right of them here, and delete the other one"
            }
            Unmoved::NotText => ", which is no UTF-8: move it yourself",
        };
        format!("it was `{from}` before{rest}")
    }
}

impl Entry<'_> {
    /// Whether the run changes what is there.
    pub(super) fn is_changed(&self) -> bool {
        self.new.is_some() || self.state == State::Orphaned
    }
}

impl<'a> Plan<'a> {
    /// Whether there is nothing to write and nothing to say.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.bases.is_empty()
    }

    /// Whether anything is written. Some of what is said changes nothing.
    pub(super) fn writes(&self) -> bool {
        let mut entries = self.entries.iter().chain(&self.bases).chain(&self.left);
        entries.any(Entry::is_changed)
    }

    /// What keeps the run from writing.
    pub fn refused(&self, edits: Edits) -> impl Iterator<Item = &Entry<'a>> {
        self.entries
            .iter()
            .filter(move |entry| entry.state.is_refused(edits))
    }

    /// Puts the team's own files into a new service: beside its output, or in place of a scaffolded
    /// file.
    ///
    /// # Errors
    ///
    /// A path that [`Output::insert`] would refuse, or one of a generated file.
    pub fn hand_over(
        &mut self,
        output: &Output,
        own: &'a BTreeMap<String, Cow<'static, str>>,
    ) -> Result<(), PathError> {
        for (path, text) in own {
            self.pristine.remove(path);
            let new = Some(Cow::Borrowed(text.as_ref()));
            let place = self.entries.partition_point(|entry| entry.path < *path);
            match self.entries.get_mut(place) {
                Some(entry) if entry.path == *path && entry.state == State::Unscaffolded => {
                    entry.new = new
                }
                _ => {
                    output.admits(path)?;
                    let entry = Entry {
                        path: path.clone(),
                        state: State::New,
                        old: None,
                        new,
                    };
                    self.entries.insert(place, entry);
                }
            }
        }
        Ok(())
    }
}
