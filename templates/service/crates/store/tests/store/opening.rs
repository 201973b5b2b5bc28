//! Opening, asking whether the database is there, and closing.

use std::fs;
use std::time::Duration;

use store::{Error, Options, Store};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::databases::{Folder, all_words, each, word, words};
use crate::holding::Held;

#[tokio::test(flavor = "multi_thread")]
async fn an_open_store_answers_until_it_is_closed() {
    each(async |database| {
        let store = database.open();
        store.ping().await.unwrap();
        store.close().await;
        let refused = store.ping().await;
        assert!(matches!(refused, Err(Error::Closed)), "{refused:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_created_and_rows_outlive_the_store() {
    let folder = Folder::new();
    let path = folder.0.join("deep/inside/blog.db");
    let address = format!("sqlite:{}", path.display());
    let store = Store::open(&address, &Options::default()).unwrap();
    words(&store).await;
    store.connection().execute(word(1, "kept")).await.unwrap();
    store.close().await;
    drop(store);
    let store = Store::open_sqlite(&path, &Options::default()).unwrap();
    assert_eq!(all_words(&store).await, ["kept"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_file_can_be_opened_by_many_at_once() {
    let folder = Folder::new();
    let tasks = (0..8).map(|_| {
        let database = folder.database();
        spawn_blocking(move || database.open())
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().ping().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_process_migrates_is_waited_for() {
    let folder = Folder::new();
    let database = folder.database();
    words(&database.open()).await;
    let held = Held::hold(&database, "DELETE FROM words").await;
    let opening = |migration_limit: Duration| {
        let database = folder.database();
        let options = Options {
            busy_limit: Duration::from_millis(20),
            migration_limit,
            ..Options::default()
        };
        spawn_blocking(move || Store::open(&database.address, &options))
    };
    let refused = opening(Duration::from_millis(50)).await.unwrap().err();
    assert!(matches!(refused, Some(Error::Busy { .. })), "{refused:?}");
    let opened = opening(Duration::from_mins(1));
    sleep(Duration::from_millis(300)).await;
    assert!(!opened.is_finished());
    held.release().await;
    let store = opened.await.unwrap().unwrap();
    store.connection().execute(word(1, "done")).await.unwrap();
    // Once it is open, it waits as long as other writers do.
    let held = Held::hold(&database, "DELETE FROM words").await;
    let refused = store.connection().execute(word(2, "late")).await;
    assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
    held.release().await;
}

#[test]
fn a_path_that_is_a_folder_is_refused() {
    let folder = Folder::new();
    fs::create_dir_all(&folder.0).unwrap();
    let refused = Store::open_sqlite(&folder.0, &Options::default()).err();
    assert!(
        matches!(refused, Some(Error::Configuration { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_url_that_cannot_be_read_is_refused_without_its_password() {
    let url = "postgres://user:hunter2@host/db?sslmode=sometimes";
    let refused = Store::open(url, &Options::default()).err();
    let Some(Error::Configuration { reason }) = refused else {
        panic!("{refused:?}");
    };
    assert!(
        reason.contains("sslmode") && !reason.contains("hunter2"),
        "{reason}"
    );
}

#[test]
fn root_certificates_that_cannot_be_read_are_refused() {
    let folder = Folder::new();
    fs::create_dir_all(&folder.0).unwrap();
    let empty = folder.0.join("empty.pem");
    fs::write(&empty, "").unwrap();
    for path in [empty, folder.0.join("missing.pem")] {
        let options = Options {
            root_certificates: Some(path),
            ..Options::default()
        };
        let refused = Store::open("postgres://db.example/blog", &options).err();
        assert!(
            matches!(refused, Some(Error::Configuration { .. })),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_busy() {
    let options = Options {
        busy_limit: Duration::from_secs(1),
        ..Options::default()
    };
    // Port 1 of this machine: nobody listens.
    let store = Store::open("postgres://nobody@127.0.0.1:1/none", &options).unwrap();
    let refused = store.ping().await;
    assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
}
