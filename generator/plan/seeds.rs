//! The first rows of a new service, as statements of each database.

#[derive(Debug, Clone)]
pub struct Seeds {
    pub sqlite: Script,
    pub postgres: Script,
}

/// Statements in an order in which no row refers to one that is not there yet.
#[derive(Debug, Clone)]
pub struct Script {
    pub inserts: Vec<Insert>,
    /// Relations to rows that come later, each a statement without its semicolon.
    pub updates: Vec<String>,
}

/// One statement with all rows of a table.
#[derive(Debug, Clone)]
pub struct Insert {
    pub table: String,
    /// `id, name, version`
    pub columns: String,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub struct Row {
    /// What the design calls it; of a joining row, both sides.
    pub label: String,
    /// `('a', 1)`, with the comma to the next row.
    pub values: String,
}
