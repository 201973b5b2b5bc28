//! Flags whose values have no type that reads them: in goes a word of the command line, out comes
//! JSON, or a number that JSON has.

use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

/// A structure that one flag takes as a JSON text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Json(Value);

impl FromStr for Json {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match serde_json::from_str(text) {
            Ok(Value::Null) => Err("leave the flag out, or name the field with --null".to_owned()),
            Ok(value) => Ok(Self(value)),
            Err(error) => Err(format!("not JSON: {error}")),
        }
    }
}

/// Reads a number. JSON has neither infinities nor `NaN` (RFC 8259 §6).
///
/// # Errors
///
/// What is wrong with the text, for people.
pub fn finite(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("not a number".to_owned()),
    }
}
