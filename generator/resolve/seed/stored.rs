//! What is written for an attribute, in the one form in which it is stored.

use super::base64;
use super::object;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Literal, Rules, Shape, Stored, TypeKind};
use crate::resolve::types::TypeValues;
use crate::resolve::{codes, literal, rule};
use crate::schema::{self, Scalar, ScalarStyle, SeedValue};
use crate::source::Span;

/// A value of the attribute that keeps its rules.
pub(super) fn of_written(
    value: &ir::Value,
    written: &SeedValue,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<Stored> {
    match (written, &value.shape) {
        (SeedValue::Scalar(scalar), Shape::Bytes) => bytes(&value.rules, scalar, found),
        (SeedValue::Scalar(scalar), shape) if is_plain(shape, types) => {
            let written = schema::Literal::Scalar(scalar.clone());
            let read = literal::literal(value, &written, types, found)?;
            of_literal(&read, shape, scalar.span, found)
        }
        (SeedValue::List(list), Shape::Array(item)) => {
            let read = list
                .value
                .iter()
                .map(|written| of_written(item, written, types, found));
            let items: Vec<_> = read.collect();
            keeps_count(&value.rules, items.len(), list.span, found)?;
            items.into_iter().collect::<Option<_>>().map(Stored::List)
        }
        (SeedValue::Map(map), Shape::Map(item)) => {
            let read = map.value.iter().map(|(key, written)| {
                let stored = of_written(item, written, types, found);
                Some((sound(&key.value, key.span, found)?, stored?))
            });
            entries(&value.rules, read.collect(), map.span, found)
        }
        (SeedValue::Map(map), Shape::Named(id)) if !is_plain(&value.shape, types) => {
            object::of_written(*id, map, types, found)
        }
        (written, shape) => {
            found.push(wrong(written, shape, types));
            None
        }
    }
}

/// A map, ordered by key.
fn entries(
    rules: &Rules,
    read: Vec<Option<(String, Stored)>>,
    place: Span,
    found: &mut Diagnostics,
) -> Option<Stored> {
    keeps_count(rules, read.len(), place, found)?;
    let mut entries: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    entries.sort();
    Some(Stored::Map(entries))
}

/// The same of a literal that is known to be one of the shape, a default for example.
pub(in crate::resolve) fn of_literal(
    literal: &Literal,
    shape: &Shape,
    place: Span,
    found: &mut Diagnostics,
) -> Option<Stored> {
    let stored = Stored::of(literal, shape);
    if stored.is_none() {
        found.push(unstorable(shape, place));
    }
    stored
}

/// What no database can hold.
fn unstorable(shape: &Shape, place: Span) -> Diagnostic {
    match shape {
        Shape::Array(item) => unstorable(&item.shape, place),
        Shape::DateTime | Shape::Date => {
            let message = "times are stored from year 1 to the end of year 9999 in UTC";
            Diagnostic::new(codes::LITERAL_RULE, place, message)
        }
        _ => {
            let message = "text with the character U+0000 cannot be stored";
            Diagnostic::new(codes::LITERAL_KIND, place, message)
        }
    }
}

/// Null of the core schema of YAML.
pub(super) fn is_null(written: &SeedValue) -> bool {
    matches!(written, SeedValue::Scalar(scalar) if scalar.style == ScalarStyle::Plain
        && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
}

/// Whether a time or day is written as the word for when the row counts as created.
pub(super) fn is_now(written: &SeedValue, shape: &Shape) -> bool {
    let is_time = matches!(shape, Shape::DateTime | Shape::Date);
    is_time
        && matches!(written, SeedValue::Scalar(scalar)
            if scalar.style == ScalarStyle::Plain && scalar.text == "now")
}

/// Whether one scalar says a value of the shape.
fn is_plain(shape: &Shape, types: TypeValues<'_>) -> bool {
    match shape {
        Shape::Named(id) => matches!(types[id.0].kind, TypeKind::Enum(_)),
        Shape::Array(_) | Shape::Map(_) => false,
        _ => true,
    }
}

fn bytes(rules: &Rules, written: &Scalar, found: &mut Diagnostics) -> Option<Stored> {
    let Some(bytes) = base64::decode(&written.text) else {
        let message = format!("{} is no value of `bytes`", quoted(&written.text));
        found.push(
            Diagnostic::new(codes::LITERAL_KIND, written.span, message)
                .help("write base64 with padding, such as `aGVsbG8=`"),
        );
        return None;
    };
    let lengths = [
        ("min_length", rules.min_length),
        ("max_length", rules.max_length),
    ];
    keeps(lengths, bytes.len(), written.span, found)?;
    Some(Stored::Bytes(bytes))
}

fn keeps_count(rules: &Rules, count: usize, place: Span, found: &mut Diagnostics) -> Option<()> {
    let counts = [
        ("min_items", rules.min_items),
        ("max_items", rules.max_items),
    ];
    keeps(counts, count, place, found)
}

/// Whether a number of bytes or items is between the least and the most.
fn keeps(
    [(least, min), (most, max)]: [(&str, Option<u64>); 2],
    count: usize,
    place: Span,
    found: &mut Diagnostics,
) -> Option<()> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let broken = match (min, max) {
        (Some(limit), _) if count < limit => format!("`{least}: {limit}`"),
        (_, Some(limit)) if count > limit => format!("`{most}: {limit}`"),
        _ => return Some(()),
    };
    let message = format!("the value does not keep {broken} of its own attribute");
    found.push(Diagnostic::new(codes::LITERAL_RULE, place, message));
    None
}

/// PostgreSQL cannot store the character U+0000, and services refuse it.
fn sound(text: &str, place: Span, found: &mut Diagnostics) -> Option<String> {
    if text.contains('\0') {
        found.push(unstorable(&Shape::String, place));
        return None;
    }
    Some(text.to_owned())
}

fn wrong(written: &SeedValue, shape: &Shape, types: TypeValues<'_>) -> Diagnostic {
    let what = match written {
        SeedValue::Scalar(scalar) => quoted(&scalar.text),
        SeedValue::List(_) => "a list".to_owned(),
        SeedValue::Map(_) => "a map".to_owned(),
    };
    let (shape, help) = match shape {
        Shape::Named(id) if is_plain(shape, types) => {
            (quoted(&types[id.0].name), "write one of its values")
        }
        Shape::Named(id) => (
            quoted(&types[id.0].name),
            "write its attributes, such as `{ one: 1, two: 2 }`",
        ),
        Shape::Array(_) => ("an array".to_owned(), "write a list, such as `[one, two]`"),
        Shape::Map(_) => (
            "a map".to_owned(),
            "write a map, such as `{ one: 1, two: 2 }`",
        ),
        plain => (rule::describe(plain).to_owned(), "write one value"),
    };
    let message = format!("{what} is no value of {shape}");
    Diagnostic::new(codes::LITERAL_KIND, written.span(), message).help(help)
}
