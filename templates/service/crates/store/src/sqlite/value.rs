//! Values as SQLite keeps them, in both directions.

use std::str;

use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::{Mismatch, Stored, Value};

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let borrowed = match self {
            Value::Null => ValueRef::Null,
            Value::Bool(value) => ValueRef::Integer((*value).into()),
            Value::Integer(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) | Value::Json(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
            Value::Uuid(value) => ValueRef::Blob(value.as_bytes()),
            Value::Time(value) => ValueRef::Integer(value.as_microsecond()),
            Value::Date(value) => return Ok(ToSqlOutput::from(value.to_string())),
        };
        Ok(ToSqlOutput::Borrowed(borrowed))
    }
}

/// What a column holds. Text that is not UTF-8, which only another program can have written, is
/// refused.
pub(crate) fn stored(value: ValueRef<'_>) -> Result<Stored<'_>, Mismatch> {
    let expected = "UTF-8";
    Ok(match value {
        ValueRef::Null => Stored::Null,
        ValueRef::Integer(value) => Stored::Integer(value),
        ValueRef::Real(value) => Stored::Real(value),
        ValueRef::Text(bytes) => {
            Stored::Text(str::from_utf8(bytes).map_err(|_| Mismatch { expected })?)
        }
        ValueRef::Blob(bytes) => Stored::Bytes(bytes),
    })
}
