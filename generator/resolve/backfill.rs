//! What rows that exist already get: a value like a default, or an expression that is one in SQL.

use super::types::TypeValues;
use super::{codes, literal, seed};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::schema::{self, Text};

/// What is written, as a value of this kind.
pub(super) fn backfill(
    written: &schema::Backfill,
    value: &ir::Value,
    types: TypeValues<'_>,
    found: &mut Diagnostics,
) -> Option<ir::Backfill> {
    match written {
        schema::Backfill::Literal(written) => {
            let read = literal::literal(value, written, types, found)?;
            seed::of_literal(&read, &value.shape, written.span(), found)?;
            Some(ir::Backfill::Literal(read))
        }
        schema::Backfill::Sql {
            sqlite, postgres, ..
        } => Some(ir::Backfill::Sql {
            sqlite: expression(sqlite, found)?,
            postgres: expression(postgres, found)?,
        }),
    }
}

/// One expression on one line, which ends where it seems to: it stands in a statement between others.
fn expression(written: &Text, found: &mut Diagnostics) -> Option<String> {
    let text = written.value.trim();
    let Err(wrong) = Scan::of(text) else {
        return Some(text.to_owned());
    };
    found.push(
        Diagnostic::new(codes::BACKFILL, written.span, wrong)
            .help("write one expression over columns of the row, such as `length(body)`"),
    );
    None
}

/// What has been opened and not closed.
#[derive(Default)]
struct Scan {
    depth: usize,
    quote: Option<char>,
}

impl Scan {
    /// Goes through an expression.
    fn of(text: &str) -> Result<(), &'static str> {
        let mut scan = Scan::default();
        let mut before = ' ';
        for character in text.chars() {
            scan.step(before, character)?;
            before = character;
        }
        match scan {
            _ if text.is_empty() => Err("the expression is empty"),
            Scan { quote: Some(_), .. } => Err("a quote is not closed"),
            Scan { depth: 1.., .. } => Err("a parenthesis is not closed"),
            Scan { .. } => Ok(()),
        }
    }

    fn step(&mut self, before: char, character: char) -> Result<(), &'static str> {
        if character.is_control() {
            return Err("an expression has one line");
        }
        if character == '\\' {
            return Err("a backslash means something else on each database");
        }
        if let Some(quote) = self.quote {
            if character == quote {
                self.quote = None;
            }
            return Ok(());
        }
        match (before, character) {
            (_, ';') => return Err("`;` ends a statement"),
            (_, '$' | '`' | '[') => return Err("only `'text'` and `\"name\"` are quoted"),
            ('-', '-') | ('/', '*') => return Err("a comment hides what follows"),
            (_, '\'' | '"') => self.quote = Some(character),
            (_, '(') => self.depth += 1,
            (_, ')') => {
                let depth = self.depth.checked_sub(1);
                self.depth = depth.ok_or("a parenthesis is closed that was not opened")?;
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn an_expression_ends_where_it_seems_to() {
        for right in [
            "0",
            "length(body)",
            "'it''s; --'",
            "coalesce(\"order\", '/*')",
            "a - -1",
        ] {
            assert_eq!(Scan::of(right), Ok(()), "{right}");
        }
        let wrong = [
            "",
            "1; DROP TABLE users",
            "1 --",
            "a /* b",
            "(1",
            "1)",
            "'a",
            "\"a",
            "$$a$$",
            "E'\\''",
            "a\nb",
        ];
        for wrong in wrong {
            assert!(Scan::of(wrong).is_err(), "{wrong}");
        }
    }
}
