//! Transactions end as they should, whatever becomes of those who run them.

use std::future::{pending, ready};
use std::pin::Pin;
use std::time::Duration;

use store::{Connection, Error, Options, Sql, Store};
use tokio::sync::oneshot;

use crate::databases::{Database, all_words, each, word, words};

/// Inserts so many words that it takes a while.
fn many_words() -> Sql {
    Sql::new(
        "INSERT INTO words (id, word) WITH RECURSIVE numbers (n) AS \
         (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 50000) \
         SELECT n, CAST(n AS TEXT) FROM numbers",
    )
}

/// A store whose transactions may take this many milliseconds.
pub async fn limited(database: &Database, milliseconds: u64) -> Store {
    let store = database.open_with(&Options {
        transaction_limit: Duration::from_millis(milliseconds),
        ..Options::default()
    });
    words(&store).await;
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_committed_is_there_and_was_seen_only_inside() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let outside = &store;
        let counted: Result<Vec<u64>, Error> = store
            .transaction(async |connection| {
                let mut counts = vec![connection.execute(word(1, "a")).await?];
                counts.extend(
                    connection
                        .execute_all(vec![word(2, "b"), word(3, "c")])
                        .await?,
                );
                assert!(all_words(outside).await.is_empty());
                let sql = Sql::new("SELECT count(*) FROM words");
                let seen = connection.fetch_optional(sql.clone(), |row| row.get::<i64>(0));
                assert_eq!(seen.await?, Some(3));
                let seen = connection.fetch_unbounded(sql, |row| row.get::<i64>(0));
                assert_eq!(seen.await?, [3]);
                Ok(counts)
            })
            .await;
        assert_eq!(counted.unwrap(), [1, 1, 1]);
        assert_eq!(all_words(&store).await, ["a", "b", "c"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_rolls_back() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let result = store
            .transaction(async |connection: Connection| -> Result<(), Error> {
                connection.execute(word(1, "a")).await?;
                Err(Error::Closed)
            })
            .await;
        assert!(matches!(result, Err(Error::Closed)));
        assert!(all_words(&store).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failed_statement_nothing_can_be_committed() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let result: Result<(), Error> = store
            .transaction(async |connection| {
                connection.execute(word(1, "a")).await?;
                let failed = connection.execute(word(1, "b")).await;
                assert!(
                    matches!(failed, Err(Error::UniqueViolation(_))),
                    "{failed:?}"
                );
                let refused = connection.execute(word(2, "b")).await;
                assert!(
                    matches!(refused, Err(Error::TransactionOver)),
                    "{refused:?}"
                );
                Ok(())
            })
            .await;
        assert!(matches!(result, Err(Error::TransactionOver)), "{result:?}");
        store.connection().execute(word(1, "c")).await.unwrap();
        assert_eq!(all_words(&store).await, ["c"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_was_given_up_fails_its_transaction() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let result: Result<(), Error> = store
            .transaction(async |connection| {
                connection.execute(word(1, "a")).await?;
                // Polled once, so that it is under way, and dropped.
                tokio::select! {
                    biased;
                    _ = connection.execute(many_words()) => panic!("it takes longer"),
                    () = ready(()) => {}
                }
                Ok(())
            })
            .await;
        assert!(matches!(result, Err(Error::TransactionOver)), "{result:?}");
        assert!(all_words(&store).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_rolls_back() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let panicking = store.clone();
        let task = tokio::spawn(async move {
            let result: Result<(), Error> = panicking
                .transaction(async |connection| {
                    connection.execute(word(1, "a")).await?;
                    panic!("on purpose");
                })
                .await;
            result
        });
        assert!(task.await.unwrap_err().is_panic());
        store.connection().execute(word(1, "b")).await.unwrap();
        assert_eq!(all_words(&store).await, ["b"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_the_future_rolls_back() {
    each(async |database| {
        let store = limited(&database, 60_000).await;
        let (written, is_written) = oneshot::channel();
        let dropped = store.clone();
        let task = tokio::spawn(async move {
            let result: Result<(), Error> = dropped
                .transaction(async |connection| {
                    connection.execute(word(1, "a")).await?;
                    written.send(()).unwrap();
                    pending().await
                })
                .await;
            result
        });
        is_written.await.unwrap();
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        store.connection().execute(word(1, "b")).await.unwrap();
        assert_eq!(all_words(&store).await, ["b"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_takes_too_long_is_rolled_back() {
    each(async |database| {
        let store = limited(&database, 50).await;
        let result: Result<(), Error> = store
            .transaction(async |connection| {
                connection.execute(word(1, "a")).await?;
                pending().await
            })
            .await;
        let limit = Duration::from_millis(50);
        assert!(matches!(result, Err(Error::TransactionDeadline { limit: l }) if l == limit));
        store.connection().execute(word(1, "b")).await.unwrap();
        assert_eq!(all_words(&store).await, ["b"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_is_refused_after_the_end() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let kept: Result<Connection, Error> =
            store.transaction(async |connection| Ok(connection)).await;
        let refused = kept.unwrap().execute(word(1, "a")).await;
        assert!(
            matches!(refused, Err(Error::TransactionOver)),
            "{refused:?}"
        );
        assert!(all_words(&store).await.is_empty());
    })
    .await;
}

/// As a repository's method is: boxed, and sent between threads.
fn rename(store: &Store) -> Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + '_>> {
    Box::pin(async {
        let word = String::from("renamed");
        store
            .transaction(|connection| async move {
                let mut sql = Sql::new("UPDATE words SET word = ");
                sql.bind(word.as_str());
                connection.execute(sql).await
            })
            .await
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_can_be_boxed() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        store.connection().execute(word(1, "a")).await.unwrap();
        assert_eq!(rename(&store).await.unwrap(), 1);
        assert_eq!(all_words(&store).await, ["renamed"]);
    })
    .await;
}
