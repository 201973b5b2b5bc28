//! Migrations are applied once each, and are as they were when they were applied.

use store::{Error, Migration, Sql, Store};

use crate::databases::{define, each};

const FIRST: Migration = Migration {
    name: "0001_authors",
    sqlite: "CREATE TABLE authors (id INTEGER PRIMARY KEY); INSERT INTO authors VALUES (1), (2);",
    postgres: "CREATE TABLE authors (id BIGINT PRIMARY KEY); INSERT INTO authors VALUES (1), (2);",
};

const SECOND: Migration = Migration {
    name: "0002_books",
    sqlite: "CREATE TABLE books (author INTEGER REFERENCES authors (id)); \
             INSERT INTO books VALUES (2);",
    postgres: "CREATE TABLE books (author BIGINT REFERENCES authors (id)); \
               INSERT INTO books VALUES (2);",
};

const THIRD: Migration = Migration {
    name: "0003_pages",
    sqlite: "CREATE TABLE pages (number INTEGER); INSERT INTO pages VALUES (7);",
    postgres: "CREATE TABLE pages (number BIGINT); INSERT INTO pages VALUES (7);",
};

async fn count(store: &Store, table: &str) -> Result<Option<i64>, Error> {
    let sql = Sql::new(&format!("SELECT count(*) FROM {table}"));
    store
        .connection()
        .fetch_optional(sql, |row| row.get(0))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_applied_whatever_its_place() {
    each(async |database| {
        let store = database.open();
        let names = store.migrate(&[FIRST, THIRD]).await.unwrap();
        assert_eq!(names, ["0001_authors", "0003_pages"]);
        let names = store.migrate(&[FIRST, SECOND, THIRD]).await.unwrap();
        assert_eq!(names, ["0002_books"]);
        let older = store.migrate(&[FIRST]).await.unwrap();
        assert!(older.is_empty());
        assert_eq!(count(&store, "authors").await.unwrap(), Some(2));
        assert_eq!(count(&store, "schema_migrations").await.unwrap(), Some(3));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_at_once_apply_each_once() {
    each(async |database| {
        let tasks = (0..6).map(|_| {
            let store = database.open();
            tokio::spawn(async move { store.migrate(&[FIRST, SECOND, THIRD]).await })
        });
        let mut names = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            names.extend(task.await.unwrap().unwrap());
        }
        names.sort_unstable();
        assert_eq!(names, [FIRST.name, SECOND.name, THIRD.name]);
        assert_eq!(count(&database.open(), "pages").await.unwrap(), Some(1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_migration_is_refused() {
    each(async |database| {
        let store = database.open();
        store.migrate(&[FIRST]).await.unwrap();
        let changed = Migration {
            sqlite: "SELECT 1",
            postgres: "SELECT 1",
            ..FIRST
        };
        let refused = store.migrate(&[changed, THIRD]).await;
        assert!(
            matches!(&refused, Err(Error::MigrationChanged { name }) if name == FIRST.name),
            "{refused:?}"
        );
        assert!(count(&store, "pages").await.is_err(), "nothing is applied");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_fails_leaves_no_trace() {
    each(async |database| {
        let store = database.open();
        let broken = Migration {
            name: "0002_broken",
            sqlite: "CREATE TABLE broken (id INTEGER); INSERT INTO nowhere VALUES (1);",
            postgres: "CREATE TABLE broken (id BIGINT); INSERT INTO nowhere VALUES (1);",
        };
        let failed = store.migrate(&[FIRST, broken, THIRD]).await;
        assert!(
            matches!(&failed, Err(Error::MigrationFailed { name, .. }) if name == broken.name),
            "{failed:?}"
        );
        assert!(count(&store, "broken").await.is_err());
        assert_eq!(store.migrate(&[FIRST, THIRD]).await.unwrap(), [THIRD.name]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_can_be_rebuilt_and_references_are_checked() {
    each(async |database| {
        let store = database.open();
        store.migrate(&[FIRST, SECOND]).await.unwrap();
        let rebuilt = Migration {
            name: "0003_rebuilt",
            sqlite: "CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT); \
                     INSERT INTO new (id) SELECT id FROM authors; \
                     DROP TABLE authors; ALTER TABLE new RENAME TO authors;",
            postgres: "ALTER TABLE authors ADD COLUMN name TEXT;",
        };
        let names = store.migrate(&[FIRST, SECOND, rebuilt]).await.unwrap();
        assert_eq!(names, [rebuilt.name]);
        let orphaning = Migration {
            name: "0004_orphaning",
            sqlite: "DELETE FROM authors;",
            postgres: "DELETE FROM authors;",
        };
        let failed = store.migrate(&[FIRST, SECOND, rebuilt, orphaning]).await;
        let Err(Error::MigrationFailed { cause, .. }) = failed else {
            panic!("{failed:?}");
        };
        assert!(matches!(*cause, Error::ForeignKeyViolation(_)), "{cause:?}");
        assert_eq!(count(&store, "authors").await.unwrap(), Some(2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_prepared_before_a_migration_go_on() {
    each(async |database| {
        let store = database.open();
        let wide = "ALTER TABLE numbers ADD COLUMN two BIGINT DEFAULT 2 NOT NULL";
        define(
            &store,
            "CREATE TABLE numbers (one BIGINT)",
            "CREATE TABLE numbers (one BIGINT)",
        )
        .await;
        let connection = store.connection();
        let insert = Sql::new("INSERT INTO numbers (one) VALUES (1)");
        connection.execute(insert).await.unwrap();
        let select = || Sql::new("SELECT * FROM numbers");
        let before = connection
            .fetch_all(select(), |row| row.get::<i64>(0))
            .await;
        assert_eq!(before.unwrap(), [1]);
        let migration = Migration {
            name: "0001_wide",
            sqlite: wide,
            postgres: wide,
        };
        database.open().migrate(&[migration]).await.unwrap();
        let after = connection
            .fetch_all(select(), |row| row.get::<i64>(1))
            .await;
        assert_eq!(after.unwrap(), [2]);
    })
    .await;
}
