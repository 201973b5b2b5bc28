//! Lowers entities into tables, columns, foreign keys and indexes, the same on both databases but for column types.

mod fill;
mod indexes;

use super::engine::columns::{Column, Kind, Source, columns};
use super::engine::repository::join_table;
use super::naming;
use crate::ir;
use crate::names::{self, sql_ident, sql_name};
use crate::plan::schema::{
    Column as PlanColumn, Fill, ForeignKey, Index, Named, Schema, Sql, Table,
};

/// The tables that a design asks for.
pub fn schema(service: &ir::Service) -> Schema {
    let mut tables: Vec<Table> = service
        .entities
        .iter()
        .map(|entity| table(service, entity))
        .collect();
    for entity in &service.entities {
        tables.extend(
            entity
                .many_to_many
                .iter()
                .map(|relation| joined(service, entity, relation)),
        );
    }
    Schema { tables }
}

fn table(service: &ir::Service, entity: &ir::Entity) -> Table {
    let stored = columns(service, entity);
    let mut plan_columns: Vec<PlanColumn> = stored
        .iter()
        .map(|column| column_of(service, entity, column))
        .collect();
    plan_columns.push(PlanColumn {
        name: "version".to_owned(),
        before: None,
        sql: "version".to_owned(),
        sqlite: "INTEGER NOT NULL".to_owned(),
        postgres: "BIGINT NOT NULL".to_owned(),
        fill: Some(Fill::Constant(Sql {
            sqlite: "1".to_owned(),
            postgres: "1".to_owned(),
        })),
        renamed_values: Vec::new(),
    });
    Table {
        name: entity.plural.clone(),
        of: Named {
            name: entity.name.clone(),
            before: before(entity.renamed.as_ref()),
        },
        sql: sql_ident(&entity.plural),
        columns: plan_columns,
        primary_key: "id".to_owned(),
        foreign_keys: foreign_keys(service, entity),
        indexes: indexes::indexes(service, entity),
    }
}

/// The name before.
fn before(renamed: Option<&ir::Renamed>) -> Option<String> {
    renamed.map(|renamed| renamed.from.clone())
}

fn column_of(service: &ir::Service, entity: &ir::Entity, column: &Column) -> PlanColumn {
    let (sqlite, postgres) = types(entity, column);
    let null = if column.optional { "" } else { " NOT NULL" };
    let (before, fill, renamed_values) = match column.source {
        Source::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            (
                before(attribute.renamed.as_ref()),
                fill::of_attribute(attribute),
                renamed_values(service, attribute),
            )
        }
        Source::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            let before = before(relation.renamed.as_ref());
            (
                before.map(|before| naming::relation_id(&before)),
                fill::of_relation(relation),
                Vec::new(),
            )
        }
    };
    PlanColumn {
        name: column.name.clone(),
        before,
        sql: column.sql.clone(),
        sqlite: format!("{sqlite}{null}"),
        postgres: format!("{postgres}{null}"),
        fill,
        renamed_values,
    }
}

fn renamed_values(service: &ir::Service, attribute: &ir::Attribute) -> Vec<(String, String)> {
    let ir::Shape::Named(id) = attribute.value.shape else {
        return Vec::new();
    };
    let renamed = service.ty(id).renamed_values.iter();
    renamed
        .map(|(value, renamed)| (value.clone(), renamed.from.clone()))
        .collect()
}

fn types(entity: &ir::Entity, column: &Column) -> (&'static str, &'static str) {
    match (&column.kind, column.source) {
        (Kind::Id(_), _) => ("BLOB", "UUID"),
        (Kind::Int64 | Kind::Decimal(_), _) => ("INTEGER", "BIGINT"),
        (Kind::Text | Kind::Enum(_), _) => ("TEXT", "TEXT COLLATE \"C\""),
        (Kind::Bytes, _) => ("BLOB", "BYTEA"),
        (Kind::Json, _) => ("TEXT", "JSONB"),
        (Kind::Plain, Source::Attribute(id)) => match entity.attributes[id.0].value.shape {
            ir::Shape::Boolean => ("INTEGER", "BOOLEAN"),
            ir::Shape::Float64 => ("REAL", "DOUBLE PRECISION"),
            ir::Shape::DateTime => ("INTEGER", "TIMESTAMPTZ"),
            ir::Shape::Date => ("TEXT", "DATE"),
            ir::Shape::Uuid => ("BLOB", "UUID"),
            _ => ("INTEGER", "BIGINT"),
        },
        (Kind::Plain, Source::BelongsTo(_)) => ("BLOB", "UUID"),
    }
}

fn foreign_keys(service: &ir::Service, entity: &ir::Entity) -> Vec<ForeignKey> {
    entity
        .belongs_to
        .iter()
        .filter(|relation| service.entity(relation.entity).engine == entity.engine)
        .map(|relation| {
            let column = naming::relation_id(&relation.name);
            ForeignKey {
                name: sql_name(&[&entity.plural, &column, "fkey"]),
                column: sql_ident(&column),
                table: sql_ident(&service.entity(relation.entity).plural),
                on_delete: match relation.on_delete {
                    ir::OnDelete::Restrict => "RESTRICT",
                    ir::OnDelete::Cascade => "CASCADE",
                    ir::OnDelete::SetNull => "SET NULL",
                }
                .to_owned(),
            }
        })
        .collect()
}

/// The table that joins two entities; it goes with either of them.
fn joined(service: &ir::Service, entity: &ir::Entity, relation: &ir::ManyToMany) -> Table {
    let (name, own, other) = join_table(service, entity, relation);
    let plain = |column: &str, sqlite: &str, postgres: &str| PlanColumn {
        name: column.to_owned(),
        before: None,
        sql: column.to_owned(),
        sqlite: sqlite.to_owned(),
        postgres: postgres.to_owned(),
        fill: None,
        renamed_values: Vec::new(),
    };
    let key = |column: &str| plain(column, "BLOB NOT NULL", "UUID NOT NULL");
    let foreign = |column: &str, target: &ir::Entity| ForeignKey {
        name: sql_name(&[&name, column, "fkey"]),
        column: column.to_owned(),
        table: sql_ident(&target.plural),
        on_delete: "CASCADE".to_owned(),
    };
    let position = plain("position", "INTEGER NOT NULL", "BIGINT NOT NULL");
    Table {
        of: joined_name(entity, relation),
        sql: sql_ident(&name),
        columns: vec![key(&own), key(&other), position],
        primary_key: format!("{own}, {other}"),
        foreign_keys: vec![
            foreign(&own, entity),
            foreign(&other, service.entity(relation.entity)),
        ],
        indexes: vec![Index {
            name: names::index(&name, &[&other]),
            unique: false,
            parts: other.clone(),
            columns: vec![other],
            field: String::new(),
        }],
        name,
    }
}

/// `Article.tags`, and what it was called before either of the two was renamed.
fn joined_name(entity: &ir::Entity, relation: &ir::ManyToMany) -> Named {
    let entity_before = before(entity.renamed.as_ref());
    let relation_before = before(relation.renamed.as_ref());
    let is_renamed = entity_before.is_some() || relation_before.is_some();
    let named = |entity: &str, relation: &str| format!("{entity}.{relation}");
    let before = named(
        entity_before.as_deref().unwrap_or(&entity.name),
        relation_before.as_deref().unwrap_or(&relation.name),
    );
    Named {
        name: named(&entity.name, &relation.name),
        before: is_renamed.then_some(before),
    }
}
