//! Where a database stands, as programs of several versions see it.

use std::fs;
use std::time::Instant;

use store::{Migration, MigrationState, Options, SchemaStatus, Sql, Store};

use crate::databases::{Folder, each};
use crate::holding::Held;

const fn table(name: &'static str, text: &'static str) -> Migration {
    Migration {
        name,
        sqlite: text,
        postgres: text,
    }
}

const FIRST: Migration = table("0001_first", "CREATE TABLE first (id BIGINT);");
const SECOND: Migration = table("0002_second", "CREATE TABLE second (id BIGINT);");

/// What is told of each migration, in a word.
fn words(status: &SchemaStatus) -> Vec<(&str, &str)> {
    let words = status.migrations.iter().map(|migration| {
        let word = match &migration.state {
            MigrationState::Applied { .. } => "applied",
            MigrationState::Pending => "pending",
            MigrationState::Partial { .. } => "partial",
            MigrationState::Changed => "changed",
            MigrationState::Unknown { .. } => "unknown",
        };
        (migration.name.as_str(), word)
    });
    words.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_pending_and_nothing_is_touched() {
    each(async |database| {
        let store = database.open();
        for _ in 0..2 {
            let status = store.schema_status(&[FIRST, SECOND]).await.unwrap();
            let expected = [(FIRST.name, "pending"), (SECOND.name, "pending")];
            assert_eq!(words(&status), expected);
            assert!(!status.is_current());
        }
        store.migrate(&[SECOND]).await.unwrap();
        let status = store.schema_status(&[FIRST, SECOND]).await.unwrap();
        let expected = [(FIRST.name, "pending"), (SECOND.name, "applied")];
        assert_eq!(words(&status), expected);
        assert!(!status.is_current());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_newer_version_has_applied_is_no_fault() {
    each(async |database| {
        let store = database.open();
        store.migrate(&[FIRST, SECOND]).await.unwrap();
        let status = store.schema_status(&[SECOND]).await.unwrap();
        let expected = [(SECOND.name, "applied"), (FIRST.name, "unknown")];
        assert_eq!(words(&status), expected);
        assert!(status.is_current());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_migration_is_told_from_an_applied_one() {
    each(async |database| {
        let store = database.open();
        store.migrate(&[FIRST, SECOND]).await.unwrap();
        let changed = table(FIRST.name, "CREATE TABLE other (id BIGINT);");
        let status = store.schema_status(&[changed, SECOND]).await.unwrap();
        let expected = [(FIRST.name, "changed"), (SECOND.name, "applied")];
        assert_eq!(words(&status), expected);
        assert!(!status.is_current());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read_and_not_written_whoever_holds_it() {
    let folder = Folder::new();
    let path = folder.0.join("test.db");
    let options = Options::default();
    let read = || Store::schema_status_of_file(&path, &options, &[FIRST, SECOND]);
    assert_eq!(words(&read().unwrap())[0], (FIRST.name, "pending"));
    assert!(!folder.0.exists());

    let store = folder.database().open();
    store.migrate(&[FIRST]).await.unwrap();
    let held = Held::hold(&folder.database(), "DELETE FROM first").await;
    let begun = Instant::now();
    let expected = [(FIRST.name, "applied"), (SECOND.name, "pending")];
    assert_eq!(words(&read().unwrap()), expected);
    assert!(begun.elapsed() < options.busy_limit);
    held.release().await;
    let version = async || {
        let sql = Sql::new("PRAGMA schema_version");
        let found = store.connection();
        let found = found.fetch_optional(sql, |row| row.get::<i64>(0)).await;
        found.unwrap()
    };
    let before = version().await;
    assert_eq!(words(&read().unwrap()), expected);
    assert_eq!(version().await, before);

    let text = folder.0.join("text.db");
    fs::write(&text, "this is no database".repeat(99)).unwrap();
    let refused = Store::schema_status_of_file(&text, &options, &[]);
    assert!(refused.is_err(), "{refused:?}");
}
