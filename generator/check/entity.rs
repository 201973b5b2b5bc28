//! Rows can be made, seen and stored.

use super::{codes, cycle};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeRole, Condition, Presence, SetBy, Shape, Visible};
use crate::source::Span;

/// Columns of a table at most; SQLite takes 2000, PostgreSQL 1600 of small ones.
const MAX_COLUMNS: usize = 200;

/// A row that needs a row that needs the first one can never be made.
pub(super) fn no_required_circle(service: &ir::Service, found: &mut Diagnostics) {
    let arrows: Vec<Vec<cycle::Arrow>> = service
        .entities
        .iter()
        .map(|entity| {
            let required = entity
                .belongs_to
                .iter()
                .filter(|relation| !relation.optional);
            required
                .map(|relation| (relation.entity.0, relation.span))
                .collect()
        })
        .collect();
    for (target, span) in cycle::closing(&arrows) {
        let name = quoted(&service.entities[target].name);
        found.push(
            Diagnostic::new(
                codes::REQUIRED_CIRCLE,
                span,
                format!("the first row of entity {name} would need another one"),
            )
            .label("required relation that leads back to where it began")
            .help("make one of the relations optional"),
        );
    }
}

/// `through` asks the parent, which must not ask its child.
pub(super) fn no_visibility_circle(service: &ir::Service, found: &mut Diagnostics) {
    let arrows: Vec<Vec<cycle::Arrow>> = service.entities.iter().map(seen_through).collect();
    for (target, span) in cycle::closing(&arrows) {
        let name = quoted(&service.entities[target].name);
        found.push(
            Diagnostic::new(
                codes::VISIBILITY,
                span,
                format!("whether a row of entity {name} is visible depends on itself"),
            )
            .label("`through` leads back to where it began")
            .help("let one of the entities decide by its own attributes"),
        );
    }
}

fn through(entity: &ir::Entity) -> Vec<&ir::BelongsTo> {
    let Visible::Any(any) = &entity.visible else {
        return Vec::new();
    };
    let relation = |condition: &Condition| match condition {
        Condition::Through(id) => Some(entity.relation_to_one(*id)),
        Condition::Owner | Condition::Role(_) | Condition::Equals(..) => None,
    };
    any.iter().flatten().filter_map(relation).collect()
}

fn seen_through(entity: &ir::Entity) -> Vec<cycle::Arrow> {
    through(entity)
        .into_iter()
        .map(|relation| (relation.entity.0, relation.span))
        .collect()
}

/// The predicate is part of every query, and queries stay inside an engine.
pub(super) fn no_visibility_across_engines(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        for relation in through(entity) {
            if service.entity(relation.entity).engine != entity.engine {
                let message = format!(
                    "`through` {} would have to look into another engine",
                    quoted(&relation.name)
                );
                found.push(
                    Diagnostic::new(codes::VISIBILITY, relation.span, message)
                        .also(
                            service.entity(relation.entity).span,
                            "the entity is in another engine",
                        )
                        .help("decide by attributes of the entity itself"),
                );
            }
        }
    }
}

/// Who may not set an attribute cannot be asked for it.
pub(super) fn defaults_where_nobody_sets(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        for attribute in &entity.attributes {
            let settable = attribute.set_by == SetBy::Caller && attribute.writable.is_empty();
            let needs_none = settable
                || attribute.role != AttributeRole::Plain
                || attribute.computed.is_some()
                || attribute.default.is_some()
                || attribute.presence != Presence::Required;
            if needs_none {
                continue;
            }
            let message = format!(
                "nobody gives attribute {} a value when a row is made",
                quoted(&attribute.name)
            );
            found.push(
                Diagnostic::new(codes::NO_VALUE, attribute.span, message)
                    .label(who(attribute))
                    .help("give it a `default:`, make it optional, or say `set_by: caller`"),
            );
        }
    }
}

fn who(attribute: &ir::Attribute) -> &'static str {
    match attribute.set_by {
        SetBy::Caller => "set by callers of some roles only",
        SetBy::Action => "set by custom actions only, later",
        SetBy::Server => "set by the server",
    }
}

/// A slug is made of text that is there.
pub(super) fn slugs_of_text(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        let mut first: Option<Span> = None;
        for attribute in &entity.attributes {
            let Some(ir::Default::Slug(source)) = attribute.default else {
                continue;
            };
            if let Some(first) = first {
                found.push(second_slug(entity, attribute, first));
            }
            first.get_or_insert(attribute.span);
            let source = entity.attribute(source);
            let text = matches!(source.value.shape, Shape::String | Shape::Text);
            let because = if !text {
                "no text"
            } else if source.computed.is_some() {
                "computed, not stored"
            } else if source.secret {
                "secret"
            } else if source.presence != Presence::Required {
                "not always there"
            } else if source.name == attribute.name {
                "the slug itself"
            } else {
                continue;
            };
            let message = format!(
                "attribute {} cannot be a slug of {}",
                quoted(&attribute.name),
                quoted(&source.name)
            );
            found.push(
                Diagnostic::new(codes::SLUG_SOURCE, attribute.span, message)
                    .also(source.span, format!("this is {because}"))
                    .help("name a required `string` or `text` attribute"),
            );
        }
    }
}

/// A row is found by one name.
fn second_slug(entity: &ir::Entity, attribute: &ir::Attribute, first: Span) -> Diagnostic {
    let message = format!("entity {} has a second slug", quoted(&entity.name));
    Diagnostic::new(codes::SLUG_SOURCE, attribute.span, message)
        .also(first, "the first")
        .help("take the default away, and send this one")
}

/// What a function needs is read from the row.
pub(super) fn needs_are_stored(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        for attribute in &entity.attributes {
            let needs = attribute
                .computed
                .iter()
                .flat_map(|computed| &computed.needs);
            for needed in needs
                .map(|id| entity.attribute(*id))
                .filter(|needed| needed.computed.is_some())
            {
                let message = format!(
                    "{} needs {}, which is computed itself",
                    quoted(&attribute.name),
                    quoted(&needed.name)
                );
                found.push(
                    Diagnostic::new(codes::COMPUTED_NEED, attribute.span, message)
                        .also(needed.span, "not stored")
                        .help("name the stored attributes that it is made of in the end"),
                );
            }
        }
    }
}

/// Tables stay readable, and within what databases take.
pub(super) fn not_too_wide(service: &ir::Service, found: &mut Diagnostics) {
    for entity in &service.entities {
        let columns = entity.attributes.len() + entity.belongs_to.len();
        if columns > MAX_COLUMNS {
            let message = format!("entity {} has {columns} columns", quoted(&entity.name));
            found.push(
                Diagnostic::new(codes::TOO_WIDE, entity.span, message)
                    .label(format!("at most {MAX_COLUMNS}"))
                    .help(
                        "put what belongs together into an inline object or an entity of its own",
                    ),
            );
        }
    }
}
