//! Which indexes SQLite chooses once there are rows.

use store::{Sql, Store};

use crate::databases::Folder;

/// A table of which every row is in the same state, and the first page of its newest rows.
const TABLE: [&str; 3] = [
    "CREATE TABLE events (id INTEGER PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL)",
    "CREATE INDEX events_state_idx ON events (state)",
    "CREATE INDEX events_at_idx ON events (at)",
];
const PAGE: &str = "SELECT id FROM events WHERE state = 'open' ORDER BY at DESC LIMIT ";

async fn add(store: &Store, ids: std::ops::Range<i64>) {
    for id in ids {
        let mut insert = Sql::new("INSERT INTO events (id, state, at) VALUES (");
        insert.bind(id).push(", 'open', ").bind(id).push(")");
        store.connection().execute(insert).await.unwrap();
    }
}

/// The plan of a page. To be asked for it is never run, so it would not notice that the schema has
/// changed: the page itself is read before, and each limit has a text of its own.
async fn plan(store: &Store, limit: u32) -> String {
    let connection = store.connection();
    let page = Sql::new(&format!("{PAGE}{limit}"));
    connection.fetch_all(page, |_| Ok(())).await.unwrap();
    let explain = Sql::new(&format!("EXPLAIN QUERY PLAN {PAGE}{limit}"));
    let lines = connection.fetch_all(explain, |row| row.get::<String>(3));
    lines.await.unwrap().join("; ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_read_by_the_index_of_its_order_as_soon_as_there_are_rows() {
    let folder = Folder::new();
    let store = folder.database().open();
    let table = TABLE.map(Sql::new).to_vec();
    store.connection().execute_all(table).await.unwrap();
    assert!(
        plan(&store, 20).await.contains("events_state_idx"),
        "nothing is known yet"
    );
    add(&store, 0..300).await;
    let plan = plan(&store, 21).await;
    assert!(
        plan.contains("events_at_idx") && !plan.contains("TEMP B-TREE"),
        "{plan}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_start_knows_the_rows_as_well() {
    let folder = Folder::new();
    let store = folder.database().open();
    let table = TABLE.map(Sql::new).to_vec();
    store.connection().execute_all(table).await.unwrap();
    add(&store, 0..10).await;
    store.close().await;
    let plan = plan(&folder.database().open(), 20).await;
    assert!(plan.contains("events_at_idx"), "{plan}");
}
