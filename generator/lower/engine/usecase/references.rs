//! Lowers what a payload refers to: keys that have to be known, and the relations they become.

use super::Lowering;
use crate::ir;
use crate::lower::decode::Reading;
use crate::lower::naming;
use crate::lower::payloads::EntityField;
use crate::names::rust_ident;
use crate::plan::engine::usecase::{NewField, Reference, RelationsValue};
use crate::print::rust_string;

impl Lowering<'_> {
    /// Keys in the payload, to be known before anything is written.
    pub(super) fn references(&mut self, action: &ir::Action) -> Vec<Reference> {
        let references: Vec<Reference> = self
            .payload_parts(action)
            .into_iter()
            .filter_map(|(field, part)| self.reference(field, &part))
            .collect();
        if !references.is_empty() {
            self.imports.add("super::references");
        }
        references
    }

    fn reference(&self, field: ir::PayloadField, part: &EntityField<'_>) -> Option<Reference> {
        let (target, list) = match field {
            ir::PayloadField::Attribute(_) => return None,
            ir::PayloadField::BelongsTo(id) => (self.entity.belongs_to[id.0].entity, false),
            ir::PayloadField::ManyToMany(id) => (self.entity.many_to_many[id.0].entity, true),
        };
        let ident = rust_ident(&part.called.name);
        let given = match (part.reading, list) {
            (_, true) => format!("payload.{ident}.as_deref().unwrap_or_default()"),
            (Reading::Required, false) => format!("&[payload.{ident}]"),
            (_, false) => format!("payload.{ident}.as_slice()"),
        };
        let (holder, method) = self.known_holder(self.service.entity(target));
        Some(Reference {
            field: rust_string(&part.called.sent),
            given,
            holder,
            method,
            list,
        })
    }

    /// The keys of relations both ways, where the entity has such relations.
    pub(super) fn relations_value(&self, action: &ir::Action) -> Option<RelationsValue> {
        if self.entity.many_to_many.is_empty() {
            return None;
        }
        let settable: Vec<ir::ManyToManyId> = match &action.payload {
            Some(ir::Payload::Entity(fields)) => fields
                .iter()
                .filter_map(|field| match field {
                    ir::PayloadField::ManyToMany(id) => Some(*id),
                    _ => None,
                })
                .collect(),
            _ => vec![],
        };
        let fields = self
            .entity
            .many_to_many
            .iter()
            .enumerate()
            .map(|(index, relation)| {
                let ident = rust_ident(&naming::relation_ids(&relation.one));
                let settable = settable.contains(&ir::ManyToManyId(index));
                let value = if settable {
                    format!("payload.{ident}")
                } else {
                    "None".to_owned()
                };
                NewField {
                    ident,
                    value: Some(value),
                }
            })
            .collect();
        Some(RelationsValue {
            name: naming::relations_type(self.entity),
            fields,
        })
    }
}
