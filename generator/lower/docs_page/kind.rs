//! What values are called: a schema comes in, a word or the name of a type to look up goes out, as HTML.

use super::document::{anchor, name_of};
use crate::print::html;
use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use std::borrow::Borrow;

/// What a value is: `array of `, and a named type or a word such as `string`.
struct TypeName {
    before: String,
    name: String,
    /// Anchor of the named type.
    anchor: Option<String>,
    after: String,
}

/// What a value is called: a word, or the name of a type to look up.
pub(super) fn kind<S: Borrow<Schema>>(schema: &ReferenceOr<S>) -> String {
    let ty = type_name(schema);
    let name = html(&ty.name);
    let name = match ty.anchor {
        Some(anchor) => format!("<a href=\"#{}\">{name}</a>", html(&anchor)),
        None => name,
    };
    format!(
        "<span class=\"type\">{}{name}{}</span>",
        html(&ty.before),
        html(&ty.after)
    )
}

fn type_name<S: Borrow<Schema>>(schema: &ReferenceOr<S>) -> TypeName {
    let schema = match schema {
        ReferenceOr::Item(schema) => schema.borrow(),
        ReferenceOr::Reference { reference } => {
            let name = name_of(reference);
            return TypeName {
                anchor: Some(anchor(name)),
                ..word(name)
            };
        }
    };
    let named = of_kind(&schema.schema_kind);
    if is_nullable(schema) {
        TypeName {
            after: format!("{} or null", named.after),
            ..named
        }
    } else {
        named
    }
}

/// What a schema is of, null aside.
fn of_kind(kind: &SchemaKind) -> TypeName {
    match kind {
        SchemaKind::AllOf { all_of: one }
        | SchemaKind::OneOf { one_of: one }
        | SchemaKind::AnyOf { any_of: one } => {
            one.first().map_or_else(|| word("anything"), type_name)
        }
        SchemaKind::Type(Type::Array(array)) => array.items.as_ref().map_or_else(
            || word("array"),
            |items| inside("array of", type_name(items)),
        ),
        SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
            Some(AdditionalProperties::Schema(values)) => inside("map of", type_name(values)),
            _ => word("object"),
        },
        SchemaKind::Type(Type::String(text)) => match &text.format {
            VariantOrUnknownOrEmpty::Empty => word("string"),
            format => word(&format!("string ({})", as_written(format))),
        },
        SchemaKind::Type(Type::Integer(integer)) => match &integer.format {
            VariantOrUnknownOrEmpty::Empty => word("integer"),
            format => word(&format!("integer ({})", as_written(format))),
        },
        SchemaKind::Type(Type::Number(_)) => word("number"),
        SchemaKind::Type(Type::Boolean(_)) => word("boolean"),
        SchemaKind::Not { .. } | SchemaKind::Any(_) => word("anything"),
    }
}

/// Whether null is one of the values.
fn is_nullable(schema: &Schema) -> bool {
    let is_null = |choice: &ReferenceOr<Schema>| {
        choice
            .as_item()
            .is_some_and(|choice| choice.schema_data.nullable)
    };
    schema.schema_data.nullable
        || matches!(&schema.schema_kind, SchemaKind::OneOf { one_of } if one_of.iter().any(is_null))
}

fn word(name: &str) -> TypeName {
    TypeName {
        before: String::new(),
        name: name.to_owned(),
        anchor: None,
        after: String::new(),
    }
}

fn inside(before: &str, ty: TypeName) -> TypeName {
    TypeName {
        before: format!("{before} {}", ty.before),
        ..ty
    }
}

/// A format as it stands in the document.
fn as_written(format: &impl serde::Serialize) -> String {
    match serde_json::to_value(format) {
        Ok(serde_json::Value::String(format)) => format,
        _ => String::new(),
    }
}
