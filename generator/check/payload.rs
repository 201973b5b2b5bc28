//! What a payload brings is enough to make a row, and more than nothing.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, Access, ActionKind, AttributeId, AttributeRole, BelongsToId, Owner, Payload,
    PayloadField, Presence, SetBy,
};
use crate::source::Span;

/// What to do about a payload that lacks something.
const ADD: &str = "add it to `payload:`, make it optional, or give it a `default:`";

/// Create and update set something.
pub(super) fn not_empty(service: &ir::Service, found: &mut Diagnostics) {
    for action in service
        .resources
        .iter()
        .flat_map(|resource| &resource.actions)
    {
        if matches!(&action.payload, Some(Payload::Entity(fields)) if fields.is_empty()) {
            let message = format!("there is nothing that {} could set", quoted(&action.name));
            found.push(
                Diagnostic::new(codes::EMPTY_PAYLOAD, action.span, message)
                    .help("give the entity an attribute that callers set, or remove the action"),
            );
        }
    }
}

/// A row that is created has everything that is required.
pub(super) fn enough_to_create(service: &ir::Service, found: &mut Diagnostics) {
    for (resource, entity, action, fields) in creations(service) {
        let parent = resource.parent.map(|parent| parent.relation);
        for (index, attribute) in entity.attributes.iter().enumerate() {
            let missing = attribute.role == AttributeRole::Plain
                && attribute.presence == Presence::Required
                && attribute.set_by == SetBy::Caller
                && attribute.default.is_none()
                && attribute.computed.is_none()
                && !fields.contains(&PayloadField::Attribute(AttributeId(index)));
            if missing {
                let finding = incomplete(action, &attribute.name, attribute.span);
                found.push(finding.help(if attribute.secret {
                    format!(
                        "`\"*\"` has no secrets; name it: `payload: [\"*\", {}]`",
                        attribute.name
                    )
                } else {
                    ADD.to_owned()
                }));
            }
        }
        for (index, relation) in entity.belongs_to.iter().enumerate() {
            let id = BelongsToId(index);
            let given = relation.optional
                || parent == Some(id)
                || matches!(entity.owner, Some(Owner::BelongsTo(owner)) if owner == id)
                || fields.contains(&PayloadField::BelongsTo(id));
            if !given {
                found.push(incomplete(action, &relation.name, relation.span).help(ADD));
            }
        }
    }
}

fn incomplete(action: &ir::Action, name: &str, required: Span) -> Diagnostic {
    let message = format!(
        "a row could never be created: its payload lacks {}",
        quoted(name)
    );
    Diagnostic::new(codes::INCOMPLETE_PAYLOAD, action.span, message).also(required, "required")
}

/// The owner of a new row is the caller.
pub(super) fn somebody_owns(service: &ir::Service, found: &mut Diagnostics) {
    for (resource, entity, action, fields) in creations(service) {
        let Some(Owner::BelongsTo(owner)) = entity.owner else {
            continue;
        };
        let relation = entity.relation_to_one(owner);
        let is_parent = resource
            .parent
            .is_some_and(|parent| parent.relation == owner);
        let known = match is_parent {
            true => !service
                .makers_below(resource)
                .is_some_and(|makers| makers.owner),
            false => relation.optional || fields.contains(&PayloadField::BelongsTo(owner)),
        };
        let known = known || !action.authorize.contains(&Access::Public);
        if !known {
            let message = format!(
                "everybody may call {}, but a row has to have an owner",
                quoted(&action.name)
            );
            found.push(
                Diagnostic::new(codes::NO_OWNER, action.span, message)
                    .also(relation.span, "the owner, who is the caller")
                    .help(match is_parent {
                        true => "say `authorize: signed`",
                        false => "say `authorize: signed`, or make the relation optional",
                    }),
            );
        }
    }
}

/// Somebody makes what a path is for.
pub(super) fn somebody_makes(service: &ir::Service, found: &mut Diagnostics) {
    for (resource, entity, action, _) in creations(service) {
        let (Some(makers), Some(parent)) = (service.makers_below(resource), resource.parent) else {
            continue;
        };
        let is_maker = |access: &Access| match access {
            Access::Role(role) => makers.owner || makers.roles.contains(role),
            Access::Public | Access::Signed | Access::Owner => true,
        };
        if !action.authorize.iter().any(is_maker) {
            let relation = entity.relation_to_one(parent.relation);
            let message = format!("nobody may call {}", quoted(&action.name));
            found.push(
                Diagnostic::new(codes::NOBODY_MAKES, action.span, message)
                    .label("only for other roles than those of the relation that its path sets")
                    .also(relation.span, "`writable` for some roles")
                    .help("let one of those roles call it, or add a role to `writable`"),
            );
        }
    }
}

/// Create actions, each with its resource, entity and payload.
fn creations(
    service: &ir::Service,
) -> impl Iterator<Item = (&ir::Resource, &ir::Entity, &ir::Action, &[PayloadField])> {
    service.resources.iter().flat_map(move |resource| {
        resource
            .actions
            .iter()
            .filter(|action| action.kind == ActionKind::Create)
            .filter_map(move |action| {
                let Some(Payload::Entity(fields)) = &action.payload else {
                    return None;
                };
                Some((
                    resource,
                    service.entity(resource.entity?),
                    action,
                    fields.as_slice(),
                ))
            })
    })
}
