//! Decimal numbers with a fixed number of digits after the point: text goes in, a scaled integer
//! is kept, exact text comes out. No binary fraction is involved anywhere.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number with `SCALE` digits after the point, sent as a JSON string.
///
/// `Decimal::<2>::from_units(1250)` is `12.50`. `SCALE` is at most 18, the digits of an `i64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const SCALE: u32>(i64);

impl<const SCALE: u32> Decimal<SCALE> {
    const UNIT: i64 = 10_i64.pow(SCALE);

    /// The number that is `units` times its last digit.
    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// How many times its last digit the number is; this is what a database stores and sorts by.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }
}

impl<const SCALE: u32> fmt::Display for Decimal<SCALE> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / Self::UNIT, self.0 % Self::UNIT);
        if SCALE == 0 {
            return write!(f, "{whole}");
        }
        // `-0.05` has no whole part that could carry its sign.
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        let (digits, width) = (fraction.unsigned_abs(), SCALE as usize);
        write!(f, "{sign}{whole}.{digits:0width$}")
    }
}

/// The text is not a decimal number, is too large, or has more digits after the point than fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDecimal;

impl fmt::Display for InvalidDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number of the expected precision")
    }
}

impl std::error::Error for InvalidDecimal {}

/// Reads `-12.5`: digits, optionally with a sign before and a point and digits after. Zeros beyond
/// the scale are accepted because they change nothing; other digits there would be lost.
impl<const SCALE: u32> FromStr for Decimal<SCALE> {
    type Err = InvalidDecimal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(InvalidDecimal),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let (kept, lost) = fraction
            .split_at_checked(SCALE as usize)
            .unwrap_or((fraction, ""));
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !is_number(whole)
            || !is_number(kept)
            || lost.bytes().any(|b| b != b'0')
        {
            return Err(InvalidDecimal);
        }
        let padding = "0".repeat(SCALE as usize - kept.len());
        let sign = if unsigned.len() < text.len() { "-" } else { "" };
        let units = format!("{sign}{whole}{kept}{padding}").parse();
        units.map(Self).map_err(|_| InvalidDecimal)
    }
}

impl<const SCALE: u32> Serialize for Decimal<SCALE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const SCALE: u32> Deserialize<'de> for Decimal<SCALE> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DecimalVisitor)
    }
}

struct DecimalVisitor<const SCALE: u32>;

impl<const SCALE: u32> Visitor<'_> for DecimalVisitor<SCALE> {
    type Value = Decimal<SCALE>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a decimal number with at most {SCALE} digits after the point, as a string"
        )
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}
