//! Lowers what rows that exist already get: `backfill` if the design says it, else the default of new rows.

use super::super::literal::{Dialect, literal};
use crate::ir;
use crate::plan::schema::{Fill, Sql};

pub(super) fn of_attribute(attribute: &ir::Attribute) -> Option<Fill> {
    let shape = &attribute.value.shape;
    if let Some(said) = &attribute.backfill {
        return backfill(said, shape);
    }
    match &attribute.default {
        Some(ir::Default::Literal(said)) => constant(said, shape),
        Some(ir::Default::Now) => Some(Fill::Now(now(shape))),
        Some(ir::Default::Slug(_)) | None => None,
    }
}

pub(super) fn of_relation(relation: &ir::BelongsTo) -> Option<Fill> {
    backfill(relation.backfill.as_ref()?, &ir::Shape::Uuid)
}

fn backfill(said: &ir::Backfill, shape: &ir::Shape) -> Option<Fill> {
    match said {
        ir::Backfill::Literal(said) => constant(said, shape),
        ir::Backfill::Sql { sqlite, postgres } => Some(Fill::Expression(Sql {
            sqlite: sqlite.clone(),
            postgres: postgres.clone(),
        })),
    }
}

fn constant(said: &ir::Literal, shape: &ir::Shape) -> Option<Fill> {
    let value = ir::Stored::of(said, shape)?;
    Some(Fill::Constant(Sql {
        sqlite: literal(&value, Dialect::Sqlite),
        postgres: literal(&value, Dialect::Postgres),
    }))
}

/// The time of the migration, encoded as the crate `store` encodes times.
fn now(shape: &ir::Shape) -> Sql {
    let (sqlite, postgres) = match shape {
        ir::Shape::Date => ("date('now')", "(now() AT TIME ZONE 'UTC')::date"),
        _ => ("CAST(unixepoch('subsec') * 1000000 AS INTEGER)", "now()"),
    };
    Sql {
        sqlite: sqlite.to_owned(),
        postgres: postgres.to_owned(),
    }
}
