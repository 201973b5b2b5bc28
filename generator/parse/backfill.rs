//! What rows that exist already get: a value, or an expression of SQL.

use super::codes;
use super::decode::Decoder;
use super::section::{Section, row};
use super::tree::Node;
use crate::diagnostic::Diagnostic;
use crate::schema::{Backfill, Text};

/// The expression, for both databases or for each of them.
#[derive(Default)]
pub(super) struct Draft {
    sql: Option<Text>,
    sqlite: Option<Text>,
    postgres: Option<Text>,
}

pub(super) static BACKFILL: Section<Draft> = Section {
    name: "`backfill`",
    keys: &[
        row("sql", "expression")
            .about("Over the row as it was, for both databases.")
            .read(|d, node, draft| draft.sql = d.text(node)),
        row("sqlite", "expression")
            .about("The same for SQLite.")
            .read(|d, node, draft| draft.sqlite = d.text(node)),
        row("postgres", "expression")
            .about("The same for PostgreSQL.")
            .read(|d, node, draft| draft.postgres = d.text(node)),
    ],
    includes: &[],
};

/// `0`, `{sql: "length(body)"}` or `{sqlite: "...", postgres: "..."}`.
pub(super) fn backfill(d: &mut Decoder<'_>, node: &Node) -> Option<Backfill> {
    if node.as_mapping().is_none() {
        return d.literal(node).map(Backfill::Literal);
    }
    let draft = BACKFILL.read(d, node, Draft::default())?;
    let span = node.span;
    match (draft.sql, draft.sqlite, draft.postgres) {
        (Some(sql), None, None) => Some(Backfill::Sql {
            span,
            sqlite: sql.clone(),
            postgres: sql,
        }),
        (None, Some(sqlite), Some(postgres)) => Some(Backfill::Sql {
            span,
            sqlite,
            postgres,
        }),
        _ => {
            let message = "`backfill` has one expression for both databases, or one for each";
            d.push(
                Diagnostic::new(codes::CONFLICT, span, message)
                    .help("write `{sql: \"...\"}` or `{sqlite: \"...\", postgres: \"...\"}`"),
            );
            None
        }
    }
}
