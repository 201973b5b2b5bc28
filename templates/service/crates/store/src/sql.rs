//! One statement: pieces of text and values in, a text with `$n` placeholders and its values out.

use std::fmt::{self, Write};

use crate::{Error, Value};

/// A statement and the values of its placeholders.
///
/// Placeholders are `$1`, `$2`, … on both databases; each stands for one value, may be repeated and
/// may stand in any order. Values never become part of the text.
#[derive(Clone)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

/// Bytes that most texts grow by at most, so that they are not moved while they grow.
const ROOM: usize = 256;

impl Sql {
    /// Begins a statement, or is all of one that has no values.
    #[must_use]
    pub fn new(text: &str) -> Sql {
        let mut sql = Sql {
            text: String::with_capacity(text.len() + ROOM),
            values: Vec::new(),
        };
        sql.text.push_str(text);
        sql
    }

    /// A whole statement whose text already has its placeholders: `$1` is the first value.
    #[must_use]
    pub fn with_values(text: &str, values: impl Into<Vec<Value>>) -> Sql {
        Sql {
            text: text.to_owned(),
            values: values.into(),
        }
    }

    /// Appends text as it is. It must come from the program, never from a request.
    pub fn push(&mut self, text: &str) -> &mut Sql {
        self.text.push_str(text);
        self
    }

    /// Appends a placeholder for this value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Sql {
        self.values.push(value.into());
        self.placeholder(self.values.len());
        self
    }

    fn placeholder(&mut self, number: usize) {
        // Writing to a text cannot fail.
        let _ = write!(self.text, "${number}");
    }

    /// Appends `($1, $2, …)`, the right side of `IN`, for these values.
    ///
    /// The list is padded to the next power of two by repeating its last value, so that lists of
    /// many lengths share few texts and few prepared statements. An empty list becomes `(NULL)`,
    /// which no value is `IN`; `NOT IN` it is not true either, so ask beforehand. Both databases
    /// take lists of 10,000 values.
    pub fn bind_all<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Sql {
        let first = self.values.len();
        self.values.extend(values.into_iter().map(Into::into));
        let count = self.values.len() - first;
        let Some(last) = self.values[first..].last().cloned() else {
            return self.push("(NULL)");
        };
        self.values.resize(first + count.next_power_of_two(), last);
        for index in first..self.values.len() {
            self.text.push_str(if index == first { "(" } else { ", " });
            self.placeholder(index + 1);
        }
        self.push(")")
    }

    /// The text as it is sent to the database.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The values: that of `$1` first.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Refuses values that cannot be stored.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.values.iter().try_for_each(Value::check)
    }
}

/// The text and the kinds of the values: contents may be secret.
impl fmt::Debug for Sql {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {:?}", self.text, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::Sql;

    #[test]
    fn placeholders_are_numbered_across_pieces() {
        let mut sql = Sql::new("SELECT a FROM t WHERE b = ");
        sql.bind(1).push(" AND c IN ").bind_all([2, 3, 4]);
        sql.push(" AND d = ").bind("x");
        assert_eq!(
            sql.text(),
            "SELECT a FROM t WHERE b = $1 AND c IN ($2, $3, $4, $5) AND d = $6"
        );
        assert_eq!(sql.values()[4], sql.values()[3]);
    }

    #[test]
    fn an_empty_list_matches_nothing() {
        let mut sql = Sql::new("SELECT a FROM t WHERE b IN ");
        sql.bind_all(Vec::<i64>::new());
        assert_eq!(sql.text(), "SELECT a FROM t WHERE b IN (NULL)");
        assert!(sql.values().is_empty());
    }

    #[test]
    fn debug_shows_no_content() {
        let sql = Sql::with_values("SELECT $1", ["hunter2".into()]);
        assert_eq!(format!("{sql:?}"), "SELECT $1 [text]");
    }
}
