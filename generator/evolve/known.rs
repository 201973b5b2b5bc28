//! The schema that the migrations have reached: facts of the lock file come in, which is untrusted; tables come out. What
//! ends up in a statement is a name, and only a name that moguera itself could have given is taken.

use super::facts;
use super::values::NEEDS;
use crate::names::Grammar;
use std::collections::{BTreeMap, BTreeSet};

/// What is there.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// By name.
    pub(super) tables: BTreeMap<String, KnownTable>,
    /// Tables by what the design calls them: `Article`, `Article.tags`.
    pub(super) of: BTreeMap<String, String>,
    /// What columns hold, as [`super::values`] says it, by table and column.
    pub(super) values: BTreeMap<(String, String), BTreeSet<Part>>,
}

/// What is known of a value that a column holds, or of one inside of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    /// Where inside: empty for the value itself, `.place`, `[].size`.
    pub(super) path: String,
    /// What it is: `decimal 2`, `enum`, `= draft`; `needs` if it is always there.
    pub(super) what: String,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownTable {
    pub(super) columns: BTreeMap<String, KnownColumn>,
    /// By column.
    pub(super) keys: BTreeMap<String, KnownKey>,
    /// By name.
    pub(super) indexes: BTreeMap<String, KnownIndex>,
    /// Of a relation both ways: the columns that point here and there.
    pub(super) joins: Option<[String; 2]>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownColumn {
    /// `TEXT NOT NULL`
    pub(super) sqlite: String,
    pub(super) postgres: String,
    /// Expressions that rows have got their value by, as [`facts::told_by`] tells them apart.
    pub(super) used: BTreeSet<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownKey {
    /// The table that it refers to.
    pub(super) table: String,
    /// `CASCADE`
    pub(super) on_delete: String,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownIndex {
    pub(super) unique: bool,
    /// As written in SQL.
    pub(super) parts: String,
}

impl Known {
    /// Reads the facts; those that are none come out beside. No two are about the same: [`super::history`] sees to that.
    pub(super) fn read(recorded: &BTreeSet<String>) -> (Known, Vec<String>) {
        let mut known = Known::default();
        let mut doubts = Vec::new();
        // Tables come before what is in them, and columns before what is said of them.
        let (tables, others): (Vec<_>, Vec<_>) = recorded
            .iter()
            .partition(|fact| fact.starts_with(facts::TABLE));
        let (backfills, others): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|fact| fact.starts_with(facts::BACKFILL));
        for fact in tables.into_iter().chain(others).chain(backfills) {
            if known.add(fact).is_none() {
                doubts.push(fact.clone());
            }
        }
        (known, doubts)
    }

    /// Takes a fact in, if it is one.
    fn add(&mut self, fact: &str) -> Option<()> {
        let (kind, rest) = fact.split_once(' ')?;
        match kind {
            "table" => self.table(rest),
            "column" => self.column(rest),
            "key" => self.key(rest),
            "index" => self.index(rest),
            "entity" => self.entity(rest),
            "joined" => self.joined(rest),
            "value" => self.value(rest),
            "backfill" => self.backfill(rest),
            "needs" => self.value(&format!("{rest} {NEEDS}")),
            "service" | "engine" => Some(()),
            _ => None,
        }
    }

    /// `articles (id)`
    fn table(&mut self, rest: &str) -> Option<()> {
        let (table, _) = rest.split_once(' ')?;
        self.tables.insert(name(table)?, KnownTable::default());
        Some(())
    }

    /// `articles title sqlite TEXT NOT NULL, postgres TEXT COLLATE "C" NOT NULL`
    fn column(&mut self, rest: &str) -> Option<()> {
        let (place, types) = rest.split_once(" sqlite ")?;
        let (table, column) = place.split_once(' ')?;
        let (sqlite, postgres) = types.split_once(", postgres ")?;
        let told = KnownColumn {
            sqlite: sqlite.to_owned(),
            postgres: postgres.to_owned(),
            used: BTreeSet::new(),
        };
        let columns = &mut self.tables.get_mut(table)?.columns;
        columns.insert(name(column)?, told);
        Some(())
    }

    /// `articles letters 1a2b3c4d`
    fn backfill(&mut self, rest: &str) -> Option<()> {
        let mut words = rest.split(' ');
        let (table, column, told) = (words.next()?, words.next()?, words.next()?);
        let columns = &mut self.tables.get_mut(table)?.columns;
        columns.get_mut(column)?.used.insert(told.to_owned());
        Some(())
    }

    /// `articles author_id -> users on delete CASCADE`
    fn key(&mut self, rest: &str) -> Option<()> {
        let (place, target) = rest.split_once(" -> ")?;
        let (table, column) = place.split_once(' ')?;
        let (target, on_delete) = target.split_once(" on delete ")?;
        let told = KnownKey {
            table: name(target)?,
            on_delete: on_delete.to_owned(),
        };
        let keys = &mut self.tables.get_mut(table)?.keys;
        keys.insert(name(column)?, told);
        Some(())
    }

    /// `articles unique articles_slug_key (slug)`
    fn index(&mut self, rest: &str) -> Option<()> {
        let (table, index) = rest.split_once(' ')?;
        let (index, unique) = match index.strip_prefix("unique ") {
            Some(index) => (index, true),
            None => (index, false),
        };
        let (index, parts) = index.strip_suffix(')')?.split_once(" (")?;
        let told = KnownIndex {
            unique,
            parts: parts.to_owned(),
        };
        let indexes = &mut self.tables.get_mut(table)?.indexes;
        indexes.insert(name(index)?, told);
        Some(())
    }

    /// `Article articles`
    fn entity(&mut self, rest: &str) -> Option<()> {
        let (entity, table) = rest.split_once(' ')?;
        self.tables.get(table)?;
        self.of.insert(entity.to_owned(), table.to_owned());
        Some(())
    }

    /// `Article.tags article_tags article_id tag_id`
    fn joined(&mut self, rest: &str) -> Option<()> {
        let mut words = rest.split(' ');
        let (of, table) = (words.next()?, words.next()?);
        let joins = [name(words.next()?)?, name(words.next()?)?];
        self.tables.get_mut(table)?.joins = Some(joins);
        self.of.insert(of.to_owned(), table.to_owned());
        Some(())
    }

    /// `articles.status = draft`
    fn value(&mut self, rest: &str) -> Option<()> {
        let (path, what) = rest.split_once(' ')?;
        // It becomes part of the name of a constraint.
        if let Some(value) = what.strip_prefix("= ") {
            Grammar::Value.accepts(value).then_some(())?;
        }
        let (table, path) = path.split_once('.')?;
        let end = path.find(['.', '[', '{', ':']).unwrap_or(path.len());
        let place = (name(table)?, name(&path[..end])?);
        let part = Part {
            path: path[end..].to_owned(),
            what: what.to_owned(),
        };
        self.values.entry(place).or_default().insert(part);
        Some(())
    }
}

/// A name, without the quotes that a keyword has in SQL.
pub(super) fn name(written: &str) -> Option<String> {
    let bare = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(written);
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_name = !bare.is_empty() && bare.len() <= 63 && bare.bytes().all(is_part);
    is_name.then(|| bare.to_owned())
}
