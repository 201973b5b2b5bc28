//! A few rows for every table of a schema: the facts that a lock file keeps go in, statements come out. Keys point to rows
//! that are there, what is unique is different in each row, and what may be NULL is so in one of them.

use std::collections::{BTreeMap, BTreeSet};

/// How many rows a table has, where nothing unique says fewer.
const ROWS: usize = 3;

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// A row of `items` with what every row has; columns and values are those of SQL.
pub(super) fn item(dialect: Dialect, columns: &str, values: &str) -> String {
    let (id, now) = match dialect {
        Dialect::Sqlite => ("x'018f4e1c7d2a7c3b9a510123456789ab'", "0"),
        Dialect::Postgres => ("'018f4e1c-7d2a-7c3b-9a51-0123456789ab'", "now()"),
    };
    format!(
        "INSERT INTO items (id, created_at, updated_at, version, {columns}) VALUES ({id}, {now}, {now}, 1, {values});"
    )
}

/// A schema as far as rows need it.
#[derive(Default)]
pub(super) struct Tables {
    /// By name.
    pub(super) columns: BTreeMap<String, Vec<Column>>,
    /// The table that a column of a table points to.
    pub(super) keys: BTreeMap<(String, String), String>,
    values: BTreeMap<(String, String), Vec<String>>,
    unique: Vec<(String, String)>,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) may_be_null: bool,
}

impl Tables {
    pub(super) fn read(facts: &BTreeSet<String>) -> Self {
        let mut tables = Tables::default();
        for fact in facts {
            tables.take(fact);
        }
        tables
    }

    fn take(&mut self, fact: &str) {
        let words: Vec<&str> = fact.split(' ').collect();
        match words.as_slice() {
            ["column", table, name, ..] => {
                let column = Column {
                    name: (*name).to_owned(),
                    may_be_null: !fact.contains(" NOT NULL"),
                };
                self.columns
                    .entry((*table).to_owned())
                    .or_default()
                    .push(column);
            }
            ["key", table, column, "->", target, ..] => {
                let column = column.trim_matches('"');
                let place = ((*table).to_owned(), column.to_owned());
                self.keys.insert(place, target.trim_matches('"').to_owned());
            }
            ["value", path, what @ ..] => {
                if let Some((table, column)) = path.split_once('.') {
                    let place = (table.to_owned(), column.to_owned());
                    self.values.entry(place).or_default().push(what.join(" "));
                }
            }
            ["index", table, "unique", _, parts @ ..] => {
                let parts = parts.join(" ");
                let parts = parts.trim_matches(['(', ')']).to_owned();
                self.unique.push(((*table).to_owned(), parts));
            }
            _ => {}
        }
    }

    /// What a column holds: `enum`, `decimal 2`, `key`.
    pub(super) fn kind(&self, table: &str, column: &str) -> &str {
        if column == "id" {
            return "key";
        }
        let place = (table.to_owned(), column.to_owned());
        let told = self.values.get(&place).into_iter().flatten();
        let mut told = told
            .map(String::as_str)
            .filter(|it| !it.starts_with("= ") && !it.starts_with("by "));
        told.next().unwrap_or(match column {
            "version" | "position" => "int64",
            _ => "key",
        })
    }

    /// The values of an enum.
    pub(super) fn values(&self, table: &str, column: &str) -> Vec<&str> {
        let place = (table.to_owned(), column.to_owned());
        let told = self.values.get(&place).into_iter().flatten();
        told.filter_map(|it| it.strip_prefix("= ")).collect()
    }

    /// So many that what is unique differs in each.
    fn rows(&self, table: &str) -> usize {
        let unique = self.unique.iter().filter(|(of, _)| of == table);
        let most = unique.map(|(_, parts)| {
            let column = parts.trim_matches('"');
            match self.kind(table, column) {
                "boolean" => 2,
                "enum" => self.values(table, column).len(),
                _ => ROWS,
            }
        });
        most.min().unwrap_or(ROWS).min(ROWS)
    }

    /// Statements that insert all rows.
    pub(super) fn inserts(&self, dialect: Dialect) -> String {
        let mut text = String::new();
        // The tables may point at each other in any order.
        if dialect == Dialect::Postgres {
            text.push_str("SET LOCAL session_replication_role = replica;\n");
        }
        for (table, columns) in &self.columns {
            let names: Vec<String> = columns.iter().map(|it| quoted(&it.name)).collect();
            for row in 0..self.rows(table) {
                let values = columns.iter();
                let values: Vec<String> = values
                    .map(
                        |column| match column.may_be_null && is_empty(&column.name, row) {
                            true => "NULL".to_owned(),
                            false => self.value((table, &column.name), row, dialect),
                        },
                    )
                    .collect();
                text.push_str(&format!(
                    "INSERT INTO {} ({}) VALUES ({});\n",
                    quoted(table),
                    names.join(", "),
                    values.join(", ")
                ));
            }
        }
        text
    }

    fn value(&self, (table, column): (&str, &str), row: usize, dialect: Dialect) -> String {
        let is_sqlite = dialect == Dialect::Sqlite;
        match self.kind(table, column) {
            "boolean" if is_sqlite => (row % 2).to_string(),
            "boolean" => (row % 2 == 1).to_string().to_uppercase(),
            "float64" => format!("{row}.5"),
            "text" => format!("'it''s {row}; so'"),
            "enum" => {
                let values = self.values(table, column);
                format!("'{}'", values[row % values.len()])
            }
            "bytes" if is_sqlite => format!("X'0{row}'"),
            "bytes" => format!("'\\x0{row}'::bytea"),
            "datetime" if is_sqlite => (1_767_225_600_000_000_i64 + row as i64).to_string(),
            "datetime" => format!("'2026-01-01T00:00:00.00000{row}Z'"),
            "date" => format!("'2026-01-0{}'", row + 1),
            "array" => "'[]'".to_owned(),
            "object" | "map" | "union" => "'{}'".to_owned(),
            "uuid" => uuid("value", row, dialect),
            "key" => self.key((table, column), row, dialect),
            _ => (row + 1).to_string(),
        }
    }

    /// The row's own key, or that of a row which is there.
    fn key(&self, (table, column): (&str, &str), row: usize, dialect: Dialect) -> String {
        let place = (table.to_owned(), column.to_owned());
        match self.keys.get(&place) {
            Some(target) => uuid(target, row.min(self.rows(target).max(1) - 1), dialect),
            None => uuid(table, row, dialect),
        }
    }
}

/// One row in three, another one for each column.
fn is_empty(column: &str, row: usize) -> bool {
    column.bytes().map(usize::from).sum::<usize>() % ROWS == row
}

/// Always the same for a table and a row.
fn uuid(of: &str, row: usize, dialect: Dialect) -> String {
    let hash = of.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let number = (u128::from(hash) << 64) | row as u128;
    match dialect {
        Dialect::Sqlite => format!("X'{number:032x}'"),
        Dialect::Postgres => format!("'{number:032x}'::uuid"),
    }
}

/// Whatever the word is.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}
