//! What a column may hold and as which types it is read: stored content in, Rust values out.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::Json;
use crate::value::time;

/// The content of a column as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stored<'r> {
    /// SQL `NULL`.
    Null,
    /// PostgreSQL's `BOOLEAN`.
    Bool(bool),
    /// An integer; on SQLite also a truth value or a time.
    Integer(i64),
    /// A number of double precision.
    Real(f64),
    /// Text or JSON; on SQLite also a date.
    Text(&'r str),
    /// Bytes; on SQLite also a UUID.
    Bytes(&'r [u8]),
    /// PostgreSQL's `UUID`.
    Uuid(Uuid),
    /// PostgreSQL's `TIMESTAMPTZ`.
    Time(Timestamp),
    /// PostgreSQL's `DATE`.
    Date(Date),
}

/// The content of a column is not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The type that was asked for, in one word.
    pub expected: &'static str,
}

/// A type that a column can be read as. Implement it for ids and enums of your own on top of the
/// types given here.
pub trait Column: Sized {
    /// Reads the content of a column.
    ///
    /// # Errors
    /// [`Mismatch`] if the content is not of this type.
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch>;
}

impl Stored<'_> {
    /// What it is, for diagnostics.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Stored::Null => "null",
            Stored::Bool(_) => "a bool",
            Stored::Integer(_) => "an integer",
            Stored::Real(_) => "a real",
            Stored::Text(_) => "text",
            Stored::Bytes(_) => "bytes",
            Stored::Uuid(_) => "a uuid",
            Stored::Time(_) => "a time",
            Stored::Date(_) => "a date",
        }
    }
}

/// Null is `None`.
impl<T: Column> Column for Option<T> {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Null => Ok(None),
            stored => T::from_stored(stored).map(Some),
        }
    }
}

impl Column for bool {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Bool(value) => Ok(value),
            Stored::Integer(0) => Ok(false),
            Stored::Integer(1) => Ok(true),
            _ => Err(Mismatch { expected: "a bool" }),
        }
    }
}

impl Column for i64 {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Integer(value) => Ok(value),
            _ => Err(Mismatch {
                expected: "an integer",
            }),
        }
    }
}

impl Column for i32 {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        let expected = "an integer of 32 bits";
        i32::try_from(i64::from_stored(stored)?).map_err(|_| Mismatch { expected })
    }
}

/// An integer is read too: SQLite may answer one from an expression.
impl Column for f64 {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Real(value) => Ok(value),
            Stored::Integer(value) => Ok(value as f64),
            _ => Err(Mismatch { expected: "a real" }),
        }
    }
}

impl Column for String {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Text(value) => Ok(value.to_owned()),
            _ => Err(Mismatch { expected: "text" }),
        }
    }
}

impl Column for Json {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        String::from_stored(stored).map(Json)
    }
}

impl Column for Vec<u8> {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        match stored {
            Stored::Bytes(value) => Ok(value.to_owned()),
            _ => Err(Mismatch { expected: "bytes" }),
        }
    }
}

impl Column for Uuid {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        let mismatch = Mismatch { expected: "a uuid" };
        match stored {
            Stored::Uuid(value) => Ok(value),
            Stored::Bytes(bytes) => Uuid::from_slice(bytes).map_err(|_| mismatch),
            _ => Err(mismatch),
        }
    }
}

impl Column for Timestamp {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        let mismatch = Mismatch { expected: "a time" };
        match stored {
            Stored::Time(value) => Ok(value),
            Stored::Integer(micros) => time(micros).ok_or(mismatch),
            _ => Err(mismatch),
        }
    }
}

impl Column for Date {
    fn from_stored(stored: Stored<'_>) -> Result<Self, Mismatch> {
        let mismatch = Mismatch { expected: "a date" };
        match stored {
            Stored::Date(value) => Ok(value),
            Stored::Text(text) => text.parse().map_err(|_| mismatch),
            _ => Err(mismatch),
        }
    }
}
