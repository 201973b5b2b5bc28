//! Every role that a design names is one of the closed list.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::names::Grammar;
use crate::schema::{self, Access, Attribute, Name, Security, Visible};
use crate::source::Spanned;

/// Checks all places where roles are named; findings only.
pub(super) fn check(design: &schema::Design, roles: &[String], found: &mut Diagnostics) {
    if let Some(Security::Roles(written)) = &design.api.security {
        refuse_wrong(&written.value, found);
    }
    for name in named(design) {
        if !roles.contains(&name.value) {
            let message = format!("there is no role {}", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::ROLE, name.span, message)
                    .label("unknown role")
                    .suggest_or_list(&name.value, roles.iter().map(String::as_str)),
            );
        }
    }
}

fn refuse_wrong(written: &[Name], found: &mut Diagnostics) {
    for (index, name) in written.iter().enumerate() {
        if !Grammar::Value.accepts(&name.value) {
            found.push(super::spelling::misspelled("role", Grammar::Value, name));
        }
        if let Some(first) = written[..index]
            .iter()
            .find(|first| first.value == name.value)
        {
            let message = format!("role {} is given twice", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::TWICE, name.span, message)
                    .also(first.span, "first given here"),
            );
        }
    }
}

/// Roles wherever they are named, but for where they are given.
fn named(design: &schema::Design) -> Vec<&Name> {
    let entities = design.entities.iter().map(|(_, entity)| entity);
    let resources = design.resources.iter().map(|(_, resource)| resource);
    entities
        .flat_map(named_by_entity)
        .chain(resources.flat_map(named_by_resource))
        .collect()
}

/// Who sees rows, and who may set what others may not.
fn named_by_entity(entity: &schema::Entity) -> Vec<&Name> {
    let mut named = Vec::new();
    for visible in entity.visible.iter().flat_map(|any| &any.value) {
        if let Visible::Access(access) = visible {
            named.extend(role(access));
        }
    }
    let attributes = entity
        .attributes
        .iter()
        .map(|(_, attribute): &(Name, Attribute)| &attribute.writable);
    let to_one = entity
        .belongs_to
        .iter()
        .map(|(_, relation)| &relation.writable);
    let both_ways = entity
        .many_to_many
        .iter()
        .map(|(_, relation)| &relation.writable);
    let writable = attributes.chain(to_one).chain(both_ways).flatten();
    named.extend(writable.flat_map(|roles| &roles.value));
    named
}

/// Who may call actions.
fn named_by_resource(resource: &schema::Resource) -> Vec<&Name> {
    let standard = resource.long_forms();
    let custom = resource.custom.iter().map(|(_, action)| &action.authorize);
    let all = standard
        .map(|action| &action.authorize)
        .chain(custom)
        .chain([&resource.authorize]);
    all.flatten()
        .flat_map(|any| any.value.iter().filter_map(role))
        .collect()
}

fn role(access: &Spanned<Access>) -> Option<&Name> {
    match &access.value {
        Access::Role(name) => Some(name),
        Access::Public | Access::Signed | Access::Owner => None,
    }
}
