//! What a database remembers of migrations: its records in, what they say of a script out.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Script;

/// Reads what was applied, on either database: name, checksum and time.
pub(crate) const APPLIED: &str = "SELECT name, checksum, applied_at FROM schema_migrations";

/// Records a migration: name, checksum and time, on either database.
pub(crate) const RECORD: &str =
    "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)";

/// What was done so far, by the names of migrations.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// Those that were applied to their end.
    pub(crate) applied: BTreeMap<String, Recorded>,
    /// Those of which a part was applied.
    pub(crate) begun: BTreeMap<String, Begun>,
}

/// A migration that was applied.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) checksum: String,
    pub(crate) at: Timestamp,
}

/// A migration that was applied in part.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) checksum: String,
    pub(crate) parts_done: usize,
}

impl History {
    /// Whether a script was another text when it was applied or begun.
    pub(crate) fn is_changed(&self, script: &Script) -> bool {
        let applied = self.applied.get(script.name);
        let checksum = match applied {
            Some(recorded) => Some(&recorded.checksum),
            None => self.begun.get(script.name).map(|begun| &begun.checksum),
        };
        checksum.is_some_and(|checksum| *checksum != script.checksum)
    }

    /// How many parts of a script are done.
    pub(crate) fn parts_done(&self, script: &Script) -> usize {
        let begun = self.begun.get(script.name);
        begun.map_or(0, |begun| begun.parts_done)
    }
}
