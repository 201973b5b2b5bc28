//! The statements of a migration, one list per dialect.

use super::facts;
use crate::plan::schema::{Column, ForeignKey, Index, Migration, Schema, Table};
use std::collections::BTreeSet;

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// Everything, from nothing.
pub(super) fn initial(schema: &Schema) -> Migration {
    migration("0001_initial".to_owned(), schema, &BTreeSet::new())
}

/// What is missing.
pub(super) fn next(schema: &Schema, known: &BTreeSet<String>, number: usize) -> Migration {
    let table = schema
        .tables
        .iter()
        .find(|table| !facts::has_table(known, table))
        .map(|table| table.name.clone());
    let column = || {
        let (table, column) = facts::added_columns(schema, known).into_iter().next()?;
        Some(format!("{}_{}", table.name, column.name))
    };
    let subject = table
        .or_else(column)
        .unwrap_or_else(|| "indexes".to_owned());
    migration(format!("{number:04}_add_{subject}"), schema, known)
}

fn migration(name: String, schema: &Schema, known: &BTreeSet<String>) -> Migration {
    Migration {
        name,
        sqlite: statements(schema, known, Dialect::Sqlite),
        postgres: statements(schema, known, Dialect::Postgres),
    }
}

fn statements(schema: &Schema, known: &BTreeSet<String>, dialect: Dialect) -> Vec<String> {
    let mut statements = Vec::new();
    let mut keys = Vec::new();
    for table in &schema.tables {
        let is_new = !facts::has_table(known, table);
        if is_new {
            statements.push(create(table, dialect));
        } else {
            let missing = table
                .columns
                .iter()
                .filter(|c| !known.contains(&facts::column_fact(table, c)));
            for column in missing {
                statements.push(add(table, column, dialect));
                keys.extend(key_of(table, column).map(|key| constraint(table, key)));
            }
        }
        let indexes = table
            .indexes
            .iter()
            .filter(|index| !known.contains(&facts::index_fact(table, index)));
        statements.extend(indexes.map(|index| create_index(table, index)));
        if is_new {
            keys.extend(table.foreign_keys.iter().map(|key| constraint(table, key)));
        }
    }
    // SQLite knows foreign keys as part of a column only; PostgreSQL adds them when all tables are there.
    if dialect == Dialect::Postgres {
        statements.extend(keys);
    }
    statements
}

fn create(table: &Table, dialect: Dialect) -> String {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| definition(table, column, dialect))
        .collect();
    lines.push(format!("PRIMARY KEY ({})", table.primary_key));
    let strict = if dialect == Dialect::Sqlite {
        " STRICT"
    } else {
        ""
    };
    format!(
        "CREATE TABLE {} (\n    {}\n){strict}",
        table.sql,
        lines.join(",\n    ")
    )
}

fn definition(table: &Table, column: &Column, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => format!(
            "{} {}{}",
            column.sql,
            column.sqlite,
            reference(table, column)
        ),
        Dialect::Postgres => format!("{} {}", column.sql, column.postgres),
    }
}

fn add(table: &Table, column: &Column, dialect: Dialect) -> String {
    let default = column.fill.as_ref().map(|fill| match dialect {
        Dialect::Sqlite => format!(" DEFAULT {}", fill.sqlite),
        Dialect::Postgres => format!(" DEFAULT {}", fill.postgres),
    });
    let definition = definition(table, column, dialect);
    format!(
        "ALTER TABLE {} ADD COLUMN {definition}{}",
        table.sql,
        default.unwrap_or_default()
    )
}

fn key_of<'a>(table: &'a Table, column: &Column) -> Option<&'a ForeignKey> {
    table
        .foreign_keys
        .iter()
        .find(|key| key.column == column.sql)
}

fn reference(table: &Table, column: &Column) -> String {
    let key = key_of(table, column);
    key.map(|key| format!(" REFERENCES {} (id) ON DELETE {}", key.table, key.on_delete))
        .unwrap_or_default()
}

fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        index.name, table.sql, index.parts
    )
}

fn constraint(table: &Table, key: &ForeignKey) -> String {
    format!(
        "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} (id) ON DELETE {}",
        table.sql, key.name, key.column, key.table, key.on_delete
    )
}
