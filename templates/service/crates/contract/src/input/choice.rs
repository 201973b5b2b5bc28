//! Values out of closed lists: names of enums, tags of unions.

use std::fmt;

use serde_json::Value;

use super::faults::Faults;
use super::text::Choice;
use super::value::Input;

/// A text that is no value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownChoice;

impl fmt::Display for UnknownChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not one of the values of the enum")
    }
}

impl std::error::Error for UnknownChoice {}

/// The value of an enum that has this name; what each enum's [`std::str::FromStr`] calls.
///
/// # Errors
///
/// There is none of this name.
pub fn named<T: Choice>(text: &str) -> Result<T, UnknownChoice> {
    T::find(text).ok_or(UnknownChoice)
}

/// Takes an object of a union apart: its tag, and the object without it.
///
/// # Errors
///
/// It is no object, or has no text at `discriminator`.
pub fn tagged(input: Input, discriminator: &'static str) -> Result<(String, Input), Faults> {
    let mut members = input.object()?;
    let mut faults = Faults::default();
    match members.remove(discriminator) {
        Some(Value::String(tag)) => return Ok((tag, Input::Json(Value::Object(members)))),
        Some(_) => faults.add_under(discriminator, Faults::one("wrong_type", "must be a string")),
        None => faults.add_under(discriminator, Faults::one("required", "is required")),
    }
    Err(faults)
}

/// What is wrong with a tag that no member of a union has.
#[must_use]
pub fn unknown_tag(discriminator: &str, tags: &[&str]) -> Faults {
    let mut faults = Faults::default();
    let detail = format!("must be one of: {}", tags.join(", "));
    faults.add_under(discriminator, Faults::one("enum", detail));
    faults
}
