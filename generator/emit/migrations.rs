//! Emits migrations: the statements that make the schema, one file per change and dialect.

use super::{Emitted, render};
use crate::plan::Workspace;
use crate::plan::schema::{Schema, Table};
use serde::Serialize;

pub(super) fn emit(workspace: &Workspace, emitted: &mut Emitted) {
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let path = format!("migrations/{}/0001_initial.sql", dialect.folder());
        emitted.generated(path, initial(&workspace.schema, dialect));
    }
}

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    fn folder(self) -> &'static str {
        match self {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgres",
        }
    }
}

#[derive(Serialize)]
struct Migration {
    title: &'static str,
    tables: Vec<Create>,
    statements: Vec<String>,
}

#[derive(Serialize)]
struct Create {
    sql: String,
    lines: Vec<String>,
    options: &'static str,
    indexes: Vec<String>,
}

fn initial(schema: &Schema, dialect: Dialect) -> String {
    let statements = match dialect {
        Dialect::Sqlite => vec![],
        Dialect::Postgres => schema.tables.iter().flat_map(foreign_keys).collect(),
    };
    let tables = schema.tables.iter().map(|table| create(table, dialect)).collect();
    render("migrations/create.sql", &Migration { title: "The first schema", tables, statements })
}

fn create(table: &Table, dialect: Dialect) -> Create {
    let mut lines: Vec<String> = table
        .columns
        .iter()
        .map(|column| match dialect {
            Dialect::Sqlite => format!("{} {}{}", column.sql, column.sqlite, reference(table, &column.sql)),
            Dialect::Postgres => format!("{} {}", column.sql, column.postgres),
        })
        .collect();
    lines.push(format!("PRIMARY KEY ({})", table.primary_key));
    let last = lines.len() - 1;
    let lines = lines.into_iter().enumerate().map(|(i, line)| if i < last { line + "," } else { line }).collect();
    let indexes = table
        .indexes
        .iter()
        .map(|index| {
            let unique = if index.unique { "UNIQUE " } else { "" };
            format!("CREATE {unique}INDEX {} ON {} ({})", index.name, table.sql, index.parts)
        })
        .collect();
    let options = match dialect {
        Dialect::Sqlite => " STRICT",
        Dialect::Postgres => "",
    };
    Create { sql: table.sql.clone(), lines, options, indexes }
}

/// SQLite knows foreign keys as part of the table only.
fn reference(table: &Table, column: &str) -> String {
    let key = table.foreign_keys.iter().find(|key| key.column == column);
    key.map(|key| format!(" REFERENCES {} (id) ON DELETE {}", key.table, key.on_delete)).unwrap_or_default()
}

/// PostgreSQL adds them when all tables are there.
fn foreign_keys(table: &Table) -> impl Iterator<Item = String> {
    table.foreign_keys.iter().map(|key| {
        format!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} (id) ON DELETE {}",
            table.sql, key.name, key.column, key.table, key.on_delete
        )
    })
}
