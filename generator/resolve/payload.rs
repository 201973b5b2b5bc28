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

/// The entity that a payload sets.
pub(super) struct Site<'a> {
    pub(super) entities: &'a Entities<'a>,
    pub(super) entity: EntityId,
    /// The relation to the parent, which is in the path.
    pub(super) parent: Option<BelongsToId>,
}

impl Site<'_> {
    /// The fields of a payload: as written, else everything that callers may set.
    pub(super) fn fields(
        &self,
        written: Option<&Spanned<Vec<schema::PayloadField>>>,
        found: &mut Diagnostics,
    ) -> Vec<PayloadField> {
        let all = self.all();
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
                    let Some(field) = self.field(name, found) else {
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
    fn all(&self) -> Vec<PayloadField> {
        let entity = self.entities.get(self.entity);
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
                self.parent != Some(BelongsToId(*index))
                    && settable(relation.set_by, &relation.writable)
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

    /// A field by the name of what it sets, or by its own: `category`, `category_id`, `tags`,
    /// `tag_ids`.
    fn field(&self, name: &Name, found: &mut Diagnostics) -> Option<PayloadField> {
        let entity = self.entities.get(self.entity);
        let member = match by_key(entity, &name.value).or_else(|| entity.member(&name.value)) {
            Some(member) => member,
            None => self
                .entities
                .member(self.entity, Sought::Either, name, found)?,
        };
        let (field, refusal) = match member {
            Member::Attribute(id) => (
                PayloadField::Attribute(id),
                refused_attribute(entity.attribute(id)),
            ),
            Member::Relation(Relation::BelongsTo(id)) if self.parent == Some(id) => {
                (PayloadField::BelongsTo(id), Some(Refusal::InPath))
            }
            Member::Relation(Relation::BelongsTo(id)) => {
                let relation = entity.relation_to_one(id);
                (
                    PayloadField::BelongsTo(id),
                    refused(relation.set_by, &relation.writable),
                )
            }
            Member::Relation(Relation::ManyToMany(id)) => {
                let relation = &entity.many_to_many[id.0];
                (
                    PayloadField::ManyToMany(id),
                    refused(relation.set_by, &relation.writable),
                )
            }
            Member::Relation(Relation::HasMany(_)) => {
                found.push(not_settable(name, Refusal::OtherSide));
                return None;
            }
        };
        if let Some(refusal) = refusal {
            found.push(not_settable(name, refusal));
            return None;
        }
        Some(field)
    }
}

fn settable(set_by: SetBy, writable: &[String]) -> bool {
    set_by == SetBy::Caller || !writable.is_empty()
}

/// A relation by the name of the field that sets it.
fn by_key(entity: &ir::Entity, word: &str) -> Option<Member> {
    let one = word
        .strip_suffix("_id")
        .and_then(|name| entity.belongs_to_named(name));
    let is_many = |relation: &ir::ManyToMany| names::foreign_keys(&relation.one) == word;
    let many = entity
        .many_to_many
        .iter()
        .position(is_many)
        .map(ManyToManyId);
    let relation = one
        .map(Relation::BelongsTo)
        .or(many.map(Relation::ManyToMany));
    relation.map(Member::Relation)
}

/// Why something cannot be in a payload.
#[derive(Debug, Clone, Copy)]
enum Refusal {
    Computed,
    SetByAction,
    SetByServer,
    InPath,
    OtherSide,
}

fn refused_attribute(column: &ir::Attribute) -> Option<Refusal> {
    if column.role != AttributeRole::Plain {
        return Some(Refusal::SetByServer);
    }
    if column.computed.is_some() {
        return Some(Refusal::Computed);
    }
    refused(column.set_by, &column.writable)
}

fn refused(set_by: SetBy, writable: &[String]) -> Option<Refusal> {
    if settable(set_by, writable) {
        return None;
    }
    match set_by {
        SetBy::Caller => None,
        SetBy::Action => Some(Refusal::SetByAction),
        SetBy::Server => Some(Refusal::SetByServer),
    }
}

fn not_settable(name: &Name, refusal: Refusal) -> Diagnostic {
    let opened = "if callers may, say `set_by: caller` or `writable:` where it is defined";
    let (because, help) = match refusal {
        Refusal::Computed => ("computed", "remove it from the payload"),
        Refusal::SetByAction => ("set by custom actions", opened),
        Refusal::SetByServer => ("set by the server", opened),
        Refusal::InPath => ("in the path already", "remove it from the payload"),
        Refusal::OtherSide => (
            "set from the other side",
            "set the relation of the rows that point here",
        ),
    };
    let message = format!(
        "{} cannot be in a payload: it is {because}",
        quoted(&name.value)
    );
    Diagnostic::new(codes::NOT_SETTABLE, name.span, message).help(help)
}
