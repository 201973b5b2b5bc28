//! How the rows are spread: nothing but the database goes in, better plans come out.
//!
//! Without statistics SQLite takes every index for a selective one. It would read all rows of one
//! state by an index and sort them, where the index of the wanted order finds the first page at
//! once.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Looks at tables that were never looked at, or have grown or shrunk much since; at a few thousand
/// entries of each index, so it takes milliseconds: <https://sqlite.org/pragma.html#pragma_optimize>.
const LOOK: &str = "PRAGMA optimize = 0x10012";

/// Brings the statistics up to date. Nothing is lost if that fails: plans stay as they were.
pub(super) fn refresh(connection: &Connection) {
    if let Err(error) = update(connection) {
        tracing::debug!(%error, "statistics could not be brought up to date");
    }
}

/// Connections read statistics together with the schema, so that counts as changed.
fn update(connection: &Connection) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    transaction.execute_batch(LOOK)?;
    let version: i32 = transaction.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    transaction.pragma_update(None, "schema_version", version.wrapping_add(1))?;
    transaction.commit()
}
