//! Lowers values that are not made of others to schemas: shape and rules come in, what JSON Schema
//! can say of them goes out, and what it cannot as sentences.

use super::bounds::{self, Bounds};
use super::pattern;
use crate::ir::{self, Literal, Moment, Rules, Shape};
use openapiv3::{
    BooleanType, IntegerFormat, IntegerType, NumberFormat, NumberType, StringFormat, StringType,
    Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

/// A type of JSON with the rules that it can say.
pub(super) fn scalar(shape: &Shape, rules: &Rules) -> Type {
    match shape {
        Shape::Boolean => Type::Boolean(BooleanType::default()),
        Shape::Int32 => Type::Integer(integer(rules)),
        Shape::Float64 => Type::Number(number(rules)),
        Shape::Int64 => patterned("int64", "^-?[0-9]+$"),
        Shape::Decimal { scale: 0 } => patterned("decimal", "^-?[0-9]+$"),
        Shape::Decimal { scale } => {
            patterned("decimal", &format!("^-?[0-9]+(\\.[0-9]{{1,{scale}}})?$"))
        }
        Shape::Bytes => Type::String(StringType {
            min_length: count(rules.min_length.map(encoded)),
            max_length: count(rules.max_length.map(encoded)),
            format: VariantOrUnknownOrEmpty::Item(StringFormat::Byte),
            ..StringType::default()
        }),
        Shape::DateTime => string("date-time"),
        Shape::Date => string("date"),
        Shape::Uuid => string("uuid"),
        Shape::Url => bounded("uri", rules),
        Shape::Email => bounded("email", rules),
        Shape::String | Shape::Text => Type::String(StringType {
            pattern: rules.pattern.as_deref().and_then(pattern::portable),
            ..lengths(rules)
        }),
        Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => {
            unreachable!("they are made of schemas and no scalars")
        }
    }
}

/// Characters of base64 for so many bytes (RFC 4648 §4).
fn encoded(bytes: u64) -> u64 {
    bytes.div_ceil(3) * 4
}

fn lengths(rules: &Rules) -> StringType {
    StringType {
        min_length: count(rules.min_length),
        max_length: count(rules.max_length),
        ..StringType::default()
    }
}

fn bounded(format: &str, rules: &Rules) -> Type {
    Type::String(StringType {
        format: Some(format.to_owned()).into(),
        ..lengths(rules)
    })
}

/// Text of a format.
pub(super) fn string(format: &str) -> Type {
    bounded(format, &Rules::default())
}

fn patterned(format: &str, pattern: &str) -> Type {
    Type::String(StringType {
        format: Some(format.to_owned()).into(),
        pattern: Some(pattern.to_owned()),
        ..StringType::default()
    })
}

fn integer(rules: &Rules) -> IntegerType {
    let Bounds { low, high } = Bounds::whole(rules, 0);
    IntegerType {
        format: VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32),
        minimum: low.map(|limit| limit.bound),
        exclusive_minimum: low.is_some_and(|limit| limit.exclusive),
        maximum: high.map(|limit| limit.bound),
        exclusive_maximum: high.is_some_and(|limit| limit.exclusive),
        ..IntegerType::default()
    }
}

fn number(rules: &Rules) -> NumberType {
    let Bounds { low, high } = Bounds::real(rules);
    NumberType {
        format: VariantOrUnknownOrEmpty::Item(NumberFormat::Double),
        minimum: low.map(|limit| limit.bound),
        exclusive_minimum: low.is_some_and(|limit| limit.exclusive),
        maximum: high.map(|limit| limit.bound),
        exclusive_maximum: high.is_some_and(|limit| limit.exclusive),
        ..NumberType::default()
    }
}

/// Rules that a schema of the value's type cannot say, in sentences.
pub(super) fn unsaid(value: &ir::Value) -> Vec<String> {
    let rules = &value.rules;
    match &value.shape {
        Shape::Int64 => Bounds::whole(rules, 0).sentences(|bound| bound.to_string()),
        Shape::Decimal { scale } => {
            Bounds::whole(rules, *scale).sentences(|bound| bounds::decimal_text(bound, *scale))
        }
        Shape::Bytes => {
            let least = rules
                .min_length
                .map(|least| format!("At least {least} bytes."));
            let most = rules
                .max_length
                .map(|most| format!("At most {most} bytes."));
            least.into_iter().chain(most).collect()
        }
        Shape::String | Shape::Text => {
            let pattern = rules
                .pattern
                .as_deref()
                .filter(|pattern| pattern::portable(pattern).is_none());
            pattern
                .map(|pattern| format!("Matches `{pattern}`."))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A literal of a value as it is sent.
pub(in crate::lower) fn json(value: &ir::Value, literal: &Literal) -> Value {
    match (&value.shape, literal) {
        (Shape::Array(element), Literal::Array(items)) => {
            items.iter().map(|item| json(element, item)).collect()
        }
        (_, Literal::Array(items)) => items.iter().map(|item| json(value, item)).collect(),
        (Shape::Decimal { scale }, literal) => {
            bounds::decimal_text(bounds::units(literal, *scale).unwrap_or_default(), *scale).into()
        }
        (Shape::Int64, Literal::Integer(number)) => number.to_string().into(),
        (_, Literal::Integer(number)) => (*number).into(),
        (_, Literal::Number(_)) => bounds::real(literal).into(),
        (_, Literal::Boolean(flag)) => (*flag).into(),
        (Shape::DateTime, Literal::Text(text)) => in_utc(text).into(),
        (Shape::Uuid, Literal::Text(text)) => text.to_ascii_lowercase().into(),
        (_, Literal::Text(text)) => text.as_str().into(),
    }
}

/// A time as services send it: in UTC, with no more digits of a second than it needs.
fn in_utc(text: &str) -> String {
    let Some(moment) = Moment::of_date_time(text) else {
        return text.to_owned();
    };
    let sent = moment.to_string();
    match sent.strip_suffix('Z') {
        Some(written) if written.contains('.') => format!("{}Z", written.trim_end_matches('0')),
        _ => sent,
    }
}

/// Counts of a design fit into 32 bits; `resolve` refuses others.
pub(super) fn count(count: Option<u64>) -> Option<usize> {
    count.and_then(|count| usize::try_from(count).ok())
}
