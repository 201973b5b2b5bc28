//! Relations: to one, back to many, and both ways.

use super::entity::{Defined, Entities, Site};
use super::leading::{self, Way};
use super::{backfill, codes, column, field, renamed, search, value};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, EngineId, EntityId, OnDelete, SetBy};
use crate::names;
use crate::schema::{self, Name};
use crate::source::{Span, Spanned};

/// How many related rows a view nests unless said.
const DEFAULT_LIMIT: u32 = 20;
/// How many it nests at most.
const MAX_LIMIT: u32 = 100;

/// `belongs_to`: a column here.
pub(super) fn to_one(
    defined: &Defined<'_>,
    id: EntityId,
    written: &schema::Entity,
    found: &mut Diagnostics,
) -> Vec<ir::BelongsTo> {
    let engine = |entity| defined.memberships.of(entity);
    let mut relations = Vec::new();
    for (name, relation) in &written.belongs_to {
        let Some(entity) = defined.values.catalogue.entity_id(&relation.entity, found) else {
            continue;
        };
        let optional = relation.optional.as_ref().is_some_and(|flag| flag.value);
        if let Some(finding) = wrong_delete(relation, (engine(id), engine(entity))) {
            found.push(finding);
        }
        let owner = written
            .owner
            .as_ref()
            .is_some_and(|owner| owner.value == name.value);
        let unless_said = if owner { SetBy::Server } else { SetBy::Caller };
        relations.push(ir::BelongsTo {
            name: name.value.clone(),
            span: name.span,
            description: relation.description.as_ref().map(field::text),
            entity,
            optional,
            on_delete: relation
                .on_delete
                .as_ref()
                .map_or(OnDelete::Restrict, |key| on_delete(key.value)),
            set_by: relation
                .set_by
                .as_ref()
                .map_or(unless_said, |key| column::set_by(key.value)),
            writable: roles(relation.writable.as_ref()),
            backfill: relation.backfill.as_ref().and_then(|written| {
                let key = value::plain(ir::Shape::Uuid);
                backfill::backfill(written, &key, defined.types, found)
            }),
            renamed: renamed::renamed(&relation.renamed),
            written: relation.written.clone(),
        });
    }
    relations
}

/// What is wrong with `on_delete` between these two engines.
fn wrong_delete(
    relation: &schema::BelongsTo,
    (from, to): (EngineId, EngineId),
) -> Option<Diagnostic> {
    let on_delete = relation.on_delete.as_ref()?;
    let optional = relation.optional.as_ref().is_some_and(|flag| flag.value);
    if from != to {
        return Some(deletes_across_engines(on_delete.span));
    }
    let sets_null = on_delete.value == schema::OnDelete::SetNull;
    (sets_null && !optional).then(|| sets_required_to_null(on_delete.span))
}

fn deletes_across_engines(place: Span) -> Diagnostic {
    Diagnostic::new(codes::ACROSS_ENGINES, place, "`on_delete` across engines")
        .label("the other entity is in another engine")
        .help("remove it; a relation across engines is a plain id")
}

fn sets_required_to_null(place: Span) -> Diagnostic {
    let message = "`set_null` on a relation that is not optional";
    Diagnostic::new(codes::KEY_UNSUITED, place, message)
        .help("make it optional, or choose `restrict` or `cascade`")
}

fn on_delete(written: schema::OnDelete) -> OnDelete {
    match written {
        schema::OnDelete::Restrict => OnDelete::Restrict,
        schema::OnDelete::Cascade => OnDelete::Cascade,
        schema::OnDelete::SetNull => OnDelete::SetNull,
    }
}

impl Site<'_> {
    /// `has_many`: the other side of a column there.
    pub(super) fn to_many(&self, found: &mut Diagnostics) -> Vec<ir::HasMany> {
        let entities = self.entities;
        let mut relations = Vec::new();
        for (name, relation) in &self.written.has_many {
            let Some(entity) = self.same_engine(&relation.entity, found) else {
                continue;
            };
            let way = Way {
                from: entity,
                to: self.id,
                needed_at: relation.entity.span,
            };
            let Some(by) = leading::relation(entities, &way, relation.by.as_ref(), found) else {
                continue;
            };
            let limit = limit(relation.limit.as_ref(), found);
            let order = match &relation.order {
                Some(order) => attribute_order(entities, entity, order, found),
                None => default_order(entities.get(entity)),
            };
            let Some(order) = order else { continue };
            relations.push(ir::HasMany {
                name: name.value.clone(),
                span: name.span,
                description: relation.description.as_ref().map(field::text),
                entity,
                by,
                limit,
                order,
                renamed: renamed::renamed(&relation.renamed),
            });
        }
        relations
    }

    /// `many_to_many`: a table of its own.
    pub(super) fn both_ways(&self, found: &mut Diagnostics) -> Vec<ir::ManyToMany> {
        let mut relations = Vec::new();
        for (name, relation) in &self.written.many_to_many {
            let Some(entity) = self.same_engine(&relation.entity, found) else {
                continue;
            };
            let target = self.entities.get(entity);
            let one = |name: &str| match target.plural == name {
                true => names::snake(&target.name),
                false => names::singular(name),
            };
            let renamed = renamed::renamed(&relation.renamed);
            let before = renamed.as_ref().map_or(&name.value, |it| &it.from);
            relations.push(ir::ManyToMany {
                name: name.value.clone(),
                one: one(&name.value),
                one_before: one(before),
                span: name.span,
                description: relation.description.as_ref().map(field::text),
                entity,
                limit: limit(relation.limit.as_ref(), found),
                set_by: relation
                    .set_by
                    .as_ref()
                    .map_or(SetBy::Caller, |key| column::set_by(key.value)),
                writable: roles(relation.writable.as_ref()),
                renamed,
            });
        }
        relations
    }

    /// The entity of a relation to many.
    fn same_engine(&self, name: &Name, found: &mut Diagnostics) -> Option<EntityId> {
        let entity = self.catalogue.entity_id(name, found)?;
        let target = self.entities.get(entity);
        if target.engine != self.entities.get(self.id).engine {
            let message = format!("{} is in another engine", quoted(&name.value));
            found.push(
            Diagnostic::new(codes::ACROSS_ENGINES, name.span, message)
                .label("a relation to many stays inside one engine")
                .also(target.span, "the entity")
                .help("a relation across engines is a `belongs_to:` of the entity that has the id"),
        );
            return None;
        }
        Some(entity)
    }
}

/// `-created_at`: an attribute that rows can be ordered by.
fn attribute_order(
    entities: &Entities<'_>,
    entity: EntityId,
    written: &schema::SortOrder,
    found: &mut Diagnostics,
) -> Option<ir::Order> {
    let attribute = search::ordering(entities, entity, &written.attribute, found)?;
    Some(ir::Order {
        attribute,
        descending: written.descending,
    })
}

/// By the time of creation if it is known, else by id.
fn default_order(entity: &ir::Entity) -> Option<ir::Order> {
    let attribute = entity
        .attribute_named("created_at")
        .or_else(|| entity.attribute_named("id"))?;
    Some(ir::Order {
        attribute,
        descending: false,
    })
}

fn limit(written: Option<&Spanned<u64>>, found: &mut Diagnostics) -> u32 {
    let Some(written) = written else {
        return DEFAULT_LIMIT;
    };
    match u32::try_from(written.value) {
        Ok(limit @ 1..=MAX_LIMIT) => limit,
        _ => {
            let message = format!("a view nests between 1 and {MAX_LIMIT} rows");
            found.push(
                Diagnostic::new(codes::NUMBER_RANGE, written.span, message)
                    .help("for more, give the related entity a resource of its own, which pages"),
            );
            MAX_LIMIT
        }
    }
}

fn roles(written: Option<&Spanned<Vec<Name>>>) -> Vec<String> {
    written
        .iter()
        .flat_map(|roles| roles.value.iter().map(|role| role.value.clone()))
        .collect()
}
