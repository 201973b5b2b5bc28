//! Migrations of PostgreSQL beside others: processes that migrate too, and transactions that hold
//! what is needed.

use std::time::{Duration, Instant};

use store::{Error, Migration, Options, Sql, Store};
use tokio::time::{sleep, timeout};

use crate::databases::{Database, on_postgres_only};
use crate::holding::Held;
use crate::log;

const WORDS: Migration = Migration {
    name: "0001_words",
    sqlite: "",
    postgres: "CREATE TABLE words (id BIGINT, word TEXT); INSERT INTO words VALUES (1, 'one');",
};

const INDEXES: Migration = Migration {
    name: "0002_indexes",
    sqlite: "",
    postgres: "
-- moguera:alone
CREATE INDEX CONCURRENTLY words_id ON words (id);
-- moguera:alone
CREATE UNIQUE INDEX CONCURRENTLY words_word ON words (word);
INSERT INTO words VALUES (2, 'two');
",
};

const WIDER: Migration = Migration {
    name: "0003_wider",
    sqlite: "",
    postgres: "ALTER TABLE words ADD COLUMN length BIGINT;",
};

const RENAMED: Migration = Migration {
    name: "0002_renamed",
    sqlite: "",
    postgres: "
-- moguera:batches
UPDATE words SET word = 'two' WHERE id = ANY (ARRAY(
    SELECT id FROM words WHERE word = 'one' LIMIT 10 FOR NO KEY UPDATE));
",
};

async fn read(store: &Store) -> Vec<String> {
    let sql = Sql::new("SELECT word FROM words ORDER BY id");
    let connection = store.connection();
    connection.fetch_all(sql, |row| row.get(0)).await.unwrap()
}

fn patient_for(database: &Database, limit: Duration) -> Store {
    database.open_with(&Options {
        migration_limit: limit,
        ..Options::default()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_at_once_build_each_index_once() {
    on_postgres_only(async |database| {
        let tasks = (0..4).map(|_| {
            let store = database.open();
            tokio::spawn(async move { store.migrate(&[WORDS, INDEXES, WIDER]).await })
        });
        let mut names = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            names.extend(task.await.unwrap().unwrap());
        }
        names.sort_unstable();
        assert_eq!(names, [WORDS.name, INDEXES.name, WIDER.name]);
        assert_eq!(read(&database.open()).await, ["one", "two"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_waits_makes_nobody_wait_for_long() {
    on_postgres_only(async |database| {
        let store = database.open();
        store.migrate(&[WORDS]).await.unwrap();
        let held = Held::hold(&database, "UPDATE words SET word = word").await;
        let other = database.open();
        let migrating = tokio::spawn(async move { other.migrate(&[WORDS, WIDER]).await });
        // Long enough for the migration to wait, and to have given way at least once.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(4) {
            let answered = timeout(Duration::from_millis(2500), read(&store)).await;
            assert_eq!(answered.unwrap(), ["one"]);
            sleep(Duration::from_millis(100)).await;
        }
        assert!(!migrating.is_finished());
        held.release().await;
        assert_eq!(migrating.await.unwrap().unwrap(), [WIDER.name]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_are_changed_while_a_batch_waits_for_them_are_not_passed_over() {
    on_postgres_only(async |database| {
        let store = database.open();
        store.migrate(&[WORDS]).await.unwrap();
        // What is changed is not what the batch is about.
        let held = Held::hold(&database, "UPDATE words SET id = id, word = word").await;
        let other = database.open();
        let migrating = tokio::spawn(async move { other.migrate(&[WORDS, RENAMED]).await });
        until_waited_for(&store, "UPDATE words SET word = 'two'%").await;
        held.release().await;
        assert_eq!(migrating.await.unwrap().unwrap(), [RENAMED.name]);
        assert_eq!(read(&store).await, ["two"]);
    })
    .await;
}

/// Returns as soon as a statement waits for a lock that a session of this schema holds.
async fn until_waited_for(store: &Store, statement: &str) {
    let mut waiting = Sql::new(
        "SELECT 1 FROM pg_stat_activity AS activity
         JOIN pg_locks AS held ON held.pid = ANY (pg_blocking_pids(activity.pid))
         WHERE held.relation = 'words'::regclass AND activity.query LIKE ",
    );
    waiting.bind(statement);
    let connection = store.connection();
    loop {
        let found = connection.fetch_all(waiting.clone(), |_| Ok(())).await;
        if !found.unwrap().is_empty() {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_does_not_wait_for_ever() {
    on_postgres_only(async |database| {
        let store = patient_for(&database, Duration::from_secs(2));
        store.migrate(&[WORDS]).await.unwrap();
        let held = Held::hold(&database, "UPDATE words SET word = word").await;
        let refused = store.migrate(&[WORDS, WIDER]).await;
        let Err(Error::Busy { reason }) = refused else {
            panic!("{refused:?}");
        };
        assert!(reason.contains("`0003_wider`"), "{reason}");
        held.release().await;
        assert_eq!(store.migrate(&[WORDS, WIDER]).await.unwrap(), [WIDER.name]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_waited_for_without_a_limit_is_named() {
    on_postgres_only(async |database| {
        log::collect();
        let store = patient_for(&database, Duration::ZERO);
        database.open().migrate(&[WORDS]).await.unwrap();
        let held = Held::hold(&database, "UPDATE words SET word = word").await;
        let holder = Sql::new("SELECT pid::text FROM pg_locks WHERE relation = 'words'::regclass");
        let connection = store.connection();
        let holder = connection.fetch_optional(holder, |row| row.get::<String>(0));
        let holder = holder.await.unwrap().unwrap();
        let expected = format!("{holder} (idle in transaction since ");
        let migrating = tokio::spawn(async move { store.migrate(&[WORDS, INDEXES]).await });
        let begun = Instant::now();
        while !log::lines().contains(&expected) {
            let lines = log::lines();
            assert!(begun.elapsed() < Duration::from_secs(30), "{lines}");
            sleep(Duration::from_millis(100)).await;
        }
        assert!(!migrating.is_finished());
        held.release().await;
        assert_eq!(migrating.await.unwrap().unwrap(), [INDEXES.name]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_nothing_to_apply_does_not_wait() {
    on_postgres_only(async |database| {
        let store = patient_for(&database, Duration::ZERO);
        database.open().migrate(&[WORDS]).await.unwrap();
        let lock = "SELECT pg_advisory_lock(1836016485, hashtext(current_schema()))";
        let held = Held::hold(&database, lock).await;
        assert_eq!(store.migrate(&[WORDS]).await.unwrap(), [""; 0]);
        let refused = store.migrate(&[WORDS, WIDER]).await;
        assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
        held.release().await;
    })
    .await;
}
