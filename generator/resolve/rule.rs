//! Validations: whether they suit the type, what remains of two of the same kind, and whether any
//! value keeps them.

use super::{bounds, codes, literal};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Shape};
use crate::schema;
use crate::source::Span;
use std::cmp::Ordering;

/// Greatest number of digits after the point of a decimal.
const MAX_SCALE: u64 = 9;

/// Whether the number of digits after the point may still be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Open,
    Settled,
}

/// Adds rules to a value that may have some already: of two of a kind, the tighter one stays.
pub(super) fn tighten(
    mut value: ir::Value,
    written: &schema::Rules,
    scale: Scale,
    found: &mut Diagnostics,
) -> ir::Value {
    set_scale(&mut value.shape, written, scale, found);
    refuse_unsuited(&value.shape, written, found);
    lengths(&mut value, written, found);
    limits(&mut value, written, found);
    pattern(&mut value, written, found);
    bounds::refuse_impossible(&value, written, found);
    value
}

fn set_scale(shape: &mut Shape, written: &schema::Rules, scale: Scale, found: &mut Diagnostics) {
    let (Some(asked), Shape::Decimal { scale: current }) = (&written.scale, shape) else {
        return;
    };
    match u8::try_from(asked.value) {
        Ok(digits) if asked.value <= MAX_SCALE => {
            if scale == Scale::Settled && digits != *current {
                let message = format!("`scale` is {current} already, {digits} contradicts it");
                found.push(Diagnostic::new(codes::RULE_CONFLICT, asked.span, message));
            }
            *current = digits;
        }
        _ => found.push(
            Diagnostic::new(
                codes::NUMBER_RANGE,
                asked.span,
                format!("`scale` is at most {MAX_SCALE}"),
            )
            .help("amounts in the smallest unit of most currencies need 2"),
        ),
    }
}

/// The rules that were written, each with its name, place and whether it suits the type.
fn refuse_unsuited(shape: &Shape, written: &schema::Rules, found: &mut Diagnostics) {
    let text = matches!(shape, Shape::String | Shape::Text);
    let long = text || matches!(shape, Shape::Bytes | Shape::Url | Shape::Email);
    let number = is_number(shape);
    let many = matches!(shape, Shape::Array(_) | Shape::Map(_));
    let decimal = matches!(shape, Shape::Decimal { .. });
    let number_place = |rule: &Option<schema::Scalar>| rule.as_ref().map(|scalar| scalar.span);
    let count_place =
        |rule: &Option<crate::source::Spanned<u64>>| rule.as_ref().map(|count| count.span);
    let rules: [(&str, Option<Span>, bool); 10] = [
        ("min_length", count_place(&written.min_length), long),
        ("max_length", count_place(&written.max_length), long),
        (
            "pattern",
            written.pattern.as_ref().map(|pattern| pattern.span),
            text,
        ),
        ("minimum", number_place(&written.minimum), number),
        ("maximum", number_place(&written.maximum), number),
        (
            "exclusive_minimum",
            number_place(&written.exclusive_minimum),
            number,
        ),
        (
            "exclusive_maximum",
            number_place(&written.exclusive_maximum),
            number,
        ),
        ("min_items", count_place(&written.min_items), many),
        ("max_items", count_place(&written.max_items), many),
        ("scale", count_place(&written.scale), decimal),
    ];
    for (rule, place, suits) in rules {
        let (Some(place), false) = (place, suits) else {
            continue;
        };
        let message = format!("{} has no meaning for {}", quoted(rule), describe(shape));
        found
            .push(Diagnostic::new(codes::RULE_UNSUITED, place, message).help(instead(rule, shape)));
    }
}

fn instead(rule: &str, shape: &Shape) -> &'static str {
    match rule {
        "scale" => "only `decimal` has digits after the point that can be counted",
        "pattern" => "patterns are for `string` and `text`",
        "min_items" | "max_items" if is_text(shape) => {
            "lengths of text are `min_length` and `max_length`"
        }
        "min_items" | "max_items" => "arrays and maps have items",
        "min_length" | "max_length" if is_number(shape) => {
            "limits of numbers are `minimum` and `maximum`"
        }
        "min_length" | "max_length" if matches!(shape, Shape::Array(_) | Shape::Map(_)) => {
            "limits of arrays and maps are `min_items` and `max_items`"
        }
        "min_length" | "max_length" => {
            "lengths are for `string`, `text`, `bytes`, `url` and `email`"
        }
        _ if is_text(shape) => "lengths of text are `min_length` and `max_length`",
        _ => "limits are for `int32`, `int64`, `float64` and `decimal`",
    }
}

fn lengths(value: &mut ir::Value, written: &schema::Rules, found: &mut Diagnostics) {
    let rules = &mut value.rules;
    for (rule, asked) in [
        (&mut rules.min_length, &written.min_length),
        (&mut rules.min_items, &written.min_items),
    ] {
        *rule = (*rule).max(asked.as_ref().map(|count| count.value));
    }
    for (rule, asked) in [
        (&mut rules.max_length, &written.max_length),
        (&mut rules.max_items, &written.max_items),
    ] {
        if let Some(count) = asked {
            *rule = Some(rule.map_or(count.value, |current| current.min(count.value)));
        }
    }
    for count in [
        &written.min_length,
        &written.max_length,
        &written.min_items,
        &written.max_items,
    ]
    .into_iter()
    .flatten()
    {
        if u32::try_from(count.value).is_err() {
            let message = format!("{} is more than any service can hold", count.value);
            found.push(Diagnostic::new(codes::NUMBER_RANGE, count.span, message));
        }
    }
}

fn limits(value: &mut ir::Value, written: &schema::Rules, found: &mut Diagnostics) {
    if !is_number(&value.shape) {
        return;
    }
    let shape = value.shape.clone();
    let rules = &mut value.rules;
    for (rule, asked, tighter) in [
        (&mut rules.minimum, &written.minimum, Ordering::Greater),
        (
            &mut rules.exclusive_minimum,
            &written.exclusive_minimum,
            Ordering::Greater,
        ),
        (&mut rules.maximum, &written.maximum, Ordering::Less),
        (
            &mut rules.exclusive_maximum,
            &written.exclusive_maximum,
            Ordering::Less,
        ),
    ] {
        let Some(asked) = asked else { continue };
        let Some(limit) = literal::number(&shape, asked, found) else {
            continue;
        };
        if rule
            .as_ref()
            .is_none_or(|current| bounds::compare(&limit, current) == tighter)
        {
            *rule = Some(limit);
        }
    }
}

fn pattern(value: &mut ir::Value, written: &schema::Rules, found: &mut Diagnostics) {
    let Some(asked) = &written.pattern else {
        return;
    };
    if let Err(error) = regex_lite::Regex::new(&asked.value) {
        let message = format!("the pattern is no regular expression: {error}");
        found.push(
            Diagnostic::new(codes::PATTERN, asked.span, message)
                .help("patterns have no look-around, no back-references and no `\\p{…}`"),
        );
        return;
    }
    if let Some(current) = &value.rules.pattern
        && *current != asked.value
    {
        let message = format!("the type has the pattern {} already", quoted(current));
        found.push(
            Diagnostic::new(codes::RULE_CONFLICT, asked.span, message)
                .help("a value has one pattern; use the base type, or put both into one pattern"),
        );
    }
    value.rules.pattern = Some(asked.value.clone());
}

fn is_number(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Int32 | Shape::Int64 | Shape::Float64 | Shape::Decimal { .. }
    )
}

fn is_text(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::String | Shape::Text | Shape::Url | Shape::Email | Shape::Bytes
    )
}

/// The type in words, for messages.
pub(super) fn describe(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "`boolean`",
        Shape::Int32 => "`int32`",
        Shape::Int64 => "`int64`",
        Shape::Float64 => "`float64`",
        Shape::Decimal { .. } => "`decimal`",
        Shape::String => "`string`",
        Shape::Text => "`text`",
        Shape::Bytes => "`bytes`",
        Shape::DateTime => "`datetime`",
        Shape::Date => "`date`",
        Shape::Uuid => "`uuid`",
        Shape::Url => "`url`",
        Shape::Email => "`email`",
        Shape::Array(_) => "an array",
        Shape::Map(_) => "a map",
        Shape::Named(_) => "a named type",
    }
}
