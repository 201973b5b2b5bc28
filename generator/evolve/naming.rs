//! The name of a migration: its number, and what it does first in words.

use super::change::Change;

/// `0002_add_articles_summary`
pub(super) fn name(number: usize, changes: &[Change<'_>]) -> String {
    let subject = KINDS
        .iter()
        .find_map(|kind| changes.iter().find_map(kind))
        .unwrap_or_else(|| "change_indexes".to_owned());
    format!("{number:04}_{subject}")
}

type Kind = fn(&Change<'_>) -> Option<String>;

/// What is told of a migration that does several things, first to last.
const KINDS: &[Kind] = &[
    |change| match change {
        Change::RenameTable { from, to } => Some(format!("rename_{from}_to_{}", to.name)),
        _ => None,
    },
    |change| match change {
        Change::CreateTable(table) => Some(format!("add_{}", table.name)),
        _ => None,
    },
    |change| match change {
        Change::RenameColumn { table, from, to } => {
            Some(format!("rename_{}_{from}_to_{}", table.name, to.name))
        }
        _ => None,
    },
    |change| match change {
        Change::AddColumn { table, column } => Some(format!("add_{}_{}", table.name, column.name)),
        _ => None,
    },
    |change| match change {
        Change::AlterColumn(change) => {
            let (table, column) = (&change.table.name, &change.column.name);
            Some(format!("change_{table}_{column}"))
        }
        Change::ReplaceValue { table, column, .. } | Change::Rewrite { table, column, .. } => {
            Some(format!("change_{}_{}", table.name, column.name))
        }
        _ => None,
    },
    |change| match change {
        Change::DropTable(name) => Some(format!("remove_{name}")),
        Change::DropColumn { table, column, .. } => Some(format!("remove_{}_{column}", table.name)),
        _ => None,
    },
    |change| match change {
        Change::AddIndex { .. } => Some("add_indexes".to_owned()),
        _ => None,
    },
];
