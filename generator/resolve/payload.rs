//! Payloads of create and update: what may be set of an entity.

use super::codes;
use super::entity::{Entities, Sought};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, AttributeId, AttributeRole, BelongsToId, EntityId, ManyToManyId, Member, PayloadField,
    Relation, SetBy,
};
use crate::names;
use crate::schema::{self, Name};
use crate::source::Spanned;

/// The fields of a payload: as written, else everything that callers may set. The relation to the
/// parent is in the path.
pub(super) fn fields(
    entities: &Entities,
    entity: EntityId,
    parent: Option<BelongsToId>,
    written: Option<&Spanned<Vec<schema::PayloadField>>>,
    found: &mut Diagnostics,
) -> Vec<PayloadField> {
    let all = all(entities.get(entity), parent);
    let Some(written) = written else { return all };
    let mut fields: Vec<PayloadField> = Vec::new();
    let mut named: Vec<(PayloadField, &Name)> = Vec::new();
    for item in &written.value {
        match item {
            schema::PayloadField::All(_) => {
                let missing: Vec<_> = all
                    .iter()
                    .filter(|field| !fields.contains(field))
                    .copied()
                    .collect();
                fields.extend(missing);
            }
            schema::PayloadField::Name(name) => {
                let Some(field) = field(entities, entity, parent, name, found) else {
                    continue;
                };
                if let Some((_, first)) = named.iter().find(|(other, _)| *other == field) {
                    let message = format!("{} is in the payload twice", quoted(&name.value));
                    found.push(
                        Diagnostic::new(codes::TWICE, name.span, message)
                            .also(first.span, "first listed here"),
                    );
                }
                named.push((field, name));
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
        }
    }
    fields
}

/// What `*` stands for.
fn all(entity: &ir::Entity, parent: Option<BelongsToId>) -> Vec<PayloadField> {
    let attributes = entity
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, attribute)| {
            attribute.role == AttributeRole::Plain
                && !attribute.secret
                && attribute.computed.is_none()
                && settable(attribute.set_by, &attribute.writable)
        });
    let to_one = entity
        .belongs_to
        .iter()
        .enumerate()
        .filter(|(index, relation)| {
            parent != Some(BelongsToId(*index)) && settable(relation.set_by, &relation.writable)
        });
    let both_ways = entity
        .many_to_many
        .iter()
        .enumerate()
        .filter(|(_, relation)| settable(relation.set_by, &relation.writable));
    attributes
        .map(|(index, _)| PayloadField::Attribute(AttributeId(index)))
        .chain(to_one.map(|(index, _)| PayloadField::BelongsTo(BelongsToId(index))))
        .chain(both_ways.map(|(index, _)| PayloadField::ManyToMany(ManyToManyId(index))))
        .collect()
}

fn settable(set_by: SetBy, writable: &[String]) -> bool {
    set_by == SetBy::Caller || !writable.is_empty()
}

/// A field by the name of what it sets, or by its own: `category`, `category_id`, `tags`,
/// `tag_ids`.
fn field(
    entities: &Entities,
    id: EntityId,
    parent: Option<BelongsToId>,
    name: &Name,
    found: &mut Diagnostics,
) -> Option<PayloadField> {
    let entity = entities.get(id);
    let word = name.value.as_str();
    let by_id = word
        .strip_suffix("_id")
        .and_then(|name| entity.belongs_to_named(name))
        .map(Relation::BelongsTo);
    let ids =
        |relation: &ir::ManyToMany| format!("{}_ids", names::singular(&relation.name)) == word;
    let by_ids = entity
        .many_to_many
        .iter()
        .position(ids)
        .map(|index| Relation::ManyToMany(ManyToManyId(index)));
    let member = match by_id
        .or(by_ids)
        .map(Member::Relation)
        .or_else(|| entity.member(word))
    {
        Some(member) => member,
        None => entities.member(id, Sought::Either, name, found)?,
    };
    match member {
        Member::Attribute(attribute) => {
            let column = entity.attribute(attribute);
            let because = match column.role {
                AttributeRole::Plain if column.computed.is_some() => Some("computed"),
                AttributeRole::Plain => unsettable(column.set_by, &column.writable),
                AttributeRole::Key | AttributeRole::CreatedAt | AttributeRole::UpdatedAt => {
                    Some("set by the server")
                }
            };
            accept(name, because, PayloadField::Attribute(attribute), found)
        }
        Member::Relation(Relation::BelongsTo(relation)) if parent == Some(relation) => accept(
            name,
            Some("in the path already"),
            PayloadField::BelongsTo(relation),
            found,
        ),
        Member::Relation(Relation::BelongsTo(relation)) => {
            let column = entity.relation_to_one(relation);
            let because = unsettable(column.set_by, &column.writable);
            accept(name, because, PayloadField::BelongsTo(relation), found)
        }
        Member::Relation(Relation::ManyToMany(relation)) => {
            let column = &entity.many_to_many[relation.0];
            let because = unsettable(column.set_by, &column.writable);
            accept(name, because, PayloadField::ManyToMany(relation), found)
        }
        Member::Relation(Relation::HasMany(_)) => {
            let message = format!("{} is set from the other side", quoted(word));
            found.push(Diagnostic::new(codes::NOT_SETTABLE, name.span, message));
            None
        }
    }
}

fn unsettable(set_by: SetBy, writable: &[String]) -> Option<&'static str> {
    if settable(set_by, writable) {
        return None;
    }
    match set_by {
        SetBy::Caller => None,
        SetBy::Action => Some("set by custom actions"),
        SetBy::Server => Some("set by the server"),
    }
}

fn accept(
    name: &Name,
    because: Option<&'static str>,
    field: PayloadField,
    found: &mut Diagnostics,
) -> Option<PayloadField> {
    let Some(because) = because else {
        return Some(field);
    };
    let message = format!(
        "{} cannot be in a payload: it is {because}",
        quoted(&name.value)
    );
    let finding = Diagnostic::new(codes::NOT_SETTABLE, name.span, message);
    found.push(match because {
        "set by custom actions" | "set by the server" => {
            finding.help("if callers may, say `set_by: caller` or `writable:` where it is defined")
        }
        _ => finding.help("remove it from the payload"),
    });
    None
}
