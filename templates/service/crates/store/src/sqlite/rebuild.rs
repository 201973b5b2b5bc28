//! What `ALTER TABLE` of SQLite cannot do: changes of a table in, the same table with its rows made
//! anew out, as <https://sqlite.org/lang_altertable.html#otheralter> says.
//!
//! The new table is made of the old one as it is by then, not as it was when the migration was
//! written: what another branch has added meanwhile stays.

mod change;
mod table;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::Error;
use table::Table;

pub(super) use change::{Change, read};

/// What the new table is called until it takes the place of the old one.
const NEW: &str = "moguera_rebuild";

/// What belongs to a table and goes with it: its indexes, but for those that its definition makes,
/// and its triggers.
const BELONGINGS: &str = "SELECT type || ' `' || name || '`', sql FROM sqlite_schema
    WHERE tbl_name = ?1 COLLATE NOCASE AND type IN ('index', 'trigger') AND sql IS NOT NULL
    ORDER BY rowid";

/// The tables that have triggers.
const TRIGGERED: &str = "SELECT name FROM sqlite_schema AS entry
    WHERE type = 'table' AND EXISTS (
        SELECT 1 FROM sqlite_schema
        WHERE type = 'trigger' AND tbl_name = entry.name COLLATE NOCASE
    )";

/// Makes a table anew, in a transaction, without enforced foreign keys and where names in quotes are
/// never texts.
pub(super) fn rebuild(
    connection: &Connection,
    name: &str,
    changes: &[Change<'_>],
) -> Result<(), Error> {
    let old = Table::read(connection, name)?;
    let new = old.changed(changes)?;
    let belongings = belongings(connection, &old.name)?;
    let made = connection.execute_batch(&new.create(NEW));
    made.map_err(|error| unfit(&old.name, "table definition", error))?;
    copy(connection, &old, &new)?;
    replace(connection, &old.name)?;
    for (what, sql) in belongings {
        let made = connection.execute_batch(&sql);
        made.map_err(|error| unfit(&old.name, &what, error))?;
    }
    check(connection, &old.name)
}

/// The texts of what belongs to a table, each with what it is called.
fn belongings(connection: &Connection, table: &str) -> Result<Vec<(String, String)>, Error> {
    let mut statement = connection.prepare(BELONGINGS)?;
    let rows = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Copies the rows, but for columns that SQLite computes. An expression over many rows, such as
/// `max(length)`, would make one of all of them.
fn copy(connection: &Connection, old: &Table, new: &Table) -> Result<(), Error> {
    let stored = table::stored_columns(connection, NEW)?;
    let stored = new
        .columns
        .iter()
        .filter(|column| stored.contains(&column.name));
    let (columns, values): (Vec<_>, Vec<_>) = stored
        .map(|column| (quoted(&column.name), column.value.as_str()))
        .unzip();
    let copy = format!(
        "INSERT INTO {NEW} ({}) SELECT {} FROM {}",
        columns.join(", "),
        values.join(", "),
        quoted(&old.name)
    );
    let copied = connection.execute(&copy, []);
    let copied = copied.map_err(|error| of_table(&old.name, error.into()))?;
    let count = format!("SELECT count(*) FROM {}", quoted(&old.name));
    let rows: i64 = connection.query_row(&count, [], |row| row.get(0))?;
    if usize::try_from(rows) == Ok(copied) {
        return Ok(());
    }
    Err(Error::UnsoundMigration {
        reason: format!(
            "{copied} rows of `{}` would be left of {rows}: a value is made of many rows",
            old.name
        ),
    })
}

/// An error about rows of the new table, which nobody has heard of.
fn of_table(table: &str, mut error: Error) -> Error {
    if let Error::NotNullViolation(violation) | Error::UniqueViolation(violation) = &mut error {
        violation.table = table.to_owned();
    }
    error
}

/// Puts the new table in the place of the old one. Whatever mentions that by its name means the new
/// one from then on: `legacy_alter_table` keeps SQLite from rewriting, or missing, what is mentioned.
fn replace(connection: &Connection, name: &str) -> Result<(), Error> {
    let name = quoted(name);
    connection.execute_batch(&format!("DROP TABLE {name}"))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, true)?;
    let renamed = connection.execute_batch(&format!("ALTER TABLE {NEW} RENAME TO {name}"));
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false)?;
    Ok(renamed?)
}

/// Looks for triggers and views that mention what is gone, which SQLite would tell only whoever uses
/// them. It reads most of each before it renames a table, so that is begun and undone; what triggers
/// write to it sees when it prepares a statement that they follow.
fn check(connection: &Connection, name: &str) -> Result<(), Error> {
    let rename = format!("ALTER TABLE {} RENAME TO {NEW}", quoted(name));
    connection.execute_batch("SAVEPOINT rebuilt")?;
    let renamed = connection.execute_batch(&rename);
    connection.execute_batch("ROLLBACK TO rebuilt; RELEASE rebuilt")?;
    renamed.map_err(|error| unfit(name, "schema", error))?;
    let mut statement = connection.prepare(TRIGGERED)?;
    let tables = statement.query_map([], |row| row.get(0))?;
    for table in tables.collect::<rusqlite::Result<Vec<String>>>()? {
        for statement in writes(connection, &table)? {
            let prepared = connection.prepare(&statement).map(drop);
            prepared.map_err(|error| unfit(name, &format!("trigger of `{table}`"), error))?;
        }
    }
    Ok(())
}

/// Statements that every trigger of a table follows. They are never run.
fn writes(connection: &Connection, table: &str) -> Result<[String; 3], Error> {
    let columns = table::stored_columns(connection, table)?;
    let same = |column: &String| format!("{0} = {0}", quoted(column));
    let same: Vec<String> = columns.iter().map(same).collect();
    let table = quoted(table);
    Ok([
        format!("INSERT INTO {table} DEFAULT VALUES"),
        format!("UPDATE {table} SET {}", same.join(", ")),
        format!("DELETE FROM {table}"),
    ])
}

fn unfit(table: &str, what: &str, error: rusqlite::Error) -> Error {
    let cause = Error::from(error);
    let cause = match &cause {
        Error::Database { message, .. } => message.clone(),
        cause => cause.to_string(),
    };
    Error::UnsoundMigration {
        reason: format!(
            "the {what} does not fit `{table}` as it would be rebuilt: {cause}; change or drop it \
             in a statement above"
        ),
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
