//! A database of its own for each test: the environment goes in, a store comes out; what was made
//! is removed in the end.

use std::env;
use std::thread;

use store::{Error, Options, Sql, Store};
use tempfile::TempDir;
use tokio::runtime;
use uuid::Uuid;

/// A database that nobody else uses.
#[derive(Debug)]
pub(super) enum Database {
    /// A SQLite file in this folder.
    Sqlite(TempDir),
    /// A schema in PostgreSQL.
    Postgres(Schema),
}

/// A schema in the database for tests.
#[derive(Debug)]
pub(super) struct Schema {
    url: String,
    name: String,
}

impl Database {
    pub(super) async fn create() -> Self {
        match env::var("TEST_DATABASE_URL") {
            Ok(url) => Self::Postgres(Schema::create(url).await),
            Err(_) => Self::Sqlite(tempfile::tempdir().expect("a temporary folder can be made")),
        }
    }

    pub(super) fn open(&self) -> Store {
        let options = Options::default();
        let store = match self {
            Self::Sqlite(folder) => Store::open_sqlite(&folder.path().join("test.db"), &options),
            Self::Postgres(schema) => Store::open(&schema.address(), &options),
        };
        store.expect("the database for tests can be opened")
    }
}

impl Schema {
    async fn create(url: String) -> Self {
        let database = url.split('?').next().unwrap_or_default();
        assert!(
            database.ends_with("_test"),
            "the name of a database for tests ends in `_test`"
        );
        let name = format!("service_{}", Uuid::now_v7().simple());
        let created = execute(&url, &format!("CREATE SCHEMA {name}")).await;
        created.expect("the database for tests takes new schemas");
        Self { url, name }
    }

    /// The database with this schema in front.
    fn address(&self) -> String {
        let Self { url, name } = self;
        let separator = if url.contains('?') { '&' } else { '?' };
        format!("{url}{separator}options=-csearch_path%3D{name}")
    }
}

/// Removes the schema, on a thread of its own because a runtime cannot wait inside another one.
impl Drop for Schema {
    fn drop(&mut self) {
        let statement = format!("DROP SCHEMA {} CASCADE", self.name);
        let remove = || {
            let runtime = runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            let removed = runtime.block_on(execute(&self.url, &statement));
            removed.map_err(std::io::Error::other)
        };
        let removed = thread::scope(|scope| scope.spawn(remove).join());
        if !matches!(removed, Ok(Ok(()))) {
            eprintln!(
                "schema {} of the database for tests is left behind",
                self.name
            );
        }
    }
}

async fn execute(url: &str, statement: &str) -> Result<(), Error> {
    let store = Store::open(url, &Options::default())?;
    store.connection().execute(Sql::new(statement)).await?;
    Ok(())
}
