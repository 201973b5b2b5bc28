//! Tables: schemas come in, rows of names, types and rules go out.

use super::document::Document;
use super::kind::kind;
use super::prose::{paragraph, paragraphs};
use crate::plan::docs::Row;
use openapiv3::{
    AdditionalProperties, ArrayType, IntegerType, NumberType, ObjectType, Parameter,
    ParameterSchemaOrContent, ReferenceOr, Schema, SchemaKind, StringFormat, StringType, Type,
    VariantOrUnknownOrEmpty,
};
use std::borrow::Borrow;
use std::fmt::Display;

/// The properties of an object.
pub(super) fn properties<S: Borrow<Schema>>(
    document: &Document<'_>,
    schema: &ReferenceOr<S>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    if let SchemaKind::Type(Type::Object(object)) = &document.schema(schema).schema_kind {
        add("", object, &mut rows);
    }
    rows
}

/// Objects without a name of their own are written out below their property.
fn add(prefix: &str, object: &ObjectType, rows: &mut Vec<Row>) {
    for (name, schema) in &object.properties {
        let path = format!("{prefix}{name}");
        let mut row = row(&path, schema);
        row.is_required = object.required.contains(name);
        rows.push(row);
        if let ReferenceOr::Item(schema) = schema
            && let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind
        {
            add(&format!("{path}."), object, rows);
        }
    }
}

/// A parameter.
pub(super) fn parameter(parameter: &Parameter) -> Option<Row> {
    let data = parameter.parameter_data_ref();
    let ParameterSchemaOrContent::Schema(schema) = &data.format else {
        return None;
    };
    let place = match parameter {
        Parameter::Path { .. } => "path",
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Cookie { .. } => "cookie",
    };
    let own = row(&data.name, schema);
    let prose = paragraphs(data.description.as_deref())
        .into_iter()
        .chain(own.prose)
        .collect();
    Some(Row {
        place: Some(place.to_owned()),
        is_required: data.required,
        is_deprecated: data.deprecated.unwrap_or_default(),
        prose,
        ..own
    })
}

fn row<S: Borrow<Schema>>(name: &str, schema: &ReferenceOr<S>) -> Row {
    let said = match schema {
        ReferenceOr::Item(schema) => Some(schema.borrow()),
        ReferenceOr::Reference { .. } => None,
    };
    let data = said.map(|schema| &schema.schema_data);
    Row {
        name: name.to_owned(),
        place: None,
        ty: kind(schema),
        is_required: false,
        is_deprecated: data.is_some_and(|data| data.deprecated),
        rules: paragraph(&said.map(rules).unwrap_or_default().join(" ")),
        prose: paragraphs(data.and_then(|data| data.description.as_deref())),
    }
}

/// The values of an enum, without null.
pub(super) fn values(schema: &Schema) -> Vec<String> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(text)) => {
            text.enumeration.iter().flatten().cloned().collect()
        }
        _ => Vec::new(),
    }
}

/// What a value must keep, in sentences.
fn rules(schema: &Schema) -> Vec<String> {
    let mut rules = Vec::new();
    let values = values(schema);
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        rules.push(format!("One of {}.", values.join(", ")));
    }
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(text)) => rules.extend(of_text(text)),
        SchemaKind::Type(Type::Integer(integer)) => rules.extend(of_integer(integer)),
        SchemaKind::Type(Type::Number(number)) => rules.extend(of_number(number)),
        SchemaKind::Type(Type::Array(array)) => rules.extend(of_array(array)),
        SchemaKind::Type(Type::Object(object)) => {
            rules.extend(counted(
                object.min_properties,
                object.max_properties,
                "entry",
                "entries",
            ));
            if let Some(AdditionalProperties::Schema(values)) = &object.additional_properties {
                rules.extend(of_each(values.as_item()));
            }
        }
        _ => {}
    }
    if let Some(default) = &schema.schema_data.default {
        rules.push(format!(
            "Unless given: `{}`.",
            default
                .as_str()
                .map_or_else(|| default.to_string(), str::to_owned)
        ));
    }
    if schema.schema_data.write_only {
        rules.push("Never sent back.".to_owned());
    }
    rules
}

fn of_text(text: &StringType) -> Vec<String> {
    if text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Byte) {
        // Lengths are those of base64 here; the description has those of the bytes.
        return Vec::new();
    }
    let mut rules = Vec::from_iter(counted(
        text.min_length,
        text.max_length,
        "character",
        "characters",
    ));
    // Patterns without a rule of the design are those of numbers in strings, which the format says.
    if let (Some(pattern), true) = (&text.pattern, text.format.is_empty()) {
        rules.push(format!("Matches `{pattern}`."));
    }
    rules
}

fn of_integer(integer: &IntegerType) -> Vec<String> {
    limits(
        (integer.minimum, integer.exclusive_minimum),
        (integer.maximum, integer.exclusive_maximum),
    )
}

fn of_number(number: &NumberType) -> Vec<String> {
    limits(
        (number.minimum, number.exclusive_minimum),
        (number.maximum, number.exclusive_maximum),
    )
}

fn of_array(array: &ArrayType) -> Vec<String> {
    let mut rules = Vec::from_iter(counted(array.min_items, array.max_items, "item", "items"));
    rules.extend(of_each(
        array
            .items
            .as_ref()
            .and_then(ReferenceOr::as_item)
            .map(Box::as_ref),
    ));
    rules
}

fn of_each(item: Option<&Schema>) -> Option<String> {
    let rules = item.map(rules).filter(|rules| !rules.is_empty())?;
    Some(format!("Each: {}", rules.join(" ")))
}

fn limits<T: Display>(low: (Option<T>, bool), high: (Option<T>, bool)) -> Vec<String> {
    let low = low
        .0
        .map(|bound| format!("{} {bound}.", if low.1 { "More than" } else { "At least" }));
    let high = high
        .0
        .map(|bound| format!("{} {bound}.", if high.1 { "Less than" } else { "At most" }));
    low.into_iter().chain(high).collect()
}

fn counted(least: Option<usize>, most: Option<usize>, one: &str, many: &str) -> Option<String> {
    let noun = |count: usize| if count == 1 { one } else { many };
    match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("{most} {}.", noun(most))),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}.", noun(most))),
        (Some(least), None) => Some(format!("At least {least} {}.", noun(least))),
        (None, Some(most)) => Some(format!("At most {most} {}.", noun(most))),
        (None, None) => None,
    }
}
