//! Lowers entities into tables, columns, foreign keys and indexes, the same on both databases but for column types.

mod indexes;

use super::engine::columns::{Column, Kind, Source, columns};
use super::engine::repository::join_table;
use super::literal::{Dialect, literal};
use super::naming;
use crate::ir;
use crate::names::{self, sql_ident, sql_name};
use crate::plan::schema::{Column as PlanColumn, Fill, ForeignKey, Index, Schema, Table};

pub(super) fn schema(service: &ir::Service) -> Schema {
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
        .map(|column| column_of(entity, column))
        .collect();
    plan_columns.push(PlanColumn {
        name: "version".to_owned(),
        sql: "version".to_owned(),
        sqlite: "INTEGER NOT NULL".to_owned(),
        postgres: "BIGINT NOT NULL".to_owned(),
        fill: Some(Fill {
            sqlite: "1".to_owned(),
            postgres: "1".to_owned(),
        }),
    });
    Table {
        name: entity.plural.clone(),
        sql: sql_ident(&entity.plural),
        columns: plan_columns,
        primary_key: "id".to_owned(),
        foreign_keys: foreign_keys(service, entity),
        indexes: indexes::indexes(service, entity),
    }
}

fn column_of(entity: &ir::Entity, column: &Column) -> PlanColumn {
    let (sqlite, postgres) = types(entity, column);
    let null = if column.optional { "" } else { " NOT NULL" };
    PlanColumn {
        name: column.name.clone(),
        sql: column.sql.clone(),
        sqlite: format!("{sqlite}{null}"),
        postgres: format!("{postgres}{null}"),
        fill: fill(entity, column),
    }
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

/// What rows that exist already get when the column is added.
fn fill(entity: &ir::Entity, column: &Column) -> Option<Fill> {
    let Source::Attribute(id) = column.source else {
        return None;
    };
    let attribute = &entity.attributes[id.0];
    let Some(ir::Default::Literal(said)) = &attribute.default else {
        return None;
    };
    let value = ir::Stored::of(said, &attribute.value.shape)?;
    Some(Fill {
        sqlite: literal(&value, Dialect::Sqlite),
        postgres: literal(&value, Dialect::Postgres),
    })
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
    let key = |column: &str| PlanColumn {
        name: column.to_owned(),
        sql: column.to_owned(),
        sqlite: "BLOB NOT NULL".to_owned(),
        postgres: "UUID NOT NULL".to_owned(),
        fill: None,
    };
    let foreign = |column: &str, target: &ir::Entity| ForeignKey {
        name: sql_name(&[&name, column, "fkey"]),
        column: column.to_owned(),
        table: sql_ident(&target.plural),
        on_delete: "CASCADE".to_owned(),
    };
    let position = PlanColumn {
        name: "position".to_owned(),
        sql: "position".to_owned(),
        sqlite: "INTEGER NOT NULL".to_owned(),
        postgres: "BIGINT NOT NULL".to_owned(),
        fill: None,
    };
    Table {
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
