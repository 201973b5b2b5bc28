//! Defaults, examples and values to compare with: text becomes a value of the attribute's type.

use super::format::{is_email, is_url, is_uuid};
use super::types::TypeValues;
use super::{bounds, codes, date, rule};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::number;
use crate::ir::{self, Literal, Shape, TypeKind};
use crate::schema::{self, Scalar, ScalarStyle};

/// A literal of a value's type that keeps the value's rules.
pub(super) fn literal(
    value: &ir::Value,
    written: &schema::Literal,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<Literal> {
    let read = match (written, &value.shape) {
        (schema::Literal::List(items), Shape::Array(item)) => {
            let read: Vec<_> = items
                .value
                .iter()
                .map(|written| literal(item, written, types, found))
                .collect();
            Literal::Array(read.into_iter().collect::<Option<_>>()?)
        }
        (schema::Literal::List(list), shape) => {
            found.push(wrong(list.span, shape, "a list"));
            return None;
        }
        (schema::Literal::Scalar(scalar), Shape::Named(id)) => named(&types[id.0], scalar, found)?,
        (schema::Literal::Scalar(scalar), shape) => self::scalar(shape, scalar, found)?,
    };
    if let Some(rule) = bounds::broken(&value.rules, &read) {
        let message = format!("the value does not keep {rule} of its own attribute");
        found.push(Diagnostic::new(
            codes::LITERAL_RULE,
            written.span(),
            message,
        ));
        return None;
    }
    Some(read)
}

/// A limit of numbers.
pub(super) fn number(shape: &Shape, written: &Scalar, found: &mut Diagnostics) -> Option<Literal> {
    scalar(shape, written, found)
}

fn named(ty: &ir::Type, written: &Scalar, found: &mut Diagnostics) -> Option<Literal> {
    let TypeKind::Enum(values) = &ty.kind else {
        let message = format!("a value of {} cannot be written here", quoted(&ty.name));
        found.push(
            Diagnostic::new(codes::LITERAL_KIND, written.span, message)
                .help("only scalars, enum values and lists of them can"),
        );
        return None;
    };
    if values.contains(&written.text) {
        return Some(Literal::Text(written.text.clone()));
    }
    // An enum without values is on record already.
    if values.is_empty() {
        return None;
    }
    let message = format!(
        "{} is no value of {}",
        quoted(&written.text),
        quoted(&ty.name)
    );
    let known: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let finding = Diagnostic::new(codes::LITERAL_KIND, written.span, message)
        .suggest(&written.text, values.iter().map(String::as_str));
    let finding = if finding.help.is_empty() {
        finding.help(format!("its values are {}", known.join(", ")))
    } else {
        finding
    };
    found.push(finding.also(ty.span, "its values are given here"));
    None
}

fn scalar(shape: &Shape, written: &Scalar, found: &mut Diagnostics) -> Option<Literal> {
    let text = written.text.as_str();
    let plain = written.style == ScalarStyle::Plain;
    let is_null = plain && matches!(text, "" | "~" | "null");
    let as_text = |fits: bool| (fits && !is_null).then(|| Literal::Text(text.to_owned()));
    let read = match shape {
        Shape::Boolean if plain => text.parse().ok().map(Literal::Boolean),
        Shape::Int32 if plain => text
            .parse::<i32>()
            .ok()
            .map(|number| Literal::Integer(number.into())),
        Shape::Int64 if plain => text.parse().ok().map(Literal::Integer),
        Shape::Float64 if plain && number::is_float(text) => Some(Literal::Number(text.to_owned())),
        Shape::Decimal { scale } if number::scaled(text, *scale).is_some() => {
            Some(Literal::Number(text.to_owned()))
        }
        Shape::String => as_text(!text.contains(['\n', '\r'])),
        Shape::Text => as_text(true),
        Shape::DateTime => as_text(date::is_date_time(text)),
        Shape::Date => as_text(date::is_date(text)),
        Shape::Uuid => as_text(is_uuid(text)),
        Shape::Url => as_text(is_url(text)),
        Shape::Email => as_text(is_email(text)),
        _ => None,
    };
    if read.is_none() {
        let quoted_number = !plain
            && matches!(
                shape,
                Shape::Boolean | Shape::Int32 | Shape::Int64 | Shape::Float64
            );
        let finding = wrong(written.span, shape, &quoted(text));
        found.push(match (is_null, quoted_number) {
            (true, _) => finding
                .help("NULL is no value to write; make the attribute optional or nullable instead"),
            (_, true) => finding.help("write it without quotes"),
            _ => finding.help(form(shape)),
        });
    }
    read
}

fn wrong(span: crate::source::Span, shape: &Shape, what: &str) -> Diagnostic {
    let message = format!("{what} is no value of {}", rule::describe(shape));
    Diagnostic::new(codes::LITERAL_KIND, span, message)
}

/// What a value of the type looks like.
fn form(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "write `true` or `false`",
        Shape::Int32 => "write a whole number between -2147483648 and 2147483647",
        Shape::Int64 => "write a whole number of 64 bits",
        Shape::Float64 => "write a number such as `1.5`",
        Shape::Decimal { .. } => {
            "write a number such as `1.50`, with no more digits after the point than `scale`"
        }
        Shape::String => "write text of one line; `text` may have several",
        Shape::Text => "write text",
        Shape::DateTime => {
            "write a time of the years 1 to 9999 as in RFC 3339, such as `2026-02-28T12:00:00Z`, or `now`"
        }
        Shape::Date => "write a date from year 1 on such as `2026-02-28`, or `now`",
        Shape::Uuid => "write a UUID such as `018f4e1c-7d2a-7c3b-9a51-0123456789ab`",
        Shape::Url => "write an address such as `https://example.com/`",
        Shape::Email => "write an address such as `ann@example.com`",
        Shape::Array(_) => "write a list, such as `[a, b]`",
        Shape::Bytes | Shape::Map(_) | Shape::Named(_) => {
            "only scalars, enum values and lists of them can be written"
        }
    }
}
