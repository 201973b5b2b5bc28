//! Scaffolded files: what is scaffolded now, what the lock file records and what the disk holds go in; what becomes of
//! the team's file, and of the text that it was derived from, comes out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::compare::{Comparison, digest, record};
use super::layout;
use super::manifests;
use super::merge::{Texts, conflicts, merge};
use super::plan::{Entry, Left, State};
use super::site::Failure;
use super::tree::Found;
use crate::digest::Digest;
use crate::lock::Step;
use crate::output::File;

/// Whether generated code names a scaffolded file.
pub(super) struct Wired(pub(super) bool);

/// Whose text a scaffolded file holds after the run.
#[derive(Clone, Copy)]
pub(super) enum Text {
    /// Scaffolded by this run.
    New,
    /// Still what was scaffolded once.
    Pristine,
    /// The team's own, or there is none.
    Own,
}

/// What a scaffolded file counts as derived from after the run.
enum Base {
    /// What is recorded.
    Recorded,
    /// What is scaffolded now.
    New,
}

impl<'a> Comparison<'a, '_> {
    pub(super) fn scaffolded(
        &mut self,
        path: &str,
        file: &'a File,
        Wired(wired): Wired,
    ) -> Result<Text, Failure> {
        let Some(digests) = self.recorded.scaffolded.get(path) else {
            return self.first(path, file);
        };
        let (text, base) = match self.tree.look(path)? {
            Found::Nothing if wired => {
                self.add(path, State::Unscaffolded, None, Some(&file.text));
                (Text::New, Base::New)
            }
            Found::Nothing => (Text::Own, Base::Recorded),
            Found::Blocked(_) => (self.unchanged(Text::Own), Base::Recorded),
            Found::File(old) if conflicts(&old) > 0 => {
                let state = State::Unresolved(conflicts(&old));
                self.add(path, state, None, None);
                (Text::Own, Base::Recorded)
            }
            Found::File(old) if self.step == Step::Upgrade => self.moved_on(path, file, old)?,
            Found::File(old) => {
                self.needs(path, file, &old)?;
                let is_pristine = digests.contains(&Digest::of(&old));
                let text = match is_pristine {
                    true => Text::Pristine,
                    false => Text::Own,
                };
                self.restore_base(path, file, is_pristine.then_some(old))?;
                (self.unchanged(text), Base::Recorded)
            }
        };
        let digests = match base {
            Base::Recorded => self.settle_base(path, digests, file)?,
            Base::New => self.keep_base(path, file)?,
        };
        self.plan.lock.scaffolded.insert(path.to_owned(), digests);
        Ok(text)
    }

    /// A file that no run has scaffolded yet.
    fn first(&mut self, path: &str, file: &'a File) -> Result<Text, Failure> {
        if let Some(moving) = self.moving.remove(path) {
            return self.moved(path, file, moving);
        }
        let was_generated = self.recorded.generated.get(path);
        let text = match self.tree.look(path)? {
            Found::Nothing => {
                self.add(path, State::Unscaffolded, None, Some(&file.text));
                Text::New
            }
            // It was generated before, and nobody has touched it.
            Found::File(old) if was_generated.is_some_and(|it| it.contains(&Digest::of(&old))) => {
                self.add(path, State::Stale, Some(old), Some(&file.text));
                Text::New
            }
            Found::File(_) => self.unchanged(Text::Own),
            Found::Blocked(blocked) => {
                self.add(path, State::Blocked(blocked), None, Some(&file.text));
                return Ok(Text::Own);
            }
        };
        let digests = self.keep_base(path, file)?;
        self.plan.lock.scaffolded.insert(path.to_owned(), digests);
        Ok(text)
    }

    /// A file of the team's follows what is scaffolded now: as a whole while nobody has touched it, else by a merge.
    fn moved_on(
        &mut self,
        path: &str,
        file: &'a File,
        old: Vec<u8>,
    ) -> Result<(Text, Base), Failure> {
        let new = file.text.as_ref();
        if old == new.as_bytes() {
            return Ok((self.unchanged(Text::Pristine), Base::New));
        }
        let Some(base) = self.base(path)? else {
            // Without its text it is still known whether it is the one that is scaffolded now.
            let recorded = self.recorded.scaffolded.get(path);
            if recorded.is_some_and(|digests| digests.contains(&digest(file))) {
                return Ok((self.unchanged(Text::Own), Base::New));
            }
            self.add(path, State::Left(Left::NoBase), None, None);
            return Ok((Text::Own, Base::New));
        };
        if base == new.as_bytes() {
            return Ok((self.unchanged(Text::Own), Base::Recorded));
        }
        if old == base {
            self.add(path, State::Stale, Some(old), Some(new));
            return Ok((Text::New, Base::New));
        }
        let (Ok(base), Ok(yours)) = (str::from_utf8(&base), str::from_utf8(&old)) else {
            self.add(path, State::Left(Left::NotText), None, None);
            return Ok((Text::Own, Base::New));
        };
        let merged = merge(Texts { base, yours, new }, self.version);
        let state = match merged.conflicts {
            0 if merged.text == yours => return Ok((self.unchanged(Text::Own), Base::New)),
            0 => State::Merged,
            count => State::Conflicting(count),
        };
        self.plan.entries.push(Entry {
            path: path.to_owned(),
            state,
            old: Some(old),
            new: Some(Cow::Owned(merged.text)),
        });
        Ok((Text::Own, Base::New))
    }

    /// Dependencies that generated code needs since the manifest was scaffolded. What the team took out of it stays out.
    fn needs(&mut self, path: &str, file: &'a File, old: &[u8]) -> Result<(), Failure> {
        if !manifests::is_manifest(path) || old == file.text.as_bytes() {
            return Ok(());
        }
        let base = self.base(path)?.unwrap_or_default();
        let (base, old) = (String::from_utf8_lossy(&base), String::from_utf8_lossy(old));
        let needed = manifests::needed(&old, &base, &file.text);
        if !needed.is_empty() {
            self.plan.needs.insert(
                path.to_owned(),
                manifests::Needs {
                    text: old.into_owned(),
                    needed,
                },
            );
        }
        Ok(())
    }

    /// Counts a file that stays as it is.
    fn unchanged(&mut self, text: Text) -> Text {
        self.plan.unchanged += 1;
        text
    }

    /// The text that a scaffolded file was derived from, if it is kept as it is recorded.
    pub(super) fn base(&mut self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(digests) = self.recorded.scaffolded.get(path) else {
            return Ok(None);
        };
        Ok(match self.tree.look(&layout::base(path))? {
            Found::File(kept) if digests.contains(&Digest::of(&kept)) => Some(kept),
            _ => None,
        })
    }

    /// Keeps the text that a scaffolded file starts from.
    pub(super) fn keep_base(
        &mut self,
        path: &str,
        file: &'a File,
    ) -> Result<BTreeSet<Digest>, Failure> {
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

    /// A text that is gone is what is scaffolded now, or what nobody has touched since, if that is what is recorded.
    fn restore_base(
        &mut self,
        path: &str,
        file: &'a File,
        pristine: Option<Vec<u8>>,
    ) -> Result<(), Failure> {
        let (base, recorded) = (layout::base(path), &self.recorded.scaffolded[path]);
        if recorded.len() > 1 || !matches!(self.tree.look(&base)?, Found::Nothing) {
            return Ok(());
        }
        let pristine = pristine.and_then(|text| String::from_utf8(text).ok());
        let new = match pristine {
            _ if recorded.contains(&digest(file)) => Some(Cow::Borrowed(file.text.as_ref())),
            pristine => pristine.map(Cow::Owned),
        };
        let state = match new {
            Some(_) => State::Deleted,
            None => State::Baseless,
        };
        self.plan.entries.push(Entry {
            path: base,
            state,
            old: None,
            new,
        });
        Ok(())
    }

    /// After a merge of branches a path has several digests: the one whose text is still kept stays, else it starts
    /// afresh.
    fn settle_base(
        &mut self,
        path: &str,
        digests: &BTreeSet<Digest>,
        file: &'a File,
    ) -> Result<BTreeSet<Digest>, Failure> {
        if digests.len() == 1 {
            return Ok(digests.clone());
        }
        match self.base(path)? {
            Some(kept) => Ok([Digest::of(&kept)].into()),
            None => self.keep_base(path, file),
        }
    }

    /// The pristine text goes with the record, unless somebody changed it.
    pub(super) fn drop_base(&mut self, path: &str) -> Result<(), Failure> {
        if let Some(old) = self.base(path)? {
            self.plan.bases.push(Entry {
                path: layout::base(path),
                state: State::Orphaned,
                old: Some(old),
                new: None,
            });
        }
        Ok(())
    }
}
