//! One line per table, column, key and index: sorted, mergeable, and enough to tell what has been made.

use crate::plan::schema::{Column, Index, Schema, Table};
use std::collections::BTreeSet;

const MIGRATION: &str = "migration ";

/// The facts of a schema.
pub(super) fn of_schema(schema: &Schema) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
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
    !fact.starts_with(MIGRATION)
}

/// The table that a fact is about.
pub(super) fn table(fact: &str) -> &str {
    fact.split(' ').nth(1).unwrap_or_default()
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

/// Whether the table has been made.
pub(super) fn has_table(known: &BTreeSet<String>, table: &Table) -> bool {
    known.contains(&table_fact(table))
}
