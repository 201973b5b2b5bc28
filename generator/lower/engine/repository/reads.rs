//! Lowers reading: which columns a statement selects, and how a row becomes an entity or a projection.

use super::{Lowering, join_table};
use crate::ir;
use crate::lower::engine::columns::{Column, attribute_column, columns};
use crate::lower::engine::domain::view_names;
use crate::lower::engine::projections::{self, Projection, count_name};
use crate::lower::engine::visible;
use crate::lower::naming;
use crate::lower::reads::{ManyRelation, Nested, ViewOf};
use crate::names::sql_ident;
use crate::plan::engine::repository::{CountColumn, Nested as NestedBody, ReadField, Row, Select};
use crate::print::rust_string;

/// The function that makes a domain type of a row: of which columns is up to the one that ends in `_select`.
pub(super) fn row_function(of: &str) -> String {
    format!("{of}_row")
}

impl Lowering<'_> {
    pub(super) fn counts_of(&self, of: ViewOf) -> Vec<ir::Relation> {
        self.service
            .view(of.0, of.1)
            .fields
            .iter()
            .filter_map(|field| match field {
                ir::ViewField::Count(relation) => Some(*relation),
                _ => None,
            })
            .collect()
    }

    /// `article_tiny_select()`, given the caller if what is counted depends on who asks.
    pub(super) fn select_call(&self, function: &str, counts: &[ir::Relation]) -> String {
        let caller = if self.asks(counts) { "caller" } else { "" };
        format!("{function}_select({caller})")
    }

    /// Whether who sees what is counted depends on the caller.
    pub(super) fn asks(&self, counts: &[ir::Relation]) -> bool {
        counts.iter().any(|count| self.counted(*count).1.is_some())
    }

    pub(super) fn entity_row(&self) -> Row {
        let columns = columns(self.service, self.entity);
        let mut fields: Vec<ReadField> = columns.iter().enumerate().map(read_field).collect();
        fields.push(version(columns.len()));
        Row {
            function: row_function("entity"),
            ty: self.entity.name.clone(),
            fields,
        }
    }

    pub(super) fn projection_row(&self, projection: &Projection) -> Row {
        let mut fields: Vec<ReadField> = projection
            .columns
            .iter()
            .enumerate()
            .map(read_field)
            .collect();
        let first = projection.columns.len();
        fields.push(version(first));
        for (index, relation) in projection.counts.iter().enumerate() {
            let read = format!("Int64(row.get({})?)", first + 1 + index);
            fields.push(ReadField {
                ident: count_name(self.entity, *relation),
                read,
            });
        }
        Row {
            function: row_function(&projection.function),
            ty: projection.name.clone(),
            fields,
        }
    }

    pub(super) fn select(
        &self,
        function: &str,
        columns: &[Column],
        counts: &[ir::Relation],
    ) -> Select {
        let table = self.table();
        let mut names: Vec<String> = columns
            .iter()
            .map(|column| format!("{table}.{}", column.sql))
            .collect();
        names.push(format!("{table}.version"));
        let columns = format!("SELECT {}", names.join(", "));
        Select {
            asks: self.asks(counts),
            function: function.to_owned(),
            columns: rust_string(&columns),
            counts: counts
                .iter()
                .map(|relation| {
                    let (open, visible) = self.counted(*relation);
                    CountColumn {
                        open: rust_string(&open),
                        visible,
                    }
                })
                .collect(),
        }
    }

    /// The sub-query that counts related rows, up to its conditions, and the call that adds who sees them.
    fn counted(&self, relation: ir::Relation) -> (String, Option<String>) {
        let table = self.table();
        let (target, from) = match relation {
            ir::Relation::HasMany(id) => {
                let relation = &self.entity.has_many[id.0];
                let target = self.service.entity(relation.entity);
                let column =
                    sql_ident(&naming::relation_id(&target.belongs_to[relation.by.0].name));
                let from = format!(
                    "{} related_ WHERE related_.{column} = {table}.id",
                    super::table(target)
                );
                (target, from)
            }
            ir::Relation::ManyToMany(id) => {
                let relation = &self.entity.many_to_many[id.0];
                let target = self.service.entity(relation.entity);
                let (join, own, other) = join_table(self.service, self.entity, relation);
                let from = format!(
                    "{join} joined_ JOIN {} related_ ON related_.id = joined_.{other} WHERE joined_.{own} = {table}.id",
                    super::table(target)
                );
                (target, from)
            }
            ir::Relation::BelongsTo(_) => unreachable!("check: only what is many is counted"),
        };
        (
            format!(", (SELECT count(*) FROM {from}"),
            visible::call(target, self.entity, "&mut sql", "related_"),
        )
    }

    pub(super) fn nested(&self, nested: &Nested) -> NestedBody {
        let parent = self.service.entity(nested.parent);
        let (function, _) = view_names(self.service, nested.view);
        let counts = self.counts_of(nested.view);
        let projection = projections::projection(self.service, self.reads, nested.view);
        let (by, close) = self.in_relation(parent, nested.relation);
        NestedBody {
            select: self.select_call(&function, &counts),
            by: rust_string(&by),
            parent: naming::id_type(parent),
            visible: self.visible(),
            close: rust_string(&close),
            parent_index: projection.columns.len() + 1 + counts.len(),
            row: row_function(&function),
        }
    }

    /// The SQL of what is nested between its columns and the parents' keys, and what is behind these.
    fn in_relation(&self, parent: &ir::Entity, relation: ManyRelation) -> (String, String) {
        let table = self.table();
        match relation {
            ManyRelation::HasMany(id) => {
                let relation = &parent.has_many[id.0];
                let column = sql_ident(&naming::relation_id(
                    &self.entity.belongs_to[relation.by.0].name,
                ));
                let order =
                    attribute_column(self.service, self.entity, relation.order.attribute).sql;
                let direction = if relation.order.descending {
                    " DESC"
                } else {
                    ""
                };
                let by = format!(
                    ", {table}.{column} FROM (SELECT {table}.*, row_number() OVER (PARTITION BY {table}.{column} \
                     ORDER BY {table}.{order} IS NULL, {table}.{order}{direction}, {table}.id{direction}) \
                     AS place_in_relation FROM {table} WHERE {table}.{column} IN ",
                );
                let close = format!(
                    ") {table} WHERE {table}.place_in_relation <= {} ORDER BY {table}.place_in_relation",
                    relation.limit
                );
                (by, close)
            }
            ManyRelation::ManyToMany(id) => {
                let relation = &parent.many_to_many[id.0];
                let (join, own, other) = join_table(self.service, parent, relation);
                (
                    format!(
                        ", joined_.{own} FROM {join} joined_ JOIN {table} ON {table}.id = joined_.{other} WHERE joined_.{own} IN "
                    ),
                    " ORDER BY joined_.position".to_owned(),
                )
            }
        }
    }
}

fn read_field((index, column): (usize, &Column)) -> ReadField {
    ReadField {
        ident: column.ident.clone(),
        read: column.read(index),
    }
}

fn version(index: usize) -> ReadField {
    ReadField {
        ident: "version".to_owned(),
        read: format!("row.get({index})?"),
    }
}
