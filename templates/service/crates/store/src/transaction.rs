//! The owner of one running transaction: whatever becomes of it, the transaction ends.

use std::sync::Arc;
use std::time::Duration;

use crate::target::Target;
use crate::{Error, postgres, sqlite};

/// A transaction that is rolled back unless it is committed, also by a panic or when the future
/// that runs it is dropped.
pub(crate) enum Transaction {
    Sqlite(Arc<sqlite::Transaction>),
    Postgres(Arc<postgres::Transaction>),
}

/// What SQLite's writer allows beyond the limit: the caller's clock is to run out first, the
/// writer's is for callers that are not polled.
const GRACE: Duration = Duration::from_millis(250);

impl Transaction {
    pub(crate) async fn sqlite(
        database: &sqlite::Database,
        limit: Duration,
    ) -> Result<Transaction, Error> {
        let transaction = database.begin(limit + GRACE).await?;
        Ok(Transaction::Sqlite(Arc::new(transaction)))
    }

    pub(crate) async fn postgres(database: &postgres::Database) -> Result<Transaction, Error> {
        let transaction = database.begin().await?;
        Ok(Transaction::Postgres(Arc::new(transaction)))
    }

    /// What the connections of this transaction refer to.
    pub(crate) fn target(&self) -> Arc<dyn Target> {
        match self {
            Transaction::Sqlite(transaction) => Arc::<sqlite::Transaction>::clone(transaction),
            Transaction::Postgres(transaction) => Arc::<postgres::Transaction>::clone(transaction),
        }
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match &self {
            Transaction::Sqlite(transaction) => transaction.commit().await,
            Transaction::Postgres(transaction) => transaction.commit().await,
        }
    }

    pub(crate) async fn roll_back(self) {
        match &self {
            Transaction::Sqlite(transaction) => transaction.abandon(),
            Transaction::Postgres(transaction) => transaction.roll_back().await,
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        match self {
            Transaction::Sqlite(transaction) => transaction.abandon(),
            Transaction::Postgres(transaction) => transaction.abandon(),
        }
    }
}
