//! What was renamed: the schema before comes in, and out of it comes the same schema by the names of now, with the changes
//! that make it so.

use super::change::Change;
use super::inside::Inside;
use super::known::{Known, KnownTable};
use super::values::RenamedPart;
use crate::names::{sql_ident, sql_name};
use crate::plan::schema::{Column, Schema, Table};

/// The schema before under the names of now.
pub(super) struct Followed<'a> {
    pub(super) known: Known,
    pub(super) changes: Vec<Change<'a>>,
    pub(super) clashes: Vec<Clash<'a>>,
    /// What was renamed inside of what columns hold.
    pub(super) parts: Vec<RenamedPart>,
}

impl Followed<'_> {
    /// Whether a table has the name of another one, so that the schema before and the one of now cannot be compared.
    pub(super) fn is_mixed_up(&self) -> bool {
        let mut clashes = self.clashes.iter();
        clashes.any(|clash| matches!(clash, Clash::Table(_)))
    }
}

/// A name that something else has already.
pub(super) enum Clash<'a> {
    Table(&'a Table),
    Column(&'a Table, &'a Column),
}

/// Follows all renames; `inside` are those in JSON.
pub(super) fn follow<'a>(known: Known, schema: &'a Schema, inside: &[RenamedPart]) -> Followed<'a> {
    let mut followed = Followed {
        known,
        changes: Vec::new(),
        clashes: Vec::new(),
        parts: Vec::new(),
    };
    let tables = followed.tables(schema);
    for table in &tables {
        followed.columns(table);
    }
    for table in &tables {
        followed.indexes(table);
        followed.inside(table, inside);
    }
    followed
}

impl<'a> Followed<'a> {
    /// Renames tables, and returns all of them in that order: one that frees a name goes before the one that takes it. Its
    /// indexes are called after it, and free their names as it does.
    fn tables(&mut self, schema: &'a Schema) -> Vec<&'a Table> {
        let mut done = Vec::new();
        let mut left: Vec<&Table> = schema.tables.iter().collect();
        loop {
            let (free, taken) = left
                .into_iter()
                .partition::<Vec<_>, _>(|table| self.table(table));
            left = taken;
            if free.is_empty() {
                break;
            }
            done.extend(free);
        }
        self.clashes.extend(left.iter().copied().map(Clash::Table));
        done.extend(left);
        done
    }

    /// The table that this one was before.
    fn before(&self, table: &Table) -> Option<String> {
        let before = table.of.before.as_ref();
        let of = &self.known.of;
        let known = before
            .and_then(|before| of.get(before))
            .or_else(|| of.get(&table.of.name));
        known.cloned()
    }

    /// Follows a table, unless another one has its name.
    fn table(&mut self, table: &'a Table) -> bool {
        let before = self.before(table);
        if before.as_ref() == Some(&table.name) {
            return true;
        }
        if self.known.tables.contains_key(&table.name) {
            return false;
        }
        if let Some(before) = before {
            self.changes.push(Change::RenameTable {
                from: before.clone(),
                to: table,
            });
            self.rename_table(&before, table);
        }
        true
    }

    fn rename_table(&mut self, from: &str, to: &'a Table) {
        let Some(table) = self.known.tables.remove(from) else {
            return;
        };
        for column in table.keys.keys() {
            self.changes.push(Change::RenameKey {
                table: to,
                from: sql_name(&[from, column, "fkey"]),
                to: sql_name(&[&to.name, column, "fkey"]),
            });
        }
        self.known.tables.insert(to.name.clone(), table);
        for other in self.known.tables.values_mut() {
            for key in other.keys.values_mut().filter(|key| key.table == from) {
                key.table.clone_from(&to.name);
            }
        }
        for of in self.known.of.values_mut().filter(|of| *of == from) {
            of.clone_from(&to.name);
        }
        let values = std::mem::take(&mut self.known.values);
        let renamed = values.into_iter().map(|((table, column), parts)| {
            let table = if table == from {
                to.name.clone()
            } else {
                table
            };
            ((table, column), parts)
        });
        self.known.values = renamed.collect();
    }

    fn columns(&mut self, table: &'a Table) {
        let Some(known) = self.known.tables.get(&table.name) else {
            return;
        };
        let mut renames = Vec::new();
        for (place, column) in table.columns.iter().enumerate() {
            let joined = known.joins.as_ref().and_then(|joins| joins.get(place));
            let Some(before) = column.before.as_ref().or(joined) else {
                continue;
            };
            if *before == column.name || !known.columns.contains_key(before) {
                continue;
            }
            if known.columns.contains_key(&column.name) {
                self.clashes.push(Clash::Column(table, column));
            } else {
                renames.push((before.clone(), column));
            }
        }
        for (from, column) in renames {
            self.rename_column(table, &from, column);
        }
    }

    fn rename_column(&mut self, table: &'a Table, from: &str, to: &'a Column) {
        let Some(known) = self.known.tables.get_mut(&table.name) else {
            return;
        };
        self.changes.push(Change::RenameColumn {
            table,
            from: from.to_owned(),
            to,
        });
        if rename_inside(known, from, &to.name) {
            self.changes.push(Change::RenameKey {
                table,
                from: sql_name(&[&table.name, from, "fkey"]),
                to: sql_name(&[&table.name, &to.name, "fkey"]),
            });
        }
        let place = (table.name.clone(), from.to_owned());
        if let Some(parts) = self.known.values.remove(&place) {
            let place = (table.name.clone(), to.name.clone());
            self.known.values.insert(place, parts);
        }
    }

    /// Fields and values in JSON.
    fn inside(&mut self, table: &'a Table, renamed: &[RenamedPart]) {
        for column in &table.columns {
            let place = (table.name.clone(), column.name.clone());
            let Some(parts) = self.known.values.get_mut(&place) else {
                continue;
            };
            let is_here =
                |it: &&RenamedPart| (&it.table, &it.column) == (&table.name, &column.name);
            let renamed: Vec<&RenamedPart> = renamed.iter().filter(is_here).collect();
            let inside = Inside::follow(parts, &renamed, &mut self.parts);
            self.changes.extend(inside.map(|inside| Change::Rewrite {
                table,
                column,
                to: inside.sql(&column.sql),
            }));
        }
    }

    /// Indexes that are the same but for their names.
    fn indexes(&mut self, table: &'a Table) {
        let Some(known) = self.known.tables.get_mut(&table.name) else {
            return;
        };
        for index in &table.indexes {
            if known.indexes.contains_key(&index.name) {
                continue;
            }
            let is_asked_for = |name: &str| table.indexes.iter().any(|it| it.name == name);
            let same = known.indexes.iter().find(|(name, other)| {
                (other.unique, &other.parts) == (index.unique, &index.parts) && !is_asked_for(name)
            });
            let Some(from) = same.map(|(name, _)| name.clone()) else {
                continue;
            };
            if let Some(same) = known.indexes.remove(&from) {
                known.indexes.insert(index.name.clone(), same);
            }
            self.changes.push(Change::RenameIndex {
                table,
                from,
                to: index,
            });
        }
    }
}

/// Renames a column wherever its table names it, and says whether it has a foreign key.
fn rename_inside(table: &mut KnownTable, from: &str, to: &str) -> bool {
    if let Some(column) = table.columns.remove(from) {
        table.columns.insert(to.to_owned(), column);
    }
    for joined in table.joins.iter_mut().flatten() {
        if joined == from {
            to.clone_into(joined);
        }
    }
    let (from_sql, to_sql) = (sql_ident(from), sql_ident(to));
    for index in table.indexes.values_mut() {
        let parts = index.parts.split(", ").map(|part| {
            if part == from_sql {
                to_sql.clone()
            } else if part == format!("({from_sql} IS NULL)") {
                format!("({to_sql} IS NULL)")
            } else {
                part.to_owned()
            }
        });
        index.parts = parts.collect::<Vec<_>>().join(", ");
    }
    let key = table.keys.remove(from);
    let is_key = key.is_some();
    table.keys.extend(key.map(|key| (to.to_owned(), key)));
    is_key
}
