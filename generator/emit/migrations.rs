//! Emits the next migration, one file per dialect. Those before it are history and stay as they were written.

use super::{Emitted, templates};
use crate::plan::schema::{Cost, Migration, Statement};
use askama::Template;

#[derive(Template)]
#[template(path = "service/migrations/migration.sql.jinja", escape = "none")]
struct File<'a> {
    name: &'a str,
    statements: Vec<Shown<'a>>,
}

/// A statement with what is to be said above it.
struct Shown<'a> {
    /// What it costs, and the directive for the crate `store`.
    comments: Vec<String>,
    sql: &'a str,
}

fn shown(statement: &Statement) -> Shown<'_> {
    let cost = match (statement.cost, statement.note.as_str()) {
        (Cost::Safe, "") => None,
        (cost, note) => Some(format!("{}: {note}", cost.word())),
    };
    let directive = statement.run.directive();
    let directive = directive.map(|word| format!("moguera:{word}"));
    Shown {
        comments: cost.into_iter().chain(directive).collect(),
        sql: &statement.sql,
    }
}

pub(super) fn emit(next: &Migration, emitted: &mut Emitted) {
    for (dialect, text) in [("sqlite", sqlite(next)), ("postgres", postgres(next))] {
        emitted.migration(format!("migrations/{dialect}/{}.sql", next.name), text);
    }
}

/// The text of a migration for SQLite.
pub fn sqlite(migration: &Migration) -> String {
    text(migration, &migration.sqlite)
}

/// The text of a migration for PostgreSQL.
pub fn postgres(migration: &Migration) -> String {
    text(migration, &migration.postgres)
}

fn text(migration: &Migration, statements: &[Statement]) -> String {
    let file = File {
        name: &migration.name,
        statements: statements.iter().map(shown).collect(),
    };
    templates::file(&file)
}
