//! Writers and transactions that meet each other.

use std::time::Duration;

use store::{Error, Options, Sql, Store};

use crate::databases::{all_words, each, word, words};
use crate::transactions::limited;

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_waits_for_the_transaction_around_it_is_refused() {
    each(async |database| {
        let milliseconds = if database.is_sqlite() { 200 } else { 60_000 };
        let store = database.open_with(&Options {
            transaction_limit: Duration::from_millis(milliseconds),
            busy_limit: Duration::from_secs(2),
            pool_size: 1,
            ..Options::default()
        });
        words(&store).await;
        let outside = store.connection();
        let result: Result<u64, Error> = store
            .transaction(async |_inside| outside.execute(word(1, "a")).await)
            .await;
        if store.is_sqlite() {
            assert!(
                matches!(result, Err(Error::TransactionDeadline { .. })),
                "{result:?}"
            );
        } else {
            assert!(matches!(result, Err(Error::Busy { .. })), "{result:?}");
        }
        assert!(all_words(&store).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn units_that_lock_each_other_out_are_tried_again() {
    each(async |database| {
        let store = limited(&database, 60_000).await;
        let rows = vec![word(1, "a"), word(2, "b")];
        store.connection().execute_all(rows).await.unwrap();
        let pause = if store.is_sqlite() {
            "SELECT 1"
        } else {
            "SELECT pg_sleep(0.5)"
        };
        let append = |id: i64| {
            let text = "UPDATE words SET word = word || '!' WHERE id = $1";
            Sql::with_values(text, [id.into()])
        };
        let units = [(1, 2), (2, 1)].map(|(first, second)| {
            let connection = store.connection();
            let unit = vec![append(first), Sql::new(pause), append(second)];
            tokio::spawn(async move { connection.execute_all(unit).await })
        });
        for unit in units {
            unit.await.unwrap().unwrap();
        }
        assert_eq!(all_words(&store).await, ["a!!", "b!!"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_and_writes_lose_nothing_among_each_other() {
    each(async |database| {
        let store = limited(&database, 60_000).await;
        store.connection().execute(word(0, "a")).await.unwrap();
        let tasks = (1..=60).map(|id| {
            let store = store.clone();
            tokio::spawn(async move { write_in_one_of_three_ways(&store, id).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let expected = (1..=60).filter(|id| id % 3 != 2);
        let expected: Vec<_> = expected.map(|id| id.to_string()).collect();
        assert_eq!(all_words(&store).await[1..], expected);
    })
    .await;
}

/// A transaction that commits, a write that fails, a write that succeeds.
async fn write_in_one_of_three_ways(store: &Store, id: i64) {
    let connection = store.connection();
    match id % 3 {
        0 => {
            let text = id.to_string();
            let written: Result<u64, Error> = store
                .transaction(async |connection| {
                    connection.execute(word(id, "to be renamed")).await?;
                    let sql = "UPDATE words SET word = $1 WHERE id = $2";
                    let sql = Sql::with_values(sql, [text.into(), id.into()]);
                    connection.execute(sql).await
                })
                .await;
            assert_eq!(written.unwrap(), 1);
        }
        1 => {
            let written = connection.execute(word(id, &id.to_string())).await;
            assert_eq!(written.unwrap(), 1);
        }
        _ => {
            let refused = connection.execute(word(id, "a")).await;
            assert!(
                matches!(refused, Err(Error::UniqueViolation(_))),
                "{refused:?}"
            );
        }
    }
}
