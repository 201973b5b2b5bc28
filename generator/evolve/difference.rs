//! Two schemas come in, the one before under the names of now; what has to be changed comes out, what would be lost, and
//! what no row could follow.

use super::change::Change;
use super::kept;
use super::known::{Known, KnownTable};
use crate::plan::schema::{Column, Fill, Index, Schema, Table};
use std::collections::BTreeSet;

/// What stands between two schemas.
#[derive(Debug, Default)]
pub(super) struct Difference<'a> {
    pub(super) changes: Vec<Change<'a>>,
    pub(super) losses: Vec<Loss<'a>>,
    pub(super) obstacles: Vec<Obstacle<'a>>,
    /// Indexes that rows which exist may keep from being made.
    pub(super) doubtful: Vec<(&'a Table, &'a Index)>,
    /// Columns of which the design says another expression than the one that rows have got their value by.
    pub(super) unused: Vec<(&'a Table, &'a Column)>,
}

/// What rows hold and would hold no more.
#[derive(Debug)]
pub(super) enum Loss<'a> {
    Table {
        name: String,
        /// What the design called it.
        of: Option<String>,
        /// New tables with columns of the same names.
        like: Vec<&'a Table>,
    },
    Column {
        table: &'a Table,
        name: String,
        /// New columns of the same kind.
        like: Vec<&'a Column>,
    },
    /// All pairs of a relation both ways, because one side points to rows of another table now.
    Pairs {
        table: &'a Table,
        /// The table before.
        from: String,
    },
    /// A part of what a column holds, which nobody reads any more.
    Part {
        table: &'a Table,
        column: &'a Column,
        path: String,
    },
    /// A value of an enum, in place of which rows get another one, or none.
    Value(GoneValue<'a>),
}

/// A value of an enum that there is no more.
#[derive(Debug)]
pub(super) struct GoneValue<'a> {
    pub(super) table: &'a Table,
    pub(super) column: &'a Column,
    pub(super) value: String,
    /// Values that are new.
    pub(super) like: Vec<String>,
}

/// Which value rows need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    /// One may do for all of them.
    Any,
    /// No two may have the same.
    ItsOwn,
}

/// What rows that exist already could not follow.
#[derive(Debug)]
pub(super) enum Obstacle<'a> {
    /// They need a value.
    NeedsValue {
        table: &'a Table,
        column: &'a Column,
        needed: Needed,
    },
    /// They would all get the same where no two may have the same.
    AllTheSame { table: &'a Table, index: &'a Index },
    /// What they hold could not be read.
    Unreadable(&'a Table, &'a Column),
    /// They point to rows of another table.
    PointsElsewhere {
        table: &'a Table,
        column: &'a Column,
        /// The table before.
        from: String,
    },
    /// They have a value of an enum in place of which there is none.
    NoOtherValue(GoneValue<'a>),
}

/// Finds everything.
pub(super) fn difference<'a>(known: &Known, wanted: &Known, schema: &'a Schema) -> Difference<'a> {
    let mut difference = Difference::default();
    for table in &schema.tables {
        match known.tables.get(&table.name) {
            None => difference.changes.push(Change::CreateTable(table)),
            Some(before) => {
                difference.columns(known, wanted, (table, before));
                difference.indexes(table, before);
            }
        }
    }
    difference.dropped_columns(known, schema);
    difference.dropped_tables(known, schema);
    difference
}

impl<'a> Difference<'a> {
    /// Leaves out what is so only because something that would be lost is pointed to.
    pub(super) fn without_consequences(&mut self) {
        let tables = self.losses.iter().filter_map(|loss| match loss {
            Loss::Table { name, .. } => Some(name.clone()),
            _ => None,
        });
        let lost: BTreeSet<String> = tables.collect();
        self.obstacles.retain(|obstacle| {
            !matches!(obstacle, Obstacle::PointsElsewhere { from, .. } if lost.contains(from))
        });
        self.losses
            .retain(|loss| !matches!(loss, Loss::Pairs { from, .. } if lost.contains(from)));
    }

    /// Whether a rename inside of a column is of no use, because each row gets another value.
    pub(super) fn converts(&self, change: &Change<'_>) -> bool {
        let Change::Rewrite { table, column, .. } = change else {
            return false;
        };
        self.changes.iter().any(|change| match change {
            Change::AlterColumn(it) => {
                it.conversion.is_some()
                    && (&it.table.name, &it.column.name) == (&table.name, &column.name)
            }
            _ => false,
        })
    }

    fn columns(
        &mut self,
        known: &Known,
        wanted: &Known,
        (table, before): (&'a Table, &KnownTable),
    ) {
        for column in &table.columns {
            let place = (table.name.clone(), column.name.clone());
            let Some(stored) = before.columns.get(&column.name) else {
                self.add((table, before), column);
                continue;
            };
            let compared = kept::Compared {
                table,
                before,
                column,
                stored,
                key: before.keys.get(&column.name),
                parts: (known.values.get(&place), wanted.values.get(&place)),
            };
            compared.compare(self);
        }
    }

    fn add(&mut self, (table, before): (&'a Table, &KnownTable), column: &'a Column) {
        if is_required(column) && column.fill.is_none() {
            self.obstacles.push(Obstacle::NeedsValue {
                table,
                column,
                needed: needed(table, before, column),
            });
        }
        self.changes.push(Change::AddColumn { table, column });
    }

    fn indexes(&mut self, table: &'a Table, before: &KnownTable) {
        for index in &table.indexes {
            let same = before
                .indexes
                .get(&index.name)
                .is_some_and(|known| (known.unique, &known.parts) == (index.unique, &index.parts));
            if same {
                continue;
            }
            if before.indexes.contains_key(&index.name) {
                self.changes.push(Change::DropIndex(index.name.clone()));
            }
            if index.unique && all_get_the_same(table, before, index) {
                self.obstacles.push(Obstacle::AllTheSame { table, index });
            } else if index.unique && !is_told_apart(table, before, index) {
                self.doubtful.push((table, index));
            }
            self.changes.push(Change::AddIndex { table, index });
        }
        let gone = before
            .indexes
            .keys()
            .filter(|name| !table.indexes.iter().any(|index| index.name == **name));
        self.changes
            .extend(gone.map(|name| Change::DropIndex(name.clone())));
    }

    fn dropped_columns(&mut self, known: &Known, schema: &'a Schema) {
        for table in &schema.tables {
            let Some(before) = known.tables.get(&table.name) else {
                continue;
            };
            let gone = before.columns.iter();
            let gone = gone.filter(|(name, _)| !table.columns.iter().any(|it| it.name == **name));
            for (name, stored) in gone {
                let is_like = |column: &&Column| {
                    !before.columns.contains_key(&column.name)
                        && kind(&column.sqlite) == kind(&stored.sqlite)
                        && kind(&column.postgres) == kind(&stored.postgres)
                        && column.name != "version"
                };
                self.losses.push(Loss::Column {
                    table,
                    name: name.clone(),
                    like: table.columns.iter().filter(is_like).collect(),
                });
                self.changes.push(Change::DropColumn {
                    table,
                    column: name.clone(),
                    is_key: before.keys.contains_key(name),
                });
            }
        }
    }

    fn dropped_tables(&mut self, known: &Known, schema: &'a Schema) {
        let is_gone = |name: &str| !schema.tables.iter().any(|table| table.name == name);
        for (name, before) in known.tables.iter().filter(|(name, _)| is_gone(name)) {
            let is_like =
                |table: &&Table| !known.tables.contains_key(&table.name) && is_like(table, before);
            let of = known.of.iter().find(|(_, table)| *table == name);
            self.losses.push(Loss::Table {
                name: name.clone(),
                of: of.map(|(of, _)| of.clone()),
                like: schema.tables.iter().filter(is_like).collect(),
            });
            self.changes.push(Change::DropTable(name.clone()));
        }
    }
}

/// Whether a column is never null.
pub(super) fn is_required(column: &Column) -> bool {
    column.sqlite.ends_with(NOT_NULL)
}

/// The type alone.
pub(super) fn kind(definition: &str) -> &str {
    definition.strip_suffix(NOT_NULL).unwrap_or(definition)
}

const NOT_NULL: &str = " NOT NULL";

/// Whether a column that comes with the index, and is empty in all rows, tells them apart.
fn is_told_apart(table: &Table, before: &KnownTable, index: &Index) -> bool {
    let is_empty = |column: &&Column| {
        !before.columns.contains_key(&column.name)
            && column.fill.is_none()
            && index.columns.contains(&column.name)
    };
    table.columns.iter().any(|column| is_empty(&column))
}

/// Whether all columns of an index come with it, and each has one value for all rows.
fn all_get_the_same(table: &Table, before: &KnownTable, index: &Index) -> bool {
    let columns = columns_of(table, index);
    let mut new = columns.map(|it| !before.columns.contains_key(&it.name) && has_one_value(it));
    new.all(|is_so| is_so)
}

fn columns_of<'a>(table: &'a Table, index: &Index) -> impl Iterator<Item = &'a Column> {
    let columns = table.columns.iter();
    columns.filter(|column| index.columns.contains(&column.name))
}

/// Whether rows that exist all get the same.
pub(super) fn has_one_value(column: &Column) -> bool {
    matches!(column.fill, Some(Fill::Constant(_) | Fill::Now(_)))
}

/// Which value rows need in a column.
pub(super) fn needed(table: &Table, before: &KnownTable, column: &Column) -> Needed {
    match told_apart_by(table, before, column) {
        Some(_) => Needed::ItsOwn,
        None => Needed::Any,
    }
}

/// A unique index of which nothing but this column would tell rows apart that have no value in it.
pub(super) fn told_apart_by<'a>(
    table: &'a Table,
    before: &KnownTable,
    column: &Column,
) -> Option<&'a Index> {
    let is_same = |other: &Column| {
        let is_new = !before.columns.contains_key(&other.name);
        let needs_one = is_required(other) && other.fill.is_none();
        other.name == column.name || is_new && (needs_one || has_one_value(other))
    };
    let mut unique = table.indexes.iter().filter(|index| index.unique);
    unique
        .find(|index| index.columns.contains(&column.name) && columns_of(table, index).all(is_same))
}

/// Columns that every table of an entity has.
const EVERYWHERE: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// Whether at least half of the columns of the table before are in a new one.
fn is_like(table: &Table, before: &KnownTable) -> bool {
    let own = |name: &&String| !EVERYWHERE.contains(&name.as_str());
    let names: Vec<&String> = before.columns.keys().filter(own).collect();
    let is_there = |name: &&&String| table.columns.iter().any(|column| column.name == ***name);
    let shared = names.iter().filter(is_there).count();
    table.is_of_relation() == before.joins.is_some() && shared * 2 >= names.len().max(1)
}
