//! Where a database stands, as programs of several versions see it.

use store::{Migration, MigrationState, SchemaStatus};

use crate::databases::each;

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
