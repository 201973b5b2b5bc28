//! Values as SQL literals, encoded as the crate `store` encodes what it binds ("Types on disk").

use crate::ir::{Moment, Stored};
use crate::print::{base64, sql_string};
use serde_json::Value;
use std::fmt::Write as _;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// The literal of a value in a column of its type.
pub(super) fn literal(value: &Stored, dialect: Dialect) -> String {
    let postgres = dialect == Dialect::Postgres;
    match value {
        Stored::Null => "NULL".to_owned(),
        Stored::Boolean(flag) if postgres => flag.to_string().to_uppercase(),
        Stored::Boolean(flag) => i32::from(*flag).to_string(),
        Stored::Int32(number) => number.to_string(),
        Stored::Int64(number) | Stored::Decimal { units: number, .. } => number.to_string(),
        Stored::Real(digits) => digits.clone(),
        Stored::Text(text) => sql_string(text),
        Stored::Bytes(bytes) if postgres => format!("'\\x{}'::bytea", hexadecimal(bytes)),
        Stored::Bytes(bytes) => format!("X'{}'", hexadecimal(bytes)),
        Stored::Uuid(uuid) if postgres => format!("'{}'::uuid", hyphenated(*uuid)),
        Stored::Uuid(uuid) => format!("X'{uuid:032x}'"),
        Stored::Time(moment) if postgres => format!("'{moment}'::timestamptz"),
        Stored::Time(Moment(micros)) => micros.to_string(),
        Stored::Date(date) if postgres => format!("'{date}'::date"),
        Stored::Date(date) => sql_string(date),
        Stored::List(_) | Stored::Map(_) if postgres => {
            format!("{}::jsonb", sql_string(&json(value).to_string()))
        }
        Stored::List(_) | Stored::Map(_) => sql_string(&json(value).to_string()),
    }
}

/// The value as the crate `contract` sends it.
fn json(value: &Stored) -> Value {
    match value {
        Stored::Null => Value::Null,
        Stored::Boolean(flag) => Value::from(*flag),
        Stored::Int32(number) => Value::from(*number),
        Stored::Int64(number) => Value::from(number.to_string()),
        Stored::Real(digits) => digits.parse::<f64>().map_or(Value::Null, Value::from),
        Stored::Decimal { units, scale } => Value::from(decimal(*units, *scale)),
        Stored::Text(text) | Stored::Date(text) => Value::from(text.as_str()),
        Stored::Bytes(bytes) => Value::from(base64(bytes)),
        Stored::Uuid(uuid) => Value::from(hyphenated(*uuid)),
        Stored::Time(moment) => Value::from(moment.to_string()),
        Stored::List(items) => items.iter().map(json).collect(),
        Stored::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), json(value)));
            Value::Object(entries.collect())
        }
    }
}

/// `-0.05`
fn decimal(units: i64, scale: u8) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let width = usize::from(scale);
    let digits = format!("{:0>least$}", units.unsigned_abs(), least = width + 1);
    let (whole, fraction) = digits.split_at(digits.len() - width);
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// `018f4e1c-7d2a-7c3b-9a51-0123456789ab`
pub(super) fn hyphenated(uuid: u128) -> String {
    let mut text = format!("{uuid:032x}");
    for position in [20, 16, 12, 8] {
        text.insert(position, '-');
    }
    text
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("writing to a String never fails");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_database_has_its_encodings() {
        let uuid = 0x018f_4e1c_7d2a_7c3b_9a51_0123_4567_89ab;
        for (value, sqlite, postgres) in [
            (Stored::Boolean(true), "1", "TRUE"),
            (
                Stored::Int64(i64::MIN),
                "-9223372036854775808",
                "-9223372036854775808",
            ),
            (
                Stored::Decimal {
                    units: 1250,
                    scale: 2,
                },
                "1250",
                "1250",
            ),
            (Stored::Real("1.5".to_owned()), "1.5", "1.5"),
            (Stored::Text("it's".to_owned()), "'it''s'", "'it''s'"),
            (Stored::Bytes(vec![0, 255]), "X'00ff'", "'\\x00ff'::bytea"),
            (
                Stored::Uuid(uuid),
                "X'018f4e1c7d2a7c3b9a510123456789ab'",
                "'018f4e1c-7d2a-7c3b-9a51-0123456789ab'::uuid",
            ),
            (
                Stored::Time(Moment(1_500_000)),
                "1500000",
                "'1970-01-01T00:00:01.500000Z'::timestamptz",
            ),
            (
                Stored::Date("2026-01-31".to_owned()),
                "'2026-01-31'",
                "'2026-01-31'::date",
            ),
        ] {
            assert_eq!(literal(&value, Dialect::Sqlite), sqlite);
            assert_eq!(literal(&value, Dialect::Postgres), postgres);
        }
    }

    #[test]
    fn what_is_inside_is_json_as_it_is_sent() {
        let entries = [
            ("count", Stored::Int32(7)),
            ("large", Stored::Int64(7)),
            (
                "price",
                Stored::Decimal {
                    units: -5,
                    scale: 2,
                },
            ),
            ("radius", Stored::Real("1.0".to_owned())),
            ("bytes", Stored::Bytes(vec![255])),
            (
                "names",
                Stored::List(vec![Stored::Text("it's".to_owned()), Stored::Null]),
            ),
        ];
        let map = Stored::Map(entries.map(|(key, value)| (key.to_owned(), value)).into());
        let text = "'{\"count\":7,\"large\":\"7\",\"price\":\"-0.05\",\"radius\":1.0,\
                    \"bytes\":\"/w==\",\"names\":[\"it''s\",null]}'";
        assert_eq!(literal(&map, Dialect::Sqlite), text);
        assert_eq!(literal(&map, Dialect::Postgres), format!("{text}::jsonb"));
    }

    #[test]
    fn decimals_have_all_their_digits() {
        assert_eq!(decimal(1250, 2), "12.50");
        assert_eq!(decimal(-1, 3), "-0.001");
        assert_eq!(decimal(7, 0), "7");
    }
}
