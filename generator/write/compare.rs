//! What a design asks for, what the lock file records and what the disk holds go in; what a run
//! would do comes out. Nothing is written, and every recorded file is read: no time stamp is
//! trusted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::current::Seen;
use super::moved::Moving;
use super::plan::{Entry, Plan, State};
use super::scaffolded::{Text, Wired};
use super::site::{Failure, Site};
use super::tree::{Found, Tree, each};
use crate::digest::Digest;
use crate::lock::{Lock, Records, Step};
use crate::output::{File, LOCK, Output, Owner, fold, is_marked};

/// What is known of a service before it is compared.
#[derive(Debug, Clone, Copy)]
pub struct Before<'l> {
    /// What was recorded.
    pub lock: &'l Lock,
    /// What was seen of it since.
    pub seen: &'l Seen,
}

/// Compares what a design asks for with what is there.
///
/// # Errors
///
/// A file or folder that cannot be looked at.
pub fn compare<'a>(
    site: Site<'_>,
    output: &'a Output,
    before: Before<'_>,
    version: &str,
) -> Result<Plan<'a>, Failure> {
    Comparing {
        step: Step::Generate,
        version,
    }
    .compare(site, output, before)
}

/// The same for a service that moves on to what this version scaffolds: the team's files are merged with it.
///
/// # Errors
///
/// As [`compare`].
pub fn upgrade<'a>(
    site: Site<'_>,
    output: &'a Output,
    before: Before<'_>,
    version: &str,
) -> Result<Plan<'a>, Failure> {
    Comparing {
        step: Step::Upgrade,
        version,
    }
    .compare(site, output, before)
}

/// How things are compared.
struct Comparing<'v> {
    step: Step,
    version: &'v str,
}

impl Comparing<'_> {
    fn compare<'a>(
        &self,
        site: Site<'_>,
        output: &'a Output,
        before: Before<'_>,
    ) -> Result<Plan<'a>, Failure> {
        let recorded = before.lock;
        let mut comparison = Comparison {
            tree: Tree::new(site)?,
            recorded,
            seen: before.seen,
            step: self.step,
            version: self.version,
            plan: self.plan(output, recorded),
            leaving: BTreeMap::new(),
            moving: BTreeMap::new(),
        };
        comparison.moving = comparison.moving(output)?;
        comparison.orphans(output)?;
        comparison.files(output)?;
        comparison.history()?;
        let lock = &mut comparison.plan.lock;
        lock.facts = [lock.digest()].into();
        lock.designs = [lock.seal(output.design)].into();
        comparison.lock_file()?;
        let mut plan = comparison.plan;
        plan.entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Nothing yet.
    fn plan<'a>(&self, output: &Output, recorded: &Lock) -> Plan<'a> {
        Plan {
            lock: Lock {
                generators: [self.version.to_owned()].into(),
                migrations: recorded.migrations.clone(),
                names: output.names.clone(),
                schema: output.schema.clone(),
                ..Lock::default()
            },
            ..Plan::default()
        }
    }
}

/// A generated file.
struct Looked {
    /// What it is asked to be.
    digest: Digest,
    /// What is there; `None` if it was seen to be recorded and as it is asked to be.
    found: Option<Found>,
}

pub(super) struct Comparison<'a, 't> {
    pub(super) tree: Tree<'t>,
    pub(super) recorded: &'t Lock,
    seen: &'t Seen,
    pub(super) step: Step,
    /// The version that compares, with its build.
    pub(super) version: &'t str,
    pub(super) plan: Plan<'a>,
    /// Path and content of the generated files that are going to be removed, by their path in lower case.
    leaving: BTreeMap<String, (String, Vec<u8>)>,
    /// Files of what was renamed, by their new paths.
    pub(super) moving: BTreeMap<&'a str, Moving<'a>>,
}

impl<'a> Comparison<'a, '_> {
    /// Everything that the design asks for.
    fn files(&mut self, output: &'a Output) -> Result<(), Failure> {
        let mut looked = self.looked(output)?.into_iter();
        for (path, file) in output.files() {
            match file.owner {
                Owner::Generated => {
                    let looked = looked.next().expect("each of them was looked at");
                    self.generated((path, file), looked)?
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
                // The lock file alone is not believed: anybody could have added the line.
                Found::File(content) if is_recorded(digests, &content) && !is_marked(&content) => {
                    self.add(path, State::Unmarked, None, None)
                }
                Found::File(content) if is_recorded(digests, &content) => {
                    let leaving = (path.clone(), content.clone());
                    self.leaving.insert(fold(path), leaving);
                    self.add(path, State::Orphaned, Some(content), None);
                }
                Found::File(content) => self.add(path, State::EditedOrphan, Some(content), None),
                Found::Blocked(_) => self.add(path, State::EditedOrphan, None, None),
            }
        }
        for (path, _) in not_in(output, &self.recorded.scaffolded) {
            let moves = self.moving.values().any(|moving| moving.is_from(path));
            if !moves && !matches!(self.tree.look(path)?, Found::Nothing) {
                self.add(path, State::Released, None, None);
            }
            self.drop_base(path)?;
        }
        Ok(())
    }

    /// All generated files, in the order of their paths.
    fn looked(&self, output: &Output) -> Result<Vec<Looked>, Failure> {
        let files = output.files().iter();
        let generated: Vec<_> = files
            .filter(|(_, file)| file.owner == Owner::Generated)
            .collect();
        each(self.tree.site(), &generated, |tree, (path, file)| {
            let digest = digest(file);
            let is_as_asked = self.seen.has(path, digest);
            let found = (!is_as_asked).then(|| tree.look(path)).transpose()?;
            Ok(Looked { digest, found })
        })
    }

    fn generated(
        &mut self,
        (path, file): (&str, &'a File),
        Looked { digest, found }: Looked,
    ) -> Result<(), Failure> {
        let recorded = self.recorded.generated.get(path);
        self.plan
            .lock
            .generated
            .insert(path.to_owned(), [digest].into());
        let Some(found) = found else {
            self.plan.unchanged += 1;
            return Ok(());
        };
        let (state, old) = match found {
            Found::Blocked(blocked) => (State::Blocked(blocked), None),
            Found::Nothing if recorded.is_some() => (State::Deleted, None),
            Found::Nothing => (State::New, None),
            Found::File(old) if recorded.is_none() && self.is_leaving(path, &old) => {
                match self.is_another(path)? {
                    true => (State::Stale, Some(old)),
                    // It is gone when this one is written.
                    false => (State::New, None),
                }
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

    /// Whether a file that is about to be removed has the same path, but for case, and this content.
    fn is_leaving(&self, path: &str, content: &[u8]) -> bool {
        let leaving = self.leaving.get(&fold(path));
        leaving.is_some_and(|(_, old)| old == content)
    }

    /// Whether it is another file than that one. A disk that ignores case has one file, whatever it is listed as.
    fn is_another(&self, path: &str) -> Result<bool, Failure> {
        let (leaving, _) = &self.leaving[&fold(path)];
        Ok(self.tree.is_listed(path)? && self.tree.is_listed(leaving)?)
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
                .any(|digests| is_recorded(digests, content))
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
            Found::File(_) => self.add(path, State::Forgotten, None, None),
            Found::Blocked(blocked) => {
                self.add(path, State::Blocked(blocked), None, Some(&file.text))
            }
        }
        Ok(())
    }

    /// Migrations that were written by earlier runs: each is there, and says what it said.
    fn history(&mut self) -> Result<(), Failure> {
        for (path, digests) in &self.recorded.migrations {
            if digests.len() > 1 {
                self.add(path, State::Disputed, None, None);
                continue;
            }
            match self.tree.look(path)? {
                Found::File(text) if digests.contains(&Digest::of(&text)) => {}
                Found::File(_) => self.add(path, State::Rewritten, None, None),
                Found::Nothing => self.add(path, State::Lost, None, None),
                Found::Blocked(blocked) => self.add(path, State::Blocked(blocked), None, None),
            }
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

    pub(super) fn add(
        &mut self,
        path: &str,
        state: State,
        old: Option<Vec<u8>>,
        new: Option<&'a str>,
    ) {
        let new = new.map(Cow::Borrowed);
        self.plan.entries.push(Entry {
            path: path.to_owned(),
            state,
            old,
            new,
        });
    }
}

pub(super) fn record(file: &File) -> BTreeSet<Digest> {
    [digest(file)].into()
}

pub(super) fn digest(file: &File) -> Digest {
    Digest::of(file.text.as_bytes())
}

fn is_recorded(digests: &BTreeSet<Digest>, content: &[u8]) -> bool {
    digests.contains(&Digest::of(content))
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
