//! What changes between two schemas: one value per thing that people would name.

use crate::plan::schema::{Column, ForeignKey, Index, Sql, Table};

/// A change, with the names that things have after it.
#[derive(Debug, Clone)]
pub(super) enum Change<'a> {
    /// A table has another name.
    RenameTable { from: String, to: &'a Table },
    /// A column has another name.
    RenameColumn {
        table: &'a Table,
        from: String,
        to: &'a Column,
    },
    /// A foreign key's constraint is called after its table and column.
    RenameKey {
        table: &'a Table,
        from: String,
        to: String,
    },
    /// An index is called after its table and columns.
    RenameIndex {
        table: &'a Table,
        from: String,
        to: &'a Index,
    },
    /// A table that was not there.
    CreateTable(&'a Table),
    /// A column that was not there.
    AddColumn {
        table: &'a Table,
        column: &'a Column,
    },
    /// A column that is kept in another way.
    AlterColumn(ColumnChange<'a>),
    /// Rows that have a value of an enum have another one.
    ReplaceValue {
        table: &'a Table,
        column: &'a Column,
        from: String,
        /// In SQL of each dialect.
        to: Sql,
        kept: Kept,
    },
    /// Rows hold something else in JSON: the same by other names.
    Rewrite {
        table: &'a Table,
        column: &'a Column,
        /// An expression over the column, which changes nothing that is so already.
        to: Sql,
    },
    /// No row is left of a table.
    Clear(&'a Table),
    /// An index that was not there.
    AddIndex { table: &'a Table, index: &'a Index },
    /// An index that nobody asks for any more.
    DropIndex(String),
    /// A column that nobody asks for any more.
    DropColumn {
        table: &'a Table,
        column: String,
        is_key: bool,
    },
    /// A table that nobody asks for any more.
    DropTable(String),
}

/// Whether rows that had a value of an enum can be told from others afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// By its name of now.
    Renamed,
    /// No more.
    Lost,
}

/// What changes about a column that stays.
#[derive(Debug, Clone)]
pub(super) struct ColumnChange<'a> {
    pub(super) table: &'a Table,
    pub(super) column: &'a Column,
    /// What was stored, as it is stored now.
    pub(super) conversion: Option<Sql>,
    pub(super) null: Null,
    pub(super) key: Key<'a>,
}

/// Whether a column may be null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Null {
    /// As before.
    Same,
    /// From now on.
    Allowed,
    /// No more: rows without a value get this one.
    Refused(Sql),
    /// No more: the conversion gives each row a value.
    Converted,
}

/// What becomes of a column's foreign key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'a> {
    /// As before.
    Same,
    Added(&'a ForeignKey),
    Removed,
    /// Something else happens when the other row is deleted.
    Replaced(&'a ForeignKey),
    /// It refers to another table.
    Moved(&'a ForeignKey),
}

impl ColumnChange<'_> {
    /// Whether anything changes at all.
    pub(super) fn is_change(&self) -> bool {
        self.conversion.is_some() || self.null != Null::Same || !matches!(self.key, Key::Same)
    }
}
