//! A database of its own for each test: the test as a function in, its run on every database out.

use std::path::PathBuf;
use std::{env, fs};

use store::{Options, Sql, Store};
use uuid::Uuid;

/// A database that is empty when the test begins.
pub struct Database {
    pub address: String,
}

/// A folder that is removed at the end of the test.
pub struct Folder(pub PathBuf);

impl Database {
    pub fn open(&self) -> Store {
        self.open_with(&Options::default())
    }

    pub fn is_sqlite(&self) -> bool {
        !self.address.starts_with("postgres")
    }

    pub fn open_with(&self, options: &Options) -> Store {
        Store::open(&self.address, options).unwrap()
    }
}

impl Folder {
    pub fn new() -> Folder {
        Folder(env::temp_dir().join(format!("store-{}", Uuid::now_v7())))
    }

    pub fn database(&self) -> Database {
        Database {
            address: self.0.join("test.db").to_str().unwrap().to_owned(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.0.exists() {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }
}

/// Runs a test on SQLite and, if there is one, on PostgreSQL.
pub async fn each(test: impl AsyncFn(Database)) {
    let folder = Folder::new();
    test(folder.database()).await;
    on_postgres_only(test).await;
}

/// Runs a test on PostgreSQL, if there is one.
pub async fn on_postgres_only(test: impl AsyncFn(Database)) {
    if let Ok(url) = env::var("TEST_DATABASE_URL") {
        on_postgres(&url, test).await;
    }
}

/// Runs a test in a schema of its own. Other schemas of the database are left alone.
async fn on_postgres(url: &str, test: impl AsyncFn(Database)) {
    let name = url.split('?').next().unwrap();
    assert!(
        name.ends_with("_test"),
        "the name of a database for tests must end in `_test`"
    );
    let schema = format!("store_{}", Uuid::now_v7().simple());
    let outside = Store::open(url, &Options::default()).unwrap();
    let connection = outside.connection();
    let create = Sql::new(&format!("CREATE SCHEMA {schema}"));
    connection.execute(create).await.unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    let address = format!("{url}{separator}options=-csearch_path%3D{schema}");
    test(Database { address }).await;
    let remove = Sql::new(&format!("DROP SCHEMA {schema} CASCADE"));
    connection.execute(remove).await.unwrap();
}

/// Runs a statement that differs between the databases.
pub async fn define(store: &Store, sqlite: &str, postgres: &str) {
    let text = if store.is_sqlite() { sqlite } else { postgres };
    store.connection().execute(Sql::new(text)).await.unwrap();
}

/// A table `words (id, word)` with a unique word.
pub async fn words(store: &Store) {
    let columns = |text| format!("CREATE TABLE words (id {text} UNIQUE)");
    let sqlite = columns("INTEGER PRIMARY KEY, word TEXT NOT NULL");
    let postgres = columns("BIGINT PRIMARY KEY, word TEXT COLLATE \"C\" NOT NULL");
    define(store, &sqlite, &postgres).await;
}

/// Inserts into `words`.
pub fn word(id: i64, word: &str) -> Sql {
    let text = "INSERT INTO words (id, word) VALUES ($1, $2)";
    Sql::with_values(text, [id.into(), word.into()])
}

/// The words, by their ids.
pub async fn all_words(store: &Store) -> Vec<String> {
    let sql = Sql::new("SELECT word FROM words ORDER BY id");
    let connection = store.connection();
    connection.fetch_all(sql, |row| row.get(0)).await.unwrap()
}
