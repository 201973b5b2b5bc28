//! What a migration does one after the other: its text in, parts with their marks out.

use super::tokens::{Dialect, Kind, tokens};
use crate::Error;

/// What a mark begins with.
const PREFIX: &str = "moguera:";

/// How a statement is applied that is not simply run with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Outside of any transaction.
    Alone,
    /// Again and again, until it affects no row.
    Batches,
    /// By making its table anew.
    Rebuild,
}

/// One marked statement, or all those between two of them, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'t> {
    pub(crate) mark: Option<Mark>,
    pub(crate) text: &'t str,
}

/// A statement, without the comments above it and the `;` behind it.
struct Statement {
    mark: Option<Mark>,
    start: usize,
    end: usize,
}

impl Mark {
    /// Reads what stands behind the prefix.
    fn read(word: &str, dialect: Dialect) -> Option<Mark> {
        match (word, dialect) {
            ("alone", Dialect::Postgres) => Some(Mark::Alone),
            ("batches", Dialect::Postgres) => Some(Mark::Batches),
            ("rebuild", Dialect::Sqlite) => Some(Mark::Rebuild),
            _ => None,
        }
    }
}

/// Takes a text apart. Statements without a mark stay together, so that the database alone decides
/// where those end that hold others, as triggers do.
///
/// # Errors
/// [`Error::UnsoundMigration`] if a mark is unknown, stands beside another or above nothing.
pub(crate) fn parts(text: &str, dialect: Dialect) -> Result<Vec<Part<'_>>, Error> {
    let mut joined: Vec<Statement> = Vec::new();
    for statement in statements(text, dialect)? {
        match joined.last_mut() {
            Some(last) if last.mark.is_none() && statement.mark.is_none() => {
                last.end = statement.end;
            }
            _ => joined.push(statement),
        }
    }
    let part = |statement: Statement| Part {
        mark: statement.mark,
        text: &text[statement.start..statement.end],
    };
    Ok(joined.into_iter().map(part).collect())
}

fn statements(text: &str, dialect: Dialect) -> Result<Vec<Statement>, Error> {
    let mut found = Vec::new();
    let mut mark = None;
    // Of the statement that has begun.
    let mut extent: Option<(usize, usize)> = None;
    for token in tokens(text, dialect) {
        if token.is_symbol(";") {
            found.extend(extent.take().map(|extent| (mark.take(), extent)));
        } else if token.is_code() {
            let (start, _) = extent.unwrap_or((token.start, 0));
            extent = Some((start, token.end()));
        } else if token.kind == Kind::LineComment && extent.is_none() {
            let is_line = text[..token.start].trim_end_matches([' ', '\t']);
            if is_line.is_empty() || is_line.ends_with('\n') {
                mark = read_mark(token.text, dialect, mark)?;
            }
        }
    }
    found.extend(extent.take().map(|extent| (mark.take(), extent)));
    if mark.is_some() {
        return Err(unsound("a mark stands above no statement"));
    }
    let statement = |(mark, (start, end))| Statement { mark, start, end };
    Ok(found.into_iter().map(statement).collect())
}

/// The mark of the statement below a comment, of which `above` is known.
fn read_mark(comment: &str, dialect: Dialect, above: Option<Mark>) -> Result<Option<Mark>, Error> {
    let comment = comment.trim_start_matches('-').trim();
    let Some(word) = comment.strip_prefix(PREFIX) else {
        return Ok(above);
    };
    if above.is_some() {
        return Err(unsound("a statement has two marks"));
    }
    let mark = Mark::read(word, dialect);
    let unknown = || unsound(&format!("`{comment}` is no mark of this database"));
    mark.map(Some).ok_or_else(unknown)
}

fn unsound(reason: &str) -> Error {
    Error::UnsoundMigration {
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Dialect::{self, Postgres, Sqlite};
    use super::{Mark, Part, parts};

    fn part(mark: impl Into<Option<Mark>>, text: &str) -> Part<'_> {
        let mark = mark.into();
        Part { mark, text }
    }

    #[test]
    fn statements_between_marks_stay_together() {
        let text = "\
-- 0007_words, by a program.

CREATE TABLE words (id BIGINT);
-- why this is so
INSERT INTO words VALUES (1); -- one; two

-- first this
  -- moguera:alone
-- and more
CREATE INDEX CONCURRENTLY words_id ON words (id);
--moguera:batches\r
UPDATE words SET id = 2;;
SELECT 1 -- the last
";
        let expected = [
            part(
                None,
                "CREATE TABLE words (id BIGINT);\n\
                 -- why this is so\n\
                 INSERT INTO words VALUES (1)",
            ),
            part(
                Mark::Alone,
                "CREATE INDEX CONCURRENTLY words_id ON words (id)",
            ),
            part(Mark::Batches, "UPDATE words SET id = 2"),
            part(None, "SELECT 1"),
        ];
        assert_eq!(parts(text, Postgres).unwrap(), expected);
    }

    #[test]
    fn a_mark_is_one_only_above_a_statement() {
        for text in [
            "INSERT INTO words VALUES ('a\n-- moguera:alone\n;'), ($$\n-- moguera:alone\n$$)",
            "SELECT 1 AS \"\n-- moguera:alone\n;\"",
            "SELECT 1,\n-- moguera:alone\n2",
            "/*\n-- moguera:alone\n*/ SELECT 1",
            "SELECT 1; -- moguera:alone\nSELECT 2",
            "-- not moguera:alone\nSELECT 1",
        ] {
            let found = parts(text, Postgres).unwrap();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].mark, None, "{text}");
        }
    }

    #[test]
    fn nothing_to_do_has_no_parts() {
        for text in ["", ";", "-- a comment", " ; /* ; */ ; "] {
            assert_eq!(parts(text, Sqlite).unwrap(), [], "{text}");
        }
    }

    #[test]
    fn marks_that_would_be_passed_over_are_refused() {
        let refused = |text, dialect: Dialect| parts(text, dialect).unwrap_err().to_string();
        for (text, dialect, expected) in [
            ("-- moguera:lone\nSELECT 1", Postgres, "`moguera:lone`"),
            (
                "-- moguera:rebuild\nSELECT 1",
                Postgres,
                "`moguera:rebuild`",
            ),
            ("-- moguera:alone\nSELECT 1", Sqlite, "`moguera:alone`"),
            ("-- moguera:rebuild now\nSELECT 1", Sqlite, "rebuild now"),
            ("SELECT 1;\n-- moguera:rebuild\n", Sqlite, "no statement"),
            (
                "-- moguera:alone\n-- moguera:batches\nSELECT 1",
                Postgres,
                "two marks",
            ),
        ] {
            let error = refused(text, dialect);
            assert!(error.contains(expected), "{error}");
        }
    }
}
