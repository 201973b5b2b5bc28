//! What is read of an entity for a view: the view's columns, and those that the service needs to answer.

use super::super::reads::{Reads, ViewOf};
use super::super::{naming, views};
use super::columns::{Column, Source, columns};
use crate::ir;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub(in crate::lower) struct Projection {
    pub(in crate::lower) of: ViewOf,
    pub(in crate::lower) entity: ir::EntityId,
    pub(in crate::lower) name: String,
    /// Function of the row, of the translator, and stem of the repository's methods.
    pub(in crate::lower) function: String,
    pub(in crate::lower) view: String,
    pub(in crate::lower) columns: Vec<Column>,
    pub(in crate::lower) counts: Vec<ir::Relation>,
}

/// The projection of a view of an entity's media type.
pub(in crate::lower) fn projection(service: &ir::Service, reads: &Reads, of: ViewOf) -> Projection {
    let media_type = service.media_type(of.0);
    let view = service.view(of.0, of.1);
    let ir::Source::Entity(entity_id) = media_type.source else {
        unreachable!("only views of entities are read");
    };
    let entity = service.entity(entity_id);
    let wanted = wanted(service, reads, of, entity_id);
    Projection {
        of,
        entity: entity_id,
        name: naming::projection_type(media_type, view),
        function: naming::view_function(media_type, view),
        view: naming::view_type(media_type, view),
        columns: columns(service, entity)
            .into_iter()
            .filter(|c| wanted.contains(&key(c.source)))
            .collect(),
        counts: counts(view),
    }
}

/// The relations that a view counts.
pub(in crate::lower) fn counts(view: &ir::View) -> Vec<ir::Relation> {
    view.fields
        .iter()
        .filter_map(|field| match field {
            ir::ViewField::Count(relation) => Some(*relation),
            _ => None,
        })
        .collect()
}

fn key(source: Source) -> (u8, usize) {
    match source {
        Source::Attribute(id) => (0, id.0),
        Source::BelongsTo(id) => (1, id.0),
    }
}

/// Columns of the view, the key, the owner, parents, what links and nested things are found by, what computed
/// attributes are made of, and what lists in this view are ordered by.
fn wanted(
    service: &ir::Service,
    reads: &Reads,
    of: ViewOf,
    entity_id: ir::EntityId,
) -> BTreeSet<(u8, usize)> {
    let entity = service.entity(entity_id);
    let mut wanted: BTreeSet<(u8, usize)> = BTreeSet::new();
    wanted.extend(
        entity
            .attributes
            .iter()
            .position(|a| a.role == ir::AttributeRole::Key)
            .map(|index| (0, index)),
    );
    if let Some(ir::Owner::BelongsTo(id)) = entity.owner {
        wanted.insert(relation(id));
    }
    for field in &service.view(of.0, of.1).fields {
        wanted.extend(wanted_by(service, of, entity, field));
    }
    for id in &entity.resources {
        let resource = service.resource(*id);
        if resource.media_type != of.0 {
            continue;
        }
        wanted.extend(resource.parent.map(|parent| relation(parent.relation)));
        if let (Some(list), true) = (
            &resource.list,
            reads.of(entity_id).lists.contains(&(*id, of.1)),
        ) {
            let sorts = list.sorts.iter().chain([&list.default_sort.by]);
            wanted.extend(sorts.map(|ir::SortBy::Attribute(id)| attribute(*id)));
        }
    }
    wanted
}

/// What a field of a view is made of.
fn wanted_by(
    service: &ir::Service,
    of: ViewOf,
    entity: &ir::Entity,
    field: &ir::ViewField,
) -> Vec<(u8, usize)> {
    match field {
        ir::ViewField::Attribute(id) => match &entity.attributes[id.0].computed {
            Some(computed) => computed.needs.iter().copied().map(attribute).collect(),
            None => vec![attribute(*id)],
        },
        ir::ViewField::BelongsToId(id)
        | ir::ViewField::Nested {
            relation: ir::Relation::BelongsTo(id),
            ..
        } => vec![relation(*id)],
        ir::ViewField::Links => linked(service, of.0).into_iter().map(relation).collect(),
        ir::ViewField::Nested { .. } | ir::ViewField::Count(_) => vec![],
    }
}

fn attribute(id: ir::AttributeId) -> (u8, usize) {
    key(Source::Attribute(id))
}

fn relation(id: ir::BelongsToId) -> (u8, usize) {
    key(Source::BelongsTo(id))
}

/// Relations whose keys the hrefs of a media type are made of.
fn linked(service: &ir::Service, media_type: ir::MediaTypeId) -> Vec<ir::BelongsToId> {
    service
        .media_type(media_type)
        .links
        .iter()
        .flat_map(|link| match link {
            ir::Link::BelongsTo { relation, .. } => Some(*relation),
            ir::Link::Itself { resource } => service
                .resource(*resource)
                .parent
                .map(|parent| parent.relation),
            ir::Link::HasMany { .. } => None,
        })
        .collect()
}

/// Name of the field of a count.
pub(in crate::lower) fn count_name(entity: &ir::Entity, relation: ir::Relation) -> String {
    naming::count_field(views::relation_name(entity, relation))
}
