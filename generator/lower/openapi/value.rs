//! Lowers values to schemas: shape, rules and what a property says of them come in, a schema that
//! accepts just what the service sends or takes goes out.

use super::components::Components;
use super::examples;
use super::plain::{boxed, joined, of, text_in};
use super::scalar::{count, json, scalar, string, unsaid};
use crate::ir::{self, Literal, Shape};
use openapiv3::{
    AdditionalProperties, ArrayType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

/// What a property says beside its value.
#[derive(Default)]
pub(super) struct Said<'a> {
    /// Sentences of the description.
    pub(super) sentences: Vec<String>,
    pub(super) nullable: bool,
    pub(super) default: Option<&'a Literal>,
    /// An example that is better than one made of the name and rules.
    pub(super) example: Option<Value>,
    pub(super) deprecated: bool,
    /// Taken but never sent; has no example.
    pub(super) secret: bool,
    /// Members of it change by themselves.
    pub(super) merges: bool,
}

impl Components<'_> {
    /// A property of an object, or a parameter.
    pub(super) fn property(
        &mut self,
        name: &str,
        value: &ir::Value,
        said: Said<'_>,
    ) -> ReferenceOr<Schema> {
        let mut schema = match (said.merges, said.nullable) {
            (true, true) => self.change_or_null(name, value),
            (true, false) => self.change(name, value),
            (false, _) => self.value(name, value),
        };
        if said.nullable && !said.merges {
            schema = self.nullable(schema);
        }
        if said.secret {
            hide(&mut schema);
        }
        let mut sentences = said.sentences;
        if let ReferenceOr::Item(schema) = &mut schema {
            sentences.extend(schema.schema_data.description.take());
        }
        let data = SchemaData {
            description: joined(&sentences),
            default: said.default.map(|literal| json(value, literal)),
            example: said.example.filter(|_| !said.secret),
            deprecated: said.deprecated,
            write_only: said.secret,
            ..SchemaData::default()
        };
        described(schema, data)
    }

    /// A value with its rules and an example; `name` says what it is of.
    pub(super) fn value(&mut self, name: &str, value: &ir::Value) -> ReferenceOr<Schema> {
        let rules = &value.rules;
        let kind = match &value.shape {
            Shape::Named(id) => return self.named(*id),
            Shape::Array(element) => SchemaKind::Type(Type::Array(ArrayType {
                items: Some(boxed(self.value(&crate::names::singular(name), element))),
                min_items: count(rules.min_items),
                max_items: count(rules.max_items),
                unique_items: false,
            })),
            Shape::Map(element) => {
                let element = self.value(&crate::names::singular(name), element);
                SchemaKind::Type(Type::Object(ObjectType {
                    additional_properties: Some(AdditionalProperties::Schema(Box::new(element))),
                    min_properties: count(rules.min_items),
                    max_properties: count(rules.max_items),
                    ..ObjectType::default()
                }))
            }
            shape => SchemaKind::Type(scalar(shape, rules)),
        };
        let mut schema = of(kind);
        schema.schema_data.example = examples::of(name, value);
        schema.schema_data.description = joined(&unsaid(value));
        ReferenceOr::Item(schema)
    }

    /// The same or null. In OpenAPI 3.0 `nullable` has no effect beside a reference or `allOf`, and
    /// an `enum` must list null too (OpenAPI 3.0.3, "Proposal: clarify nullable").
    pub(super) fn nullable(&self, schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
        let mut meant = self.resolve(&schema).clone();
        match &mut meant.schema_kind {
            SchemaKind::Type(Type::String(text)) if !text.enumeration.is_empty() => {
                text.enumeration.push(None)
            }
            SchemaKind::Type(_) => {}
            _ => return or_null(schema),
        }
        meant.schema_data.nullable = true;
        ReferenceOr::Item(meant)
    }

    /// The key of an entity.
    pub(super) fn key(&self, entity: ir::EntityId) -> Schema {
        let mut key = of(SchemaKind::Type(string("uuid")));
        key.schema_data.example = Some(examples::key(&self.service.entity(entity).name).into());
        key
    }
}

/// A schema or null, each by itself.
pub(super) fn or_null(schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
    let mut null = text_in(&[None]);
    null.schema_data.nullable = true;
    ReferenceOr::Item(of(SchemaKind::OneOf {
        one_of: vec![schema, ReferenceOr::Item(null)],
    }))
}

/// Says more of a schema; beside a reference nothing can be said, so that it is wrapped.
pub(super) fn described(schema: ReferenceOr<Schema>, said: SchemaData) -> ReferenceOr<Schema> {
    match schema {
        reference @ ReferenceOr::Reference { .. } if said == SchemaData::default() => reference,
        reference @ ReferenceOr::Reference { .. } => ReferenceOr::Item(Schema {
            schema_data: said,
            schema_kind: SchemaKind::AllOf {
                all_of: vec![reference],
            },
        }),
        ReferenceOr::Item(mut schema) => {
            let data = &mut schema.schema_data;
            data.description = said.description.or(data.description.take());
            data.default = said.default.or(data.default.take());
            data.example = said.example.or(data.example.take());
            data.deprecated |= said.deprecated;
            data.write_only |= said.write_only;
            ReferenceOr::Item(schema)
        }
    }
}

/// No example of a secret, and no field of a form that shows it.
fn hide(schema: &mut ReferenceOr<Schema>) {
    if let ReferenceOr::Item(schema) = schema {
        schema.schema_data.example = None;
        if let SchemaKind::Type(Type::String(text)) = &mut schema.schema_kind
            && text.format.is_empty()
        {
            text.format = VariantOrUnknownOrEmpty::Item(StringFormat::Password);
        }
    }
}
