//! The table of access keys, in both databases.

use store::Migration;

/// What [`AccessKeys`](crate::AccessKeys) needs in the database. To be applied before the
/// migrations of the design, whose names begin with higher numbers.
///
/// There is no foreign key to the accounts: they are another engine's.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    name: "0000_access_keys",
    sqlite: "\
CREATE TABLE access_keys (
    id TEXT NOT NULL PRIMARY KEY,
    sealed_secret BLOB NOT NULL,
    account BLOB,
    role TEXT,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    CONSTRAINT access_keys_holder CHECK ((account IS NULL) <> (role IS NULL))
) STRICT, WITHOUT ROWID;
",
    postgres: "\
CREATE TABLE access_keys (
    id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
    sealed_secret BYTEA NOT NULL,
    account UUID,
    role TEXT COLLATE \"C\",
    label TEXT COLLATE \"C\" NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    disabled_at TIMESTAMPTZ,
    CONSTRAINT access_keys_holder CHECK ((account IS NULL) <> (role IS NULL))
);
",
}];
