//! SQL in string literals: a literal goes in, where it names a table or column that is gone comes out.

use super::{Stored, words};
use std::collections::BTreeSet;
use std::ops::Range;

/// How statements begin.
const VERBS: [&str; 5] = ["delete", "insert", "select", "update", "with"];

/// A string literal that looks like SQL.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Where its text is in the source.
    pub(super) range: Range<usize>,
    /// The text as it is written, with blanks in place of escapes.
    text: String,
}

impl Statement {
    /// A literal as it is written in the source at an offset, quotes included, if it begins as a statement does.
    pub(super) fn of(literal: &str, start: usize) -> Option<Self> {
        let is_raw = literal.starts_with('r');
        let quoted = literal.trim_start_matches('r').trim_matches('#');
        let written = quoted.strip_prefix('"')?.strip_suffix('"')?;
        let start = start + literal.find('"')? + 1;
        let text = match is_raw {
            true => written.to_owned(),
            false => without_escapes(written),
        };
        let (_, verb) = words(&text).next()?;
        let is_verb = VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb));
        is_verb.then(|| Statement {
            range: start..start + written.len(),
            text,
        })
    }

    /// Where it names what is gone, in the source, and what that is. A column counts where its table is named, too.
    pub(super) fn mentions(&self, gone: &[&Stored]) -> Vec<(usize, String)> {
        let named: BTreeSet<&str> = words(&self.text).map(|(_, word)| word).collect();
        let named_table = |gone: &&&Stored| named.contains(gone.table.as_str());
        let mut found = Vec::new();
        for gone in gone.iter().filter(named_table) {
            let (name, what) = match &gone.column {
                Some(column) => (column, format!("{}.{column}", gone.table)),
                None => (&gone.table, format!("table {}", gone.table)),
            };
            let places = words(&self.text).filter(|(_, word)| word == name);
            found.extend(places.map(|(at, _)| (self.range.start + at, what.clone())));
        }
        found
    }
}

/// `\n` and the like are blanks to SQL, and no part of a name behind them. Every offset stays.
fn without_escapes(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(' ');
        // Only ASCII is ever escaped.
        text.extend(rest.next().map(|_| ' '));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(table: &str, column: Option<&str>) -> Stored {
        Stored {
            table: table.to_owned(),
            column: column.map(str::to_owned),
        }
    }

    #[test]
    fn begins_with_a_verb() {
        for literal in [
            r#""SELECT 1""#,
            r#""\n  with x AS (y)""#,
            r##"r#"delete from x"#"##,
        ] {
            let statement = Statement::of(literal, 0).expect(literal);
            assert_eq!(statement.text.len(), statement.range.len(), "{literal}");
        }
        for literal in [
            r#""selected""#,
            r#""title""#,
            "/// Delete it.",
            r#"b"SELECT""#,
            r#""""#,
        ] {
            assert_eq!(Statement::of(literal, 0), None, "{literal}");
        }
    }

    #[test]
    fn names_are_whole_words_beside_their_table() {
        let title = stored("articles", Some("title"));
        let table = stored("drafts", None);
        let found = |literal: &str| {
            let statement = Statement::of(literal, 7).expect("a statement");
            statement.mentions(&[&title, &table])
        };
        let told = found(r#""SELECT a.subtitle,\na.title FROM articles a""#);
        assert_eq!(told, [(30, "articles.title".to_owned())]);
        assert_eq!(found(r#""SELECT title FROM pages""#), []);
        let told = found(r##"r#"SELECT title FROM drafts"#"##);
        assert_eq!(told, [(28, "table drafts".to_owned())]);
    }
}
