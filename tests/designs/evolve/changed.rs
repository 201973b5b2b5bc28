//! Attributes that hold another kind of value from now on, where only the team can tell what each row gets: the line that a
//! refusal tells is written, with an expression in place of its `…`, and rows go through the migration on both databases.

use super::migrator::Migrator;
use super::rows::{Dialect, item};
use super::ways::{design, followed, found, jobs, refused};
use std::collections::BTreeSet;

/// Something that is the same on both databases, or of each.
type Both = (&'static str, &'static str);

struct Change {
    from: &'static str,
    /// What a row holds, as SQL.
    held: Both,
    to: &'static str,
    /// What it gets; of columns that are called `c`.
    expression: Both,
    /// What is read of it then.
    holds: Both,
}

const fn alike(sql: &'static str) -> Both {
    (sql, sql)
}

const CHANGES: &[Change] = &[
    Change {
        from: "string",
        held: alike("'12'"),
        to: "int32",
        expression: alike("CAST(c AS INTEGER)"),
        holds: alike("12"),
    },
    Change {
        from: "string",
        held: alike("'true'"),
        to: "boolean",
        expression: alike("c = 'true'"),
        holds: ("1", "true"),
    },
    Change {
        from: "{ type: string, optional: true }",
        held: alike("'1.25'"),
        to: "{ type: decimal, scale: 2, optional: true }",
        expression: alike("CAST(CAST(c AS NUMERIC) * 100 AS BIGINT)"),
        holds: alike("125"),
    },
    Change {
        from: "{ type: string, optional: true }",
        held: alike("NULL"),
        to: "{ type: datetime, optional: true }",
        expression: ("unixepoch(c) * 1000000", "c::timestamptz"),
        holds: alike("NULL"),
    },
    Change {
        from: "string",
        held: alike("'tiny'"),
        to: "{ enum: [small, large] }",
        expression: alike("CASE c WHEN 'tiny' THEN 'small' ELSE 'large' END"),
        holds: ("'small'", "small"),
    },
    Change {
        from: "{ enum: [small, large, huge] }",
        held: alike("'huge'"),
        to: "{ enum: [small, large] }",
        expression: alike("CASE c WHEN 'huge' THEN 'large' ELSE c END"),
        holds: ("'large'", "large"),
    },
    Change {
        from: "{ enum: [on, off] }",
        held: alike("'on'"),
        to: "boolean",
        expression: alike("c = 'on'"),
        holds: ("1", "true"),
    },
    Change {
        from: "int64",
        held: alike("4000000007"),
        to: "int32",
        expression: alike("CAST(c % 1000 AS INTEGER)"),
        holds: alike("7"),
    },
    Change {
        from: "float64",
        held: alike("2.25"),
        to: "{ type: decimal, scale: 1, index: true }",
        expression: alike("CAST(round(c * 10) AS BIGINT)"),
        holds: ("23", "22"),
    },
    Change {
        from: "{ type: decimal, scale: 3 }",
        held: alike("12345"),
        to: "{ type: decimal, scale: 1 }",
        expression: alike("c / 100"),
        holds: alike("123"),
    },
    Change {
        from: "boolean",
        held: alike("true"),
        to: "int32",
        expression: alike("CASE WHEN c THEN 1 ELSE 0 END"),
        holds: alike("1"),
    },
    Change {
        from: "datetime",
        held: ("1767225600000000", "'2026-01-01T00:00:00Z'"),
        to: "date",
        expression: (
            "date(c / 1000000, 'unixepoch')",
            "(c AT TIME ZONE 'UTC')::date",
        ),
        holds: ("'2026-01-01'", "2026-01-01"),
    },
    Change {
        from: "date",
        held: alike("'2026-01-01'"),
        to: "string",
        expression: alike("CAST(c AS TEXT)"),
        holds: ("'2026-01-01'", "2026-01-01"),
    },
    Change {
        from: "\"string[]\"",
        held: alike("'[\"a\"]'"),
        to: "string",
        expression: ("c ->> 0", "c::jsonb ->> 0"),
        holds: ("'a'", "a"),
    },
];

#[test]
fn what_each_row_gets_is_what_the_expression_says() {
    let before = lines(|change| change.from.to_owned());
    let before = design(&before);
    let facts = followed(&before, &BTreeSet::new()).facts;
    let told = refused(&design(&lines(|change| change.to.to_owned())), &facts);
    let after: Vec<String> = (CHANGES.iter().enumerate())
        .map(|(number, change)| way(&told, number, change))
        .collect();
    let after = design(&after);
    let columns: Vec<String> = (0..CHANGES.len())
        .map(|number| format!("f{number}"))
        .collect();
    let migrator = Migrator::build();
    for dialect in migrator.dialects() {
        let of = |both: Both| match dialect {
            Dialect::Sqlite => both.0,
            Dialect::Postgres => both.1,
        };
        let held: Vec<&str> = CHANGES.iter().map(|change| of(change.held)).collect();
        let names = format!("name, {}", columns.join(", "));
        let row = item(dialect, &names, &format!("'One', {}", held.join(", ")));
        let outcomes = migrator.run(dialect, &jobs(&before, &after, &row, columns.clone()));
        let [read, schema, wanted] = found(&outcomes, &after);
        assert_eq!(schema, wanted, "{dialect:?}\n{after}");
        for (number, change) in CHANGES.iter().enumerate() {
            let what = format!("{dialect:?}, {} to {}", change.from, change.to);
            assert_eq!(read[0][number], of(change.holds), "{what}");
        }
    }
}

fn lines(of: impl Fn(&Change) -> String) -> Vec<String> {
    let numbered = CHANGES.iter().enumerate();
    numbered
        .map(|(number, change)| format!("f{number}: {}", of(change)))
        .collect()
}

/// The line that is told for an attribute, with its expression.
fn way(told: &str, number: usize, change: &Change) -> String {
    let name = format!("f{number}");
    let start = format!("= help: say what each row gets: `{name}: ");
    let mut lines = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix(&start));
    let line = lines.next().unwrap_or_else(|| panic!("{name}\n{told}"));
    let line = line.strip_suffix('`').expect("it is marked as code");
    assert!(line.contains("backfill: { sql: \"…\" }"), "{line}");
    let [sqlite, postgres] =
        [change.expression.0, change.expression.1].map(|it| of_column(it, &name));
    let expression = match sqlite == postgres {
        true => format!("sql: \"{sqlite}\""),
        false => format!("sqlite: \"{sqlite}\", postgres: \"{postgres}\""),
    };
    format!("{name}: {}", line.replace("sql: \"…\"", &expression))
}

/// The expression over a column of this name.
fn of_column(expression: &str, name: &str) -> String {
    let words = expression.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let named = words.map(|word| match word.strip_prefix('c') {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            format!("{name}{rest}")
        }
        _ => word.to_owned(),
    });
    named.collect()
}
