//! Migrations of SQLite: what is missing is found and applied under the lock of `BEGIN IMMEDIATE`,
//! so that of several processes that start at once each applies what the others have not.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use crate::migration::{APPLIED, RECORD, Step, missing};
use crate::{Error, Migration, Value};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL
)";

/// Applies what is missing, on a connection that does not enforce foreign keys. Returns the names
/// of what was applied.
pub(super) fn migrate(
    connection: &mut Connection,
    migrations: &[Migration],
) -> Result<Vec<String>, Error> {
    let step = |migration: &Migration| Step::new(migration.name, migration.sqlite);
    let steps: Vec<Step> = migrations.iter().map(step).collect();
    let mut names = Vec::new();
    while let Some(name) = apply_next(connection, &steps)? {
        tracing::info!(name, "migration applied");
        names.push(name.to_owned());
    }
    Ok(names)
}

/// Applies one step in a transaction of its own; nothing if none is missing.
fn apply_next(connection: &mut Connection, steps: &[Step]) -> Result<Option<&'static str>, Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLE)?;
    let applied = transaction
        .prepare(APPLIED)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<BTreeMap<String, String>>>()?;
    let Some(step) = missing(steps, &applied)? else {
        transaction.commit()?;
        return Ok(None);
    };
    apply(&transaction, step).map_err(|error| step.failed(error))?;
    transaction.commit()?;
    Ok(Some(step.name))
}

fn apply(connection: &Connection, step: &Step) -> Result<(), Error> {
    connection.execute_batch(step.text)?;
    if connection.is_autocommit() {
        return Err(Error::Configuration {
            reason: "a migration must not end its transaction".to_owned(),
        });
    }
    if connection.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Error::ForeignKeyViolation(crate::Violation::default()));
    }
    let now = Value::Time(Timestamp::now());
    connection.execute(RECORD, (step.name, &step.checksum, now))?;
    Ok(())
}
