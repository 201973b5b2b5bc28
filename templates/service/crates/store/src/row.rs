//! One row of an answer, whichever database it is from: a position in, a typed value out.

use crate::{Column, Error, Mismatch, Stored, postgres, sqlite};

/// One row, lent to the function that maps it.
pub struct Row<'r>(Source<'r>);

/// What is done with each row of an answer.
pub(crate) type Each<'a> = dyn FnMut(&Row<'_>) -> Result<(), Error> + Send + 'a;

enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Copied(&'r [rusqlite::types::Value]),
    Postgres(&'r tokio_postgres::Row),
}

impl<'r> Row<'r> {
    pub(crate) fn sqlite(row: &'r rusqlite::Row<'r>) -> Row<'r> {
        Row(Source::Sqlite(row))
    }

    pub(crate) fn copied(row: &'r [rusqlite::types::Value]) -> Row<'r> {
        Row(Source::Copied(row))
    }

    pub(crate) fn postgres(row: &'r tokio_postgres::Row) -> Row<'r> {
        Row(Source::Postgres(row))
    }

    /// The column at this position, from 0.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if there is no such column or it does not hold a `T`.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, Error> {
        let stored = self.stored(index)?;
        T::from_stored(stored).map_err(|mismatch| Error::Corrupt {
            column: index,
            expected: mismatch.expected,
            found: stored.kind(),
        })
    }

    /// The text at this position as it lies there, for whoever reads something else from it; `None`
    /// for null.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if there is no such column or it does not hold text.
    pub fn text(&self, index: usize) -> Result<Option<&str>, Error> {
        match self.stored(index)? {
            Stored::Null => Ok(None),
            Stored::Text(text) => Ok(Some(text)),
            stored => Err(Error::Corrupt {
                column: index,
                expected: "text",
                found: stored.kind(),
            }),
        }
    }

    fn stored(&self, index: usize) -> Result<Stored<'_>, Error> {
        let stored = match self.0 {
            Source::Sqlite(row) => row.get_ref(index).ok().map(sqlite::stored),
            Source::Copied(row) => row.get(index).map(|value| sqlite::stored(value.into())),
            Source::Postgres(row) => postgres::stored(row, index),
        };
        let (expected, found) = match stored {
            Some(Ok(stored)) => return Ok(stored),
            Some(Err(Mismatch { expected })) => (expected, "something else"),
            None => ("a value", "nothing: there is no such column"),
        };
        Err(Error::Corrupt {
            column: index,
            expected,
            found,
        })
    }
}
