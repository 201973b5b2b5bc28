//! Numbers beyond their limits: rules come in, the nearest number that breaks each goes out.

use super::super::openapi::bounds::{decimal_text, real, units};
use super::json::Json;
use crate::ir::{Literal, Shape, Value};
use crate::print::rust_string;

/// One value beyond each limit, with the code of the rule that it breaks.
pub(super) fn of(value: &Value) -> Vec<(Json, &'static str)> {
    let rules = &value.rules;
    let limits = [
        (&rules.minimum, -1, "minimum"),
        (&rules.maximum, 1, "maximum"),
        (&rules.exclusive_minimum, 0, "exclusive_minimum"),
        (&rules.exclusive_maximum, 0, "exclusive_maximum"),
    ];
    let beyond = limits.into_iter().filter_map(|(limit, step, code)| {
        Some((
            Json::Code(beyond(&value.shape, limit.as_ref()?, step)?),
            code,
        ))
    });
    beyond.collect()
}

/// The limit, or the nearest number on the other side of it.
fn beyond(shape: &Shape, limit: &Literal, step: i64) -> Option<String> {
    match shape {
        Shape::Int32 => {
            let number = units(limit, 0)?.checked_add(step)?;
            i32::try_from(number).ok().map(|number| number.to_string())
        }
        Shape::Int64 => Some(rust_string(
            &units(limit, 0)?.checked_add(step)?.to_string(),
        )),
        Shape::Decimal { scale } => {
            let number = units(limit, *scale)?.checked_add(step)?;
            Some(rust_string(&decimal_text(number, *scale)))
        }
        Shape::Float64 => {
            let number = real(limit)? + f64::from(i32::try_from(step).ok()?);
            // Beyond this, a double and the next whole number may be the same.
            (number.abs() < 1e15).then(|| format!("{number:?}"))
        }
        Shape::DateTime | Shape::Date => match limit {
            Literal::Text(text) if step == 0 => Some(rust_string(text)),
            _ => None,
        },
        _ => None,
    }
}
