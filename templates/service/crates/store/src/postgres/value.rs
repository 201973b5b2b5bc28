//! Values in the binary format of PostgreSQL, in both directions: as the statement's parameters
//! have it, so that an integer fits `SMALLINT` and `BIGINT` alike.
//!
//! Formats: `src/backend/utils/adt/*.c` of PostgreSQL, functions `…_recv` and `…_send`.

use std::error::Error;
use std::str;

use bytes::BytesMut;
use jiff::Timestamp;
use jiff::civil::Date;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, WrongType};
use uuid::Uuid;

use crate::{Mismatch, Stored, Value, value};

type Result<T> = std::result::Result<T, Box<dyn Error + Sync + Send>>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(value) => value.to_sql_checked(ty, out),
            Value::Integer(value) => integer(*value, ty, out),
            Value::Real(value) => value.to_sql_checked(ty, out),
            Value::Text(value) => value.to_sql_checked(ty, out),
            Value::Bytes(value) => value.to_sql_checked(ty, out),
            Value::Uuid(value) => value.to_sql_checked(ty, out),
            Value::Time(value) => time(*value, ty, out),
            Value::Date(value) => value.to_sql_checked(ty, out),
            Value::Json(value) => json(value, ty, out),
        }
    }

    /// Whether a value fits depends on the value.
    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull> {
        self.to_sql(ty, out)
    }
}

fn integer(value: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull> {
    match *ty {
        Type::INT2 => i16::try_from(value)?.to_sql(ty, out),
        Type::INT4 => i32::try_from(value)?.to_sql(ty, out),
        _ => value.to_sql_checked(ty, out),
    }
}

/// JSONB is text behind the number of its version, JSON is text alone.
fn json(value: &str, ty: &Type, out: &mut BytesMut) -> Result<IsNull> {
    match *ty {
        Type::JSONB => out.extend_from_slice(&[JSONB_VERSION]),
        Type::JSON => {}
        _ => return value.to_sql_checked(ty, out),
    }
    out.extend_from_slice(value.as_bytes());
    Ok(IsNull::No)
}

/// Finer than microseconds is cut off, as for SQLite.
fn time(value: Timestamp, ty: &Type, out: &mut BytesMut) -> Result<IsNull> {
    if *ty != Type::TIMESTAMPTZ {
        return Err(WrongType::new::<Timestamp>(ty.clone()).into());
    }
    (value.as_microsecond() - EPOCH).to_sql(&Type::INT8, out)
}

/// What a column holds, or `None` if there is no such column.
pub(crate) fn stored(row: &Row, index: usize) -> Option<std::result::Result<Stored<'_>, Mismatch>> {
    let expected = "a type of the store";
    let ty = row.columns().get(index)?.type_();
    let decoded = row.try_get(index).map_err(|_| Mismatch { expected });
    Some(decoded.and_then(|raw| match raw {
        Some(Raw(bytes)) => decode(ty, bytes).map_err(|_| Mismatch { expected }),
        None => Ok(Stored::Null),
    }))
}

/// The bytes of a column of any type.
struct Raw<'r>(&'r [u8]);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Raw<'r>> {
        Ok(Raw(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

fn decode<'r>(ty: &Type, raw: &'r [u8]) -> Result<Stored<'r>> {
    Ok(match *ty {
        Type::BOOL => Stored::Bool(bool::from_sql(ty, raw)?),
        Type::INT2 => Stored::Integer(i16::from_sql(ty, raw)?.into()),
        Type::INT4 => Stored::Integer(i32::from_sql(ty, raw)?.into()),
        Type::INT8 => Stored::Integer(i64::from_sql(ty, raw)?),
        Type::FLOAT4 => Stored::Real(f32::from_sql(ty, raw)?.into()),
        Type::FLOAT8 => Stored::Real(f64::from_sql(ty, raw)?),
        Type::BYTEA => Stored::Bytes(raw),
        Type::UUID => Stored::Uuid(Uuid::from_sql(ty, raw)?),
        Type::TIMESTAMPTZ => {
            let micros = i64::from_sql(&Type::INT8, raw)?.checked_add(EPOCH);
            let time = micros.and_then(value::time);
            Stored::Time(time.ok_or("a time out of range")?)
        }
        Type::DATE => Stored::Date(Date::from_sql(ty, raw)?),
        Type::JSON => Stored::Text(str::from_utf8(raw)?),
        Type::JSONB => match raw.split_first() {
            Some((&JSONB_VERSION, text)) => Stored::Text(str::from_utf8(text)?),
            _ => return Err("JSONB of an unknown version".into()),
        },
        _ if <&str as FromSql>::accepts(ty) => Stored::Text(<&str>::from_sql(ty, raw)?),
        _ => return Err(WrongType::new::<Stored<'_>>(ty.clone()).into()),
    })
}

const JSONB_VERSION: u8 = 1;

/// PostgreSQL counts from 2000-01-01T00:00:00Z: this many microseconds after 1970.
const EPOCH: i64 = 946_684_800_000_000;
