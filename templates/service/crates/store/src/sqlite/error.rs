//! SQLite's result codes and messages in, the store's errors out.
//!
//! Codes: <https://sqlite.org/rescode.html>.

use rusqlite::{ErrorCode, ffi};

use crate::{Error, Violation};

/// What SQLite says of a row that others refer to.
const RESTRICTED: &str = "FOREIGN KEY constraint failed";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::SqliteFailure(failure, message) => {
                let message = message.unwrap_or_else(|| failure.to_string());
                from_failure(failure, message)
            }
            other => Error::Database {
                code: "driver".to_owned(),
                message: other.to_string(),
            },
        }
    }
}

fn from_failure(failure: ffi::Error, message: String) -> Error {
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => return Error::UniqueViolation(columns(&message)),
        ffi::SQLITE_CONSTRAINT_NOTNULL => return Error::NotNullViolation(columns(&message)),
        ffi::SQLITE_CONSTRAINT_CHECK => return Error::CheckViolation(constraint(&message)),
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            return Error::ForeignKeyViolation(Violation::default());
        }
        // `ON DELETE RESTRICT` is done by a trigger of SQLite's own.
        ffi::SQLITE_CONSTRAINT_TRIGGER if message == RESTRICTED => {
            return Error::ForeignKeyViolation(Violation::default());
        }
        _ => {}
    }
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy {
            reason: "another process holds the lock".to_owned(),
        },
        _ => Error::Database {
            code: failure.extended_code.to_string(),
            message,
        },
    }
}

/// Reads `UNIQUE constraint failed: users.site, users.email`, or `…: index 'users_lower_email'` of
/// an index on expressions.
fn columns(message: &str) -> Violation {
    let Some((_, subject)) = message.split_once(": ") else {
        return Violation::default();
    };
    if let Some(index) = subject.strip_prefix("index '") {
        return named(index.trim_end_matches('\''));
    }
    let (tables, columns): (Vec<&str>, Vec<&str>) = subject
        .split(", ")
        .filter_map(|column| column.split_once('.'))
        .unzip();
    Violation {
        table: tables.first().copied().unwrap_or_default().to_owned(),
        constraint: None,
        columns: columns.into_iter().map(str::to_owned).collect(),
    }
}

/// Reads `CHECK constraint failed: users_age_check`.
fn constraint(message: &str) -> Violation {
    message
        .split_once(": ")
        .map_or_else(Violation::default, |(_, name)| named(name))
}

fn named(name: &str) -> Violation {
    Violation {
        constraint: Some(name.to_owned()),
        ..Violation::default()
    }
}
