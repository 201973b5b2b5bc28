//! Values that are written as text: strings, ids, times, bytes, enums; and booleans.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::FromInput;
use super::faults::Faults;
use super::format::{is_date, is_date_time};
use super::rule::{Rule, counted};
use super::value::{Input, Scalar, wrong_type};
use crate::bytes::Bytes;
use crate::{id, timestamp};

impl FromInput for String {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = input.text("a string")?;
        // PostgreSQL cannot store it, and C programs end their strings at it.
        if text.contains('\0') {
            return Err(Faults::one(
                "format",
                "must not contain the character U+0000",
            ));
        }
        Ok(text)
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        rule.check_text(self)
    }
}

impl FromInput for bool {
    fn from_input(input: Input) -> Result<Self, Faults> {
        match input.scalar()? {
            Scalar::Json(Value::Bool(value)) => Ok(value),
            Scalar::Text(text) if text == "true" => Ok(true),
            Scalar::Text(text) if text == "false" => Ok(false),
            _ => Err(wrong_type("true or false")),
        }
    }
}

impl FromInput for Uuid {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = input.text("a UUID in a string")?;
        id::parse(&text).map_err(|invalid| Faults::one("format", format!("is {invalid}")))
    }
}

impl FromInput for Bytes {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = input.text("base64 in a string")?;
        text.parse()
            .map_err(|invalid| Faults::one("format", format!("is {invalid}")))
    }

    /// Lengths count bytes, not the characters that encode them.
    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        match *rule {
            Rule::MinLength(least) if self.0.len() < least => Err(Faults::one(
                "min_length",
                format!("must have at least {}", counted(least, "byte")),
            )),
            Rule::MaxLength(most) if self.0.len() > most => Err(Faults::one(
                "max_length",
                format!("must have at most {}", counted(most, "byte")),
            )),
            _ => Ok(()),
        }
    }
}

/// Reads RFC 3339 and nothing beside it, although the parser knows more.
impl FromInput for Timestamp {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = input.text("a date and time in a string")?;
        let time = is_date_time(&text).then(|| text.parse().ok()).flatten();
        let time = time.filter(|time| *time >= timestamp::FIRST);
        time.map(timestamp::to_microseconds).ok_or_else(|| {
            Faults::one(
                "format",
                "must be a date and time like 2026-01-31T09:30:00Z (RFC 3339), from year 1 until 9999-12-30T22:00:00Z",
            )
        })
    }
}

impl FromInput for Date {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = input.text("a date in a string")?;
        let date = is_date(&text).then(|| text.parse().ok()).flatten();
        date.ok_or_else(|| Faults::one("format", "must be a date like 2026-01-31"))
    }
}

/// An enum of the design.
pub trait Choice: Copy + 'static {
    /// Every value with its name on the wire, in the design's order.
    const CHOICES: &'static [(&'static str, Self)];

    /// Names beside these that are understood as well.
    const ALSO: &'static [(&'static str, Self)] = &[];

    /// The value of this name.
    #[must_use]
    fn find(name: &str) -> Option<Self> {
        let mut names = Self::CHOICES.iter().chain(Self::ALSO);
        let found = names.find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }
}

/// Reads a value of an enum; what each enum's [`FromInput`] calls.
///
/// # Errors
///
/// `enum`, with the names that there are, or `wrong_type`.
pub fn choice<T: Choice>(input: Input) -> Result<T, Faults> {
    let text = input.text("a string")?;
    T::find(&text).ok_or_else(|| {
        let names: Vec<&str> = T::CHOICES.iter().map(|(name, _)| *name).collect();
        Faults::one("enum", format!("must be one of: {}", names.join(", ")))
    })
}
