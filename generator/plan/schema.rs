//! Tables, columns and indexes, as they stand in migrations and in the lock file.

use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct Schema {
    /// Ordered so that what is referred to comes first where that is possible.
    pub tables: Vec<Table>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Table {
    pub name: String,
    /// The name as written in SQL, quoted if it is a keyword.
    pub sql: String,
    pub columns: Vec<Column>,
    /// `PRIMARY KEY` columns as written in SQL.
    pub primary_key: String,
    pub foreign_keys: Vec<ForeignKey>,
    pub indexes: Vec<Index>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub name: String,
    pub sql: String,
    /// `TEXT NOT NULL`
    pub sqlite: String,
    pub postgres: String,
    /// Default for rows that exist when the column is added, as SQL; absent if it may be null.
    pub fill: Option<Fill>,
}

/// A value for existing rows, in each dialect.
#[derive(Debug, Clone, Serialize)]
pub struct Fill {
    pub sqlite: String,
    pub postgres: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ForeignKey {
    pub name: String,
    pub column: String,
    pub table: String,
    /// `CASCADE`
    pub on_delete: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Index {
    pub name: String,
    pub unique: bool,
    /// Columns or expressions, as written in SQL on both databases.
    pub parts: String,
    /// What the store reports when it is violated on SQLite: the columns' bare names.
    pub columns: Vec<String>,
    /// Attribute that a violation is blamed on, as sent.
    pub field: String,
}

/// One step of the schema's history: statements in each dialect.
#[derive(Debug, Clone, Serialize)]
pub struct Migration {
    /// `0002_add_articles_summary`
    pub name: String,
    pub sqlite: Vec<String>,
    pub postgres: Vec<String>,
}
