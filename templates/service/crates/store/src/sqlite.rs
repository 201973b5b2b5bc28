//! SQLite in this process: one thread that writes, several connections that read.
//!
//! Reads run at once on the calling thread, each on a connection of its own: a point or page query
//! takes microseconds, less than handing it to another thread would. Writes are queued to one
//! thread, which commits many of them together: the log is synchronised once for all of them.

mod error;
mod migrate;
mod readers;
mod rebuild;
mod serve;
mod snapshot;
mod statement;
mod statistics;
mod transaction;
mod value;
mod writer;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use rusqlite::config::DbConfig;
use rusqlite::{ErrorCode, OpenFlags};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task;

use crate::row::Each;
use crate::steps::Steps;
use crate::target::Target;
use crate::{Error, Migration, Options, SchemaStatus, Sql, Synchronous};
use readers::Readers;
use statement::{Read, Work};
use writer::{Job, Outcome, Task, Unit};

pub(crate) use transaction::Transaction;
pub(crate) use value::stored;

/// Unbounded queries that may run at the same time.
const SCANS: usize = 2;

/// Prepared statements that each connection keeps: more than a service has.
const STATEMENTS: usize = 256;

/// An open database file.
pub(crate) struct Database {
    path: PathBuf,
    migration_limit: Duration,
    queue: mpsc::Sender<Job>,
    readers: Arc<Readers>,
    scanners: Arc<Readers>,
    scans: Arc<Semaphore>,
}

impl Database {
    /// Opens the file at this path and creates it with its folder if there is none.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Database, Error> {
        let open = || -> Result<Database, Error> {
            // The writer first: read-only connections need the log that it makes.
            let writer = open_writer(path, options)?;
            let reader = || open_reader(path, options.busy_limit);
            Ok(Database {
                path: path.to_owned(),
                migration_limit: options.migration_limit,
                readers: Readers::open(options.readers.max(1), reader)?,
                scanners: Readers::open(SCANS, reader)?,
                scans: Arc::new(Semaphore::new(SCANS)),
                queue: writer::start(writer).map_err(|error| unusable(path, &error))?,
            })
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| unusable(path, &error))?;
        }
        open().map_err(|error| match error {
            Error::Database { .. } => unusable(path, &error),
            error => error,
        })
    }

    /// Where the file stands that is at this path. It is read and not written, not even its
    /// statistics, whoever else writes or migrates.
    pub(crate) fn status_of_file(
        path: &Path,
        options: &Options,
        migrations: &[Migration],
    ) -> Result<SchemaStatus, Error> {
        if !path.exists() {
            return Ok(SchemaStatus::of_nothing(migrations));
        }
        // A connection that may only read would leave the files of the log behind.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = rusqlite::Connection::open_with_flags(path, flags)
            .and_then(|it| it.busy_timeout(options.busy_limit).map(|()| it))
            .and_then(|it| it.pragma_update(None, "query_only", true).map(|()| it));
        let connection = opened.map_err(|error| unusable(path, &error))?;
        migrate::schema_status(&connection, migrations)
    }

    /// Runs a future whose reads that follow each other at once see one state of the database.
    pub(crate) async fn snapshot<F: Future>(&self, future: F) -> F::Output {
        snapshot::share(&self.readers, future).await
    }

    /// Rows of a statement that writes and answers, as `RETURNING` does: after its commit.
    async fn fetch_written(
        &self,
        sql: Sql,
        limit: usize,
        each: &mut Each<'_>,
    ) -> Result<(), Error> {
        let outcome = self.submit(Work::fetch(sql, limit)).await?;
        outcome.read(each)
    }

    async fn submit(&self, work: Work) -> Result<Outcome, Error> {
        let (answer, outcome) = oneshot::channel();
        let task = Task::Unit(Unit { work, answer });
        self.enqueue(Job::Task(task)).await?;
        let outcome = outcome.await;
        snapshot::renew();
        outcome.map_err(|_| Error::Closed)?
    }

    /// Waits for the writer and holds it until the transaction ends or the limit passes.
    pub(crate) async fn begin(&self, limit: Duration) -> Result<Transaction, Error> {
        let (ready, transaction) = oneshot::channel();
        let task = Task::Transaction(serve::Opening { limit, ready });
        self.enqueue(Job::Task(task)).await?;
        transaction.await.map_err(|_| Error::Closed)?
    }

    /// Applies the migrations that are missing; their names.
    pub(crate) async fn migrate(&self, migrations: &[Migration]) -> Result<Vec<String>, Error> {
        let (path, limit) = (self.path.clone(), self.migration_limit);
        let migrations = migrations.to_vec();
        off_thread(move || {
            let mut connection = open_migrator(&path, limit)?;
            migrate::migrate(&mut connection, &migrations)
        })
        .await?
    }

    /// Where the database stands.
    pub(crate) fn schema_status(&self, migrations: &[Migration]) -> Result<SchemaStatus, Error> {
        snapshot::read(&self.readers, |reader| {
            migrate::schema_status(reader, migrations)
        })
    }

    /// Whether both reading and writing are possible.
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        if self.queue.is_closed() {
            return Err(Error::Closed);
        }
        self.read(Sql::new("SELECT 1"), 1, &mut |_| Ok(())).await
    }

    /// Finishes what is queued and ends the writer. A second call finds nothing to do.
    pub(crate) async fn close(&self) {
        let (answer, closed) = oneshot::channel();
        if self.enqueue(Job::Close(answer)).await.is_ok() {
            // The answer is lost only if an earlier call closed the writer: closed either way.
            closed.await.unwrap_or(());
        }
    }

    async fn enqueue(&self, job: Job) -> Result<(), Error> {
        self.queue.send(job).await.map_err(|_| Error::Closed)
    }
}

#[async_trait]
impl Target for Database {
    /// Reads on this thread, or has the writer run the statement if it also writes.
    async fn read(&self, sql: Sql, limit: usize, each: &mut Each<'_>) -> Result<(), Error> {
        let read = |reader: &rusqlite::Connection| statement::read(reader, &sql, limit, each);
        match snapshot::read(&self.readers, read)? {
            Read::Done => Ok(()),
            Read::Writes => self.fetch_written(sql, limit, each).await,
        }
    }

    /// Reads on a thread where waiting is allowed.
    async fn scan(&self, sql: Sql, mut each: Box<Each<'static>>) -> Result<(), Error> {
        let scans = Arc::clone(&self.scans);
        let permit = scans.acquire_owned().await.map_err(|_| Error::Closed)?;
        let scanners = Arc::clone(&self.scanners);
        let (read, sql, mut each) = off_thread(move || {
            let lease = scanners.lend();
            let read = statement::read(lease.connection(), &sql, usize::MAX, &mut *each);
            drop((lease, permit));
            (read, sql, each)
        })
        .await?;
        match read? {
            Read::Done => Ok(()),
            Read::Writes => self.fetch_written(sql, usize::MAX, &mut *each).await,
        }
    }

    async fn execute(&self, steps: Steps) -> Result<Vec<u64>, Error> {
        let outcome = self.submit(Work::execute(steps)).await?;
        Ok(outcome.affected)
    }

    fn is_sqlite(&self) -> bool {
        true
    }

    fn is_in_transaction(&self) -> bool {
        false
    }
}

/// Runs what takes its time on a thread where that is allowed.
async fn off_thread<R: Send + 'static>(
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Error> {
    match task::spawn_blocking(work).await {
        Ok(done) => Ok(done),
        Err(error) if error.is_panic() => panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Closed),
    }
}

fn open_writer(path: &Path, options: &Options) -> rusqlite::Result<rusqlite::Connection> {
    // Another process may be migrating: whoever opens the file does it to migrate, or to work after.
    let connection = open_migrator(path, options.migration_limit)?;
    let synchronous = match options.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Normal => "NORMAL",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A log that a long scan let grow is cut when it starts over.
    connection.pragma_update_and_check(None, "journal_size_limit", 64 << 20, |_| Ok(()))?;
    // What a savepoint may have to undo is kept here and not in a file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    keep_statements(&connection)?;
    // Makes the files of the log, without which no read-only connection can be opened.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
    connection.busy_timeout(options.busy_limit)?;
    statistics::refresh(&connection);
    Ok(connection)
}

/// Foreign keys are not enforced while tables are rebuilt: <https://sqlite.org/lang_altertable.html>.
fn open_migrator(path: &Path, busy_limit: Duration) -> rusqlite::Result<rusqlite::Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy_limit)?;
    switch_to_log(&connection, busy_limit)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    Ok(connection)
}

/// Switches the file to a write-ahead log. Where several openers do so at once SQLite refuses all
/// but one without asking the busy handler, so the others try again until `limit` has passed.
fn switch_to_log(connection: &rusqlite::Connection, limit: Duration) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        let outcome = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match outcome {
            Err(error) if is_busy(&error) && begun.elapsed() < limit => {
                thread::sleep(Duration::from_millis(5));
            }
            outcome => return outcome,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn open_reader(path: &Path, busy_limit: Duration) -> rusqlite::Result<rusqlite::Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy_limit)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// Prepares each statement once, whatever values it is given: where there are statistics SQLite would
/// plan it again for each set of them.
fn keep_statements(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

fn unusable(path: &Path, error: &dyn std::error::Error) -> Error {
    Error::Configuration {
        reason: format!("{}: {error}", path.display()),
    }
}
