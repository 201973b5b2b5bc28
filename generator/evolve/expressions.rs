//! Expressions of `backfill` that a step uses: the step and the schema before it come in, under the names of now; what an
//! expression asks for and no row could give comes out.
//!
//! The databases make a step in different orders. So that both see the row as it was, an expression reads nothing that the
//! same step changes.

use super::EXPRESSION;
use super::change::{Change, ColumnChange, Null};
use super::expression::{Expression, Reader};
use super::findings::Findings;
use super::known::Known;
use crate::diagnostic::{Diagnostic, quoted};
use crate::plan::schema::{Column, Fill, Sql, Table};
use crate::print::sql_string;
use std::collections::{BTreeMap, BTreeSet};

/// An expression that cannot be used, and why.
#[derive(Debug)]
pub(super) struct Refused<'a> {
    table: &'a Table,
    column: &'a Column,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    /// Rows have no such column; they may have it under another name from this step on.
    NoColumn { name: String, now: Option<String> },
    /// The same step changes it.
    Changes(String),
    /// A function over many rows.
    OverRows(String),
    /// PostgreSQL converts a column by its own row only.
    Query,
}

/// What cannot be used of all that the changes use; `known` is the schema before.
pub(super) fn refused<'a>(changes: &[Change<'a>], known: &Known) -> Vec<Refused<'a>> {
    let step = Step::of(changes, known);
    let used = changes.iter().filter_map(used);
    let refused = used.filter_map(|used| {
        let fault = step.fault(&used)?;
        Some(Refused {
            table: used.table,
            column: used.column,
            fault,
        })
    });
    refused.collect()
}

/// What a step reads to fill rows, as the lock file keeps it; `facts` are those after it. A value that all rows get is one
/// of the column as it is then.
pub(super) fn read(
    changes: &[Change<'_>],
    known: &Known,
    facts: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    for used in changes.iter().filter_map(used) {
        let texts = [
            (Reader::Postgres, &used.sql.postgres),
            (Reader::Sqlite, &used.sql.sqlite),
        ];
        let expressions = texts
            .into_iter()
            .filter_map(|(reader, text)| Expression::read(text, reader));
        for expression in expressions {
            let asked = expression
                .tables
                .iter()
                .map(|table| (table, &expression.asked));
            let named = asked.chain([(&used.table.name, &expression.columns)]);
            for (table, names) in named {
                let columns = known.tables.get(table).map(|table| &table.columns);
                let is_there = |name: &&String| columns.is_some_and(|it| it.contains_key(*name));
                let names = names.iter().filter(is_there);
                read.extend(names.map(|name| format!("column {table} {name}")));
            }
        }
    }
    for change in changes {
        if let Change::AlterColumn(change) = change
            && let (Null::Refused(sql), Some(Fill::Constant(_))) =
                (&change.null, &change.column.fill)
        {
            read.extend(held(facts, (change.table, change.column), &sql.sqlite));
        }
    }
    read
}

/// What is said of a value that a column gets: of one of an enum that there is such a one, of another what it is.
fn held<'f>(
    facts: &'f BTreeSet<String>,
    (table, column): (&Table, &Column),
    sql: &str,
) -> impl Iterator<Item = String> + 'f {
    let own = format!("value {}.{}", table.name, column.name);
    let value = sql.to_owned();
    let is_inside = |rest: &str| rest.starts_with([' ', '.', '[', '{', ':']);
    facts
        .iter()
        .filter(move |fact| match fact.strip_prefix(&own) {
            Some(rest) => match rest.strip_prefix(" = ") {
                Some(one) => sql_string(one) == value,
                None => is_inside(rest),
            },
            None => false,
        })
        .cloned()
}

/// An expression that a step uses.
struct Used<'a> {
    table: &'a Table,
    column: &'a Column,
    sql: &'a Sql,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The column is new.
    Adds,
    /// What the column held becomes this.
    Converts,
    /// Rows without a value get it.
    Fills,
}

fn used<'a>(change: &Change<'a>) -> Option<Used<'a>> {
    let (table, column, role) = match change {
        Change::AddColumn { table, column } => (*table, *column, Role::Adds),
        Change::AlterColumn(change) => (change.table, change.column, role(change)?),
        _ => return None,
    };
    let Some(Fill::Expression(sql)) = &column.fill else {
        return None;
    };
    Some(Used {
        table,
        column,
        sql,
        role,
    })
}

fn role(change: &ColumnChange<'_>) -> Option<Role> {
    let Some(Fill::Expression(sql)) = &change.column.fill else {
        return None;
    };
    match &change.null {
        _ if change.conversion.as_ref() == Some(sql) => Some(Role::Converts),
        Null::Refused(_) => Some(Role::Fills),
        Null::Same | Null::Allowed | Null::Converted => None,
    }
}

/// What a step changes, by table and column.
struct Step<'k> {
    known: &'k Known,
    changed: BTreeSet<(String, String)>,
    /// The names of now by those before.
    renamed: BTreeMap<(String, String), String>,
    tables: BTreeSet<String>,
}

impl<'k> Step<'k> {
    fn of(changes: &[Change<'_>], known: &'k Known) -> Self {
        let mut step = Step {
            known,
            changed: BTreeSet::new(),
            renamed: BTreeMap::new(),
            tables: BTreeSet::new(),
        };
        for change in changes {
            step.take(change);
        }
        step
    }

    fn take(&mut self, change: &Change<'_>) {
        match change {
            Change::RenameTable { from, .. } => {
                self.tables.insert(from.clone());
            }
            Change::RenameColumn { table, from, to } => {
                let before = (table.name.clone(), from.clone());
                self.renamed.insert(before, to.name.clone());
            }
            Change::AddColumn { table, column }
            | Change::ReplaceValue { table, column, .. }
            | Change::Rewrite { table, column, .. } => self.change(table, column),
            Change::AlterColumn(it)
                if it.conversion.is_some() || matches!(it.null, Null::Refused(_)) =>
            {
                self.change(it.table, it.column);
            }
            _ => {}
        }
    }

    fn change(&mut self, table: &Table, column: &Column) {
        let place = (table.name.clone(), column.name.clone());
        self.changed.insert(place);
    }

    fn fault(&self, used: &Used<'_>) -> Option<Fault> {
        let texts = [
            (Reader::Postgres, &used.sql.postgres),
            (Reader::Sqlite, &used.sql.sqlite),
        ];
        texts.into_iter().find_map(|(reader, text)| {
            let expression = Expression::read(text, reader)?;
            let is_converted = used.role == Role::Converts && reader == Reader::Postgres;
            self.of_row(used, &expression)
                .or_else(|| expression.over_rows.clone().map(Fault::OverRows))
                .or_else(|| (is_converted && expression.has_query()).then_some(Fault::Query))
                .or_else(|| self.of_queries(used, &expression))
        })
    }

    /// What it names of the row itself.
    fn of_row(&self, used: &Used<'_>, expression: &Expression) -> Option<Fault> {
        let table = &used.table.name;
        let columns = &self.known.tables.get(table)?.columns;
        expression.columns.iter().find_map(|name| {
            let is_own = *name == used.column.name && used.role != Role::Adds;
            if !columns.contains_key(name) {
                let now = self.renamed.get(&(table.clone(), name.clone()));
                return Some(Fault::NoColumn {
                    name: name.clone(),
                    now: now.cloned(),
                });
            }
            let place = (table.clone(), name.clone());
            (!is_own && self.changed.contains(&place))
                .then(|| Fault::Changes(format!("{table}.{name}")))
        })
    }

    /// What it asks of other rows.
    fn of_queries(&self, used: &Used<'_>, expression: &Expression) -> Option<Fault> {
        if let Some(table) = expression.tables.intersection(&self.tables).next() {
            return Some(Fault::Changes(table.clone()));
        }
        if !expression.has_query() {
            return None;
        }
        let tables = expression.tables.iter().chain([&used.table.name]);
        let mut places = tables.flat_map(|table| {
            let names = expression.asked.iter();
            names.map(move |name| (table.clone(), name.clone()))
        });
        let place = places
            .find(|place| self.changed.contains(place) || self.renamed.contains_key(place))?;
        Some(Fault::Changes(format!("{}.{}", place.0, place.1)))
    }
}

impl Fault {
    /// What is wrong, as the end of a sentence.
    fn told(&self, table: &Table) -> String {
        match self {
            Fault::NoColumn { name, .. } => {
                let (name, rows) = (quoted(name), quoted(&table.name));
                format!("names {name}, which rows of {rows} do not have")
            }
            Fault::Changes(what) => {
                format!("reads {}, which the same step changes", quoted(what))
            }
            Fault::OverRows(function) => {
                format!("asks for {} of all rows at once", quoted(function))
            }
            Fault::Query => String::from("asks other rows while the column is converted"),
        }
    }

    /// What to do.
    fn help(&self, (table, column): (&Table, &Column)) -> Vec<String> {
        let lines = match self {
            Fault::NoColumn { now: Some(now), .. } => {
                return vec![format!(
                    "it is called {} from this step on: write that",
                    quoted(now)
                )];
            }
            Fault::NoColumn { .. } => {
                let columns = table.columns.iter().filter(|it| it.name != column.name);
                let columns: Vec<String> = columns.map(|it| quoted(&it.name)).collect();
                return vec![format!("the table has {}", columns.join(", "))];
            }
            Fault::OverRows(function) => {
                let query = format!("(SELECT {function}(…) FROM {})", table.sql);
                return vec![format!("ask in a query of its own: `{query}`")];
            }
            Fault::Changes(_) => [
                "databases make the changes of a step in different orders, and would read different values",
                "make it two steps: the one change first, then `moguera generate`, then the other",
            ],
            Fault::Query => [
                "PostgreSQL converts a column by what stands in the same row",
                "add a new attribute with this `backfill`, and remove the old one in the step after",
            ],
        };
        lines.map(str::to_owned).to_vec()
    }
}

impl Findings<'_> {
    pub(super) fn refused(&self, refused: &Refused<'_>) -> Diagnostic {
        let Refused {
            table,
            column,
            fault,
        } = refused;
        let own = quoted(&format!("{}.{}", table.name, column.name));
        let message = format!("the `backfill` of {own} {}", fault.told(table));
        let finding = Diagnostic::new(EXPRESSION, self.column_span(table, &column.name), message);
        let help = fault.help((table, column));
        help.into_iter().fold(finding, Diagnostic::help)
    }

    /// Another expression than the one that rows have got their value by.
    pub(super) fn unused(&self, table: &Table, column: &Column) -> Diagnostic {
        let message = format!(
            "the `backfill` of {} has changed, and is not used: rows have got their value",
            quoted(&format!("{}.{}", table.name, column.name))
        );
        Diagnostic::new(super::NOT_USED, self.column_span(table, &column.name), message)
            .label("by a migration that is written")
            .help(
                "if no database has gone through that one: take `moguera.lock` and `migrations/` from version control as \
                 they were before it, and run `moguera generate`",
            )
    }
}
