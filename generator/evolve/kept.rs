//! A column that stays: how it is kept before and now comes in; what changes about it comes out.

use super::change::{Change, ColumnChange, Kept, Key, Null};
use super::conversion::{Conversion, conversion};
use super::difference::{
    Difference, GoneValue, Loss, Obstacle, has_one_value, is_required, kind, needed, told_apart_by,
};
use super::facts;
use super::known::{KnownColumn, KnownKey, KnownTable, Part};
use super::values::NEEDS;
use crate::names::sql_ident;
use crate::plan::schema::{Column, Fill, Sql, Table};
use crate::print::sql_string;
use std::collections::BTreeSet;

/// A column before and now.
pub(super) struct Compared<'a, 'k> {
    pub(super) table: &'a Table,
    pub(super) before: &'k KnownTable,
    pub(super) column: &'a Column,
    pub(super) stored: &'k KnownColumn,
    pub(super) key: Option<&'k KnownKey>,
    /// What it held and what it holds, as far as either is known.
    pub(super) parts: (Option<&'k BTreeSet<Part>>, Option<&'k BTreeSet<Part>>),
}

/// What becomes of the values.
enum Values {
    /// They are read as they are.
    Stay,
    /// They are written anew.
    Convert(Sql),
    /// Nobody could read them.
    Unreadable,
}

impl<'a> Compared<'a, '_> {
    /// Adds what is different.
    pub(super) fn compare(&self, to: &mut Difference<'a>) {
        let key = self.key();
        let Some(conversion) = self.conversion(key, to) else {
            return;
        };
        let gives_each = conversion.is_some() && conversion.as_ref() == self.expression();
        let null = match self.null(to) {
            Null::Refused(_) if gives_each => Null::Converted,
            null => null,
        };
        let change = ColumnChange {
            table: self.table,
            column: self.column,
            conversion,
            null,
            key,
        };
        let is_used = gives_each || matches!(change.null, Null::Refused(_));
        if self.expression().is_some() && !self.stored.used.is_empty() && !is_used {
            to.unused.push((self.table, self.column));
        }
        if change.is_change() {
            to.changes.push(Change::AlterColumn(change));
        }
    }

    /// How values are written anew, if they are; `None` if nobody could tell.
    fn conversion(&self, key: Key<'_>, to: &mut Difference<'a>) -> Option<Option<Sql>> {
        let (table, column) = (self.table, self.column);
        let obstacle = match (self.values(to), self.expression()) {
            (Values::Convert(sql), _) => return Some(Some(sql)),
            (Values::Stay, _) if !matches!(key, Key::Moved(_)) => return Some(None),
            (Values::Stay | Values::Unreadable, Some(sql)) => return Some(Some(sql.clone())),
            (Values::Stay, None) if table.is_of_relation() => {
                self.clear(to);
                return Some(None);
            }
            (Values::Stay, None) => Obstacle::PointsElsewhere {
                table,
                column,
                from: self.target(),
            },
            (Values::Unreadable, None) => Obstacle::Unreadable(table, column),
        };
        to.obstacles.push(obstacle);
        None
    }

    /// What the design says that each row gets, if no migration has used it yet.
    fn expression(&self) -> Option<&Sql> {
        match &self.column.fill {
            Some(Fill::Expression(sql)) => {
                (!self.stored.used.contains(&facts::told_by(sql))).then_some(sql)
            }
            _ => None,
        }
    }

    /// The table that it pointed to.
    fn target(&self) -> String {
        self.key.map(|key| key.table.clone()).unwrap_or_default()
    }

    /// Pairs point to nothing any more.
    fn clear(&self, to: &mut Difference<'a>) {
        to.losses.push(Loss::Pairs {
            table: self.table,
            from: self.target(),
        });
        to.changes.push(Change::Clear(self.table));
    }

    fn values(&self, to: &mut Difference<'a>) -> Values {
        let is_other_type = kind(&self.column.sqlite) != kind(&self.stored.sqlite)
            || kind(&self.column.postgres) != kind(&self.stored.postgres);
        let (Some(before), Some(now)) = self.parts else {
            // Keys and the version are of one kind only.
            return match is_other_type {
                true => Values::Unreadable,
                false => Values::Stay,
            };
        };
        let (Some(from), Some(into)) = (kind_of(before), kind_of(now)) else {
            return Values::Unreadable;
        };
        if from != into {
            if let Some(sql) = self.expression() {
                return Values::Convert(sql.clone());
            }
            return match conversion(&self.column.name, from, into) {
                Some(Conversion::Alike) => Values::Stay,
                Some(Conversion::By(sql)) => Values::Convert(sql),
                None => Values::Unreadable,
            };
        }
        match from {
            "enum" => self.enum_values((before, now), to),
            _ => self.inside((before, now), to),
        }
    }

    /// Values of an enum that are gone: renamed, or replaced by what new rows get.
    fn enum_values(
        &self,
        (before, now): (&BTreeSet<Part>, &BTreeSet<Part>),
        to: &mut Difference<'a>,
    ) -> Values {
        let gone = before.difference(now);
        let gone: Vec<&str> = gone
            .filter_map(|part| part.what.strip_prefix("= "))
            .collect();
        let renamed = &self.column.renamed_values;
        let is_renamed = |value: &&str| renamed.iter().any(|(_, from)| from == value);
        if let (false, Some(sql)) = (gone.iter().all(is_renamed), self.expression()) {
            return Values::Convert(sql.clone());
        }
        let like = self.new_values(before, now);
        for value in gone {
            if let Some((new, _)) = renamed.iter().find(|(_, from)| from == value) {
                let new = sql_string(new);
                self.replace((value, Kept::Renamed), alike(&new), to);
                continue;
            }
            let instead = match &self.column.fill {
                Some(Fill::Constant(sql) | Fill::Now(sql)) => Some(sql.clone()),
                Some(Fill::Expression(_)) | None if !is_required(self.column) => {
                    Some(alike("NULL"))
                }
                Some(Fill::Expression(_)) | None => None,
            };
            let gone = GoneValue {
                table: self.table,
                column: self.column,
                value: value.to_owned(),
                like: like.clone(),
            };
            let Some(instead) = instead else {
                to.obstacles.push(Obstacle::NoOtherValue(gone));
                continue;
            };
            self.replace((value, Kept::Lost), instead, to);
            to.losses.push(Loss::Value(gone));
        }
        Values::Stay
    }

    /// Values that were not there by any name.
    fn new_values(&self, before: &BTreeSet<Part>, now: &BTreeSet<Part>) -> Vec<String> {
        let renamed = &self.column.renamed_values;
        let new = now.difference(before);
        let new = new.filter_map(|part| part.what.strip_prefix("= "));
        new.filter(|value| !renamed.iter().any(|(new, _)| new == value))
            .map(str::to_owned)
            .collect()
    }

    fn replace(&self, (from, kept): (&str, Kept), with: Sql, to: &mut Difference<'a>) {
        to.changes.push(Change::ReplaceValue {
            table: self.table,
            column: self.column,
            from: from.to_owned(),
            to: with,
            kept,
        });
    }

    /// Objects, arrays and maps: their parts may become more; what is gone is not read any more.
    fn inside(
        &self,
        (before, now): (&BTreeSet<Part>, &BTreeSet<Part>),
        to: &mut Difference<'a>,
    ) -> Values {
        let has_path = |path: &str| now.iter().any(|part| part.path == path);
        let gone = before.difference(now).filter(|part| part.what != NEEDS);
        let (changed, unread): (Vec<&Part>, Vec<&Part>) =
            gone.partition(|part| has_path(&part.path));
        let is_missing = |part: &&Part| {
            let (object, _) = part.path.rsplit_once('.').unwrap_or_default();
            let in_object =
                |other: &Part| other.path == object && matches!(other.what.as_str(), "object");
            part.what == NEEDS && before.iter().any(in_object)
        };
        if !changed.is_empty() || now.difference(before).any(|part| is_missing(&part)) {
            return Values::Unreadable;
        }
        let is_first = |path: &str| {
            let above = path.rfind(['.', '[', '{', ':']).map(|end| &path[..end]);
            above.is_none_or(&has_path)
        };
        let paths: BTreeSet<&str> = unread.iter().map(|part| part.path.as_str()).collect();
        for path in paths.into_iter().filter(|path| is_first(path)) {
            to.losses.push(Loss::Part {
                table: self.table,
                column: self.column,
                path: path.to_owned(),
            });
        }
        Values::Stay
    }

    fn null(&self, to: &mut Difference<'a>) -> Null {
        let was_required = self.stored.sqlite != kind(&self.stored.sqlite);
        match (was_required, is_required(self.column), &self.column.fill) {
            (true, false, _) => Null::Allowed,
            (false, true, Some(fill)) => {
                let index = told_apart_by(self.table, self.before, self.column);
                if let Some(index) = index.filter(|_| has_one_value(self.column)) {
                    let table = self.table;
                    to.obstacles.push(Obstacle::AllTheSame { table, index });
                }
                Null::Refused(fill.sql().clone())
            }
            (false, true, None) => {
                to.obstacles.push(Obstacle::NeedsValue {
                    table: self.table,
                    column: self.column,
                    needed: needed(self.table, self.before, self.column),
                });
                Null::Same
            }
            _ => Null::Same,
        }
    }

    fn key(&self) -> Key<'a> {
        let keys = &self.table.foreign_keys;
        let now = keys.iter().find(|key| key.column == self.column.sql);
        match (self.key, now) {
            (None, None) => Key::Same,
            (None, Some(now)) => Key::Added(now),
            (Some(_), None) => Key::Removed,
            (Some(before), Some(now)) if sql_ident(&before.table) != now.table => Key::Moved(now),
            (Some(before), Some(now)) if before.on_delete != now.on_delete => Key::Replaced(now),
            (Some(_), Some(_)) => Key::Same,
        }
    }
}

/// What the value itself is.
fn kind_of(parts: &BTreeSet<Part>) -> Option<&str> {
    let mut own = parts.iter().filter(|part| part.path.is_empty());
    own.find(|part| !part.what.starts_with("= ") && !part.what.starts_with("by "))
        .map(|part| part.what.as_str())
}

/// The same text on both databases.
fn alike(sql: &str) -> Sql {
    Sql {
        sqlite: sql.to_owned(),
        postgres: sql.to_owned(),
    }
}
