//! The OpenAPI document as something to look things up in.

use crate::plan::docs::TypeName;
use openapiv3::{
    AdditionalProperties, OpenAPI, Operation, Parameter, ReferenceOr, Response, Schema, SchemaKind,
    Type, VariantOrUnknownOrEmpty,
};
use std::borrow::Borrow;
use std::collections::BTreeMap;

pub(super) struct Document<'a> {
    pub(super) openapi: &'a OpenAPI,
    operations: BTreeMap<&'a str, Place<'a>>,
}

/// Path, method and operation.
type Place<'a> = (&'a str, &'a str, &'a Operation);

/// Anchor of a named type.
pub(super) fn anchor(name: &str) -> String {
    format!("type-{name}")
}

/// The last part of a reference, which is the name of what it refers to.
fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

const RESOLVED: &str = "lowering makes references together with what they refer to";

impl<'a> Document<'a> {
    pub(super) fn new(openapi: &'a OpenAPI) -> Self {
        let places = openapi.operations();
        let operations = places
            .filter_map(|place| Some((place.2.operation_id.as_deref()?, place)))
            .collect();
        Document {
            openapi,
            operations,
        }
    }

    /// An operation by its id.
    pub(super) fn operation(&self, id: &str) -> Option<Place<'a>> {
        self.operations.get(id).copied()
    }

    fn components(&self) -> &'a openapiv3::Components {
        self.openapi
            .components
            .as_ref()
            .expect("lowering gives every document components")
    }

    /// The schema that a reference stands for.
    pub(super) fn referred(&self, reference: &str) -> &'a Schema {
        self.components()
            .schemas
            .get(name_of(reference))
            .and_then(ReferenceOr::as_item)
            .expect(RESOLVED)
    }

    /// A schema, or what a reference to one stands for.
    pub(super) fn schema<'s, S: Borrow<Schema>>(&self, schema: &'s ReferenceOr<S>) -> &'s Schema
    where
        'a: 's,
    {
        match schema {
            ReferenceOr::Item(schema) => schema.borrow(),
            ReferenceOr::Reference { reference } => self.referred(reference),
        }
    }

    pub(super) fn parameter<'s>(&self, parameter: &'s ReferenceOr<Parameter>) -> &'s Parameter
    where
        'a: 's,
    {
        match parameter {
            ReferenceOr::Item(parameter) => parameter,
            ReferenceOr::Reference { reference } => {
                let named = self.components().parameters.get(name_of(reference));
                named.and_then(ReferenceOr::as_item).expect(RESOLVED)
            }
        }
    }

    pub(super) fn response<'s>(&self, response: &'s ReferenceOr<Response>) -> &'s Response
    where
        'a: 's,
    {
        match response {
            ReferenceOr::Item(response) => response,
            ReferenceOr::Reference { reference } => {
                let named = self.components().responses.get(name_of(reference));
                named.and_then(ReferenceOr::as_item).expect(RESOLVED)
            }
        }
    }

    /// What a value is called: a word, or the name of a type to look up.
    pub(super) fn type_name<S: Borrow<Schema>>(&self, schema: &ReferenceOr<S>) -> TypeName {
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
        let named = match &schema.schema_kind {
            SchemaKind::AllOf { all_of: one }
            | SchemaKind::OneOf { one_of: one }
            | SchemaKind::AnyOf { any_of: one } => one
                .first()
                .map_or_else(|| word("anything"), |one| self.type_name(one)),
            SchemaKind::Type(Type::Array(array)) => array.items.as_ref().map_or_else(
                || word("array"),
                |items| inside("array of", self.type_name(items)),
            ),
            SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
                Some(AdditionalProperties::Schema(values)) => {
                    inside("map of", self.type_name(values))
                }
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
        };
        if is_nullable(schema) {
            TypeName {
                after: format!("{} or null", named.after),
                ..named
            }
        } else {
            named
        }
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
