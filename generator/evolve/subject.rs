//! What a fact is about: two facts about the same cannot both be so.

use super::known::name;

/// A thing of the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// The table that it is of; empty if it is of none.
    pub(super) table: String,
    pub(super) kind: Kind,
    /// Its name in the table, or of its own.
    pub(super) name: String,
}

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Table,
    Column,
    Key,
    Index,
    /// What a column holds, or a part of it.
    Value,
    /// One of several things that are said of a value: `size = small`, `box.place needs`, `size backfill …`.
    Detail,
    /// What the design calls a table.
    Meaning,
    /// Of an engine or of the service.
    Name,
}

impl Subject {
    /// What a fact is about, if moguera could have written it.
    pub(super) fn of(fact: &str) -> Option<Subject> {
        let (kind, rest) = fact.split_once(' ')?;
        let (first, others) = rest.split_once(' ').unwrap_or((rest, ""));
        let second = others.split(' ').next().unwrap_or_default();
        match kind {
            "table" => Some(Subject::new(Kind::Table, &name(first)?, "")),
            "column" => Some(Subject::new(Kind::Column, &name(first)?, &name(second)?)),
            "key" => Some(Subject::new(Kind::Key, &name(first)?, &name(second)?)),
            "index" => {
                let index = others.strip_prefix("unique ").unwrap_or(others);
                let index = name(index.split(' ').next()?)?;
                Some(Subject::new(Kind::Index, &name(first)?, &index))
            }
            "entity" | "joined" => Some(Subject::new(Kind::Meaning, &name(second)?, "")),
            "value" => {
                let (table, path) = first.split_once('.')?;
                let table = name(table)?;
                let is_detail = others.starts_with("= ") || others.starts_with("by ");
                Some(match is_detail {
                    true => Subject::new(Kind::Detail, &table, &format!("{path} {others}")),
                    false => Subject::new(Kind::Value, &table, path),
                })
            }
            "backfill" => {
                let detail = format!("{} backfill {others}", name(second)?);
                Some(Subject::new(Kind::Detail, &name(first)?, &detail))
            }
            "needs" => {
                let (table, path) = rest.split_once('.')?;
                Some(Subject::new(
                    Kind::Detail,
                    &name(table)?,
                    &format!("{path} needs"),
                ))
            }
            "service" | "engine" => Some(Subject::new(Kind::Name, "", fact)),
            _ => None,
        }
    }

    fn new(kind: Kind, table: &str, name: &str) -> Subject {
        Subject {
            table: table.to_owned(),
            kind,
            name: name.to_owned(),
        }
    }

    pub(super) fn table(table: &str) -> Subject {
        Subject::new(Kind::Table, table, "")
    }

    pub(super) fn column(table: &str, column: &str) -> Subject {
        Subject::new(Kind::Column, table, column)
    }

    /// Whether a database has it, so that no statement can make or remove it twice.
    pub(super) fn is_made(&self) -> bool {
        matches!(
            self.kind,
            Kind::Table | Kind::Column | Kind::Key | Kind::Index
        )
    }

    /// The column that it is or is in, if it is of one.
    pub(super) fn of_column(&self) -> Option<&str> {
        match self.kind {
            Kind::Column | Kind::Key => Some(&self.name),
            Kind::Value | Kind::Detail => self.name.split([' ', '.', '[', '{', ':']).next(),
            Kind::Table | Kind::Index | Kind::Meaning | Kind::Name => None,
        }
    }

    /// As it is called in a sentence.
    pub(super) fn told(&self) -> String {
        let Subject { table, name, .. } = self;
        match self.kind {
            Kind::Table => format!("the table `{table}`"),
            Kind::Column => format!("the column `{table}.{name}`"),
            Kind::Key => format!("the foreign key of `{table}.{name}`"),
            Kind::Index => format!("the index `{name}`"),
            Kind::Value => format!("what `{table}.{name}` holds"),
            Kind::Detail => format!("what may be in a column: `{table}.{name}`"),
            Kind::Meaning => format!("what the table `{table}` is called"),
            Kind::Name => format!("the {name}"),
        }
    }
}

/// What the database must have for this to be there.
pub(super) fn needs(subject: &Subject, fact: &str) -> Option<Vec<Subject>> {
    let table = &subject.table;
    match subject.kind {
        Kind::Column | Kind::Meaning => Some(vec![Subject::table(table)]),
        Kind::Key => {
            let (_, target) = fact.split_once(" -> ")?;
            let target = name(target.split(' ').next()?)?;
            let column = Subject::column(table, &subject.name);
            Some(vec![Subject::table(table), column, Subject::table(&target)])
        }
        Kind::Index => {
            let (_, parts) = fact.strip_suffix(')')?.split_once(" (")?;
            let columns = parts.split(", ").map(|part| {
                let bare = part.strip_prefix('(');
                let bare = bare.and_then(|part| part.strip_suffix(" IS NULL)"));
                Some(Subject::column(table, &name(bare.unwrap_or(part))?))
            });
            let first = Some(Subject::table(table));
            [first].into_iter().chain(columns).collect()
        }
        Kind::Table | Kind::Value | Kind::Detail | Kind::Name => Some(Vec::new()),
    }
}
