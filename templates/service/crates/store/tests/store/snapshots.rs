//! Reads of one turn, which see one state of an SQLite database.

use std::thread;

use store::{Error, Options, Row, Sql, Store};
use tokio::runtime::Runtime;

use crate::databases::{Folder, all_words, word, words};

/// Writes from another thread, and waits for it without leaving the turn.
fn write_elsewhere(store: &Store, id: i64) {
    let writing = || {
        let connection = store.connection();
        let write = connection.execute(word(id, &id.to_string()));
        Runtime::new().unwrap().block_on(write).unwrap();
    };
    thread::scope(|scope| scope.spawn(writing).join()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_write_is_seen_from_the_next_turn_on() {
    let folder = Folder::new();
    let store = folder.database().open();
    words(&store).await;
    store
        .snapshot(async {
            assert!(all_words(&store).await.is_empty());
            write_elsewhere(&store, 1);
            assert!(all_words(&store).await.is_empty(), "the turn goes on");
            tokio::task::yield_now().await;
            assert_eq!(all_words(&store).await, ["1"]);
        })
        .await;
    write_elsewhere(&store, 2);
    assert_eq!(all_words(&store).await, ["1", "2"], "no turn, no snapshot");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_future_writes_it_reads() {
    let folder = Folder::new();
    let store = folder.database().open();
    words(&store).await;
    store
        .snapshot(async {
            for id in 0..200 {
                let before = all_words(&store).await.len();
                let connection = store.connection();
                let write = connection.execute(word(id, &id.to_string()));
                write.await.unwrap();
                assert_eq!(all_words(&store).await.len(), before + 1);
            }
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_at_two_stores_are_kept_apart() {
    let folders = [Folder::new(), Folder::new()];
    let [one, other] = folders.each_ref().map(|folder| folder.database().open());
    words(&one).await;
    words(&other).await;
    let nested = other.snapshot(async {
        assert!(all_words(&one).await.is_empty());
        write_elsewhere(&other, 1);
        all_words(&other).await
    });
    assert_eq!(one.snapshot(nested).await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_a_turn_costs_no_connection() {
    let folder = Folder::new();
    let store = folder.database().open_with(&Options {
        readers: 1,
        ..Options::default()
    });
    words(&store).await;
    for id in 1..3 {
        let turn = tokio::spawn({
            let store = store.clone();
            async move { store.snapshot(panicking(&store)).await }
        });
        assert!(turn.await.unwrap_err().is_panic());
        write_elsewhere(&store, id);
        assert_eq!(all_words(&store).await.len() as i64, id);
    }
}

async fn panicking(store: &Store) {
    let map = |_: &Row<'_>| -> Result<(), Error> { panic!("this row cannot be mapped") };
    let connection = store.connection();
    drop(connection.fetch_all(Sql::new("SELECT 1"), map).await);
}
