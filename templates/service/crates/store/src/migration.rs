//! Which migrations are to be applied: those of the program and those of the database in, what is
//! missing out.

mod history;
mod parts;
mod status;
mod tokens;

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Error;

pub(crate) use history::{APPLIED, Begun, History, RECORD, Recorded};
pub(crate) use parts::{Mark, Part};
pub use status::{MigrationState, MigrationStatus, SchemaStatus};
pub(crate) use tokens::{Dialect, Kind, Token, name_of, tokens};

/// One step of the schema, as SQL for each database: statements, each ended by `;`, none of which
/// may begin or end a transaction. They are applied in one transaction, but for those under a mark,
/// a comment that stands in the lines above a statement.
///
/// On PostgreSQL the statements between two marked ones are a transaction, and what was done is
/// recorded with it, so that a migration that was interrupted goes on where it was:
///
/// - `-- moguera:alone`: runs outside of any transaction, as `CREATE INDEX CONCURRENTLY` must. It
///   may run again, if the process ends between doing and recording it. An index that was built in
///   vain, and is invalid, is built again.
/// - `-- moguera:batches`: an `UPDATE` or `DELETE` that limits itself to a few rows. It is repeated,
///   each time in a transaction of its own, until it affects none. It is to choose its rows by their
///   key, and `FOR NO KEY UPDATE`; chosen by `ctid`, those are passed over that another transaction
///   changes at that moment, and the batches end although rows are left:
///
///   ```sql
///   -- moguera:batches
///   UPDATE t SET a = lower(b) WHERE id = ANY (ARRAY(
///       SELECT id FROM t WHERE a IS NULL AND b IS NOT NULL LIMIT 1000 FOR NO KEY UPDATE));
///   ```
///
/// On SQLite all is one transaction. Foreign keys are not enforced while it runs, so that tables can
/// be rebuilt, and are checked before it is committed:
///
/// - `-- moguera:rebuild`: what `ALTER TABLE` of SQLite cannot do, in words of the same kind. The
///   table is made anew from what it is by then, and its rows are copied; the expression sees the
///   old row. Those that follow each other for one table rebuild it once.
///
///   ```sql
///   -- moguera:rebuild
///   ALTER TABLE t ADD COLUMN a TEXT NOT NULL USING lower(b);
///   -- moguera:rebuild
///   ALTER TABLE t ALTER COLUMN b TYPE INTEGER NOT NULL USING length(b);
///   -- moguera:rebuild
///   ALTER TABLE t DROP COLUMN c;
///   ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What it is recorded by. It is never applied twice.
    pub name: &'static str,
    /// The statements for SQLite.
    pub sqlite: &'static str,
    /// The statements for PostgreSQL.
    pub postgres: &'static str,
}

/// A migration as one of the databases sees it.
pub(crate) struct Script {
    pub(crate) name: &'static str,
    /// SHA-256 of the text in hexadecimal digits.
    pub(crate) checksum: String,
    text: &'static str,
    dialect: Dialect,
}

impl Script {
    /// All of them, in the same order.
    pub(crate) fn all(migrations: &[Migration], dialect: Dialect) -> Vec<Script> {
        let script = |migration: &Migration| {
            let text = match dialect {
                Dialect::Sqlite => migration.sqlite,
                Dialect::Postgres => migration.postgres,
            };
            Script::new(migration.name, text, dialect)
        };
        migrations.iter().map(script).collect()
    }

    fn new(name: &'static str, text: &'static str, dialect: Dialect) -> Script {
        Script {
            name,
            checksum: checksum(text),
            text,
            dialect,
        }
    }

    /// What is done one after the other.
    ///
    /// # Errors
    /// [`Error::MigrationFailed`] if a mark is not one of this database.
    pub(crate) fn parts(&self) -> Result<Vec<Part<'static>>, Error> {
        parts::parts(self.text, self.dialect).map_err(|error| self.failed(error))
    }

    /// What went wrong, under the name of the migration.
    pub(crate) fn failed(&self, cause: Error) -> Error {
        Error::MigrationFailed {
            name: self.name.to_owned(),
            cause: Box::new(cause),
        }
    }
}

/// The first script that is missing. What is applied is a set: a script from a branch that was
/// merged late is applied although later ones are there. What is applied and not known to the
/// program is of a newer version of it, which is no error: old processes go on while new ones start.
///
/// # Errors
/// [`Error::MigrationChanged`] if a script was applied, or begun, with another text.
pub(crate) fn missing<'s>(
    scripts: &'s [Script],
    history: &History,
) -> Result<Option<&'s Script>, Error> {
    let is_changed = |script: &&Script| history.is_changed(script);
    if let Some(script) = scripts.iter().find(is_changed) {
        let name = script.name.to_owned();
        return Err(Error::MigrationChanged { name });
    }
    let is_missing = |script: &&Script| !history.applied.contains_key(script.name);
    Ok(scripts.iter().find(is_missing))
}

/// Line ends do not count: a checkout on another system may have changed them.
fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes all that is written to it");
        digits
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Begun, Dialect, History, Recorded, Script, checksum, missing};
    use crate::Error;

    fn script(name: &'static str, text: &'static str) -> Script {
        Script::new(name, text, Dialect::Postgres)
    }

    fn applied(names: &[(&str, &str)]) -> History {
        let recorded = |(name, text): &(&str, &str)| {
            let checksum = checksum(text);
            let at = Timestamp::UNIX_EPOCH;
            ((*name).to_owned(), Recorded { checksum, at })
        };
        History {
            applied: names.iter().map(recorded).collect(),
            ..History::default()
        }
    }

    #[test]
    fn the_checksum_is_sha_256_whatever_the_line_ends() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(checksum("abc"), expected);
        assert_eq!(checksum("a;\r\nb;\r\n"), checksum("a;\nb;\n"));
    }

    #[test]
    fn a_script_merged_late_is_found() {
        let scripts = [script("1", "a"), script("2", "b"), script("3", "c")];
        let history = applied(&[("1", "a"), ("3", "c")]);
        let found = missing(&scripts, &history).unwrap();
        assert_eq!(found.map(|script| script.name), Some("2"));
    }

    #[test]
    fn a_changed_script_is_refused_before_missing_ones_are_applied() {
        let scripts = [script("1", "a"), script("2", "b")];
        let begun = Begun {
            checksum: checksum("c"),
            parts_done: 1,
        };
        let begun = History {
            begun: [("2".to_owned(), begun)].into(),
            ..History::default()
        };
        for history in [applied(&[("2", "c")]), begun] {
            let refused = missing(&scripts, &history).map(drop);
            assert!(matches!(refused, Err(Error::MigrationChanged { name }) if name == "2"));
        }
    }
}
