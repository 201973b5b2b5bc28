//! A row that cannot be mapped ends its query, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::{Connection, Error, Options, Row, Sql};

use crate::databases::{all_words, each, words};

/// Five numbers, the third of which is missing.
fn numbers() -> Sql {
    Sql::new(
        "WITH RECURSIVE numbers (n) AS \
         (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < 5) \
         SELECT CASE n WHEN 3 THEN NULL ELSE n END FROM numbers ORDER BY numbers.n",
    )
}

fn is_corrupt<T>(found: &Result<T, Error>) -> bool {
    matches!(found, Err(Error::Corrupt { .. }))
}

/// Both kinds of queries stop at the third row.
async fn stops_at_the_third(connection: &Connection) {
    let seen = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&seen);
    let number = move |row: &Row<'_>| {
        counting.fetch_add(1, Ordering::Relaxed);
        row.get::<i64>(0)
    };
    let bounded = connection.fetch_all(numbers(), number.clone()).await;
    assert!(is_corrupt(&bounded), "{bounded:?}");
    assert_eq!(seen.load(Ordering::Relaxed), 3);
    let unbounded = connection.fetch_unbounded(numbers(), number).await;
    assert!(is_corrupt(&unbounded), "{unbounded:?}");
    assert_eq!(seen.load(Ordering::Relaxed), 6);
}

/// Inserts two words and answers the first one's id, and nothing for the other.
async fn insert(connection: &Connection) {
    let sql = Sql::new(
        "INSERT INTO words (id, word) VALUES (1, 'a'), (2, 'b') \
         RETURNING CASE id WHEN 2 THEN NULL ELSE id END",
    );
    let inserted = connection.fetch_all(sql, |row| row.get::<i64>(0)).await;
    assert!(is_corrupt(&inserted), "{inserted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_statement_runs() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        stops_at_the_third(&connection).await;
        insert(&connection).await;
        assert_eq!(all_words(&store).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_transaction_goes_on() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let committed: Result<(), Error> = store
            .transaction(async |connection| {
                stops_at_the_third(&connection).await;
                insert(&connection).await;
                Ok(())
            })
            .await;
        committed.unwrap();
        assert_eq!(all_words(&store).await, ["a", "b"]);
    })
    .await;
}

/// More often than there are connections for such queries.
#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_panics_costs_no_connection() {
    each(async |database| {
        let store = database.open_with(&Options {
            pool_size: 1,
            ..Options::default()
        });
        for _ in 0..3 {
            let connection = store.connection();
            let panics = tokio::spawn(async move {
                let map = |_: &Row<'_>| -> Result<i64, Error> { panic!("a row like no other") };
                connection.fetch_unbounded(numbers(), map).await
            });
            assert!(panics.await.unwrap_err().is_panic());
        }
        let seven = Sql::new("SELECT CAST(7 AS BIGINT)");
        let connection = store.connection();
        let found = connection.fetch_unbounded(seven, |row| row.get::<i64>(0));
        assert_eq!(found.await.unwrap(), [7]);
    })
    .await;
}
