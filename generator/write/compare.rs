//! What a design asks for, what the lock file records and what the disk holds go in; what a run
//! would do comes out. Nothing is written, and every recorded file is read: no time stamp is
//! trusted.

use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::layout;
use super::plan::{Entry, Plan, State};
use super::site::{Failure, Site};
use super::tree::{Found, Tree};
use crate::digest::Digest;
use crate::lock::{Lock, Records};
use crate::output::{File, LOCK, Output, Owner, fold};

/// Compares what a design asks for with what is there.
///
/// # Errors
///
/// A file or folder that cannot be looked at.
pub fn compare<'a>(
    site: Site<'_>,
    output: &'a Output,
    recorded: &Lock,
    version: &str,
) -> Result<Plan<'a>, Failure> {
    let lock = Lock {
        generators: [version.to_owned()].into(),
        migrations: recorded.migrations.clone(),
        schema: output.schema.clone(),
        ..Lock::default()
    };
    let plan = Plan {
        entries: Vec::new(),
        unchanged: 0,
        pristine: BTreeSet::new(),
        bases: Vec::new(),
        lock,
    };
    let mut comparison = Comparison {
        tree: Tree::new(site)?,
        recorded,
        plan,
        leaving: BTreeMap::new(),
    };
    comparison.orphans(output)?;
    comparison.files(output)?;
    comparison.history()?;
    let lock = &mut comparison.plan.lock;
    lock.designs = [lock.seal(output.design)].into();
    comparison.lock_file()?;
    let mut plan = comparison.plan;
    plan.entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(plan)
}

struct Comparison<'a, 't> {
    tree: Tree<'t>,
    recorded: &'t Lock,
    plan: Plan<'a>,
    /// Content of the generated files that are going to be removed, by their path in lower case.
    leaving: BTreeMap<String, Vec<u8>>,
}

/// Whether generated code names a scaffolded file.
struct Wired(bool);

/// Whose text a scaffolded file holds after the run.
#[derive(Clone, Copy)]
enum Text {
    /// Scaffolded by this run.
    New,
    /// Still what was scaffolded once.
    Pristine,
    /// The team's own, or there is none.
    Own,
}

impl<'a> Comparison<'a, '_> {
    /// Everything that the design asks for.
    fn files(&mut self, output: &'a Output) -> Result<(), Failure> {
        let generated = output.files().par_iter();
        let generated = generated.filter(|(_, file)| file.owner == Owner::Generated);
        let digests: Vec<Digest> = generated.map(|(_, file)| digest(file)).collect();
        let mut digests = digests.into_iter();
        for (path, file) in output.files() {
            match file.owner {
                Owner::Generated => {
                    let digest = digests.next().expect("each of them was hashed");
                    self.generated(path, file, digest)?
                }
                Owner::Scaffolded { wired } => {
                    let text = self.scaffolded(path, file, Wired(wired))?;
                    if matches!(text, Text::New | Text::Pristine) {
                        self.plan.pristine.insert(path.clone());
                    }
                }
                Owner::Migration => self.migration(path, file)?,
            }
        }
        Ok(())
    }

    /// Recorded paths that the design no longer asks for.
    fn orphans(&mut self, output: &Output) -> Result<(), Failure> {
        for (path, digests) in not_in(output, &self.recorded.generated) {
            match self.tree.look(path)? {
                Found::Nothing => {}
                Found::File(content) if digests.contains(&Digest::of(&content)) => {
                    self.leaving.insert(fold(path), content.clone());
                    self.add(path, State::Orphaned, Some(content), None);
                }
                Found::File(content) => self.add(path, State::EditedOrphan, Some(content), None),
                Found::Blocked(_) => self.add(path, State::EditedOrphan, None, None),
            }
        }
        for (path, digests) in not_in(output, &self.recorded.scaffolded) {
            if !matches!(self.tree.look(path)?, Found::Nothing) {
                self.add(path, State::Released, None, None);
            }
            self.drop_base(path, digests)?;
        }
        Ok(())
    }

    fn generated(&mut self, path: &str, file: &'a File, digest: Digest) -> Result<(), Failure> {
        let recorded = self.recorded.generated.get(path);
        self.plan
            .lock
            .generated
            .insert(path.to_owned(), [digest].into());
        let (state, old) = match self.tree.look(path)? {
            Found::Blocked(blocked) => (State::Blocked(blocked), None),
            Found::Nothing if recorded.is_some() => (State::Deleted, None),
            Found::Nothing => (State::New, None),
            // The file that is about to be removed, on a disk that ignores case: it is gone when
            // this one is written.
            Found::File(old)
                if recorded.is_none() && self.leaving.get(&fold(path)) == Some(&old) =>
            {
                (State::New, None)
            }
            Found::File(old) if old == file.text.as_bytes() => {
                self.plan.unchanged += 1;
                return Ok(());
            }
            Found::File(old) if self.is_ours(path, &old) => (State::Stale, Some(old)),
            Found::File(old) if recorded.is_some() => (State::Edited, Some(old)),
            Found::File(old) => (State::Unrecorded, Some(old)),
        };
        self.add(path, state, old, Some(&file.text));
        Ok(())
    }

    /// Whether the content is what some run wrote there, or the path was merged and nobody knows.
    fn is_ours(&self, path: &str, content: &[u8]) -> bool {
        let records =
            [&self.recorded.generated, &self.recorded.scaffolded].map(|records| records.get(path));
        let merged = records[0].is_some_and(|digests| digests.len() > 1);
        merged
            || records
                .into_iter()
                .flatten()
                .any(|digests| digests.contains(&Digest::of(content)))
    }

    fn scaffolded(
        &mut self,
        path: &str,
        file: &'a File,
        Wired(wired): Wired,
    ) -> Result<Text, Failure> {
        let recorded = self.recorded.scaffolded.get(path);
        let was_generated = self.recorded.generated.get(path);
        let is_one_of = |records: Option<&BTreeSet<Digest>>, content: &[u8]| {
            records.is_some_and(|digests| digests.contains(&Digest::of(content)))
        };
        let text = match self.tree.look(path)? {
            Found::Nothing if recorded.is_none() || wired => {
                self.add(path, State::Unscaffolded, None, Some(&file.text));
                Text::New
            }
            // It was generated before, and nobody has touched it.
            Found::File(old) if recorded.is_none() && is_one_of(was_generated, &old) => {
                self.add(path, State::Stale, Some(old), Some(&file.text));
                Text::New
            }
            Found::Blocked(blocked) if recorded.is_none() => {
                self.add(path, State::Blocked(blocked), None, Some(&file.text));
                return Ok(Text::Own);
            }
            Found::Nothing => Text::Own,
            Found::File(old) if is_one_of(recorded, &old) => self.unchanged(Text::Pristine),
            Found::File(_) | Found::Blocked(_) => self.unchanged(Text::Own),
        };
        let digests = match (recorded, text) {
            (Some(digests), Text::Pristine | Text::Own) => self.settle_base(path, digests, file)?,
            _ => self.keep_base(path, file)?,
        };
        self.plan.lock.scaffolded.insert(path.to_owned(), digests);
        Ok(text)
    }

    /// Counts a file that stays as it is.
    fn unchanged(&mut self, text: Text) -> Text {
        self.plan.unchanged += 1;
        text
    }

    fn migration(&mut self, path: &str, file: &'a File) -> Result<(), Failure> {
        if self.recorded.migrations.contains_key(path) {
            return Ok(());
        }
        self.plan
            .lock
            .migrations
            .insert(path.to_owned(), record(file));
        match self.tree.look(path)? {
            Found::Nothing => self.add(path, State::New, None, Some(&file.text)),
            Found::File(old) if old == file.text.as_bytes() => self.plan.unchanged += 1,
            Found::File(old) => self.add(path, State::Unrecorded, Some(old), Some(&file.text)),
            Found::Blocked(blocked) => {
                self.add(path, State::Blocked(blocked), None, Some(&file.text))
            }
        }
        Ok(())
    }

    /// Migrations that were written by earlier runs: each is there, and says what it said.
    fn history(&mut self) -> Result<(), Failure> {
        for (path, digests) in &self.recorded.migrations {
            match self.tree.look(path)? {
                Found::File(text) if digests.contains(&Digest::of(&text)) => {}
                Found::File(_) => self.add(path, State::Rewritten, None, None),
                Found::Nothing => self.add(path, State::Lost, None, None),
                Found::Blocked(blocked) => self.add(path, State::Blocked(blocked), None, None),
            }
        }
        Ok(())
    }

    /// Keeps the text that a scaffolded file starts from.
    fn keep_base(&mut self, path: &str, file: &'a File) -> Result<BTreeSet<Digest>, Failure> {
        let base = layout::base(path);
        let (state, old) = match self.tree.look(&base)? {
            Found::File(old) if old == file.text.as_bytes() => return Ok(record(file)),
            Found::File(old) => (State::Stale, Some(old)),
            Found::Nothing => (State::New, None),
            Found::Blocked(blocked) => {
                self.add(&base, State::Blocked(blocked), None, Some(&file.text));
                return Ok(record(file));
            }
        };
        self.plan.bases.push(Entry {
            path: base,
            state,
            old,
            new: Some(Cow::Borrowed(&file.text)),
        });
        Ok(record(file))
    }

    /// After a merge a path has several digests: the one whose text is still kept stays, else it
    /// starts afresh.
    fn settle_base(
        &mut self,
        path: &str,
        digests: &BTreeSet<Digest>,
        file: &'a File,
    ) -> Result<BTreeSet<Digest>, Failure> {
        if digests.len() == 1 {
            return Ok(digests.clone());
        }
        if let Found::File(kept) = self.tree.look(&layout::base(path))? {
            let digest = Digest::of(&kept);
            if digests.contains(&digest) {
                return Ok([digest].into());
            }
        }
        self.keep_base(path, file)
    }

    /// The pristine text goes with the record, unless somebody changed it.
    fn drop_base(&mut self, path: &str, digests: &BTreeSet<Digest>) -> Result<(), Failure> {
        let base = layout::base(path);
        match self.tree.look(&base)? {
            Found::File(old) if digests.contains(&Digest::of(&old)) => {
                self.plan.bases.push(Entry {
                    path: base,
                    state: State::Orphaned,
                    old: Some(old),
                    new: None,
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// The lock file is ours whatever it says: its facts have been read before.
    fn lock_file(&mut self) -> Result<(), Failure> {
        let text = self.plan.lock.to_string();
        let (state, old) = match self.tree.look(LOCK)? {
            Found::File(old) if old == text.as_bytes() => return Ok(()),
            Found::File(old) => (State::Stale, Some(old)),
            Found::Nothing => (State::New, None),
            Found::Blocked(blocked) => (State::Blocked(blocked), None),
        };
        let new = Some(Cow::Owned(text));
        self.plan.entries.push(Entry {
            path: LOCK.to_owned(),
            state,
            old,
            new,
        });
        Ok(())
    }

    fn add(&mut self, path: &str, state: State, old: Option<Vec<u8>>, new: Option<&'a str>) {
        let new = new.map(Cow::Borrowed);
        self.plan.entries.push(Entry {
            path: path.to_owned(),
            state,
            old,
            new,
        });
    }
}

fn record(file: &File) -> BTreeSet<Digest> {
    [digest(file)].into()
}

fn digest(file: &File) -> Digest {
    Digest::of(file.text.as_bytes())
}

/// The records of paths that the design does not ask for, in whatever role.
fn not_in<'r>(
    output: &Output,
    records: &'r Records,
) -> impl Iterator<Item = (&'r String, &'r BTreeSet<Digest>)> {
    records
        .iter()
        .filter(|(path, _)| !output.files().contains_key(*path))
}
