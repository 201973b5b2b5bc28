//! Answers as tables: in goes any answer, out come its fields in the order of the design, which
//! `serde_json::Value` would sort by name.

use std::fmt;
use std::io;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use crate::table::{Row, Table};

/// A line for each field of an object, or for each object of a list. Anything else is one field
/// called `value`.
pub(crate) fn table(answer: &impl Serialize) -> io::Result<Table> {
    let json = serde_json::to_string(answer)?;
    if let Ok(Record(fields)) = serde_json::from_str(&json) {
        return Ok(Table::of_fields(fields));
    }
    if let Ok(records) = serde_json::from_str::<Vec<Record>>(&json) {
        let rows = records.into_iter().map(|Record(row)| row);
        return Ok(Table::of_rows(rows.collect()));
    }
    let value = text(serde_json::from_str(&json)?);
    Ok(Table::of_fields(vec![("value".to_owned(), value)]))
}

/// A value in one cell: text as it is, structures as JSON.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

struct Record(Row);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Record, A::Error> {
        let mut fields = Vec::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            fields.push((name, text(value)));
        }
        Ok(Record(fields))
    }
}
