//! Values for rows that exist, as they are written: of the type, and by the rules of an attribute.

use crate::ir::{Attribute, Rules, Service, Shape, TypeKind, Value};
use crate::lower;
use crate::parse::{plain, quoted, scalar};
use crate::print::sql_string;
use regex_lite::Regex;
use serde_json::{Map, Value as Json};

/// A default, where one can be written.
pub(super) fn default(service: &Service, attribute: &Attribute) -> Option<String> {
    let plainest = attribute.value.plainest(&service.types);
    plainest.or_else(|| constant(service, attribute))
}

/// One value for all rows: as it is written if that is possible, else as SQL.
pub(super) fn backfill(service: &Service, attribute: &Attribute) -> Option<String> {
    constant(service, attribute).or_else(|| {
        let value = &attribute.value;
        if let Shape::Bytes = value.shape {
            let zeros = "00".repeat(usize::try_from(value.rules.min_length.unwrap_or(0)).ok()?);
            return Some(by_dialect(
                &format!("x'{zeros}'"),
                &format!("decode('{zeros}', 'hex')"),
            ));
        }
        let json = sql_string(&whole(service, attribute)?.to_string());
        // A backslash is not the same in each dialect.
        (!json.contains('\\')).then(|| by_dialect(&json, &format!("{json}::jsonb")))
    })
}

/// An expression of which no two rows have the same, and whose values keep the rules.
pub(super) fn of_each_row(value: &Value) -> Option<String> {
    let (before, after) = match value.shape {
        Shape::Uuid => return Some(String::from("{ sql: \"id\" }")),
        Shape::String => ("", ""),
        Shape::Email => ("", "@example.com"),
        Shape::Url => ("https://example.com/", ""),
        _ => return None,
    };
    let digits = ["0", "7", "a", "f", "0a"].map(|digits| digits.repeat(32 / digits.len()));
    let mut made = digits.iter().map(|id| format!("{before}{id}{after}"));
    if !made.all(|text| keeps(&value.rules, &text)) {
        return None;
    }
    let [before, after] = [before, after].map(sql_string);
    let around = |id: &str| match (value.shape.clone(), id) {
        (Shape::Email, id) => format!("{id} || {after}"),
        (Shape::Url, id) => format!("{before} || {id}"),
        (_, id) => id.to_owned(),
    };
    Some(by_dialect(
        &around("lower(hex(id))"),
        &around("replace(id::text, '-', '')"),
    ))
}

fn by_dialect(sqlite: &str, postgres: &str) -> String {
    format!(
        "{{ sqlite: {}, postgres: {} }}",
        quoted(sqlite),
        quoted(postgres)
    )
}

/// A value as a design writes it.
fn constant(service: &Service, attribute: &Attribute) -> Option<String> {
    let value = &attribute.value;
    let is_time = matches!(value.shape, Shape::DateTime | Shape::Date);
    let plainest = value.plainest(&service.types).filter(|_| !is_time);
    plainest.or_else(|| {
        let sample = || lower::exemplary(service, &attribute.name, value);
        let may = is_literal(service, &value.shape);
        may.then(sample)?.and_then(|json| written(value, &json))
    })
}

/// Whether a design can write a value of the type.
fn is_literal(service: &Service, shape: &Shape) -> bool {
    match shape {
        Shape::Bytes | Shape::Map(_) => false,
        Shape::Named(id) => matches!(service.ty(*id).kind, TypeKind::Enum(_)),
        Shape::Array(element) => is_literal(service, &element.shape),
        _ => true,
    }
}

fn written(value: &Value, json: &Json) -> Option<String> {
    Some(match (json, &value.shape) {
        (Json::Array(items), Shape::Array(element)) => {
            let items = items.iter().map(|item| written(element, item));
            format!("[{}]", items.collect::<Option<Vec<_>>>()?.join(", "))
        }
        (Json::String(text), Shape::String | Shape::Text | Shape::Email | Shape::Named(_)) => {
            scalar(text)
        }
        (Json::String(text), _) => plain(text),
        (json, _) => json.to_string(),
    })
}

/// A value as JSON, which is how it is stored.
fn whole(service: &Service, attribute: &Attribute) -> Option<Json> {
    match &attribute.value.shape {
        Shape::Map(_) if attribute.value.rules.min_items.unwrap_or(0) == 0 => {
            Some(Json::Object(Map::new()))
        }
        _ => lower::exemplary(&service.as_sent(), &attribute.name, &attribute.value),
    }
}

fn keeps(rules: &Rules, text: &str) -> bool {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let pattern = rules.pattern.as_deref().map(Regex::new);
    rules.min_length.is_none_or(|least| length >= least)
        && rules.max_length.is_none_or(|most| length <= most)
        && pattern.is_none_or(|it| it.is_ok_and(|regex| regex.is_match(text)))
}
