//! Running statements on one connection: texts and values in, rows or numbers of rows out.

use rusqlite::{CachedStatement, Connection, types};

use super::writer::Outcome;
use crate::row::Each;
use crate::steps::Steps;
use crate::{Error, Row, Sql};

/// Statements to be run together, and how many rows of the last one are wanted.
pub(super) struct Work {
    steps: Steps,
    limit: usize,
}

impl Work {
    pub(super) fn execute(steps: Steps) -> Work {
        Work { steps, limit: 0 }
    }

    pub(super) fn fetch(sql: Sql, limit: usize) -> Work {
        Work {
            steps: Steps::all(vec![sql]),
            limit,
        }
    }

    /// Whether it is one statement of which no row is wanted: nothing can go wrong behind it.
    pub(super) fn is_one_statement(&self) -> bool {
        self.limit == 0 && self.steps.statements().len() == 1
    }
}

/// What became of a statement where nothing is written.
pub(super) enum Read {
    Done,
    /// It would write, and was not run.
    Writes,
}

/// Reads up to `limit` rows, unless the statement would write.
pub(super) fn read(
    connection: &Connection,
    sql: &Sql,
    limit: usize,
    each: &mut Each<'_>,
) -> Result<Read, Error> {
    let mut statement = prepare(connection, sql)?;
    if !statement.readonly() {
        return Ok(Read::Writes);
    }
    let mut rows = statement.raw_query();
    let mut left = limit;
    while left > 0
        && let Some(row) = rows.next()?
    {
        each(&Row::sqlite(row))?;
        left -= 1;
    }
    Ok(Read::Done)
}

/// Runs the statements up to the first that fails or the guard that ends them. Undoing them is left
/// to the caller.
pub(super) fn run(connection: &Connection, work: &Work) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    for sql in work.steps.statements() {
        let mut statement = prepare(connection, sql)?;
        let columns = statement.column_count();
        let readonly = statement.readonly();
        let mut rows = statement.raw_query();
        outcome.rows.clear();
        while let Some(row) = rows.next()? {
            if outcome.rows.len() < work.limit {
                outcome.rows.push(copy(row, columns)?);
            } else if readonly {
                break;
            }
        }
        let affected = if readonly { 0 } else { connection.changes() };
        outcome.affected.push(affected);
        if work.steps.end_after(&outcome.affected) {
            break;
        }
    }
    Ok(outcome)
}

/// Runs `BEGIN`, `COMMIT` and their like.
pub(super) fn control(connection: &Connection, text: &'static str) -> Result<(), Error> {
    connection.prepare_cached(text)?.raw_execute()?;
    Ok(())
}

fn copy(row: &rusqlite::Row<'_>, columns: usize) -> Result<Vec<types::Value>, Error> {
    (0..columns).map(|index| Ok(row.get(index)?)).collect()
}

/// Prepares a statement and binds its values by the names of its placeholders: to SQLite `$2` is
/// not the second parameter but one that is called so.
fn prepare<'c>(connection: &'c Connection, sql: &Sql) -> Result<CachedStatement<'c>, Error> {
    let mut statement = connection.prepare_cached(sql.text())?;
    // SQLite says so of statements that begin or end transactions, which is not theirs to do.
    if statement.readonly() && statement.column_count() == 0 {
        return Err(misuse("the statement neither reads nor writes"));
    }
    let mut highest = 0;
    for parameter in 1..=statement.parameter_count() {
        let number = statement.parameter_name(parameter).and_then(number);
        let number = number.ok_or_else(|| misuse("a placeholder is not of the form `$1`"))?;
        let value = sql.values().get(number - 1);
        let value = value.ok_or_else(|| misuse("a placeholder has no value"))?;
        statement.raw_bind_parameter(parameter, value)?;
        highest = highest.max(number);
    }
    if highest < sql.values().len() {
        return Err(misuse("a value has no placeholder"));
    }
    Ok(statement)
}

/// 2 for `$2`.
fn number(name: &str) -> Option<usize> {
    name.strip_prefix('$')?
        .parse()
        .ok()
        .filter(|number| *number > 0)
}

fn misuse(message: &str) -> Error {
    Error::Database {
        code: "driver".to_owned(),
        message: message.to_owned(),
    }
}
