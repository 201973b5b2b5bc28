//! One line per table, column, key and index: sorted, mergeable, and enough to tell what has been made.

use super::values;
use crate::ir;
use crate::plan::schema::{Column, Index, Schema, Table};
use std::collections::BTreeSet;

const MIGRATION: &str = "migration ";
const SERVICE: &str = "service ";
const ENGINE: &str = "engine ";

/// The facts of a schema, and of what names the crates that scaffolded files ask for.
pub(super) fn of(service: &ir::Service, schema: &Schema) -> BTreeSet<String> {
    let mut facts = BTreeSet::from([format!("{SERVICE}{}", service.api.name)]);
    let engines = service.engines.iter();
    facts.extend(engines.map(|engine| format!("{ENGINE}{}", engine.name)));
    facts.extend(values::of(service));
    for table in &schema.tables {
        facts.insert(table_fact(table));
        facts.extend(
            table
                .columns
                .iter()
                .map(|column| column_fact(table, column)),
        );
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

fn table_fact(table: &Table) -> String {
    format!("table {} ({})", table.name, table.primary_key)
}

pub(super) fn column_fact(table: &Table, column: &Column) -> String {
    format!(
        "column {} {} sqlite {}, postgres {}",
        table.name, column.name, column.sqlite, column.postgres
    )
}

pub(super) fn index_fact(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "unique " } else { "" };
    format!(
        "index {} {unique}{} ({})",
        table.name, index.name, index.parts
    )
}

/// Facts of the schema and names of the migrations, as the lock file keeps them.
pub(super) fn recorded(schema: BTreeSet<String>, names: &[String]) -> BTreeSet<String> {
    let migrations = names.iter().map(|name| format!("{MIGRATION}{name}"));
    schema.into_iter().chain(migrations).collect()
}

/// Names of the migrations that a lock file knows, oldest first.
pub(super) fn migrations(recorded: &BTreeSet<String>) -> Vec<String> {
    recorded
        .iter()
        .filter_map(|fact| fact.strip_prefix(MIGRATION))
        .map(str::to_owned)
        .collect()
}

/// Whether a fact is about the schema itself.
pub(super) fn is_schema(fact: &str) -> bool {
    let others = [MIGRATION, SERVICE, ENGINE, values::VALUE, values::NEEDS];
    !others.iter().any(|other| fact.starts_with(other))
}

/// Whether a fact names a migration.
pub(super) fn is_migration(fact: &str) -> bool {
    fact.starts_with(MIGRATION)
}

/// The table that a fact is about.
pub(super) fn table(fact: &str) -> &str {
    fact.split(' ').nth(1).unwrap_or_default()
}

/// The column that a fact about one, or about what is stored in one, names: `things.price`.
pub(super) fn column(fact: &str) -> Option<String> {
    if fact.starts_with(values::VALUE) || fact.starts_with(values::NEEDS) {
        return Some(values::column(fact).to_owned());
    }
    let mut words = fact.strip_prefix("column ")?.split(' ');
    Some(format!("{}.{}", words.next()?, words.next()?))
}

/// The table and the column that a fact about a column or a foreign key names.
pub(super) fn place(fact: &str) -> Option<(&str, &str)> {
    let mut words = fact.split(' ');
    let kind = words.next()?;
    matches!(kind, "column" | "key").then_some((words.next()?, words.next()?))
}

/// What a fact is about, in words.
pub(super) fn subject(fact: &str) -> String {
    let mut words = fact.split(' ');
    let (kind, table) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    match kind {
        "column" => format!("the column `{table}.{}`", words.next().unwrap_or_default()),
        "value" | "needs" => format!("what is stored as `{table}`"),
        "service" => format!("the name `{table}` of the service"),
        "engine" => format!("the engine `{table}`"),
        "index" => format!("an index of `{table}`"),
        "key" => format!(
            "the foreign key `{table}.{}`",
            words.next().unwrap_or_default()
        ),
        _ => format!("the table `{table}`"),
    }
}

/// Columns that tables which exist already get.
pub(super) fn added_columns<'a>(
    schema: &'a Schema,
    known: &BTreeSet<String>,
) -> Vec<(&'a Table, &'a Column)> {
    schema
        .tables
        .iter()
        .filter(|table| known.contains(&table_fact(table)))
        .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
        .filter(|(table, column)| !known.contains(&column_fact(table, column)))
        .collect()
}

/// Unique indexes that tables which exist already get, where rows that exist may have the same. A column that comes with
/// the index and is empty in all of them tells them apart.
pub(super) fn added_unique<'a>(
    schema: &'a Schema,
    known: &BTreeSet<String>,
) -> Vec<(&'a Table, &'a Index)> {
    let added = added_columns(schema, known);
    let is_empty = |table: &Table, part: &str| {
        added.iter().any(|(of, column)| {
            of.name == table.name && column.sql == part && column.fill.is_none()
        })
    };
    let tables = schema.tables.iter();
    tables
        .filter(|table| known.contains(&table_fact(table)))
        .flat_map(|table| table.indexes.iter().map(move |index| (table, index)))
        .filter(|(table, index)| index.unique && !known.contains(&index_fact(table, index)))
        .filter(|(table, index)| !index.parts.split(", ").any(|part| is_empty(table, part)))
        .collect()
}

/// Whether the table has been made.
pub(super) fn has_table(known: &BTreeSet<String>, table: &Table) -> bool {
    known.contains(&table_fact(table))
}
