//! A table as it is: its name in, the pieces of its definition out, which can be changed and put
//! together again.
//!
//! The pieces are those of the text that SQLite keeps, so nothing of it is lost that this program
//! does not know.

use rusqlite::{Connection, OptionalExtension};

use super::change::{Action, Change, Content};
use super::quoted;
use crate::Error;
use crate::migration::{Dialect, Token, name_of, tokens};

const DEFINITION: &str = "SELECT name, sql FROM sqlite_schema
    WHERE type = 'table' AND name = ?1 COLLATE NOCASE";

/// The columns by their order; those that are computed are hidden in one way or another.
const COLUMNS: &str = "SELECT name, hidden <> 0 FROM pragma_table_xinfo(?1) ORDER BY cid";

/// What a definition begins with that is not a column's.
const CONSTRAINTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/// The definition of a table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    constraints: Vec<Constraint>,
    /// What stands behind the parentheses, as `STRICT`.
    options: String,
}

/// A column of a table, and what its rows have in it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// The name as it is written, type and constraints.
    definition: String,
    /// An expression over the old row.
    pub(super) value: String,
}

#[derive(Clone, Debug)]
struct Constraint {
    text: String,
    /// The column, if it is a foreign key of this one alone.
    key_of: Option<String>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// [`Error::UnsoundMigration`] if there is no such table, or one that cannot be made anew as it
    /// is.
    pub(super) fn read(connection: &Connection, name: &str) -> Result<Table, Error> {
        let found = connection
            .query_row(DEFINITION, [name], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((name, sql)): Option<(String, String)> = found else {
            return Err(unsound(format!("there is no table `{name}` to rebuild")));
        };
        let columns = columns(connection, &name)?;
        let names = columns.iter().map(|(name, _)| name);
        let table = parse(name.clone(), &sql);
        // What was read is believed only if SQLite reads the same.
        let is_same = |table: &Table| names.eq(table.columns.iter().map(|column| &column.name));
        table.filter(is_same).ok_or_else(|| {
            unsound(format!(
                "the definition of `{name}` is none that can be rebuilt without loss"
            ))
        })
    }

    /// The table as it should be.
    ///
    /// # Errors
    /// [`Error::UnsoundMigration`] if a change does not fit the table, or another change.
    pub(super) fn changed(&self, changes: &[Change<'_>]) -> Result<Table, Error> {
        let mut table = self.clone();
        for (at, change) in changes.iter().enumerate() {
            let is_same = |other: &Change<'_>| other.column.eq_ignore_ascii_case(&change.column);
            if changes[..at].iter().any(is_same) {
                let column = &change.column;
                return Err(unsound(format!(
                    "column `{column}` of `{}` is changed twice in one rebuild",
                    self.name
                )));
            }
            table.apply(change)?;
        }
        Ok(table)
    }

    fn apply(&mut self, change: &Change<'_>) -> Result<(), Error> {
        let mut columns = self.columns.iter();
        let at = columns.position(|column| column.name.eq_ignore_ascii_case(&change.column));
        match (change.action, at) {
            (Action::Add(content), None) => self.columns.push(Column::new(change, content)),
            (Action::Alter(content), Some(at)) => {
                self.columns[at] = Column::new(change, content);
            }
            (Action::Drop, Some(at)) => drop(self.columns.remove(at)),
            (Action::Add(_), Some(_)) => return Err(self.unfit("has already a", change)),
            (_, None) => return Err(self.unfit("has no", change)),
        }
        // What a column refers to is a part of its definition, wherever it is written.
        self.constraints.retain(|constraint| {
            let key_of = constraint.key_of.as_ref();
            !key_of.is_some_and(|column| column.eq_ignore_ascii_case(&change.column))
        });
        Ok(())
    }

    /// The statement that makes the table under a name.
    pub(super) fn create(&self, name: &str) -> String {
        let columns = self.columns.iter().map(|column| &column.definition);
        let constraints = self.constraints.iter().map(|constraint| &constraint.text);
        let lines: Vec<&str> = columns.chain(constraints).map(String::as_str).collect();
        let lines = lines.join(",\n    ");
        format!("CREATE TABLE {name} (\n    {lines}\n) {}", self.options)
    }

    fn unfit(&self, has: &str, change: &Change<'_>) -> Error {
        let column = &change.column;
        unsound(format!("table `{}` {has} column `{column}`", self.name))
    }
}

impl Column {
    fn new(change: &Change<'_>, content: Content<'_>) -> Column {
        Column {
            name: change.column.clone(),
            definition: format!("{} {}", change.written, content.definition),
            value: format!("({})", content.value),
        }
    }
}

/// The names of columns that rows have values in.
pub(super) fn stored_columns(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let columns = columns(connection, table)?.into_iter();
    let stored = columns.filter(|(_, is_computed)| !is_computed);
    Ok(stored.map(|(name, _)| name).collect())
}

/// The columns as SQLite sees them, and which of them are computed.
fn columns(connection: &Connection, table: &str) -> Result<Vec<(String, bool)>, Error> {
    let mut statement = connection.prepare(COLUMNS)?;
    let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

/// Takes `CREATE TABLE name (columns, constraints) options` apart, which SQLite keeps without
/// `IF NOT EXISTS` and the like. `None` for a virtual table, and for one that counts its keys: it
/// would forget how far it was.
fn parse(name: String, sql: &str) -> Option<Table> {
    let words: Vec<Token<'_>> = tokens(sql, Dialect::Sqlite)
        .filter(Token::is_code)
        .collect();
    let [create, table, named, rest @ ..] = words.as_slice() else {
        return None;
    };
    let is_counting = |word: &Token<'_>| word.is_keyword("AUTOINCREMENT");
    let is_table = create.is_keyword("CREATE") && table.is_keyword("TABLE");
    if !is_table || name_of(named)? != name || rest.iter().any(is_counting) {
        return None;
    }
    let (items, options) = items(rest)?;
    let mut table = Table {
        name,
        columns: Vec::new(),
        constraints: Vec::new(),
        options: text_of(sql, options).to_owned(),
    };
    for item in items {
        let first = item.first()?;
        if CONSTRAINTS.iter().any(|word| first.is_keyword(word)) {
            let (text, key_of) = (text_of(sql, item).to_owned(), key_of(item));
            table.constraints.push(Constraint { text, key_of });
        } else {
            let name = name_of(first)?;
            let value = quoted(&name);
            let definition = text_of(sql, item).to_owned();
            table.columns.push(Column {
                name,
                definition,
                value,
            });
        }
    }
    Some(table)
}

/// What stands between the commas of the first parentheses, and what stands behind them.
fn items<'w, 't>(words: &'w [Token<'t>]) -> Option<(Vec<&'w [Token<'t>]>, &'w [Token<'t>])> {
    let (open, words) = words.split_first()?;
    let mut depth = i32::from(open.is_symbol("("));
    let mut items = Vec::new();
    let mut begin = 0;
    for (at, word) in words.iter().enumerate() {
        depth += i32::from(word.is_symbol("(")) - i32::from(word.is_symbol(")"));
        if depth == 0 || (depth == 1 && word.is_symbol(",")) {
            items.push(&words[begin..at]);
            begin = at + 1;
        }
        if depth == 0 {
            return Some((items, &words[begin..]));
        }
    }
    None
}

/// The column of `[CONSTRAINT name] FOREIGN KEY (column) REFERENCES …`.
fn key_of(constraint: &[Token<'_>]) -> Option<String> {
    let named = constraint.first()?.is_keyword("CONSTRAINT");
    match &constraint[if named { 2 } else { 0 }..] {
        [foreign, key, open, column, close, ..]
            if foreign.is_keyword("FOREIGN")
                && key.is_keyword("KEY")
                && open.is_symbol("(")
                && close.is_symbol(")") =>
        {
            name_of(column)
        }
        _ => None,
    }
}

/// The text of these words with what is between them.
fn text_of<'s>(sql: &'s str, words: &[Token<'_>]) -> &'s str {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => &sql[first.start..last.end()],
        _ => "",
    }
}

fn unsound(reason: String) -> Error {
    Error::UnsoundMigration { reason }
}
