//! What repositories hold: statements in, mapped rows and counts out.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::steps::Steps;
use crate::target::Target;
use crate::{Error, Row, Sql};

/// A handle to the whole store, or to one running transaction. Clones are the same handle.
#[derive(Clone)]
pub struct Connection {
    target: Arc<dyn Target>,
    statements: Arc<AtomicU64>,
}

impl Connection {
    pub(crate) fn new(target: Arc<dyn Target>, statements: Arc<AtomicU64>) -> Connection {
        Connection { target, statements }
    }

    /// All rows of a query whose number is bounded, by `LIMIT` or by what it asks for: on SQLite it
    /// runs on the calling thread.
    ///
    /// # Errors
    /// What `map` returns, or what the database says.
    pub async fn fetch_all<T: Send>(
        &self,
        sql: Sql,
        map: impl FnMut(&Row<'_>) -> Result<T, Error> + Send,
    ) -> Result<Vec<T>, Error> {
        self.fetch(sql, usize::MAX, map).await
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// What `map` returns, or what the database says.
    pub async fn fetch_optional<T: Send>(
        &self,
        sql: Sql,
        map: impl FnMut(&Row<'_>) -> Result<T, Error> + Send,
    ) -> Result<Option<T>, Error> {
        let mut rows = self.fetch(sql, 1, map).await?;
        Ok(rows.pop())
    }

    /// All rows of a query that may find many: on SQLite it runs on a thread of its own, two of
    /// them at a time.
    ///
    /// # Errors
    /// What `map` returns, or what the database says.
    pub async fn fetch_unbounded<T: Send + 'static>(
        &self,
        sql: Sql,
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<Vec<T>, Error> {
        let rows = Arc::new(Mutex::new(Vec::new()));
        let mapped = Arc::clone(&rows);
        let each = move |row: &Row<'_>| {
            let row = map(row)?;
            lock(&mapped).push(row);
            Ok(())
        };
        self.admit(&sql)?;
        self.target.scan(sql, Box::new(each)).await?;
        let mut rows = lock(&rows);
        Ok(mem::take(&mut *rows))
    }

    /// Runs a statement. Returns the number of rows that an `INSERT`, `UPDATE` or `DELETE` affected.
    ///
    /// Outside a transaction it is committed when this returns. If the returned future is dropped
    /// before, it may or may not have been done; in a transaction that fails the transaction.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(&self, sql: Sql) -> Result<u64, Error> {
        let affected = self.execute_all(vec![sql]).await?;
        Ok(affected.iter().sum())
    }

    /// Runs statements in this order as one atomic unit: if one fails, none is done. Returns the
    /// number of rows that each affected.
    ///
    /// # Errors
    /// What the database says of the first that fails.
    pub async fn execute_all(&self, statements: Vec<Sql>) -> Result<Vec<u64>, Error> {
        self.run(Steps::all(statements)).await
    }

    /// Runs `first`, an `INSERT`, `UPDATE` or `DELETE`, and, only if it affects a row, those of
    /// `then` in this order, all as one atomic unit: if one fails, none is done. Returns whether
    /// `first` affected a row.
    ///
    /// It takes the place of a transaction that would only look at the answer to `first`: on SQLite
    /// no other write waits for the caller to look. In a transaction it is a part of that one.
    ///
    /// # Errors
    /// What the database says of the first that fails.
    pub async fn execute_guarded(&self, first: Sql, then: Vec<Sql>) -> Result<bool, Error> {
        let affected = self.run(Steps::guarded(first, then)).await?;
        Ok(affected != [0])
    }

    /// Whether the database is SQLite, for the few statements that cannot be the same text.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.target.is_sqlite()
    }

    /// Whether this is a running transaction, so that what is written is not yet committed.
    #[must_use]
    pub fn is_in_transaction(&self) -> bool {
        self.target.is_in_transaction()
    }

    /// Runs an atomic unit and counts what was run of it: all, as far as is known, if it fails.
    async fn run(&self, steps: Steps) -> Result<Vec<u64>, Error> {
        steps.statements().iter().try_for_each(check)?;
        let all = steps.statements().len();
        let affected = self.target.execute(steps).await;
        self.count(affected.as_ref().map_or(all, Vec::len));
        affected
    }

    async fn fetch<T: Send>(
        &self,
        sql: Sql,
        limit: usize,
        mut map: impl FnMut(&Row<'_>) -> Result<T, Error> + Send,
    ) -> Result<Vec<T>, Error> {
        self.admit(&sql)?;
        let mut rows = Vec::new();
        let mut each = |row: &Row<'_>| {
            rows.push(map(row)?);
            Ok(())
        };
        self.target.read(sql, limit, &mut each).await?;
        Ok(rows)
    }

    /// Counts a statement and refuses values that cannot be stored.
    fn admit(&self, sql: &Sql) -> Result<(), Error> {
        self.count(1);
        check(sql)
    }

    fn count(&self, statements: usize) {
        self.statements
            .fetch_add(statements as u64, Ordering::Relaxed);
    }
}

/// Refuses values that cannot be stored.
fn check(sql: &Sql) -> Result<(), Error> {
    tracing::trace!(?sql);
    sql.check()
}

fn lock<T>(rows: &Mutex<Vec<T>>) -> MutexGuard<'_, Vec<T>> {
    rows.lock().unwrap_or_else(PoisonError::into_inner)
}
