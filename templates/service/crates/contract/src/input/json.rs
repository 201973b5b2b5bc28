//! JSON bodies: bytes go in, a decoded payload comes out, or why there is none.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::FromInput;
use super::value::Input;
use crate::problem::FieldError;

/// Why a body cannot be decoded.
#[derive(Clone, Debug)]
pub enum Undecodable {
    /// It is no JSON.
    Malformed {
        /// What the parser says, with line and column; it quotes nothing from the body.
        reason: String,
    },
    /// It is JSON, but not what was asked for.
    Invalid(Vec<FieldError>),
}

/// Reads a JSON body.
///
/// Stricter than RFC 8259 needs, as RFC 7493 (I-JSON) recommends: a member that is given twice and
/// a number beyond the range of a double are malformed. Nesting stops at 128 levels.
///
/// # Errors
///
/// [`Undecodable`].
pub fn decode_json<T: FromInput>(body: &[u8]) -> Result<T, Undecodable> {
    let UniqueValue(value) =
        serde_json::from_slice(body).map_err(|error| Undecodable::Malformed {
            reason: error.to_string(),
        })?;
    T::from_input(Input::Json(value)).map_err(|faults| Undecodable::Invalid(faults.into_errors()))
}

/// A JSON value in which no object has a member twice. `serde_json` itself keeps the last one,
/// another reader on the way may keep the first, and then the two see different requests.
struct UniqueValue(Value);

impl<'de> Deserialize<'de> for UniqueValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueValueVisitor).map(Self)
    }
}

struct UniqueValueVisitor;

impl<'de> Visitor<'de> for UniqueValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(UniqueValue(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, UniqueValue(value))) = members.next_entry::<String, _>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("an object has a member twice"));
            }
        }
        Ok(Value::Object(object))
    }
}
