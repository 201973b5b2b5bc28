//! Lowers what changes inside of a value: members of a merge patch (RFC 7396).

use super::components::Components;
use super::objects::{Need, add, closed};
use super::plain;
use super::value::or_null;
use crate::ir::{self, Shape, TypeKind};
use openapiv3::{AdditionalProperties, ObjectType, ReferenceOr, Schema, SchemaKind, Type};

impl Components<'_> {
    /// A value of which members may change by themselves: none is required, and null removes what may be absent. What
    /// JSON does not write as an object changes as a whole.
    pub(super) fn change(&mut self, name: &str, value: &ir::Value) -> ReferenceOr<Schema> {
        match &value.shape {
            Shape::Map(element) => {
                let element = self.change_or_null(&crate::names::singular(name), element);
                let element = AdditionalProperties::Schema(Box::new(element));
                ReferenceOr::Item(plain::of(SchemaKind::Type(Type::Object(ObjectType {
                    additional_properties: Some(element),
                    ..ObjectType::default()
                }))))
            }
            Shape::Named(id) => self.change_of(*id),
            _ => self.value(name, value),
        }
    }

    /// The same of what null removes.
    pub(super) fn change_or_null(&mut self, name: &str, value: &ir::Value) -> ReferenceOr<Schema> {
        match self.change(name, value) {
            reference @ ReferenceOr::Reference { .. } => or_null(reference),
            schema => self.nullable(schema),
        }
    }

    fn change_of(&mut self, id: ir::TypeId) -> ReferenceOr<Schema> {
        let ty = self.service.ty(id);
        match &ty.kind {
            TypeKind::Enum(_) => self.named(id),
            // No name of a design has a dot, so that nothing else is called like this.
            TypeKind::Object(fields) => self.schema(&format!("{}.change", ty.name), |components| {
                let mut object = ObjectType::default();
                for field in fields {
                    let stays = field.presence == ir::Presence::Required && field.default.is_none();
                    let schema = match stays {
                        true => components.change(&field.name, &field.value),
                        false => components.change_or_null(&field.name, &field.value),
                    };
                    add(&mut object, &field.name, Need::Optional, schema);
                }
                let changes = format!("What changes of `{}`: a merge patch (RFC 7396).", ty.name);
                closed(object, Some(changes))
            }),
            TypeKind::Union { .. } => {
                let object = ObjectType {
                    additional_properties: Some(AdditionalProperties::Any(true)),
                    ..ObjectType::default()
                };
                let mut schema = plain::of(SchemaKind::Type(Type::Object(object)));
                schema.schema_data.description = Some(format!(
                    "What changes of `{}`: a merge patch (RFC 7396), which has to make one of its kinds.",
                    ty.name
                ));
                ReferenceOr::Item(schema)
            }
        }
    }
}
