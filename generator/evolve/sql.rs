//! What both databases write alike.

use crate::plan::schema::{Column, Cost, ForeignKey, Index, Run, Statement, Table};

/// A statement that takes a moment, in a transaction with its neighbours.
pub(super) fn safe(sql: String) -> Statement {
    Statement {
        sql,
        cost: Cost::Safe,
        note: String::new(),
        run: Run::Together,
    }
}

impl Statement {
    /// The same with what it costs.
    pub(super) fn costs(self, cost: Cost, note: &str) -> Self {
        Statement {
            cost,
            note: note.to_owned(),
            ..self
        }
    }

    /// The same, run in another way.
    pub(super) fn run(self, run: Run) -> Self {
        Statement { run, ..self }
    }
}

/// What replacing a value costs that there is no more.
pub(super) const VALUE_IS_LOST: &str = "which rows had the value is lost";

/// No row is left.
pub(super) fn cleared(table: &Table) -> Statement {
    let delete = format!("DELETE FROM {}", table.sql);
    safe(delete).costs(Cost::Destructive, "what it holds is lost")
}

/// The foreign key of a column.
pub(super) fn key_of<'a>(table: &'a Table, column: &Column) -> Option<&'a ForeignKey> {
    let mut keys = table.foreign_keys.iter();
    keys.find(|key| key.column == column.sql)
}

/// `REFERENCES users (id) ON DELETE CASCADE`
pub(super) fn reference(key: &ForeignKey) -> String {
    format!("REFERENCES {} (id) ON DELETE {}", key.table, key.on_delete)
}

/// `CREATE UNIQUE INDEX articles_slug_key ON articles (slug)`, with `how` behind `INDEX`.
pub(super) fn create_index(table: &Table, index: &Index, how: &str) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    format!(
        "CREATE {unique}INDEX {how}{} ON {} ({})",
        index.name, table.sql, index.parts
    )
}

/// A new table with its indexes: what stands behind each column's name, and behind the table.
pub(super) fn created(
    table: &Table,
    definition: fn(&Table, &Column) -> String,
    behind: &str,
) -> Vec<Statement> {
    let columns = table.columns.iter();
    let mut lines: Vec<String> = columns
        .map(|column| format!("{} {}", column.sql, definition(table, column)))
        .collect();
    lines.push(format!("PRIMARY KEY ({})", table.primary_key));
    let create = format!(
        "CREATE TABLE {} (\n    {}\n){behind}",
        table.sql,
        lines.join(",\n    ")
    );
    let indexes = table.indexes.iter();
    let indexes = indexes.map(|index| safe(create_index(table, index, "")));
    [safe(create)].into_iter().chain(indexes).collect()
}

/// What is to be known before a unique index is made over rows.
pub(super) const MAY_REPEAT: &str = "stops here, and can go on later, if two rows have the same";
