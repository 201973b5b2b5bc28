//! Names of an entity: its types, columns, tables and indexes.

use super::{Names, Scope};
use crate::ir::{self, EngineId, EntityId, ViewField};
use crate::names::{case, derived, rust};
use std::collections::BTreeSet;

impl Names<'_> {
    pub(super) fn entities(&mut self) {
        for (position, entity) in self.service.entities.iter().enumerate() {
            let what = format!("entity `{}`", entity.name);
            let domain = Scope::Domain(entity.engine);
            let span = entity.span;
            self.add(
                Scope::Contract,
                derived::id(&entity.name),
                span,
                format!("the key of {what}"),
            );
            for engine in 0..self.service.engines.len() {
                let scope = Scope::Domain(EngineId(engine));
                self.add(
                    scope,
                    derived::id(&entity.name),
                    span,
                    format!("the key of {what}"),
                );
            }
            self.add(domain, entity.name.clone(), span, what.clone());
            self.add(
                domain,
                derived::repository(&entity.name),
                span,
                format!("the repository of {what}"),
            );
            self.add(
                domain,
                derived::new(&entity.name),
                span,
                format!("a new row of {what}"),
            );
            let relations = derived::relations(&entity.name);
            self.add(domain, relations, span, format!("the relations of {what}"));
            self.modules(entity, &what);
            self.columns(EntityId(position), entity);
            self.counts(EntityId(position), entity);
            self.tables(entity, &what);
        }
    }

    fn modules(&mut self, entity: &ir::Entity, what: &str) {
        let scope = Scope::DomainModules(entity.engine);
        let module = rust::module(&case::snake(&entity.name));
        self.add(scope, module, entity.span, what.to_owned());
        for attribute in entity
            .attributes
            .iter()
            .filter(|column| column.computed.is_some())
        {
            let name = derived::computed(&entity.name, &attribute.name);
            let what = format!("computed attribute `{}` of {what}", attribute.name);
            self.add(scope, name, attribute.span, what);
        }
    }

    fn columns(&mut self, id: EntityId, entity: &ir::Entity) {
        let scope = Scope::Columns(id);
        for attribute in &entity.attributes {
            self.add(
                scope,
                attribute.name.clone(),
                attribute.span,
                format!("attribute `{}`", attribute.name),
            );
        }
        for relation in &entity.belongs_to {
            let what = format!("relation `{}`", relation.name);
            let key = derived::foreign_key(&relation.name);
            self.add(scope, relation.name.clone(), relation.span, what.clone());
            self.add(scope, key, relation.span, format!("the id of {what}"));
        }
        for relation in &entity.has_many {
            self.add(
                scope,
                relation.name.clone(),
                relation.span,
                format!("relation `{}`", relation.name),
            );
        }
        for relation in &entity.many_to_many {
            let what = format!("relation `{}`", relation.name);
            let keys = derived::foreign_keys(&relation.one);
            self.add(scope, relation.name.clone(), relation.span, what.clone());
            self.add(scope, keys, relation.span, format!("the ids of {what}"));
        }
    }

    /// Relations that some view counts.
    fn counts(&mut self, id: EntityId, entity: &ir::Entity) {
        let mut counted = BTreeSet::new();
        let shown = self.service.media_types.iter();
        for media_type in shown.filter(|shown| shown.source == ir::Source::Entity(id)) {
            for field in media_type.views.iter().flat_map(|view| &view.fields) {
                if let ViewField::Count(relation) = field {
                    counted.insert((entity.relation_name(*relation), media_type.span));
                }
            }
        }
        let mut last = "";
        for (relation, span) in counted {
            if relation != last {
                let what = format!("the count of relation `{relation}`");
                self.add(Scope::Columns(id), derived::count(relation), span, what);
            }
            last = relation;
        }
    }

    fn tables(&mut self, entity: &ir::Entity, what: &str) {
        let table = entity.plural.as_str();
        self.add(
            Scope::Tables,
            table.to_owned(),
            entity.span,
            format!("the table of {what}"),
        );
        for index in self.service.table_indexes(entity) {
            let name = table_index(entity, &index);
            let over = match index.parts.as_slice() {
                [ir::IndexPart::Attribute(id)] => {
                    format!("of attribute `{}`", entity.attribute(*id).name)
                }
                [ir::IndexPart::BelongsTo(id)] => {
                    format!("of relation `{}`", entity.relation_to_one(*id).name)
                }
                _ => format!("over {}", index_columns(entity, &index).join(", ")),
            };
            let unique = match index.purpose {
                ir::Purpose::Unique => "unique ",
                ir::Purpose::Search | ir::Purpose::Order => "",
            };
            let what = format!("the {unique}index {over} of {what}");
            self.add(Scope::Tables, name, index.span, what);
        }
        self.join_tables(entity, what);
    }

    fn join_tables(&mut self, entity: &ir::Entity, what: &str) {
        for relation in &entity.many_to_many {
            let of = format!("of relation `{}` of {what}", relation.name);
            let join = derived::join_table(&entity.name, &relation.name);
            let target = &self.service.entity(relation.entity).name;
            let [_, there] = derived::join_columns(&entity.name, target);
            let index = derived::index(&join, &[&there]);
            self.add(
                Scope::Tables,
                index,
                relation.span,
                format!("the index {of}"),
            );
            self.add(
                Scope::Tables,
                join,
                relation.span,
                format!("the table {of}"),
            );
        }
    }
}

/// Name of an index of an entity's table.
pub fn table_index(entity: &ir::Entity, index: &ir::TableIndex) -> String {
    let columns = index_columns(entity, index);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    match index.purpose {
        ir::Purpose::Unique => derived::unique(&entity.plural, &columns),
        ir::Purpose::Search | ir::Purpose::Order => derived::index(&entity.plural, &columns),
    }
}

/// Columns of an index of an entity's table.
pub fn index_columns(entity: &ir::Entity, index: &ir::TableIndex) -> Vec<String> {
    let parts = index.parts.iter();
    parts.map(|part| index_column(entity, *part)).collect()
}

/// What clients call the attribute or the key of an index.
pub fn sent_column(entity: &ir::Entity, part: ir::IndexPart) -> String {
    match part {
        ir::IndexPart::Attribute(id) => entity.attribute(id).sent().to_owned(),
        ir::IndexPart::BelongsTo(id) => derived::foreign_key(entity.relation_to_one(id).sent()),
    }
}

/// Column of an index.
pub fn index_column(entity: &ir::Entity, part: ir::IndexPart) -> String {
    match part {
        ir::IndexPart::Attribute(id) => entity.attribute(id).name.clone(),
        ir::IndexPart::BelongsTo(id) => derived::foreign_key(&entity.relation_to_one(id).name),
    }
}
