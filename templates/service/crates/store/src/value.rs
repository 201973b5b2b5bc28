//! What a statement is given: Rust values in, [`Value`]s out, the same for both databases.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::Error;

/// One value on its way into a statement.
///
/// Its `Debug` form tells the kind and never the content, which may be a secret.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// SQL `NULL`, of any type.
    Null,
    /// A truth value.
    Bool(bool),
    /// A signed integer of 64 bits.
    Integer(i64),
    /// A number of double precision; NaN cannot be stored.
    Real(f64),
    /// UTF-8 text; U+0000 cannot be stored.
    Text(String),
    /// Bytes of any kind.
    Bytes(Vec<u8>),
    /// A UUID of any version.
    Uuid(Uuid),
    /// An instant from year 0 on, kept to the microsecond: what is finer is cut off.
    Time(Timestamp),
    /// A day from year 0 on.
    Date(Date),
    /// A JSON document as text. PostgreSQL keeps its meaning, SQLite its bytes.
    Json(String),
}

/// A JSON document as text: the type by which `JSONB` columns are read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub String);

impl Value {
    /// Refuses what one of the databases would refuse or silently change, so that a service that
    /// was tested on one behaves the same on the other.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let reason = match self {
            Value::Real(number) if number.is_nan() => "NaN is not a number that SQLite keeps",
            Value::Text(text) | Value::Json(text) if text.contains('\0') => {
                "text with U+0000 is refused by PostgreSQL"
            }
            Value::Time(time) if time.as_microsecond() < YEAR_0 => "times begin with year 0",
            Value::Date(date) if date.year() < 0 => "dates begin with year 0",
            _ => return Ok(()),
        };
        Err(Error::Unstorable { reason })
    }

    /// The name of the kind, for diagnostics.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Integer(_) => "integer",
            Value::Real(_) => "real",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
            Value::Uuid(_) => "uuid",
            Value::Time(_) => "time",
            Value::Date(_) => "date",
            Value::Json(_) => "json",
        }
    }
}

/// The instant of this many microseconds since 1970, if it is one. `Timestamp::from_microsecond`
/// refuses the last second that a timestamp can have.
pub(crate) fn time(micros: i64) -> Option<Timestamp> {
    let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000).ok()?;
    Timestamp::new(micros.div_euclid(1_000_000), nanos).ok()
}

/// 0000-01-01T00:00:00Z in microseconds since 1970. PostgreSQL begins at 4713 BC, RFC 3339 and the
/// order of dates as text at year 0.
const YEAR_0: i64 = -62_167_219_200_000_000;

impl fmt::Debug for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::Integer(value.into())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Value {
        Value::Integer(value.into())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Integer(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Real(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Value {
        Value::Bytes(value.to_owned())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Value {
        Value::Bytes(value)
    }
}

impl From<Uuid> for Value {
    fn from(value: Uuid) -> Value {
        Value::Uuid(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Value {
        Value::Time(value)
    }
}

impl From<Date> for Value {
    fn from(value: Date) -> Value {
        Value::Date(value)
    }
}

impl From<Json> for Value {
    fn from(value: Json) -> Value {
        Value::Json(value.0)
    }
}
