//! What rows hold after a migration, said of what they held before: expressions over the tables as they were, beside columns
//! as they are. The database that has gone through the migration is asked for both.

use super::rows::{Dialect, quoted};
use super::versions::Version;
use moguera::plan::schema::{Column, Fill, Sql, Table};
use std::collections::BTreeSet;

/// What of a value that no row may have any more stands in place of it: what its rows hold now is not known.
pub(super) const LOST: &str = "(lost)";

/// Columns, and what they have to hold.
#[derive(Debug)]
pub(super) struct Kept {
    /// Table and expressions over its rows.
    before: (String, Vec<Sql>),
    after: (String, Vec<String>),
    /// How the one comes of the other, of each column.
    pub(super) how: Vec<How>,
}

/// How a column came to hold what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// Nothing of it is other than before, but the name perhaps.
    Same,
    /// It was NULL in some rows, and must not be so any more.
    Required,
    /// Values of an enum are called otherwise, or are gone.
    Values,
    /// The language converts it by itself.
    Converted,
    /// The design says what it is instead of what it was.
    Replaced,
    /// It is new and has a value.
    Filled,
    /// It is new and has none.
    Empty,
}

/// All of them.
pub(super) const HOW: &[How] = &[
    How::Same,
    How::Required,
    How::Values,
    How::Converted,
    How::Replaced,
    How::Filled,
    How::Empty,
];

/// What a column holds, and how it came to it.
type Held = (Sql, How);

impl Kept {
    /// What the migrator is to read before and after.
    pub(super) fn reads(&self, dialect: Dialect) -> [(String, Vec<String>); 2] {
        let (table, expressions) = &self.before;
        let expressions = expressions.iter().map(|sql| match dialect {
            Dialect::Sqlite => sql.sqlite.clone(),
            Dialect::Postgres => sql.postgres.clone(),
        });
        [(table.clone(), expressions.collect()), self.after.clone()]
    }
}

/// Columns of which it is known what they hold: of an entity each by itself, of pairs all together.
pub(super) fn kept(before: &Version, after: &Version) -> Vec<Kept> {
    let mut kept = Vec::new();
    for table in &after.schema.tables {
        let Some(old_table) = name_before(before, table) else {
            continue;
        };
        if points_elsewhere((before, &old_table), (after, table)) {
            continue;
        }
        let columns = table.columns.iter().filter_map(|column| {
            let held = held((before, &old_table), (after, table), column)?;
            Some((quoted(&column.name), held))
        });
        let columns: Vec<(String, Held)> = columns.collect();
        let is_entity = table.columns.iter().any(|it| it.name == "id");
        let groups = columns.chunks(if is_entity { 1 } else { columns.len().max(1) });
        kept.extend(groups.map(|group| {
            let key = is_entity.then(|| quoted("id"));
            let keys = key.iter().map(|key| alike(key.clone()));
            let expressions = group.iter().map(|(_, (sql, _))| sql.clone());
            let names = group.iter().map(|(name, _)| name.clone());
            Kept {
                before: (quoted(&old_table), keys.chain(expressions).collect()),
                after: (
                    quoted(&table.name),
                    key.iter().cloned().chain(names).collect(),
                ),
                how: group.iter().map(|(_, (_, how))| *how).collect(),
            }
        }));
    }
    kept
}

/// What a column of a table that stays has to hold.
fn held(
    (before, old_table): (&Version, &String),
    (after, table): (&Version, &Table),
    column: &Column,
) -> Option<Held> {
    let old = &before.tables.columns[old_table];
    let names = [column.before.as_ref(), Some(&column.name)];
    let mut names = names.into_iter().flatten();
    let name = names.find(|name| old.iter().any(|it| it.name == **name));
    let name = match name {
        Some(name) => name,
        None if table.is_of_relation() => paired((before, old_table), (after, table), column)?,
        None => return added(column),
    };
    let places = [
        (before, old_table.as_str(), name.as_str()),
        (after, table.name.as_str(), column.name.as_str()),
    ];
    let (sql, how) = followed(places, column)?;
    let may_be_null = old.iter().any(|it| it.name == **name && it.may_be_null);
    match (&column.fill, is_required(column) && may_be_null) {
        (Some(fill), true) if how != How::Replaced => {
            let fill = fill.sql();
            let value = Sql {
                sqlite: format!("coalesce({}, {})", sql.sqlite, fill.sqlite),
                postgres: format!("coalesce({}, {})", sql.postgres, fill.postgres),
            };
            let how = if how == How::Same { How::Required } else { how };
            Some((as_stored(&value, column), how))
        }
        _ if how == How::Same => Some((sql, how)),
        _ => Some((as_stored(&sql, column), how)),
    }
}

/// The key of pairs that pointed to the same entity, which was called otherwise.
fn paired<'b>(
    (before, old_table): (&'b Version, &String),
    (after, table): (&Version, &Table),
    column: &Column,
) -> Option<&'b String> {
    let key = table
        .foreign_keys
        .iter()
        .find(|key| key.column == column.sql)?;
    let target = after.schema.tables.iter().find(|it| it.sql == key.table)?;
    let target = name_before(before, target)?;
    let mut keys = before
        .tables
        .keys
        .iter()
        .filter(|((of, _), to)| of == old_table && **to == target);
    let ((_, name), _) = keys.next()?;
    keys.next().is_none().then_some(name)
}

/// A column that was not there.
fn added(column: &Column) -> Option<Held> {
    match &column.fill {
        Some(Fill::Now(_)) => None,
        Some(fill) => Some((as_stored(fill.sql(), column), How::Filled)),
        None => Some((alike("NULL".to_owned()), How::Empty)),
    }
}

/// What becomes of the values of a column that stays, which is where it was and where it is.
fn followed(places: [(&Version, &str, &str); 2], column: &Column) -> Option<Held> {
    let [from, into] = places.map(|(version, table, name)| version.tables.kind(table, name));
    let [before, after] = places.map(|(version, table, name)| told_of(version, (table, name)));
    let name = quoted(places[0].2);
    match &column.fill {
        _ if before == after => Some((alike(name), How::Same)),
        Some(Fill::Expression(_)) if (from, into) == ("enum", "enum") => None,
        _ if (from, into) == ("enum", "enum") => Some((values(places, column), How::Values)),
        _ if from == into => None,
        fill => match (converted(&name, from, into), fill) {
            (Some(sql), _) => Some((sql, How::Converted)),
            (None, Some(Fill::Expression(sql))) => Some((sql.clone(), How::Replaced)),
            (None, _) => None,
        },
    }
}

/// Each value by its name of now.
fn values([before, after]: [(&Version, &str, &str); 2], column: &Column) -> Sql {
    let now = after.0.tables.values(after.1, after.2);
    let cases = before.0.tables.values(before.1, before.2).into_iter();
    let cases = cases.map(|old| {
        let mut renamed = column.renamed_values.iter();
        let new = match renamed.find(|(_, from)| from == old) {
            Some((new, _)) => new,
            None if now.contains(&old) => old,
            None => LOST,
        };
        format!(" WHEN '{old}' THEN '{new}'")
    });
    let cases: String = cases.collect();
    alike(format!("CASE {}{cases} END", quoted(before.2)))
}

/// Where the language says what a value of one kind is as another.
fn converted(name: &str, from: &str, into: &str) -> Option<Sql> {
    if let (Some(from), Some(into)) = (digits(from), into.strip_prefix("decimal ")) {
        let more = into.parse::<u32>().ok()?.checked_sub(from)?;
        return Some(alike(format!("{name} * {}", 10_i64.pow(more))));
    }
    let sql = match (from, into) {
        ("int32", "int64" | "float64") | ("enum", "text") => alike(name.to_owned()),
        ("int32" | "int64", "text") => alike(format!("{name} || ''")),
        ("boolean", "text") => alike(format!(
            "CASE {name} WHEN true THEN 'true' WHEN false THEN 'false' END"
        )),
        ("uuid", "text") => Sql {
            sqlite: hyphenated(name),
            postgres: format!("{name}::text"),
        },
        ("date", "datetime") => Sql {
            sqlite: format!("CAST(strftime('%s', {name}) AS INTEGER) * 1000000"),
            postgres: format!("({name} || 'T00:00:00Z')::timestamptz"),
        },
        _ => return None,
    };
    Some(sql)
}

/// Digits behind the point that are stored.
fn digits(kind: &str) -> Option<u32> {
    match kind {
        "int32" | "int64" => Some(0),
        _ => kind.strip_prefix("decimal ")?.parse().ok(),
    }
}

/// The bytes of an id as people write it, on SQLite.
fn hyphenated(name: &str) -> String {
    let part = |(from, length)| format!("substr(lower(hex({name})), {from}, {length})");
    let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)].map(part);
    format!("iif({name} IS NULL, NULL, {})", parts.join(" || '-' || "))
}

/// The value as a column of this type shows it.
fn as_stored(sql: &Sql, column: &Column) -> Sql {
    let bare = |ty: &str| {
        let (ty, _) = ty.split_once(" COLLATE").unwrap_or((ty, ""));
        ty.replace(" NOT NULL", "")
    };
    Sql {
        sqlite: format!("CAST({} AS {})", sql.sqlite, bare(&column.sqlite)),
        postgres: format!("CAST({} AS {})", sql.postgres, bare(&column.postgres)),
    }
}

fn is_required(column: &Column) -> bool {
    column.sqlite.contains("NOT NULL")
}

/// The same on both databases.
fn alike(sql: String) -> Sql {
    Sql {
        sqlite: sql.clone(),
        postgres: sql,
    }
}

/// Whether the pairs of a relation both ways were of other entities, so that they go.
fn points_elsewhere(
    (before, old_table): (&Version, &String),
    (after, table): (&Version, &Table),
) -> bool {
    let pointed = before.tables.keys.iter();
    let pointed = pointed.filter(|((of, _), _)| of == old_table);
    let pointed: BTreeSet<Option<String>> = pointed.map(|(_, to)| Some(to.clone())).collect();
    let points = table.foreign_keys.iter().map(|key| {
        let mut tables = after.schema.tables.iter();
        name_before(before, tables.find(|table| table.sql == key.table)?)
    });
    table.is_of_relation() && pointed != points.collect()
}

/// The table of the same entity or relation.
fn name_before(before: &Version, table: &Table) -> Option<String> {
    let names = [table.of.before.as_ref(), Some(&table.of.name)];
    names.into_iter().flatten().find_map(|name| {
        let told = [format!("entity {name} "), format!("joined {name} ")];
        let rest = before
            .facts
            .iter()
            .find_map(|fact| told.iter().find_map(|it| fact.strip_prefix(it)));
        rest?.split(' ').next().map(str::to_owned)
    })
}

/// All that facts say of a column, but for its name.
fn told_of(version: &Version, (table, column): (&str, &str)) -> Vec<String> {
    let column_fact = format!("column {table} {column} ");
    let value = format!("value {table}.{column}");
    let key = format!("key {table} {} -> ", column);
    let strip = |fact: &String| {
        if let Some(rest) = fact.strip_prefix(&column_fact) {
            // Whether it may be null says nothing of what it holds.
            return Some(rest.replace(" NOT NULL", ""));
        }
        if fact.starts_with(&key) {
            return Some("key".to_owned());
        }
        let rest = fact.strip_prefix(&value)?;
        rest.starts_with([' ', '.', '[', '{', ':'])
            .then(|| rest.to_owned())
    };
    version.facts.iter().filter_map(strip).collect()
}
