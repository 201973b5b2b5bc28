//! Emits the next migration, one file per dialect. Those before it are history and stay as they were written.

use super::{Emitted, render};
use crate::plan::schema::Migration;
use serde::Serialize;

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    statements: &'a [String],
}

pub(super) fn emit(next: &Migration, emitted: &mut Emitted) {
    for (dialect, statements) in [("sqlite", &next.sqlite), ("postgres", &next.postgres)] {
        let file = File {
            name: &next.name,
            statements,
        };
        emitted.migration(
            format!("migrations/{dialect}/{}.sql", next.name),
            render("migrations/migration.sql", &file),
        );
    }
}
