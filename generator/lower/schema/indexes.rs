//! Lowers the indexes of an entity's table: those that the design asks for, and those that its lists need.

use crate::ir;
use crate::lower::naming;
use crate::names::{self, sql_ident};
use crate::plan::schema::Index;
use std::collections::BTreeMap;

/// Indexes by name, so that two that would be the same are one: the first of them.
pub(super) fn indexes(service: &ir::Service, entity: &ir::Entity) -> Vec<Index> {
    let mut all = of_attributes(entity);
    all.extend(of_relations(entity));
    all.extend(declared(entity));
    for resource in &entity.resources {
        if let Some(list) = &service.resource(*resource).list {
            all.extend(of_filters(entity, list));
            all.extend(of_sorts(entity, list));
        }
    }
    let mut indexes: BTreeMap<String, Index> = BTreeMap::new();
    for index in all {
        indexes.entry(index.name.clone()).or_insert(index);
    }
    indexes.into_values().collect()
}

fn of_attributes(entity: &ir::Entity) -> Vec<Index> {
    entity
        .attributes
        .iter()
        .filter(|attribute| attribute.role != ir::AttributeRole::Key)
        .filter_map(|attribute| {
            let columns = vec![attribute.name.clone()];
            if attribute.unique {
                Some(unique(entity, columns))
            } else {
                attribute.index.then(|| plain(entity, columns))
            }
        })
        .collect()
}

fn of_relations(entity: &ir::Entity) -> impl Iterator<Item = Index> {
    entity
        .belongs_to
        .iter()
        .map(|relation| plain(entity, vec![naming::relation_id(&relation.name)]))
}

fn declared(entity: &ir::Entity) -> impl Iterator<Item = Index> {
    entity.indexes.iter().map(|index| {
        let parts = index.parts.iter();
        let columns = parts
            .map(|part| names::index_column(entity, *part))
            .collect();
        if index.unique {
            unique(entity, columns)
        } else {
            plain(entity, columns)
        }
    })
}

fn of_filters(entity: &ir::Entity, list: &ir::ListPolicy) -> impl Iterator<Item = Index> {
    list.filters.iter().filter_map(|filter| {
        let ir::FilterBy::Attribute(id) = filter.by else {
            return None;
        };
        let attribute = &entity.attributes[id.0];
        let is_indexed = attribute.role == ir::AttributeRole::Key || attribute.unique;
        (!is_indexed).then(|| plain(entity, vec![attribute.name.clone()]))
    })
}

/// What a list is ordered by, and the key behind it; rows without a value come last.
fn of_sorts(entity: &ir::Entity, list: &ir::ListPolicy) -> impl Iterator<Item = Index> {
    let sorts = list.sorts.iter().chain([&list.default_sort.by]);
    sorts.filter_map(|ir::SortBy::Attribute(id)| {
        let attribute = &entity.attributes[id.0];
        if attribute.role == ir::AttributeRole::Key {
            return None;
        }
        let mut index = plain(entity, vec![attribute.name.clone(), "id".to_owned()]);
        if attribute.presence != ir::Presence::Required {
            let column = sql_ident(&attribute.name);
            index.parts = format!("({column} IS NULL), {}", index.parts);
        }
        index.field = attribute.name.clone();
        Some(index)
    })
}

/// An index whose last column is to blame.
fn plain(entity: &ir::Entity, columns: Vec<String>) -> Index {
    let parts: Vec<String> = columns.iter().map(|column| sql_ident(column)).collect();
    Index {
        name: names::index(&entity.plural, &texts(&columns)),
        unique: false,
        parts: parts.join(", "),
        field: columns.last().cloned().unwrap_or_default(),
        columns,
    }
}

fn unique(entity: &ir::Entity, columns: Vec<String>) -> Index {
    let name = names::unique(&entity.plural, &texts(&columns));
    let mut index = plain(entity, columns);
    index.name = name;
    index.unique = true;
    index
}

fn texts(columns: &[String]) -> Vec<&str> {
    columns.iter().map(String::as_str).collect()
}
