//! PostgreSQL's errors in, the store's errors out.
//!
//! Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.

use std::error::Error as _;
use std::io;

use tokio_postgres::error::{DbError, SqlState};

use crate::{Error, Violation};

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Error {
        if is_stale_plan(&error) {
            let reason = "a statement is to be prepared again after a migration".to_owned();
            return Error::Busy { reason };
        }
        if let Some(error) = error.as_db_error() {
            return from_server(error);
        }
        let source = error.source();
        let message = match source {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        // A TLS handshake that fails is invalid data, which waiting does not mend.
        let unreachable = source
            .and_then(|source| source.downcast_ref::<io::Error>())
            .is_some_and(|error| error.kind() != io::ErrorKind::InvalidData);
        if error.is_closed() || unreachable {
            return Error::Busy { reason: message };
        }
        let code = "driver".to_owned();
        Error::Database { code, message }
    }
}

/// Without the detail, which holds values of the row.
fn from_server(error: &DbError) -> Error {
    match *error.code() {
        SqlState::UNIQUE_VIOLATION => Error::UniqueViolation(violation(error)),
        // From version 18 on, `ON DELETE RESTRICT` has a code of its own.
        SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => {
            Error::ForeignKeyViolation(violation(error))
        }
        SqlState::CHECK_VIOLATION => Error::CheckViolation(violation(error)),
        SqlState::NOT_NULL_VIOLATION => Error::NotNullViolation(violation(error)),
        SqlState::CHARACTER_NOT_IN_REPERTOIRE | SqlState::UNTRANSLATABLE_CHARACTER => {
            Error::Unstorable {
                reason: "text has a character that PostgreSQL refuses",
            }
        }
        SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::QUERY_CANCELED
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW => Error::Busy {
            reason: error.message().to_owned(),
        },
        _ => Error::Database {
            code: error.code().code().to_owned(),
            message: error.message().to_owned(),
        },
    }
}

fn violation(error: &DbError) -> Violation {
    Violation {
        table: error.table().unwrap_or_default().to_owned(),
        constraint: error.constraint().map(str::to_owned),
        columns: error.column().map(str::to_owned).into_iter().collect(),
    }
}

/// Whether a unit had no effect and would have if it were run again: it collided with another, or
/// was prepared for tables that have changed since.
pub(super) fn is_collision(error: &tokio_postgres::Error) -> bool {
    let codes = [
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::T_R_DEADLOCK_DETECTED,
    ];
    error.code().is_some_and(|code| codes.contains(&code)) || is_stale_plan(error)
}

/// Whether the server says `cached plan must not change result type`. It has no code of its own and
/// the message may be translated, but the place in the server is told.
pub(super) fn is_stale_plan(error: &tokio_postgres::Error) -> bool {
    let routine = error.as_db_error().and_then(DbError::routine);
    routine == Some("RevalidateCachedQuery")
}
