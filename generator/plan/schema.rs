//! Tables, columns and indexes, as they stand in migrations and in the lock file.

#[derive(Debug, Clone)]
pub struct Schema {
    /// Ordered so that what is referred to comes first where that is possible.
    pub tables: Vec<Table>,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub name: String,
    /// What the design calls it: an entity, or a relation both ways of one.
    pub of: Named,
    /// The name as written in SQL, quoted if it is a keyword.
    pub sql: String,
    pub columns: Vec<Column>,
    /// `PRIMARY KEY` columns as written in SQL.
    pub primary_key: String,
    pub foreign_keys: Vec<ForeignKey>,
    pub indexes: Vec<Index>,
}

impl Table {
    /// Whether it holds the pairs of a relation both ways: `Article.tags`.
    pub fn is_of_relation(&self) -> bool {
        self.of.name.contains('.')
    }
}

/// What the design calls something, now and before.
#[derive(Debug, Clone)]
pub struct Named {
    /// `Article`, `Article.tags`, `title`
    pub name: String,
    /// The name before, if it was renamed.
    pub before: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    /// The name before, if it was renamed.
    pub before: Option<String>,
    pub sql: String,
    /// `TEXT NOT NULL`
    pub sqlite: String,
    pub postgres: String,
    /// What rows that exist already get when the column is added or must not be null any more.
    pub fill: Option<Fill>,
    /// Values of an enum that were called otherwise, each with the name before.
    pub renamed_values: Vec<(String, String)>,
}

/// A value for rows that exist already.
#[derive(Debug, Clone)]
pub enum Fill {
    /// The same for all of them, which may stand behind `DEFAULT`.
    Constant(Sql),
    /// The time of the migration.
    Now(Sql),
    /// An expression over the row as it was, which the design says.
    Expression(Sql),
}

impl Fill {
    /// The value or the expression.
    pub fn sql(&self) -> &Sql {
        match self {
            Fill::Constant(sql) | Fill::Now(sql) | Fill::Expression(sql) => sql,
        }
    }
}

/// The same in each dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sql {
    pub sqlite: String,
    pub postgres: String,
}

#[derive(Debug, Clone)]
pub struct ForeignKey {
    pub name: String,
    /// As written in SQL.
    pub column: String,
    /// The table that it refers to, as written in SQL.
    pub table: String,
    /// `CASCADE`
    pub on_delete: String,
}

#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Migration {
    /// `0002_add_articles_summary`
    pub name: String,
    pub sqlite: Vec<Statement>,
    pub postgres: Vec<Statement>,
}

/// A statement of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Without the `;`.
    pub sql: String,
    /// What it may cost.
    pub cost: Cost,
    /// The cost in a sentence; empty if there is nothing to say.
    pub note: String,
    /// How it is run.
    pub run: Run,
}

/// What a statement may cost whoever runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// Nothing: it takes a moment however many rows there are.
    Safe,
    /// It goes through the rows, while others read and write.
    Backfill,
    /// Others wait until it is done, which takes the longer the more rows there are.
    Locks,
    /// What it removes is lost.
    Destructive,
}

impl Cost {
    /// As people read it.
    pub fn word(self) -> &'static str {
        match self {
            Cost::Safe => "safe",
            Cost::Backfill => "backfill",
            Cost::Locks => "locks",
            Cost::Destructive => "destructive",
        }
    }
}

/// How the crate `store` runs a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// In a transaction with those beside it.
    Together,
    /// By itself, outside of transactions.
    Alone,
    /// Again and again, each time in a transaction of its own, until it changes no row.
    Batches,
    /// As part of a table's rebuild.
    Rebuild,
}

impl Run {
    /// The word that tells the crate `store`, if it has to be told.
    pub fn directive(self) -> Option<&'static str> {
        match self {
            Run::Together => None,
            Run::Alone => Some("alone"),
            Run::Batches => Some("batches"),
            Run::Rebuild => Some("rebuild"),
        }
    }
}
