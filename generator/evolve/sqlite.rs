//! The statements of a migration for SQLite: one transaction. What its `ALTER TABLE` cannot do is written in the words of
//! ALTER, and the crate `store` rebuilds the table.

use super::change::{Change, ColumnChange, Kept, Null};
use super::sql::{self, MAY_REPEAT, create_index, key_of, reference, safe};
use crate::names::sql_ident;
use crate::plan::schema::{Column, Cost, Fill, Index, Run, Statement, Table};
use crate::print::sql_string;

/// Everything, in an order in which each statement finds what it needs. Foreign keys are not enforced meanwhile, so that
/// tables may go in any order.
pub(super) fn statements(changes: &[Change<'_>]) -> Vec<Statement> {
    let of = |pass: fn(&Change<'_>) -> Vec<Statement>| changes.iter().flat_map(pass);
    // Rebuilds of a table that follow each other are one.
    let (rebuilt, kept): (Vec<_>, Vec<_>) =
        of(kept).partition(|statement| statement.run == Run::Rebuild);
    of(renamed)
        .chain(of(freed))
        .chain(kept)
        .chain(rebuilt)
        .chain(of(replaced))
        .chain(of(dropped))
        .chain(of(indexed))
        .collect()
}

fn renamed(change: &Change<'_>) -> Vec<Statement> {
    let sql = match change {
        Change::RenameTable { from, to } => {
            format!("ALTER TABLE {} RENAME TO {}", sql_ident(from), to.sql)
        }
        Change::RenameColumn { table, from, to } => format!(
            "ALTER TABLE {} RENAME COLUMN {} TO {}",
            table.sql,
            sql_ident(from),
            to.sql
        ),
        _ => return Vec::new(),
    };
    let note = "processes of the version before do not find it under its old name";
    vec![safe(sql).costs(Cost::Safe, note)]
}

/// Indexes that go, or that come back under another name: SQLite cannot rename them.
fn freed(change: &Change<'_>) -> Vec<Statement> {
    match change {
        Change::DropIndex(name) | Change::RenameIndex { from: name, .. } => {
            vec![safe(format!("DROP INDEX {name}"))]
        }
        _ => Vec::new(),
    }
}

/// What rows are kept in.
fn kept(change: &Change<'_>) -> Vec<Statement> {
    match change {
        Change::CreateTable(table) => created(table),
        Change::Clear(table) => vec![sql::cleared(table)],
        Change::AddColumn { table, column } => vec![added(table, column)],
        Change::AlterColumn(change) => vec![changed(change)],
        _ => Vec::new(),
    }
}

/// What rows hold, when the column takes it.
fn replaced(change: &Change<'_>) -> Vec<Statement> {
    match change {
        Change::ReplaceValue {
            table,
            column,
            from,
            to,
            kept,
        } => {
            let (cost, note) = match kept {
                Kept::Renamed => (Cost::Backfill, "changes the rows that have the value"),
                Kept::Lost => (Cost::Destructive, sql::VALUE_IS_LOST),
            };
            let (table, column, from) = (&table.sql, &column.sql, sql_string(from));
            let update = format!(
                "UPDATE {table} SET {column} = {} WHERE {column} = {from}",
                to.sqlite
            );
            vec![safe(update).costs(cost, note)]
        }
        Change::Rewrite { table, column, to } => vec![
            safe(format!(
                "UPDATE {} SET {} = {} WHERE {} IS NOT NULL",
                table.sql, column.sql, to.sqlite, column.sql
            ))
            .costs(Cost::Backfill, "changes the rows that hold something"),
        ],
        _ => Vec::new(),
    }
}

fn dropped(change: &Change<'_>) -> Vec<Statement> {
    match change {
        Change::DropColumn {
            table,
            column,
            is_key,
        } => {
            let sql = format!(
                "ALTER TABLE {} DROP COLUMN {}",
                table.sql,
                sql_ident(column)
            );
            let statement = safe(sql).costs(Cost::Destructive, "what it holds is lost");
            // SQLite drops no column that is part of a foreign key.
            let run = if *is_key { Run::Rebuild } else { Run::Together };
            vec![statement.run(run)]
        }
        Change::DropTable(name) => vec![
            safe(format!("DROP TABLE {}", sql_ident(name)))
                .costs(Cost::Destructive, "what it holds is lost"),
        ],
        _ => Vec::new(),
    }
}

fn indexed(change: &Change<'_>) -> Vec<Statement> {
    match change {
        Change::AddIndex { table, index } => vec![index_over_rows(table, index)],
        Change::RenameIndex { table, to, .. } => {
            vec![safe(create_index(table, to, "")).costs(Cost::Locks, READS_ALL)]
        }
        _ => Vec::new(),
    }
}

const READS_ALL: &str = "reads the whole table";

fn index_over_rows(table: &Table, index: &Index) -> Statement {
    let note = if index.unique { MAY_REPEAT } else { READS_ALL };
    safe(create_index(table, index, "")).costs(Cost::Locks, note)
}

/// A new table with its indexes.
pub(super) fn created(table: &Table) -> Vec<Statement> {
    sql::created(table, definition, " STRICT")
}

/// What stands behind a column's name.
fn definition(table: &Table, column: &Column) -> String {
    match key_of(table, column) {
        Some(key) => format!("{} {}", column.sqlite, reference(key)),
        None => column.sqlite.clone(),
    }
}

fn added(table: &Table, column: &Column) -> Statement {
    let definition = definition(table, column);
    let add = format!(
        "ALTER TABLE {} ADD COLUMN {} {definition}",
        table.sql, column.sql
    );
    match &column.fill {
        None => safe(add),
        // With foreign keys only NULL may be the default of a column that refers to another table.
        Some(Fill::Constant(sql)) if key_of(table, column).is_none() => {
            safe(format!("{add} DEFAULT {}", sql.sqlite))
        }
        // As a constant does, it lets processes of the version before go on.
        Some(Fill::Now(sql)) => {
            let now = &sql.sqlite;
            rebuilt(format!("{add} DEFAULT ({now}) USING {now}"))
        }
        Some(fill) => rebuilt(format!("{add} USING {}", fill.sql().sqlite)),
    }
}

fn changed(change: &ColumnChange<'_>) -> Statement {
    let ColumnChange { table, column, .. } = change;
    let value = change.conversion.as_ref().map(|sql| sql.sqlite.clone());
    let value = value.unwrap_or_else(|| column.sql.clone());
    let value = match &change.null {
        Null::Refused(fill) => format!("coalesce({value}, {})", fill.sqlite),
        Null::Same | Null::Allowed | Null::Converted => value,
    };
    rebuilt(format!(
        "ALTER TABLE {} ALTER COLUMN {} TYPE {} USING {value}",
        table.sql,
        column.sql,
        definition(table, column)
    ))
}

fn rebuilt(sql: String) -> Statement {
    let note = "the table is rebuilt: SQLite changes no column in place";
    safe(sql).costs(Cost::Locks, note).run(Run::Rebuild)
}
