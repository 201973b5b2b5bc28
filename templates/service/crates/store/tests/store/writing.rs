//! SQLite's writer: what it answers is so, whatever happens to the writes beside.

use std::sync::mpsc;
use std::time::Duration;

use store::{Connection, Error, Options, Sql, Store, Synchronous};
use tokio::sync::oneshot;

use crate::databases::{Folder, all_words, define, word, words};

/// Writes that are queued together, so that they form batches.
async fn write_together(store: &Store, statements: Vec<Sql>) -> Vec<Result<u64, Error>> {
    let tasks = statements.into_iter().map(|sql| {
        let connection = store.connection();
        tokio::spawn(async move { connection.execute(sql).await })
    });
    let mut results = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_fails_fails_alone() {
    for synchronous in [Synchronous::Full, Synchronous::Normal] {
        let folder = Folder::new();
        let store = folder.database().open_with(&Options {
            synchronous,
            ..Options::default()
        });
        words(&store).await;
        let even = |id: i64| {
            if id % 2 == 0 {
                id.to_string()
            } else {
                "odd".to_owned()
            }
        };
        let writes = (0..200).map(|id| word(id, &even(id))).collect();
        let results = write_together(&store, writes).await;
        let failed = results.iter().filter(|result| result.is_err()).count();
        assert_eq!(failed, 99, "one of the odd ones is the first");
        assert_eq!(all_words(&store).await.len(), 101);
    }
}

/// A table of words in which writing `poison` ends the whole transaction.
pub async fn poisonable(folder: &Folder) -> Store {
    let store = folder.database().open();
    words(&store).await;
    let trigger = "CREATE TRIGGER poison BEFORE INSERT ON words WHEN NEW.word = 'poison' \
        BEGIN SELECT RAISE(ROLLBACK, 'poisoned'); END";
    define(&store, trigger, trigger).await;
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_sqlite_gives_up_is_written_again() {
    let folder = Folder::new();
    let store = poisonable(&folder).await;
    let is_poison = |id: i64| id % 50 == 49;
    let text = |id: i64| {
        if is_poison(id) {
            "poison".to_owned()
        } else {
            id.to_string()
        }
    };
    let writes = (0..200).map(|id| word(id, &text(id))).collect();
    let results = write_together(&store, writes).await;
    let told: Vec<bool> = results.iter().map(Result::is_ok).collect();
    let wanted: Vec<bool> = (0..200).map(|id| !is_poison(id)).collect();
    assert_eq!(told, wanted);
    let ids = (0..200).filter(|id| !is_poison(*id));
    let wanted: Vec<String> = ids.map(|id| id.to_string()).collect();
    assert_eq!(all_words(&store).await, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_a_write_that_is_not_there() {
    let folder = Folder::new();
    let store = poisonable(&folder).await;
    let tasks = (0..300).map(|id| {
        let store = store.clone();
        tokio::spawn(async move { write_somehow(&store, id).await })
    });
    let mut told = Vec::new();
    for (id, task) in (0..300).zip(tasks.collect::<Vec<_>>()) {
        match task.await.unwrap() {
            Ok(_) => told.push(id.to_string()),
            Err(error) => assert!(
                id % 10 == 9 || matches!(error, Error::Busy { .. }),
                "{error}"
            ),
        }
    }
    assert_eq!(all_words(&store).await, told);
}

/// Poison alone or in a transaction, a write in a transaction, or a write alone.
async fn write_somehow(store: &Store, id: i64) -> Result<u64, Error> {
    let text = if id % 10 == 9 {
        "poison".to_owned()
    } else {
        id.to_string()
    };
    let write = word(id, &text);
    if id % 3 == 0 {
        let body = async |connection: Connection| connection.execute(write).await;
        return store.transaction(body).await;
    }
    store.connection().execute(write).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_sqlite_gives_up_is_reported() {
    let folder = Folder::new();
    let store = folder.database().open();
    words(&store).await;
    let insert = |id: i64| {
        let text = "INSERT OR ROLLBACK INTO words (id, word) VALUES ($1, 'same')";
        Sql::with_values(text, [id.into()])
    };
    let result: Result<(), Error> = store
        .transaction(async |connection| {
            connection.execute(insert(1)).await?;
            let failed = connection.execute(insert(2)).await;
            assert!(
                matches!(failed, Err(Error::UniqueViolation(_))),
                "{failed:?}"
            );
            Ok(())
        })
        .await;
    assert!(matches!(result, Err(Error::TransactionOver)), "{result:?}");
    assert!(all_words(&store).await.is_empty());
    store.connection().execute(insert(3)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_is_not_polled_does_not_keep_others_from_writing() {
    let folder = Folder::new();
    let store = folder.database().open_with(&Options {
        transaction_limit: Duration::from_millis(200),
        ..Options::default()
    });
    words(&store).await;
    let (written, is_written) = oneshot::channel();
    let (release, released) = mpsc::channel();
    let blocked = store.clone();
    let task = tokio::spawn(async move {
        let body = async move |connection: Connection| -> Result<u64, Error> {
            connection.execute(word(1, "a")).await?;
            written.send(()).unwrap();
            released.recv_timeout(Duration::from_mins(1)).unwrap();
            connection.execute(word(3, "c")).await
        };
        blocked.transaction(body).await
    });
    is_written.await.unwrap();
    store.connection().execute(word(2, "b")).await.unwrap();
    release.send(()).unwrap();
    assert!(task.await.unwrap().is_err());
    assert_eq!(all_words(&store).await, ["b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_with_the_lock_makes_the_store_busy() {
    let folder = Folder::new();
    let database = folder.database();
    let store = database.open_with(&Options {
        busy_limit: Duration::from_millis(20),
        ..Options::default()
    });
    words(&store).await;
    let other = rusqlite::Connection::open(&database.address).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = store.connection().execute(word(1, "a")).await;
    assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
    let refused: Result<u64, Error> = store
        .transaction(async |connection| connection.execute(word(1, "a")).await)
        .await;
    assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
    assert!(all_words(&store).await.is_empty(), "reading goes on");
    other.execute_batch("COMMIT").unwrap();
    store.connection().execute(word(1, "b")).await.unwrap();
    assert_eq!(all_words(&store).await, ["b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_cannot_end_the_batch_they_are_in() {
    let folder = Folder::new();
    let store = folder.database().open();
    words(&store).await;
    for text in [
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT a",
        "BEGIN",
        "BEGIN IMMEDIATE",
        "",
    ] {
        let refused = store.connection().execute(Sql::new(text)).await;
        assert!(
            matches!(refused, Err(Error::Database { .. })),
            "{text}: {refused:?}"
        );
    }
    store.connection().execute(word(1, "a")).await.unwrap();
    assert_eq!(all_words(&store).await, ["a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_finishes_what_is_queued() {
    let folder = Folder::new();
    let database = folder.database();
    let store = database.open();
    words(&store).await;
    let writing = store.clone();
    let writes = (0..200).map(|id| word(id, &id.to_string())).collect();
    let writes = tokio::spawn(async move { write_together(&writing, writes).await });
    tokio::task::yield_now().await;
    store.close().await;
    store.close().await;
    let mut told = 0;
    for result in writes.await.unwrap() {
        match result {
            Ok(_) => told += 1,
            Err(error) => assert!(matches!(error, Error::Closed), "{error:?}"),
        }
    }
    let refused = store.connection().execute(word(1000, "late")).await;
    assert!(matches!(refused, Err(Error::Closed)));
    assert!(matches!(store.ping().await, Err(Error::Closed)));
    drop(store);
    assert_eq!(all_words(&database.open()).await.len(), told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_keeps_half_of_its_work_is_undone_all_the_same() {
    let folder = Folder::new();
    let store = folder.database().open();
    words(&store).await;
    let half = "INSERT OR FAIL INTO words (id, word) VALUES (500, 'half'), (501, 'half')";
    let mut writes: Vec<Sql> = (0..100).map(|id| word(id, &id.to_string())).collect();
    writes.insert(50, Sql::new(half));
    let results = write_together(&store, writes).await;
    let failed: Vec<usize> = (0..101).filter(|index| results[*index].is_err()).collect();
    assert_eq!(failed, [50]);
    let wanted: Vec<String> = (0..100).map(|id| id.to_string()).collect();
    assert_eq!(all_words(&store).await, wanted);
}
