//! Migrations of SQLite: what is missing is found and applied under the lock of `BEGIN IMMEDIATE`,
//! so that of several processes that start at once each applies what the others have not.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use super::rebuild::{self, Change};
use super::statistics;
use crate::migration::{APPLIED, Dialect, History, Mark, RECORD, Recorded, Script, missing};
use crate::{Error, Migration, SchemaStatus, Value, Violation};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL
)";

const HAS_TABLE: &str =
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'";

/// Rows that refer to none. The column is one of those that should.
const ORPHANS: &str = "SELECT orphan.\"table\", key.\"from\"
    FROM pragma_foreign_key_check AS orphan
    LEFT JOIN pragma_foreign_key_list(orphan.\"table\") AS key ON key.id = orphan.fkid
    LIMIT 1";

/// What is done one after the other.
enum Work {
    Statements(&'static str),
    Rebuild {
        table: String,
        changes: Vec<Change<'static>>,
    },
}

/// Applies what is missing, on a connection that does not enforce foreign keys. Returns the names
/// of what was applied.
pub(super) fn migrate(
    connection: &mut Connection,
    migrations: &[Migration],
) -> Result<Vec<String>, Error> {
    // A column that there is not would otherwise be taken for a text, if its name is in quotes.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    let scripts = Script::all(migrations, Dialect::Sqlite);
    let mut names = Vec::new();
    while let Some(name) = apply_next(connection, &scripts)? {
        tracing::info!(name, "migration applied");
        names.push(name.to_owned());
    }
    Ok(names)
}

/// Where the database stands.
pub(super) fn schema_status(
    connection: &Connection,
    migrations: &[Migration],
) -> Result<SchemaStatus, Error> {
    let scripts = Script::all(migrations, Dialect::Sqlite);
    let history = if connection.prepare(HAS_TABLE)?.exists([])? {
        history(connection)?
    } else {
        History::default()
    };
    SchemaStatus::of(&scripts, &history)
}

fn history(connection: &Connection) -> Result<History, Error> {
    let mut statement = connection.prepare(APPLIED)?;
    let mut rows = statement.query([])?;
    let mut applied = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let at = Timestamp::from_microsecond(row.get(2)?);
        let at = at.map_err(|_| Error::Corrupt {
            column: 2,
            expected: "microseconds since 1970",
            found: "a number out of range",
        })?;
        let checksum = row.get(1)?;
        applied.insert(row.get(0)?, Recorded { checksum, at });
    }
    Ok(History {
        applied,
        ..History::default()
    })
}

/// Applies one script in a transaction of its own; nothing if none is missing.
fn apply_next(
    connection: &mut Connection,
    scripts: &[Script],
) -> Result<Option<&'static str>, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLE)?;
    let Some(script) = missing(scripts, &history(&transaction)?)? else {
        transaction.commit()?;
        return Ok(None);
    };
    let works = works(script)?;
    apply(&transaction, script, &works).map_err(|error| script.failed(error))?;
    transaction.commit()?;
    let is_rebuild = |work: &Work| matches!(work, Work::Rebuild { .. });
    if works.iter().any(is_rebuild) {
        // What was known of a table went with it.
        statistics::refresh(connection);
    }
    Ok(Some(script.name))
}

/// Takes a script apart. Marked statements that follow each other for one table rebuild it once.
fn works(script: &Script) -> Result<Vec<Work>, Error> {
    let mut works: Vec<Work> = Vec::new();
    for part in script.parts()? {
        if part.mark != Some(Mark::Rebuild) {
            works.push(Work::Statements(part.text));
            continue;
        }
        let (name, change) = rebuild::read(part.text).map_err(|error| script.failed(error))?;
        match works.last_mut() {
            Some(Work::Rebuild { table, changes }) if table.eq_ignore_ascii_case(&name) => {
                changes.push(change);
            }
            _ => works.push(Work::Rebuild {
                table: name,
                changes: vec![change],
            }),
        }
    }
    Ok(works)
}

fn apply(connection: &Connection, script: &Script, works: &[Work]) -> Result<(), Error> {
    for work in works {
        match work {
            Work::Statements(text) => connection.execute_batch(text)?,
            Work::Rebuild { table, changes } => rebuild::rebuild(connection, table, changes)?,
        }
        if connection.is_autocommit() {
            return Err(Error::UnsoundMigration {
                reason: "a migration must not end its transaction".to_owned(),
            });
        }
    }
    check_foreign_keys(connection)?;
    let now = Value::Time(Timestamp::now());
    connection.execute(RECORD, (script.name, &script.checksum, now))?;
    Ok(())
}

fn check_foreign_keys(connection: &Connection) -> Result<(), Error> {
    let mut statement = connection.prepare(ORPHANS)?;
    let mut orphans = statement.query([])?;
    let Some(orphan) = orphans.next()? else {
        return Ok(());
    };
    let column: Option<String> = orphan.get(1)?;
    Err(Error::ForeignKeyViolation(Violation {
        table: orphan.get(0)?,
        constraint: None,
        columns: column.into_iter().collect(),
    }))
}
