//! One line per table, column, key, index and kind of stored value: sorted, mergeable, and enough to tell what has been
//! made. [`super::known`] reads them again.

use super::values;
use crate::digest::Digest;
use crate::ir;
use crate::plan::schema::{Column, Fill, Index, Schema, Sql, Table};
use std::collections::BTreeSet;

pub(super) const TABLE: &str = "table ";
pub(super) const BACKFILL: &str = "backfill ";
const SERVICE: &str = "service ";
const ENGINE: &str = "engine ";

/// The facts of a schema, and of what names the crates that scaffolded files ask for.
pub(super) fn of(service: &ir::Service, schema: &Schema) -> BTreeSet<String> {
    let mut facts = names(service);
    facts.extend(values::of(service));
    for table in &schema.tables {
        facts.insert(format!("{TABLE}{} ({})", table.name, table.primary_key));
        facts.insert(meaning(table));
        facts.extend(
            table
                .columns
                .iter()
                .map(|column| column_fact(table, column)),
        );
        let said = table.columns.iter();
        facts.extend(said.filter_map(|column| backfill_fact(table, column)));
        facts.extend(table.indexes.iter().map(|index| index_fact(table, index)));
        facts.extend(table.foreign_keys.iter().map(|key| {
            format!(
                "key {} {} -> {} on delete {}",
                table.name, key.column, key.table, key.on_delete
            )
        }));
    }
    facts
}

/// Names that files of the team's are called after, or that are written in them.
pub(super) fn names(service: &ir::Service) -> BTreeSet<String> {
    let engines = service.engines.iter();
    engines
        .map(|engine| format!("{ENGINE}{}", engine.name))
        .chain([format!("{SERVICE}{}", service.api.name)])
        .collect()
}

/// Names that facts have kept.
pub(super) fn known_names(recorded: &BTreeSet<String>) -> BTreeSet<String> {
    let is_name = |fact: &&String| fact.starts_with(SERVICE) || fact.starts_with(ENGINE);
    recorded.iter().filter(is_name).cloned().collect()
}

/// What the design calls a table.
fn meaning(table: &Table) -> String {
    match table.columns.as_slice() {
        [own, other, _] if table.is_of_relation() => format!(
            "joined {} {} {} {}",
            table.of.name, table.name, own.name, other.name
        ),
        _ => format!("entity {} {}", table.of.name, table.name),
    }
}

fn column_fact(table: &Table, column: &Column) -> String {
    format!(
        "column {} {} sqlite {}, postgres {}",
        table.name, column.name, column.sqlite, column.postgres
    )
}

/// That an expression has been used: it is for the rows of that day.
fn backfill_fact(table: &Table, column: &Column) -> Option<String> {
    match &column.fill {
        Some(Fill::Expression(sql)) => {
            let (table, column) = (&table.name, &column.name);
            Some(format!("{BACKFILL}{table} {column} {}", told_by(sql)))
        }
        _ => None,
    }
}

/// What tells an expression from another one.
pub(super) fn told_by(sql: &Sql) -> String {
    let parts = [sql.sqlite.as_str(), "\n", sql.postgres.as_str()];
    let mut digits = Digest::of_parts(parts.into_iter()).to_string();
    digits.truncate(DIGITS);
    digits
}

const DIGITS: usize = 8;

fn index_fact(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "unique " } else { "" };
    format!(
        "index {} {unique}{} ({})",
        table.name, index.name, index.parts
    )
}
