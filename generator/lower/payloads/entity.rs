//! Lowers payloads that are written out of an entity's fields: what makes one, and what changes one.

use super::object::{Part, Sent};
use crate::ir;
use crate::lower::called::Called;
use crate::lower::decode::Reading;
use crate::lower::naming;
use crate::lower::rust_type::{RustType, of_id, of_value};
use crate::plan::contract::Object;
use crate::print::Imports;

/// How one field of an entity's payload is read, and its type without `Option`.
pub(in crate::lower) struct EntityField<'a> {
    pub(in crate::lower) called: Called,
    pub(in crate::lower) description: Option<&'a str>,
    pub(in crate::lower) reading: Reading,
    pub(in crate::lower) ty: RustType,
    pub(in crate::lower) value: Option<ir::Value>,
}

/// Writes out a payload field for creation or for a merge patch (RFC 7396).
pub(in crate::lower) fn entity_field<'a>(
    service: &'a ir::Service,
    entity: &'a ir::Entity,
    kind: ir::ActionKind,
    payload_field: ir::PayloadField,
) -> EntityField<'a> {
    match payload_field {
        ir::PayloadField::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            EntityField {
                called: Called::both(&attribute.name, attribute.sent(), str::to_owned),
                description: attribute.description.as_deref(),
                reading: attribute_reading(service, attribute, kind),
                ty: attribute_type(service, attribute),
                value: Some(attribute.value.clone()),
            }
        }
        ir::PayloadField::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            EntityField {
                called: Called::both(&relation.name, relation.sent(), naming::relation_id),
                description: relation.description.as_deref(),
                reading: relation_reading(relation, kind),
                ty: of_id(service.entity(relation.entity)),
                value: None,
            }
        }
        ir::PayloadField::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            EntityField {
                called: Called::both(&relation.one, relation.sent_one(), naming::relation_ids),
                description: relation.description.as_deref(),
                reading: match kind {
                    ir::ActionKind::Update => Reading::Change,
                    _ => Reading::Optional,
                },
                ty: of_id(service.entity(relation.entity)).wrapped("Vec"),
                value: Some(keys(relation)),
            }
        }
    }
}

fn relation_reading(relation: &ir::BelongsTo, kind: ir::ActionKind) -> Reading {
    match (kind, relation.optional) {
        (ir::ActionKind::Update, false) => Reading::Change,
        (ir::ActionKind::Update, true) => Reading::Patch,
        (_, false) => Reading::Required,
        (_, true) => Reading::Optional,
    }
}

/// What is secret is hidden from logs on its way too.
fn attribute_type(service: &ir::Service, attribute: &ir::Attribute) -> RustType {
    let plain = of_value(service, &attribute.value);
    if attribute.secret {
        plain.wrapped("Secret").with("contract::Secret")
    } else {
        plain
    }
}

fn attribute_reading(
    service: &ir::Service,
    attribute: &ir::Attribute,
    kind: ir::ActionKind,
) -> Reading {
    let patch = kind == ir::ActionKind::Update;
    // Nobody sees what a secret is made of, so that it is only set as a whole.
    let merges = patch && !attribute.secret && is_object(service, &attribute.value.shape);
    match (patch, attribute.presence, &attribute.default) {
        (true, ir::Presence::Required, _) if merges => Reading::Merge,
        (true, _, _) if merges => Reading::MergePatch,
        (true, ir::Presence::Required, _) => Reading::Change,
        (true, _, _) => Reading::Patch,
        (false, ir::Presence::Required, None) => Reading::Required,
        (false, ir::Presence::Nullable, _) => Reading::Nullable,
        (false, _, _) => Reading::Optional,
    }
}

/// Whether JSON writes a value as an object.
fn is_object(service: &ir::Service, shape: &ir::Shape) -> bool {
    match shape {
        ir::Shape::Map(_) => true,
        ir::Shape::Named(id) => !matches!(service.ty(*id).kind, ir::TypeKind::Enum(_)),
        _ => false,
    }
}

/// The keys of a many-to-many relation, no more than its limit.
fn keys(relation: &ir::ManyToMany) -> ir::Value {
    let element = ir::Value {
        shape: ir::Shape::Uuid,
        rules: ir::Rules::default(),
    };
    let rules = ir::Rules {
        max_items: Some(u64::from(relation.limit)),
        ..ir::Rules::default()
    };
    ir::Value {
        shape: ir::Shape::Array(Box::new(element)),
        rules,
    }
}

pub(super) fn payload(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    fields: &[ir::PayloadField],
) -> (Object, Imports) {
    let entity = service.entity(
        resource
            .entity
            .expect("check: only resources of entities have such payloads"),
    );
    let mut sent = Sent::new(service, naming::payload_type(resource, action));
    for payload_field in fields {
        let field = entity_field(service, entity, action.kind, *payload_field);
        sent.add(&Part {
            called: &field.called,
            description: field.description,
            reading: field.reading,
            ty: &field.ty,
            value: field.value.as_ref(),
        });
    }
    let spoken = naming::spoken(entity);
    sent.finish(match action.kind {
        ir::ActionKind::Update => {
            format!("What changes of the {spoken}: a merge patch (RFC 7396).")
        }
        _ => format!("What makes a new {spoken}."),
    })
}
