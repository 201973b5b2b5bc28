//! Scaffolded files of what was renamed: what the files may have been before, what the lock file records and what the disk
//! holds go in; the team's file comes out at its new path, byte by byte as it was.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::compare::Comparison;
use super::layout;
use super::plan::{Entry, State, Unmoved};
use super::scaffolded::Text;
use super::site::Failure;
use super::tree::Found;
use crate::digest::Digest;
use crate::output::{Before, File, Output};

/// A file that goes with the name that it is called after.
pub(super) struct Moving<'a> {
    before: &'a Before,
    content: Vec<u8>,
    /// Whether nobody has touched it.
    is_pristine: bool,
    /// The text that it was derived from, if it is kept.
    base: Option<Vec<u8>>,
}

impl Moving<'_> {
    /// Whether it was at this path.
    pub(super) fn is_from(&self, path: &str) -> bool {
        self.before.path == path
    }

    /// It stays where it is.
    fn stuck(&self, why: Unmoved) -> State {
        State::Unmoved {
            from: self.before.path.clone(),
            why,
        }
    }
}

impl<'a> Comparison<'a, '_> {
    /// The files that move, each by its new path.
    pub(super) fn moving(
        &mut self,
        output: &'a Output,
    ) -> Result<BTreeMap<&'a str, Moving<'a>>, Failure> {
        let mut moving = BTreeMap::new();
        for (path, before) in &output.before {
            if self.recorded.scaffolded.contains_key(path) {
                continue;
            }
            for before in before {
                let is_taken = moving
                    .values()
                    .any(|it: &Moving<'_>| it.is_from(&before.path));
                if let Some(file) = self.moves(output, before)?.filter(|_| !is_taken) {
                    moving.insert(path.as_str(), file);
                    break;
                }
            }
        }
        Ok(moving)
    }

    /// What was scaffolded under this name once, is there, and is asked for no more.
    fn moves(
        &mut self,
        output: &Output,
        before: &'a Before,
    ) -> Result<Option<Moving<'a>>, Failure> {
        let Some(digests) = self.recorded.scaffolded.get(&before.path) else {
            return Ok(None);
        };
        if output.files().contains_key(&before.path) {
            return Ok(None);
        }
        Ok(match self.tree.look(&before.path)? {
            Found::File(content) => Some(Moving {
                before,
                is_pristine: digests.contains(&Digest::of(&content)),
                content,
                base: self.base(&before.path)?,
            }),
            Found::Nothing | Found::Blocked(_) => None,
        })
    }

    /// A file that is asked for under this path now, and was somewhere else before.
    pub(super) fn moved(
        &mut self,
        path: &str,
        file: &'a File,
        moving: Moving<'a>,
    ) -> Result<Text, Failure> {
        let text = String::from_utf8(moving.content.clone());
        let stuck = match (self.tree.look(path)?, text) {
            (Found::Nothing, Ok(text)) => return self.goes(path, file, (moving, text)),
            (Found::Blocked(blocked), _) => State::Blocked(blocked),
            (Found::File(_), _) => moving.stuck(Unmoved::BothThere),
            (Found::Nothing, Err(_)) => moving.stuck(Unmoved::NotText),
        };
        self.add(path, stuck, None, None);
        Ok(Text::Own)
    }

    /// What the team wrote goes as it is; what nobody has touched is scaffolded for the new name.
    fn goes(
        &mut self,
        path: &str,
        file: &'a File,
        (moving, text): (Moving<'a>, String),
    ) -> Result<Text, Failure> {
        let from = moving.before.path.clone();
        self.plan.left.push(Entry {
            path: from.clone(),
            state: State::Orphaned,
            old: Some(moving.content),
            new: None,
        });
        let (new, of) = match moving.is_pristine {
            true => (Cow::Borrowed(file.text.as_ref()), Text::New),
            false => (Cow::Owned(text), Text::Own),
        };
        self.plan.entries.push(Entry {
            path: path.to_owned(),
            state: State::Moved { from },
            old: None,
            new: Some(new),
        });
        let base = moving.base.filter(|_| !moving.is_pristine);
        let digests = match base {
            Some(base) => self.bring_base(path, file, base)?,
            None => self.keep_base(path, file)?,
        };
        self.plan.lock.scaffolded.insert(path.to_owned(), digests);
        Ok(of)
    }

    /// What the team's file was derived from goes with it: the next upgrade merges what has changed since.
    fn bring_base(
        &mut self,
        path: &str,
        file: &'a File,
        base: Vec<u8>,
    ) -> Result<BTreeSet<Digest>, Failure> {
        let place = layout::base(path);
        let (digest, text) = (Digest::of(&base), String::from_utf8(base));
        let (Found::Nothing, Ok(text)) = (self.tree.look(&place)?, text) else {
            return self.keep_base(path, file);
        };
        self.plan.bases.push(Entry {
            path: place,
            state: State::New,
            old: None,
            new: Some(Cow::Owned(text)),
        });
        Ok([digest].into())
    }
}
