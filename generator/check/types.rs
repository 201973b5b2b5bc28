//! Named types can be values: they end, and unions can be told apart.

use super::{codes, cycle};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Shape, TypeKind};

/// An object does not hold itself, unless in an array or map that may be empty.
pub(super) fn no_endless_type(service: &ir::Service, found: &mut Diagnostics) {
    let arrows: Vec<Vec<cycle::Arrow>> = service.types.iter().map(held).collect();
    for (target, span) in cycle::closing(&arrows) {
        let name = quoted(&service.types[target].name);
        found.push(
            Diagnostic::new(
                codes::ENDLESS_TYPE,
                span,
                format!("a value of type {name} would hold another {name}"),
            )
            .label("leads back to where it began")
            .help("put an array or a map between, which may be empty"),
        );
    }
}

/// Types that a value of this type holds inside of itself.
fn held(ty: &ir::Type) -> Vec<cycle::Arrow> {
    match &ty.kind {
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::Union { members, .. } => members
            .iter()
            .map(|(_, member)| (member.0, ty.span))
            .collect(),
        TypeKind::Object(fields) => {
            let named = |field: &ir::Field| Some((inside(&field.value)?.0, field.span));
            fields.iter().filter_map(named).collect()
        }
    }
}

/// The type of which there is one in every value: the value itself is, or what it has to have some of.
fn inside(value: &ir::Value) -> Option<ir::TypeId> {
    match &value.shape {
        Shape::Named(id) => Some(*id),
        Shape::Array(element) | Shape::Map(element) => {
            let least = value.rules.min_items.unwrap_or_default();
            inside(element).filter(|_| least > 0)
        }
        _ => None,
    }
}

/// Members are objects, and the discriminator is no attribute of them.
pub(super) fn unions_of_objects(service: &ir::Service, found: &mut Diagnostics) {
    for ty in &service.types {
        let TypeKind::Union {
            discriminator,
            members,
        } = &ty.kind
        else {
            continue;
        };
        if members.is_empty() {
            let message = format!("union {} has no members", quoted(&ty.name));
            found.push(
                Diagnostic::new(codes::UNION_MEMBER, ty.span, message)
                    .help("name at least one under `one_of:`"),
            );
        }
        for (tag, member) in members {
            let member = service.ty(*member);
            let TypeKind::Object(fields) = &member.kind else {
                found.push(no_object(ty, tag, member));
                continue;
            };
            if let Some(field) = fields.iter().find(|field| field.name == *discriminator) {
                found.push(tagged_twice(ty, member, field));
            }
        }
    }
}

/// The finding for a member that has no attributes beside which the tag could be sent.
fn no_object(union: &ir::Type, tag: &str, member: &ir::Type) -> Diagnostic {
    let message = format!(
        "member {} of the union is no object type",
        quoted(&member.name)
    );
    Diagnostic::new(codes::UNION_MEMBER, union.span, message)
        .label(format!("the union has it as {}", quoted(tag)))
        .also(member.span, "the member")
}

/// The finding for an attribute that is called like the discriminator.
fn tagged_twice(union: &ir::Type, member: &ir::Type, field: &ir::Field) -> Diagnostic {
    let message = format!(
        "member {} of union {} has the attribute {} itself, which holds the tag",
        quoted(&member.name),
        quoted(&union.name),
        quoted(&field.name)
    );
    Diagnostic::new(codes::UNION_MEMBER, field.span, message)
        .label("would be sent twice")
        .also(union.span, "the union")
        .help("rename the attribute, or say another `discriminator:`")
}

/// An object has attributes.
pub(super) fn no_empty_object(service: &ir::Service, found: &mut Diagnostics) {
    for ty in &service.types {
        if matches!(&ty.kind, TypeKind::Object(fields) if fields.is_empty()) {
            let message = format!("type {} has no attributes", quoted(&ty.name));
            found.push(Diagnostic::new(codes::EMPTY_OBJECT, ty.span, message).help(
                "give it some; for keys that are not known beforehand there is `map<string>`",
            ));
        }
    }
}
