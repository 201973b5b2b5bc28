//! Numbers: JSON numbers or text go in, integers, floating-point numbers and decimals come out;
//! and one type for comparing any of them with a limit.

use std::cmp::Ordering;
use std::fmt;

use serde_json::Value;

use super::FromInput;
use super::faults::Faults;
use super::rule::Rule;
use super::value::{Input, Scalar, wrong_type};
use crate::decimal::Decimal;
use crate::int64::Int64;

/// A number of any kind, to be compared with a limit.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// A decimal number: so many units of its last digit, `scale` places after the point.
    Decimal {
        /// How many times its last digit the number is.
        units: i64,
        /// The number of digits after the point; at most 18.
        scale: u32,
    },
}

impl Number {
    /// Units and scale, unless the number is a floating-point one.
    const fn exact(self) -> Option<(i64, u32)> {
        match self {
            Self::Integer(value) => Some((value, 0)),
            Self::Decimal { units, scale } => Some((units, scale)),
            Self::Real(_) => None,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "used only where one side is a double anyway"
    )]
    fn approximate(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Real(value) => value,
            Self::Decimal { units, scale } => units as f64 / 10_f64.powf(f64::from(scale)),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

/// Exact for integers and decimals; with a floating-point number on either side, as doubles.
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (Some((units, scale)), Some((other_units, other_scale))) =
            (self.exact(), other.exact())
        else {
            return self.approximate().partial_cmp(&other.approximate());
        };
        let power = |scale: u32| 10_i128.pow(scale);
        let (left, right) = (
            i128::from(units) * power(other_scale),
            i128::from(other_units) * power(scale),
        );
        left.partial_cmp(&right)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Integer(value) => value.fmt(f),
            Self::Real(value) => value.fmt(f),
            Self::Decimal { units, scale } => {
                let sign = if units < 0 { "-" } else { "" };
                let digits = format!(
                    "{:0width$}",
                    units.unsigned_abs(),
                    width = scale as usize + 1
                );
                match digits.split_at(digits.len() - scale as usize) {
                    (whole, "") => write!(f, "{sign}{whole}"),
                    (whole, fraction) => write!(f, "{sign}{whole}.{fraction}"),
                }
            }
        }
    }
}

impl FromInput for i32 {
    fn from_input(input: Input) -> Result<Self, Faults> {
        const EXPECTED: &str = "an integer";
        let value = match input.scalar()? {
            Scalar::Json(value) => integer(&value).ok_or_else(|| wrong_type(EXPECTED))?,
            Scalar::Text(text) => text.parse().map_err(|_| wrong_type(EXPECTED))?,
        };
        // The type has limits of its own, which read like any other limit.
        let number = Number::Integer(value);
        Rule::Minimum(Number::Integer(Self::MIN.into())).check_number(number)?;
        Rule::Maximum(Number::Integer(Self::MAX.into())).check_number(number)?;
        Self::try_from(value).map_err(|_| wrong_type(EXPECTED))
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        rule.check_number(Number::Integer((*self).into()))
    }
}

impl FromInput for Int64 {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let value = match input.scalar()? {
            // JSON knows no plus, and neither does the pattern that clients are told.
            Scalar::Json(Value::String(text)) | Scalar::Text(text) if text.starts_with('+') => None,
            Scalar::Json(Value::String(text)) | Scalar::Text(text) => text.parse().ok(),
            Scalar::Json(value) => integer(&value),
        };
        value
            .map(Self)
            .ok_or_else(|| wrong_type("an integer of 64 bits, best sent as a string"))
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        rule.check_number(Number::Integer(self.0))
    }
}

impl FromInput for f64 {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let value = match input.scalar()? {
            Scalar::Json(value) => value.as_f64(),
            Scalar::Text(text) => text.parse().ok().filter(|value: &Self| value.is_finite()),
        };
        value.ok_or_else(|| wrong_type("a number"))
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        rule.check_number(Number::Real(*self))
    }
}

/// Reads a string or an integer. A JSON number with a fraction is refused: most writers have
/// rounded it to a double before it is sent.
impl<const SCALE: u32> FromInput for Decimal<SCALE> {
    fn from_input(input: Input) -> Result<Self, Faults> {
        let text = match input.scalar()? {
            Scalar::Json(Value::String(text)) | Scalar::Text(text) => text,
            Scalar::Json(Value::Number(number)) if !number.is_f64() => number.to_string(),
            Scalar::Json(_) => return Err(wrong_type("a decimal number in a string")),
        };
        text.parse().map_err(|_| {
            Faults::one(
                "format",
                format!("must be a decimal number with at most {SCALE} digits after the point"),
            )
        })
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        rule.check_number(Number::Decimal {
            units: self.units(),
            scale: SCALE,
        })
    }
}

/// A JSON number without a fraction; `1.0` is the integer 1, as in JSON Schema.
fn integer(value: &Value) -> Option<i64> {
    /// Beyond this, doubles no longer tell neighbours apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = |value: &f64| value.fract() == 0.0 && value.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
    let from_real = |value: f64| value as i64;
    value
        .as_i64()
        .or_else(|| value.as_f64().filter(whole).map(from_real))
}
