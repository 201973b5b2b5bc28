//! A migration that would be written: what each database goes through, and what each statement costs; for people and for
//! programs.

use crate::plan::schema::{Migration, Run, Statement};
use serde_json::{Value, json};
use std::fmt::Write;

/// Width of the longest word for a cost.
const COST: usize = 11;

pub(super) fn text(migration: &Migration) -> String {
    let mut text = format!("{}\n", migration.name);
    let parts = [
        ("SQLite, in one transaction", &migration.sqlite),
        ("PostgreSQL", &migration.postgres),
    ];
    for (database, statements) in parts {
        write!(text, "\n{database}:\n").expect("writing to a string cannot fail");
        for statement in statements.iter() {
            text.push_str(&told(statement));
        }
    }
    text
}

fn told(statement: &Statement) -> String {
    let cost = statement.cost.word();
    let how = match statement.run {
        Run::Together | Run::Rebuild => "",
        Run::Alone => " (outside of a transaction)",
        Run::Batches => " (a transaction for each batch)",
    };
    let margin = " ".repeat(COST + 4);
    let sql = statement.sql.replace('\n', &format!("\n{margin}"));
    let mut text = format!("  {cost:COST$}  {sql}\n");
    let note = format!("{}{how}", statement.note);
    if !note.is_empty() {
        writeln!(text, "{margin}-- {}", note.trim_start())
            .expect("writing to a string cannot fail");
    }
    text
}

pub(super) fn json(migration: &Migration) -> Value {
    let statements = |list: &[Statement]| -> Vec<Value> {
        let list = list.iter().map(|it| {
            let (cost, how) = (it.cost.word(), it.run.directive().unwrap_or("together"));
            json!({ "sql": it.sql, "cost": cost, "note": it.note, "run": how })
        });
        list.collect()
    };
    json!({
        "type": "migration",
        "name": migration.name,
        "sqlite": statements(&migration.sqlite),
        "postgres": statements(&migration.postgres),
    })
}
