//! The indexes of an entity's table: an entity and the lists of it go in, every index that its table needs comes out, in
//! ids. Whoever names, measures or makes them asks here.

use super::{
    AttributeId, AttributeRole, BelongsToId, Entity, FilterBy, IndexPart, ListPolicy, Presence,
    Service, SortBy,
};
use crate::source::Span;

/// An index of a table, whatever in the design asks for it.
#[derive(Debug, Clone)]
pub struct TableIndex {
    /// What asks for it: an attribute, a relation, an index, or a word of a list.
    pub span: Span,
    pub parts: Vec<IndexPart>,
    pub purpose: Purpose,
}

/// What an index is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// No two rows have the same.
    Unique,
    /// Rows are found by it.
    Search,
    /// Rows are ordered by its first part, those without a value last, and then by their keys.
    Order,
}

impl Service {
    /// All indexes of an entity's table beside that of its key; of two that are the same, the first.
    pub fn table_indexes(&self, entity: &Entity) -> Vec<TableIndex> {
        let mut all = entity.indexes_of_attributes();
        all.extend(entity.indexes_of_relations());
        all.extend(entity.declared_indexes());
        for resource in &entity.resources {
            if let Some(list) = &self.resource(*resource).list {
                all.extend(entity.indexes_of_filters(list));
                all.extend(entity.indexes_of_sorts(list));
            }
        }
        let mut indexes: Vec<TableIndex> = Vec::new();
        for index in all {
            if !indexes.iter().any(|known| known.is_same(&index)) {
                indexes.push(index);
            }
        }
        indexes
    }
}

impl TableIndex {
    /// Whether rows are ordered by whether they have a value, before they are by the value itself.
    pub fn orders_absent(&self, entity: &Entity) -> bool {
        match (self.purpose, self.parts.first()) {
            (Purpose::Order, Some(IndexPart::Attribute(id))) => {
                entity.attribute(*id).presence != Presence::Required
            }
            _ => false,
        }
    }

    /// Whether two indexes are over the same and admit the same rows.
    fn is_same(&self, other: &TableIndex) -> bool {
        let is_unique = |index: &TableIndex| index.purpose == Purpose::Unique;
        self.parts == other.parts && is_unique(self) == is_unique(other)
    }
}

impl Entity {
    fn indexes_of_attributes(&self) -> Vec<TableIndex> {
        let attributes = self.attributes.iter().enumerate();
        attributes
            .filter(|(_, attribute)| attribute.role != AttributeRole::Key)
            .filter(|(_, attribute)| attribute.unique || attribute.index)
            .map(|(index, attribute)| TableIndex {
                span: attribute.span,
                parts: vec![IndexPart::Attribute(AttributeId(index))],
                purpose: if attribute.unique {
                    Purpose::Unique
                } else {
                    Purpose::Search
                },
            })
            .collect()
    }

    fn indexes_of_relations(&self) -> impl Iterator<Item = TableIndex> {
        let relations = self.belongs_to.iter().enumerate();
        relations.map(|(index, relation)| TableIndex {
            span: relation.span,
            parts: vec![IndexPart::BelongsTo(BelongsToId(index))],
            purpose: Purpose::Search,
        })
    }

    fn declared_indexes(&self) -> impl Iterator<Item = TableIndex> {
        self.indexes.iter().map(|index| TableIndex {
            span: index.span,
            parts: index.parts.clone(),
            purpose: if index.unique {
                Purpose::Unique
            } else {
                Purpose::Search
            },
        })
    }

    fn indexes_of_filters(&self, list: &ListPolicy) -> impl Iterator<Item = TableIndex> {
        list.filters.iter().filter_map(|filter| {
            let FilterBy::Attribute(id) = filter.by else {
                return None;
            };
            let attribute = self.attribute(id);
            let is_indexed = attribute.role == AttributeRole::Key || attribute.unique;
            (!is_indexed).then(|| TableIndex {
                span: filter.span,
                parts: vec![IndexPart::Attribute(id)],
                purpose: Purpose::Search,
            })
        })
    }

    /// What a list is ordered by, and the key behind it.
    fn indexes_of_sorts(&self, list: &ListPolicy) -> impl Iterator<Item = TableIndex> {
        let sorts = list.sorts.iter().chain([&list.default_sort.by]);
        sorts.filter_map(|SortBy::Attribute(id)| {
            let attributes = self.attributes.iter();
            let mut roles = attributes.map(|attribute| attribute.role);
            let key = AttributeId(roles.position(|role| role == AttributeRole::Key)?);
            (*id != key).then(|| TableIndex {
                span: list.sort_place(*id).unwrap_or(self.attribute(*id).span),
                parts: vec![IndexPart::Attribute(*id), IndexPart::Attribute(key)],
                purpose: Purpose::Order,
            })
        })
    }
}
