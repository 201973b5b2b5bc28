//! What can go wrong, in words that are the same for both databases and hold no driver's types.

use std::fmt;
use std::time::Duration;

/// An error of the store. Its text is for logs: it may name tables and columns and is not to be
/// sent to a client. It never holds a value of a row.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row with this key exists already.
    #[error("unique constraint violated: {0}")]
    UniqueViolation(Violation),
    /// A row refers to one that does not exist, or is referred to and cannot go.
    #[error("foreign key violated: {0}")]
    ForeignKeyViolation(Violation),
    /// A `CHECK` constraint is not met.
    #[error("check constraint violated: {0}")]
    CheckViolation(Violation),
    /// A required column was given null.
    #[error("null in a required column: {0}")]
    NotNullViolation(Violation),
    /// Another process holds a lock, all connections are in use, or the database cannot be reached:
    /// nothing was done, and the same call may succeed a moment later. Over HTTP this is 503 with
    /// `Retry-After`.
    #[error("database is busy or out of reach: {reason}")]
    Busy {
        /// What was waited for.
        reason: String,
    },
    /// The handle belongs to a transaction that has ended, or in which a statement has failed: such
    /// a transaction can only be rolled back.
    #[error("transaction is over")]
    TransactionOver,
    /// The transaction took too long and was rolled back.
    #[error("transaction did not end within {limit:?}")]
    TransactionDeadline {
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// The store was closed.
    #[error("store is closed")]
    Closed,
    /// A value that not both databases can keep.
    #[error("value cannot be stored: {reason}")]
    Unstorable {
        /// Which rule it breaks.
        reason: &'static str,
    },
    /// A column holds something else than the type by which it is read.
    #[error("column {column} holds {found} where {expected} is expected")]
    Corrupt {
        /// The position of the column, from 0.
        column: usize,
        /// The type that was asked for.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// The text of a migration differs from the one that was applied, at least in part.
    #[error("migration `{name}` was changed after it had been applied")]
    MigrationChanged {
        /// The name of the migration.
        name: String,
    },
    /// A migration could not be applied. Of the part that failed nothing is left but, at most, an
    /// invalid index or the batches that were done; the next attempt goes on with that part.
    #[error("migration `{name}` failed")]
    MigrationFailed {
        /// The name of the migration.
        name: String,
        /// Why.
        #[source]
        cause: Box<Error>,
    },
    /// One part of a migration that has several could not be applied; those before it are.
    #[error("part {part} of {parts}")]
    MigrationPart {
        /// Which one, from 1.
        part: usize,
        /// How many there are.
        parts: usize,
        /// Why.
        #[source]
        cause: Box<Error>,
    },
    /// The text of a migration asks for what cannot be done, or not without loss.
    #[error("{reason}")]
    UnsoundMigration {
        /// What it asks for, or what would be lost.
        reason: String,
    },
    /// The store cannot be opened as it is configured.
    #[error("store cannot be opened: {reason}")]
    Configuration {
        /// What is wrong. It holds no password.
        reason: String,
    },
    /// Anything else that the database says.
    #[error("database error {code}: {message}")]
    Database {
        /// The SQLSTATE of PostgreSQL or the extended result code of SQLite; `driver` if the
        /// database was not asked.
        code: String,
        /// The message of the database, without the row's values.
        message: String,
    },
}

/// What a violated constraint is called. The databases differ in what they tell: PostgreSQL names
/// the constraint, SQLite the columns, or the index if it is one on expressions, and for foreign
/// keys nothing. Ask with [`Violation::concerns`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violation {
    /// The table, or nothing if it is not told.
    pub table: String,
    /// The name of the constraint or index, if it is told.
    pub constraint: Option<String>,
    /// The columns in the order of the index, if they are told.
    pub columns: Vec<String>,
}

impl Violation {
    /// Whether this is the constraint of that name, which covers those columns of that table.
    #[must_use]
    pub fn concerns(&self, constraint: &str, table: &str, columns: &[&str]) -> bool {
        match &self.constraint {
            Some(name) => name == constraint,
            None => self.table == table && self.columns == columns,
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.constraint, self.columns.as_slice()) {
            (Some(name), _) => write!(formatter, "`{name}`"),
            (None, []) => formatter.write_str("not named by the database"),
            (None, columns) => write!(formatter, "`{}` ({})", self.table, columns.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Violation;

    #[test]
    fn a_violation_is_recognised_by_name_or_by_columns() {
        let named = Violation {
            constraint: Some("users_email_key".to_owned()),
            ..Violation::default()
        };
        let listed = Violation {
            table: "users".to_owned(),
            columns: vec!["email".to_owned()],
            ..Violation::default()
        };
        for violation in [&named, &listed] {
            assert!(violation.concerns("users_email_key", "users", &["email"]));
            assert!(!violation.concerns("users_name_key", "users", &["name"]));
        }
        assert!(!Violation::default().concerns("users_email_key", "users", &["email"]));
    }
}
