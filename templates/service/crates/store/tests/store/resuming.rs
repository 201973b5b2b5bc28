//! Migrations of PostgreSQL that were interrupted, and go on with the part that comes next.

use std::time::Duration;

use store::{Error, Migration, MigrationState, Sql, Store};
use tokio::time::sleep;

use crate::databases::on_postgres_only;
use crate::holding::Held;

const LINES: Migration = Migration {
    name: "0001_lines",
    sqlite: "",
    postgres: "
CREATE TABLE lines (number BIGINT NOT NULL, word TEXT);
CREATE TABLE runs (part BIGINT NOT NULL);
INSERT INTO lines SELECT number, 'w' || number FROM generate_series(1, 2500) AS number;
",
};

const fn later(postgres: &'static str) -> Migration {
    Migration {
        name: "0002_later",
        sqlite: "",
        postgres,
    }
}

async fn execute(store: &Store, statement: &str) {
    let executed = store.connection().execute(Sql::new(statement)).await;
    executed.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn number(store: &Store, query: &str) -> i64 {
    let connection = store.connection();
    let found = connection.fetch_optional(Sql::new(query), |row| row.get(0));
    found.await.unwrap().unwrap()
}

/// How many parts are done of how many, and what comes next.
async fn progress(store: &Store, migration: Migration) -> (usize, usize, String) {
    let status = store.schema_status(&[migration]).await.unwrap();
    match &status.migrations[0].state {
        MigrationState::Partial { done, parts, next } => (*done, *parts, next.clone()),
        state => panic!("{state:?}"),
    }
}

/// The part that failed, and why.
fn failed_part(outcome: Result<Vec<String>, Error>) -> (usize, Error) {
    match outcome {
        Err(Error::MigrationFailed { cause, .. }) => match *cause {
            Error::MigrationPart { part, cause, .. } => (part, *cause),
            cause => panic!("{cause:?}"),
        },
        outcome => panic!("{outcome:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_was_built_in_vain_is_built_again() {
    on_postgres_only(async |database| {
        let store = database.open();
        let migration = later(
            "INSERT INTO runs VALUES (1); INSERT INTO lines VALUES (7, 'twice');
-- moguera:alone
CREATE UNIQUE INDEX CONCURRENTLY lines_number
    ON lines (number);
INSERT INTO runs VALUES (3);",
        );
        let failed = store.migrate(&[LINES, migration]).await;
        let (part, cause) = failed_part(failed);
        assert!(
            matches!((part, &cause), (2, Error::UniqueViolation(_))),
            "{part}: {cause:?}"
        );
        let next = "CREATE UNIQUE INDEX CONCURRENTLY lines_number".to_owned();
        assert_eq!(progress(&store, migration).await, (1, 3, next));
        let status = store.schema_status(&[LINES]).await.unwrap();
        assert_eq!(status.invalid_indexes, ["lines_number"]);

        execute(&store, "DELETE FROM lines WHERE word = 'twice'").await;
        let applied = database.open().migrate(&[LINES, migration]).await.unwrap();
        assert_eq!(applied, [migration.name]);
        let status = store.schema_status(&[LINES, migration]).await.unwrap();
        assert!(status.is_current() && status.invalid_indexes.is_empty());
        let runs = "SELECT sum(10 ^ part)::bigint FROM runs";
        assert_eq!(number(&store, runs).await, 1010, "each part ran once");
        let progress = "SELECT count(*) FROM schema_migration_progress";
        assert_eq!(number(&store, progress).await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_ended_in_the_middle_is_followed_by_another() {
    on_postgres_only(async |database| {
        let store = database.open();
        store.migrate(&[LINES]).await.unwrap();
        let migration = later(
            "INSERT INTO runs VALUES (1);
-- moguera:alone
CREATE INDEX CONCURRENTLY lines_of_the_ended ON lines (word);
-- moguera:alone
DROP INDEX CONCURRENTLY IF EXISTS lost;",
        );
        // The build waits for a transaction that may still see what the index does not have.
        let held = Held::hold(&database, "INSERT INTO lines VALUES (0, 'held')").await;
        let other = database.open();
        let ended = tokio::spawn(async move { other.migrate(&[LINES, migration]).await });
        while number(&store, &of_build("count(*)")).await == 0 {
            sleep(Duration::from_millis(20)).await;
        }
        // It is there, and not valid, but not in vain.
        let there = "SELECT count(to_regclass('lines_of_the_ended'))";
        assert_eq!(number(&store, there).await, 1);
        let status = store.schema_status(&[LINES]).await.unwrap();
        assert_eq!(status.invalid_indexes, Vec::<String>::new());
        // The session ends, as with the end of its machine.
        number(&store, &of_build("count(pg_terminate_backend(pid))")).await;
        let (part, cause) = failed_part(ended.await.unwrap());
        assert_eq!(part, 2, "{cause:?}");
        held.release().await;
        let status = store.schema_status(&[LINES, migration]).await.unwrap();
        assert_eq!(status.invalid_indexes, ["lines_of_the_ended"]);

        let applied = store.migrate(&[LINES, migration]).await.unwrap();
        assert_eq!(applied, [migration.name]);
        let status = store.schema_status(&[LINES, migration]).await.unwrap();
        assert_eq!(status.invalid_indexes, Vec::<String>::new());
        assert_eq!(number(&store, "SELECT count(*) FROM runs").await, 1);
    })
    .await;
}

/// Asks for something of the session that builds the index, once it waits.
fn of_build(what: &str) -> String {
    format!(
        "SELECT {what} FROM pg_stat_activity
         WHERE query LIKE 'CREATE INDEX CONCURRENTLY lines_of_the_ended%'
         AND wait_event_type = 'Lock'"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_but_not_recorded_is_done_again_without_harm() {
    on_postgres_only(async |database| {
        let store = database.open();
        let migration = later(
            "-- moguera:alone
CREATE INDEX CONCURRENTLY lines_word ON lines (word);
-- moguera:batches
DELETE FROM lines WHERE ctid IN (SELECT ctid FROM lines WHERE number > 10 LIMIT 1000);
-- moguera:alone
DROP INDEX CONCURRENTLY IF EXISTS lines_lost;",
        );
        store.migrate(&[LINES, migration]).await.unwrap();
        execute(
            &store,
            "DELETE FROM schema_migrations WHERE name LIKE '0002%'",
        )
        .await;
        let applied = store.migrate(&[LINES, migration]).await.unwrap();
        assert_eq!(applied, [migration.name]);
        assert_eq!(number(&store, "SELECT count(*) FROM lines").await, 10);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_fails_is_undone_and_those_before_it_stay() {
    on_postgres_only(async |database| {
        let store = database.open();
        let migration = later(
            "ALTER TABLE lines ADD COLUMN length BIGINT;
-- moguera:batches
UPDATE lines SET length = length(word) WHERE ctid IN
    (SELECT ctid FROM lines WHERE length IS NULL LIMIT 1000);
CREATE TABLE pages (number BIGINT);
INSERT INTO pages SELECT 10 / (number - 1) FROM lines WHERE length = 2;",
        );
        let failed = store.migrate(&[LINES, migration]).await;
        let (part, cause) = failed_part(failed);
        assert!(
            matches!((part, &cause), (3, Error::Database { code, .. }) if code == "22012"),
            "{part}: {cause:?}"
        );
        let pages = "SELECT count(*) FROM pg_tables
            WHERE schemaname = current_schema() AND tablename = 'pages'";
        assert_eq!(number(&store, pages).await, 0);
        let filled = "SELECT count(*) FROM lines WHERE length = length(word)";
        assert_eq!(number(&store, filled).await, 2500);

        let changed = later("SELECT 1");
        let refused = store.migrate(&[LINES, changed]).await;
        assert!(
            matches!(&refused, Err(Error::MigrationChanged { name }) if name == changed.name),
            "{refused:?}"
        );
        let status = store.schema_status(&[LINES, changed]).await.unwrap();
        assert_eq!(status.migrations[1].state, MigrationState::Changed);

        execute(&store, "DELETE FROM lines WHERE number = 1").await;
        let applied = store.migrate(&[LINES, migration]).await.unwrap();
        assert_eq!(applied, [migration.name]);
        assert_eq!(number(&store, "SELECT count(*) FROM pages").await, 8);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_batch_is_a_transaction_of_its_own() {
    on_postgres_only(async |database| {
        let store = database.open();
        let migration = later(
            "-- moguera:batches
UPDATE lines SET word = NULL WHERE ctid IN
    (SELECT ctid FROM lines WHERE word IS NOT NULL ORDER BY number LIMIT 1000);",
        );
        store.migrate(&[LINES]).await.unwrap();
        let refuse =
            "ALTER TABLE lines ADD CONSTRAINT kept CHECK (word IS NOT NULL OR number < 2200)";
        execute(&store, refuse).await;
        let failed = store.migrate(&[LINES, migration]).await;
        assert!(
            matches!(failed, Err(Error::MigrationFailed { .. })),
            "{failed:?}"
        );
        let done = "SELECT count(*) FROM lines WHERE word IS NULL";
        assert_eq!(number(&store, done).await, 2000);
        let transactions = "SELECT count(DISTINCT xmin::text) FROM lines WHERE word IS NULL";
        assert_eq!(number(&store, transactions).await, 2);
        execute(&store, "ALTER TABLE lines DROP CONSTRAINT kept").await;
        store.migrate(&[LINES, migration]).await.unwrap();
        assert_eq!(number(&store, done).await, 2500);
    })
    .await;
}
