//! Tables to be made anew: nothing in, an SQLite database with everything that a table can have out.

use store::{Error, Migration, Sql, Store};

use crate::databases::Folder;

/// Shelves and what stands in them, with everything that a table can have.
pub const TABLES: Migration = Migration {
    name: "0001_tables",
    sqlite: "
CREATE TABLE shelves (
    id INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE DEFAULT 'it''s; (empty)',
    above INTEGER REFERENCES shelves (id) ON DELETE SET NULL,
    length TEXT,
    note TEXT, -- why, and what for
    name_length INTEGER GENERATED ALWAYS AS (length(name)) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT shelves_name CHECK (name <> ')'),
    FOREIGN KEY (above) REFERENCES shelves (id)
) STRICT;
CREATE UNIQUE INDEX shelves_name_key ON shelves (lower(name)) WHERE above IS NULL;
CREATE INDEX shelves_note ON shelves (note);
CREATE TABLE boxes (
    shelf INTEGER NOT NULL REFERENCES shelves (id) ON DELETE CASCADE ON UPDATE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (shelf, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE log (text TEXT) STRICT;
CREATE TRIGGER shelves_renamed AFTER UPDATE OF name ON shelves BEGIN
    INSERT INTO log VALUES (old.name || ';' || new.name);
    DELETE FROM log WHERE text IS NULL;
END;
CREATE VIEW names AS SELECT name FROM shelves;
INSERT INTO shelves (id, name, above, length, note)
VALUES (1, 'low', NULL, '12', 'x'), (2, 'high', 1, '7', NULL);
INSERT INTO boxes VALUES (1, 1), (2, 1), (2, 2);
",
    postgres: "",
};

/// A migration that follows them.
pub const fn rebuild(sqlite: &'static str) -> Migration {
    Migration {
        name: "0002_rebuild",
        sqlite,
        postgres: "",
    }
}

/// The tables in a database of their own.
pub async fn tables(folder: &Folder) -> Store {
    let store = folder.database().open();
    store.migrate(&[TABLES]).await.unwrap();
    store
}

/// The texts that a query finds.
pub async fn texts(store: &Store, query: &str) -> Vec<String> {
    let connection = store.connection();
    let rows = connection.fetch_all(Sql::new(query), |row| row.get(0));
    rows.await.unwrap()
}

/// Runs a statement as the service does.
pub async fn execute(store: &Store, statement: &str) -> Result<u64, Error> {
    store.connection().execute(Sql::new(statement)).await
}

/// Everything that the schema has, but for one table's own definition and for statistics.
pub async fn schema_beside(store: &Store, table: &str) -> Vec<String> {
    let query = format!(
        "SELECT coalesce(sql, name) FROM sqlite_schema
         WHERE name <> '{table}' AND name NOT LIKE 'sqlite_stat%' ORDER BY name"
    );
    texts(store, &query).await
}

/// Why a rebuild is refused. Nothing may have changed then.
pub async fn refusal(store: &Store, sqlite: &'static str) -> String {
    let before = schema_beside(store, "").await;
    let refused = store.migrate(&[TABLES, rebuild(sqlite)]).await;
    let Err(Error::MigrationFailed { name, cause }) = refused else {
        panic!("{sqlite}: {refused:?}");
    };
    assert_eq!(name, "0002_rebuild");
    assert_eq!(schema_beside(store, "").await, before);
    cause.to_string()
}
