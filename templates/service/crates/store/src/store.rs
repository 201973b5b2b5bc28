//! The whole database: opened by an address, asked through connections and transactions.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::timeout;

use crate::target::Target;
use crate::transaction::Transaction;
use crate::{Connection, Error, Migration, Options, SchemaStatus, postgres, sqlite};

/// An open database. Clones are handles to the same one.
#[derive(Clone)]
pub struct Store {
    database: Database,
    statements: Arc<AtomicU64>,
    transaction_limit: Duration,
}

#[derive(Clone)]
enum Database {
    Sqlite(Arc<sqlite::Database>),
    Postgres(Arc<postgres::Database>),
}

impl Store {
    /// Opens PostgreSQL if the address begins with `postgres://` or `postgresql://`, and else the
    /// SQLite file of that path, with or without `sqlite:` in front.
    ///
    /// # Errors
    /// As [`Store::open_sqlite`] and [`Store::open_postgres`].
    pub fn open(address: &str, options: &Options) -> Result<Store, Error> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Store::open_postgres(address, options);
        }
        let path = address.strip_prefix("sqlite:").unwrap_or(address);
        Store::open_sqlite(Path::new(path), options)
    }

    /// Opens a SQLite file, which is created with its folder if it does not exist.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the path cannot be used, [`Error::Busy`] if another process
    /// keeps the file locked, as it does while it migrates, for longer than
    /// [`Options::migration_limit`].
    pub fn open_sqlite(path: &Path, options: &Options) -> Result<Store, Error> {
        let database = sqlite::Database::open(path, options)?;
        Ok(Store::new(Database::Sqlite(Arc::new(database)), options))
    }

    /// Prepares connections to PostgreSQL by a URL such as
    /// `postgres://user:password@host/database?sslmode=require`. None is made yet: see
    /// [`Store::ping`].
    ///
    /// `sslmode=require` insists on TLS and `disable` on none. `prefer`, the default, uses TLS if
    /// the server offers it and the server is another machine. Whenever TLS is used, the server's
    /// certificate and name are verified.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the URL or the root certificates cannot be read.
    pub fn open_postgres(url: &str, options: &Options) -> Result<Store, Error> {
        let database = postgres::Database::open(url, options)?;
        Ok(Store::new(Database::Postgres(Arc::new(database)), options))
    }

    fn new(database: Database, options: &Options) -> Store {
        Store {
            database,
            statements: Arc::default(),
            transaction_limit: options.transaction_limit,
        }
    }

    /// A connection to the whole store: each call on it stands for itself.
    #[must_use]
    pub fn connection(&self) -> Connection {
        let target: Arc<dyn Target> = match &self.database {
            Database::Sqlite(database) => Arc::<sqlite::Database>::clone(database),
            Database::Postgres(database) => Arc::<postgres::Database>::clone(database),
        };
        Connection::new(target, Arc::clone(&self.statements))
    }

    /// Runs `body` in a transaction, which is committed if it returns `Ok` and rolled back if it
    /// returns `Err`, panics, takes longer than [`Options::transaction_limit`], or if the future is
    /// dropped. The connection is refused afterwards.
    ///
    /// Once a statement in it has failed, a transaction can only be rolled back, as PostgreSQL has
    /// it. On SQLite no other write is done meanwhile, so nothing slow belongs in `body`; and a
    /// write through another connection would wait for this transaction, which would wait for it.
    ///
    /// # Errors
    /// What `body` returns; [`Error::TransactionDeadline`]; [`Error::TransactionOver`] if `body`
    /// passes over the failure of a statement; or what the database says, in particular
    /// [`Error::Busy`] if the transaction collided with another and can be tried again.
    pub async fn transaction<T, E, F>(&self, body: impl FnOnce(Connection) -> F) -> Result<T, E>
    where
        E: From<Error>,
        F: Future<Output = Result<T, E>>,
    {
        let limit = self.transaction_limit;
        let transaction = match &self.database {
            Database::Sqlite(database) => Transaction::sqlite(database, limit).await?,
            Database::Postgres(database) => Transaction::postgres(database).await?,
        };
        let connection = Connection::new(transaction.target(), Arc::clone(&self.statements));
        match timeout(limit, body(connection)).await {
            Ok(Ok(value)) => {
                transaction.commit().await?;
                Ok(value)
            }
            Ok(Err(error)) => {
                transaction.roll_back().await;
                Err(error)
            }
            Err(_) => Err(Error::TransactionDeadline { limit }.into()),
        }
    }

    /// Runs a future whose reads, if they follow each other without waiting for anything else, see
    /// one state of an SQLite database, and take its locks once: an answer that is put together of
    /// several queries. What it writes, and what it waits for, it sees afterwards. On PostgreSQL
    /// each query stands for itself.
    pub async fn snapshot<F: Future>(&self, future: F) -> F::Output {
        match &self.database {
            Database::Sqlite(database) => database.snapshot(future).await,
            Database::Postgres(_) => future.await,
        }
    }

    /// Applies the migrations that are missing, in this order, as their texts say: see
    /// [`Migration`]. Processes that start at once apply each of them once. Returns the names of
    /// what was applied.
    ///
    /// # Errors
    /// [`Error::MigrationChanged`], [`Error::MigrationFailed`], or [`Error::Busy`] if another
    /// process migrates, or holds a lock that is needed, for longer than
    /// [`Options::migration_limit`].
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<Vec<String>, Error> {
        match &self.database {
            Database::Sqlite(database) => database.migrate(migrations).await,
            Database::Postgres(database) => database.migrate(migrations).await,
        }
    }

    /// Where a SQLite file stands, seen by a program with these migrations. The file is only read,
    /// without waiting for a process that writes or migrates; it is not made if there is none.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the path cannot be used, or what the database says.
    pub fn schema_status_of_file(
        path: &Path,
        options: &Options,
        migrations: &[Migration],
    ) -> Result<SchemaStatus, Error> {
        sqlite::Database::status_of_file(path, options, migrations)
    }

    /// Where the database stands, seen by a program with these migrations. Nothing is changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn schema_status(&self, migrations: &[Migration]) -> Result<SchemaStatus, Error> {
        match &self.database {
            Database::Sqlite(database) => database.schema_status(migrations),
            Database::Postgres(database) => database.schema_status(migrations).await,
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        match &self.database {
            Database::Sqlite(database) => database.ping().await,
            Database::Postgres(database) => database.ping().await,
        }
    }

    /// How many statements were run through this store's connections and transactions, not counting
    /// those that begin and end transactions: for tests of how many queries a request takes.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Whether the database is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        matches!(self.database, Database::Sqlite(_))
    }

    /// Finishes the writes that are queued and refuses further ones.
    pub async fn close(&self) {
        match &self.database {
            Database::Sqlite(database) => database.close().await,
            Database::Postgres(database) => database.close(),
        }
    }
}
