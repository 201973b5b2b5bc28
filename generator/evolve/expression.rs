//! What an expression of a `backfill` asks for: its text comes in, the columns that it names come out, and what it does
//! that no row by itself has a value of.

use sqlparser::ast::{Expr, Function, FunctionArguments, Ident, ObjectName, Query, Visit, Visitor};
use sqlparser::dialect::{Dialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Which database reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Sqlite,
    Postgres,
}

impl Reader {
    fn dialect(self) -> &'static dyn Dialect {
        match self {
            Reader::Sqlite => &SQLiteDialect {},
            Reader::Postgres => &PostgreSqlDialect {},
        }
    }
}

/// What is known of an expression.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Expression {
    /// Columns of the row itself.
    pub(super) columns: BTreeSet<String>,
    /// Names inside of queries, which may be columns of the row or of what is queried.
    pub(super) asked: BTreeSet<String>,
    /// Tables that it queries.
    pub(super) tables: BTreeSet<String>,
    /// A function over many rows, by its name.
    pub(super) over_rows: Option<String>,
}

impl Expression {
    /// Reads the text; `None` if it has what the parser does not know: databases know more than any parser.
    pub(super) fn read(text: &str, reader: Reader) -> Option<Expression> {
        let mut parser = Parser::new(reader.dialect()).try_with_sql(text).ok()?;
        let expression = parser.parse_expr().ok()?;
        let mut found = Found {
            reader,
            depth: 0,
            expression: Expression::default(),
        };
        match expression.visit(&mut found) {
            ControlFlow::Continue(()) => Some(found.expression),
            ControlFlow::Break(never) => match never {},
        }
    }

    /// Whether it asks other rows.
    pub(super) fn has_query(&self) -> bool {
        !self.tables.is_empty()
    }
}

struct Found {
    reader: Reader,
    /// How many queries it is inside of.
    depth: usize,
    expression: Expression,
}

/// Nothing ends the visit early.
#[derive(Debug)]
enum Never {}

impl Visitor for Found {
    type Break = Never;

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<Never> {
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<Never> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<Never> {
        let name = relation.0.last().and_then(|part| part.as_ident());
        self.expression.tables.extend(name.map(own));
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Never> {
        match expr {
            Expr::Identifier(name) => self.named(name),
            Expr::CompoundIdentifier(names) => {
                names.last().into_iter().for_each(|it| self.named(it))
            }
            Expr::Function(function) if self.depth == 0 && self.is_over_rows(function) => {
                let name = function.name.to_string();
                self.expression.over_rows.get_or_insert(name);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Found {
    fn named(&mut self, name: &Ident) {
        let is_value = name.quote_style.is_none() && WORDS.contains(&own(name).as_str());
        let names = match self.depth {
            0 if is_value => return,
            0 => &mut self.expression.columns,
            _ => &mut self.expression.asked,
        };
        names.insert(own(name));
    }

    fn is_over_rows(&self, function: &Function) -> bool {
        let name = function.name.to_string().to_ascii_lowercase();
        let is_of_one = || match &function.args {
            FunctionArguments::List(list) => list.args.len() == 1,
            FunctionArguments::None | FunctionArguments::Subquery(_) => false,
        };
        let is_either = EXTREMES.contains(&name.as_str());
        let is_extreme = is_either && (self.reader == Reader::Postgres || is_of_one());
        function.over.is_some() || is_extreme || AGGREGATES.contains(&name.as_str())
    }
}

/// A name as the databases fold it.
fn own(name: &Ident) -> String {
    match name.quote_style {
        Some(_) => name.value.clone(),
        None => name.value.to_ascii_lowercase(),
    }
}

/// Words that are values, or that SQLite knows in every table.
const WORDS: [&str; 12] = [
    "true",
    "false",
    "null",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "rowid",
    "oid",
    "ctid",
];

/// With one argument they are over rows; on SQLite several make them the least or the greatest of these.
const EXTREMES: [&str; 2] = ["max", "min"];

/// <https://sqlite.org/lang_aggfunc.html>, and table 9.60 of PostgreSQL's manual as far as names go that somebody would
/// write here.
const AGGREGATES: [&str; 22] = [
    "avg",
    "count",
    "group_concat",
    "json_group_array",
    "json_group_object",
    "jsonb_group_array",
    "jsonb_group_object",
    "median",
    "string_agg",
    "sum",
    "total",
    "array_agg",
    "bit_and",
    "bit_or",
    "bool_and",
    "bool_or",
    "every",
    "json_agg",
    "json_object_agg",
    "jsonb_agg",
    "jsonb_object_agg",
    "any_value",
];

#[cfg(test)]
mod tests {
    use super::{Expression, Reader};

    fn read(text: &str) -> [Expression; 2] {
        [Reader::Sqlite, Reader::Postgres]
            .map(|reader| Expression::read(text, reader).unwrap_or_else(|| panic!("{text}")))
    }

    fn columns(text: &str) -> Vec<String> {
        let [sqlite, postgres] = read(text);
        assert_eq!(sqlite, postgres, "{text}");
        sqlite.columns.into_iter().collect()
    }

    #[test]
    fn columns_are_found_and_nothing_else() {
        assert_eq!(columns("length(title) + 1"), ["title"]);
        assert_eq!(
            columns("coalesce(\"order\", '\"no\"', Notes.Body)"),
            ["body", "order"]
        );
        assert_eq!(
            columns("CASE WHEN a > 1 THEN 'b' ELSE lower(c) END"),
            ["a", "c"]
        );
        assert_eq!(columns("CAST(price AS INTEGER) * 100"), ["price"]);
        assert_eq!(columns("true"), [""; 0]);
        assert_eq!(columns("CURRENT_TIMESTAMP"), [""; 0]);
    }

    #[test]
    fn what_one_database_alone_knows_is_read() {
        let read = |text, reader| {
            Expression::read(text, reader).map(|it| it.columns.into_iter().collect())
        };
        assert_eq!(
            read("title::int8", Reader::Postgres),
            Some(vec![String::from("title")])
        );
        let epoch = "extract(epoch FROM at AT TIME ZONE 'UTC')";
        assert_eq!(
            read(epoch, Reader::Postgres),
            Some(vec![String::from("at")])
        );
        let parts = "json_object('x', a ->> 'x')";
        assert_eq!(read(parts, Reader::Sqlite), Some(vec![String::from("a")]));
        assert_eq!(
            read("name GLOB 'a*'", Reader::Sqlite),
            Some(vec![String::from("name")])
        );
    }

    #[test]
    fn queries_are_apart() {
        for expression in read("(SELECT max(c.at) FROM comments c WHERE c.note_id = notes.id)") {
            assert!(expression.columns.is_empty(), "{expression:?}");
            assert!(expression.asked.contains("note_id"), "{expression:?}");
            assert!(expression.tables.contains("comments"), "{expression:?}");
            assert_eq!(expression.over_rows, None);
        }
    }

    #[test]
    fn functions_over_rows_are_found() {
        for text in [
            "max(version) + 1",
            "count(*)",
            "sum(a) OVER ()",
            "1 + coalesce(total(a), 0)",
        ] {
            for expression in read(text) {
                assert!(expression.over_rows.is_some(), "{text}");
            }
        }
        let [sqlite, _] = read("max(a, 0)");
        assert_eq!(sqlite.over_rows, None);
    }
}
