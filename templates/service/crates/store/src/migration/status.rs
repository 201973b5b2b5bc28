//! Where a database stands: the program's migrations and the history of the database in, the state
//! of each migration out.

use jiff::Timestamp;

use super::{History, Migration, Script};
use crate::Error;

/// Where a database stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaStatus {
    /// Those of the program in their order, then those that only the database knows, by name.
    pub migrations: Vec<MigrationStatus>,
    /// PostgreSQL: indexes that were built in vain. They cost time with each write and serve no read.
    /// One that is being built is none of them.
    pub invalid_indexes: Vec<String>,
}

/// One migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStatus {
    /// What it is recorded by.
    pub name: String,
    /// What has become of it.
    pub state: MigrationState,
}

/// What has become of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// It was applied.
    Applied {
        /// When.
        at: Timestamp,
    },
    /// It is missing.
    Pending,
    /// A part of it was applied, and then the process ended or the next one failed.
    Partial {
        /// How many parts are done.
        done: usize,
        /// How many it has.
        parts: usize,
        /// The first line of the part that comes next.
        next: String,
    },
    /// It was applied, at least in part, with another text.
    Changed,
    /// It was applied, at least in part, and is not of this program: of a newer version, as a rule.
    Unknown {
        /// When, if it was applied to its end.
        at: Option<Timestamp>,
    },
}

impl SchemaStatus {
    /// Where a database stands that does not exist yet.
    pub(crate) fn of_nothing(migrations: &[Migration]) -> SchemaStatus {
        let pending = |migration: &Migration| MigrationStatus {
            name: migration.name.to_owned(),
            state: MigrationState::Pending,
        };
        SchemaStatus {
            migrations: migrations.iter().map(pending).collect(),
            invalid_indexes: Vec::new(),
        }
    }

    /// Whether all of the program's migrations are applied as they are.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let mut states = self.migrations.iter().map(|migration| &migration.state);
        states.all(MigrationState::is_current)
    }

    /// Compares the program's migrations with what the database remembers.
    ///
    /// # Errors
    /// [`Error::MigrationFailed`] if a migration that was begun cannot be read.
    pub(crate) fn of(scripts: &[Script], history: &History) -> Result<SchemaStatus, Error> {
        let known = scripts.iter().map(|script| {
            Ok(MigrationStatus {
                name: script.name.to_owned(),
                state: state(script, history)?,
            })
        });
        let mut migrations = known.collect::<Result<Vec<_>, Error>>()?;
        let is_unknown = |name: &&String| scripts.iter().all(|script| script.name != *name);
        let applied = history.applied.keys();
        let begun = history.begun.keys();
        let begun = begun.filter(|name| !history.applied.contains_key(*name));
        let mut unknown: Vec<&String> = applied.chain(begun).filter(is_unknown).collect();
        unknown.sort_unstable();
        migrations.extend(unknown.into_iter().map(|name| {
            let at = history.applied.get(name).map(|recorded| recorded.at);
            MigrationStatus {
                name: name.clone(),
                state: MigrationState::Unknown { at },
            }
        }));
        Ok(SchemaStatus {
            migrations,
            invalid_indexes: Vec::new(),
        })
    }
}

impl MigrationState {
    /// Whether there is nothing to be done about the migration.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(
            self,
            MigrationState::Applied { .. } | MigrationState::Unknown { .. }
        )
    }
}

fn state(script: &Script, history: &History) -> Result<MigrationState, Error> {
    if history.is_changed(script) {
        return Ok(MigrationState::Changed);
    }
    if let Some(recorded) = history.applied.get(script.name) {
        return Ok(MigrationState::Applied { at: recorded.at });
    }
    let done = history.parts_done(script);
    if done == 0 {
        return Ok(MigrationState::Pending);
    }
    let parts = script.parts()?;
    let next = parts.get(done).and_then(|part| part.text.lines().next());
    Ok(MigrationState::Partial {
        done,
        parts: parts.len(),
        next: next.unwrap_or_default().to_owned(),
    })
}
