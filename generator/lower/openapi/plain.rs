//! Schemas of few words, and how schemas are put together.

use super::scalar::string;
use openapiv3::{
    AnySchema, BooleanType, IntegerType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType,
    Type,
};

/// A schema that accepts anything.
pub(super) fn anything() -> Schema {
    of(SchemaKind::Any(AnySchema::default()))
}

/// A schema of text without rules.
pub(super) fn text() -> Schema {
    of(SchemaKind::Type(Type::String(StringType::default())))
}

/// A schema of text that must be one of these; `None` is null.
pub(super) fn text_in(values: &[Option<&str>]) -> Schema {
    let enumeration = values
        .iter()
        .map(|value| value.map(str::to_owned))
        .collect();
    of(SchemaKind::Type(Type::String(StringType {
        enumeration,
        ..StringType::default()
    })))
}

/// A schema of true or false.
pub(super) fn truth() -> Schema {
    of(SchemaKind::Type(Type::Boolean(BooleanType::default())))
}

/// A schema of a count.
pub(super) fn whole_number() -> Schema {
    of(SchemaKind::Type(Type::Integer(IntegerType {
        minimum: Some(0),
        ..IntegerType::default()
    })))
}

/// A schema of an address, perhaps without scheme and host (RFC 3986 §4.1).
pub(super) fn uri_reference() -> Schema {
    of(SchemaKind::Type(string("uri-reference")))
}

pub(super) fn of(schema_kind: SchemaKind) -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind,
    }
}

pub(super) fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// Sentences as one paragraph.
pub(super) fn joined(sentences: &[String]) -> Option<String> {
    let said: Vec<&str> = sentences
        .iter()
        .map(|sentence| sentence.trim())
        .filter(|s| !s.is_empty())
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}
