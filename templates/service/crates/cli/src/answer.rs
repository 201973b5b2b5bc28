//! Answers: in goes JSON, out come tables, JSON and YAML with the fields in the order in which the
//! service sent them, which `serde_json::Value` would sort by name.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::table::{Row, Table};

/// Any answer. A number that no 64 bits hold as an integer is read as a float.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Object(Vec<(String, Answer)>),
    List(Vec<Answer>),
    /// Neither of them.
    Scalar(Value),
}

impl Answer {
    /// The answer that a value is as JSON.
    ///
    /// # Errors
    ///
    /// What the value says when it is written.
    pub(crate) fn of(value: &impl Serialize) -> serde_json::Result<Self> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// A line for each field of an object, or for each object of a list. Anything else is one field
    /// called `value`.
    pub(crate) fn table(&self) -> Table {
        if let Self::Object(fields) = self {
            return Table::of_fields(row(fields));
        }
        self.rows().map_or_else(
            || Table::of_fields(vec![("value".to_owned(), self.cell())]),
            Table::of_rows,
        )
    }

    /// The objects of a list, if it is one of nothing else.
    fn rows(&self) -> Option<Vec<Row>> {
        let Self::List(items) = self else { return None };
        let rows = items.iter().map(|item| match item {
            Self::Object(fields) => Some(row(fields)),
            Self::List(_) | Self::Scalar(_) => None,
        });
        rows.collect()
    }

    /// What stands in one cell: text as it is, structures as JSON.
    fn cell(&self) -> String {
        match self {
            Self::Scalar(Value::String(text)) => text.clone(),
            Self::Scalar(value) => value.to_string(),
            Self::Object(_) | Self::List(_) => self.to_string(),
        }
    }
}

/// JSON in one line.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&json)
    }
}

fn row(fields: &[(String, Answer)]) -> Row {
    let cells = fields
        .iter()
        .map(|(name, value)| (name.clone(), value.cell()));
    cells.collect()
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, value)))
            }
            Self::List(items) => serializer.collect_seq(items),
            Self::Scalar(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Answer, E> {
        Ok(Answer::Scalar(Value::Null))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Answer, E> {
        Ok(Answer::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Answer, E> {
        Ok(Answer::Scalar(Value::Number(value.into())))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Answer, E> {
        Ok(Answer::Scalar(Value::Number(value.into())))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Answer, E> {
        let number = Number::from_f64(value);
        Ok(Answer::Scalar(number.map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Answer, E> {
        Ok(Answer::Scalar(Value::String(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Answer, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Answer::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Answer, A::Error> {
        let mut fields = Vec::new();
        while let Some(member) = members.next_entry()? {
            fields.push(member);
        }
        Ok(Answer::Object(fields))
    }
}
