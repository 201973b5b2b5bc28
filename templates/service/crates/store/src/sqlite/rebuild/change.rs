//! The words for what is to change in a table: a statement in, the table's name and the change out.

use crate::Error;
use crate::migration::{Dialect, Token, name_of, tokens};

/// A change of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sqlite) struct Change<'t> {
    pub(super) column: String,
    /// The column's name with its quotes, if it has any.
    pub(super) written: &'t str,
    pub(super) action: Action<'t>,
}

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action<'t> {
    Add(Content<'t>),
    Alter(Content<'t>),
    Drop,
}

/// What a column will be, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Content<'t> {
    /// Its type and constraints.
    pub(super) definition: &'t str,
    /// The value of each row, in terms of the old one.
    pub(super) value: &'t str,
}

/// What is still to be read.
struct Words<'w, 't> {
    statement: &'t str,
    rest: &'w [Token<'t>],
}

/// Reads one of:
///
/// ```sql
/// ALTER TABLE t ADD COLUMN name <definition> USING <expression>
/// ALTER TABLE t ALTER COLUMN name TYPE <definition> USING <expression>
/// ALTER TABLE t DROP COLUMN name
/// ```
///
/// The definition ends at the first `USING` outside of parentheses.
///
/// # Errors
/// [`Error::UnsoundMigration`] if it is anything else.
pub(in crate::sqlite) fn read(statement: &str) -> Result<(String, Change<'_>), Error> {
    let tokens = tokens(statement, Dialect::Sqlite);
    let code: Vec<Token<'_>> = tokens.filter(Token::is_code).collect();
    let mut words = Words {
        statement,
        rest: &code,
    };
    let read = words.change();
    read.filter(|_| words.rest.is_empty()).ok_or_else(|| {
        let line = statement.lines().next().unwrap_or_default();
        Error::UnsoundMigration {
            reason: format!("`{line}` is no statement that rebuilds a table"),
        }
    })
}

impl<'t> Words<'_, 't> {
    fn change(&mut self) -> Option<(String, Change<'t>)> {
        self.keyword("ALTER")?;
        self.keyword("TABLE")?;
        let table = name_of(&self.next()?)?;
        let verb = self.next()?;
        self.keyword("COLUMN")?;
        let name = self.next()?;
        let column = name_of(&name)?;
        let action = if verb.is_keyword("ADD") {
            Action::Add(self.content()?)
        } else if verb.is_keyword("ALTER") {
            self.keyword("TYPE")?;
            Action::Alter(self.content()?)
        } else if verb.is_keyword("DROP") {
            Action::Drop
        } else {
            return None;
        };
        let change = Change {
            column,
            written: name.text,
            action,
        };
        Some((table, change))
    }

    /// All that is left: a definition, `USING` and an expression.
    fn content(&mut self) -> Option<Content<'t>> {
        let words = std::mem::take(&mut self.rest);
        let mut depth = 0_i32;
        let using = words.iter().position(|word| {
            depth += i32::from(word.is_symbol("(")) - i32::from(word.is_symbol(")"));
            depth == 0 && word.is_keyword("USING")
        })?;
        Some(Content {
            definition: self.extent(&words[..using])?,
            value: self.extent(&words[using + 1..])?,
        })
    }

    /// The text of these words, which are not none, with what is between them.
    fn extent(&self, words: &[Token<'t>]) -> Option<&'t str> {
        self.statement
            .get(words.first()?.start..words.last()?.end())
    }

    fn keyword(&mut self, keyword: &str) -> Option<()> {
        self.next()?.is_keyword(keyword).then_some(())
    }

    fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Content, read};

    fn content<'t>(definition: &'t str, value: &'t str) -> Content<'t> {
        Content { definition, value }
    }

    #[test]
    fn each_change_is_read() {
        for (statement, table, column, action) in [
            (
                "ALTER TABLE t ADD COLUMN a TEXT NOT NULL USING lower(b)",
                "t",
                "a",
                Action::Add(content("TEXT NOT NULL", "lower(b)")),
            ),
            (
                "alter table \"the table\" add column \"a \"\"b\"\"\" TEXT using ''",
                "the table",
                "a \"b\"",
                Action::Add(content("TEXT", "''")),
            ),
            (
                "ALTER TABLE t ALTER COLUMN a TYPE INTEGER NOT NULL\n\
                 REFERENCES u (id) ON DELETE CASCADE -- why\n USING 1 -- one\n",
                "t",
                "a",
                Action::Alter(content(
                    "INTEGER NOT NULL\nREFERENCES u (id) ON DELETE CASCADE",
                    "1",
                )),
            ),
            (
                "ALTER TABLE t ADD COLUMN a TEXT DEFAULT ' USING ' CHECK (b USING c) USING ' USING '",
                "t",
                "a",
                Action::Add(content(
                    "TEXT DEFAULT ' USING ' CHECK (b USING c)",
                    "' USING '",
                )),
            ),
            ("ALTER TABLE t DROP COLUMN a", "t", "a", Action::Drop),
        ] {
            let (read_table, change) = read(statement).unwrap();
            assert_eq!(read_table, table, "{statement}");
            assert_eq!(change.column, column, "{statement}");
            assert_eq!(change.action, action, "{statement}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for statement in [
            "",
            "CREATE TABLE t (a)",
            "ALTER TABLE t RENAME TO u",
            "ALTER TABLE t ADD COLUMN a TEXT",
            "ALTER TABLE t ADD COLUMN a USING 1",
            "ALTER TABLE t ADD COLUMN a TEXT USING",
            "ALTER TABLE t ALTER COLUMN a SET NOT NULL USING a",
            "ALTER TABLE t DROP COLUMN a CASCADE",
            "ALTER TABLE 't' DROP COLUMN a",
        ] {
            let error = read(statement).unwrap_err().to_string();
            assert!(error.contains("no statement that rebuilds"), "{error}");
        }
    }
}
