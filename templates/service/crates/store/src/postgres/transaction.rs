//! One running transaction on one connection: statements in, rows and counts out, one at a time.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use deadpool_postgres::{ClientWrapper, Object};
use tokio::sync::{Mutex, MutexGuard};

use crate::row::Each;
use crate::steps::Steps;
use crate::target::Target;
use crate::{Error, Sql};

/// A connection on which a transaction runs. It goes back to the pool when the transaction has
/// ended for certain, and is closed otherwise: the server then rolls back.
pub(super) struct Lease {
    client: Option<Object>,
}

/// A transaction that its handles share.
pub(crate) struct Transaction {
    slot: Mutex<Slot>,
    /// Set at the end, for handles that outlive it.
    over: AtomicBool,
}

struct Slot {
    lease: Option<Lease>,
    /// Whether a statement failed, or was given up before its answer was there. The server would
    /// answer `COMMIT` without an error and roll back.
    failed: bool,
}

impl Lease {
    pub(super) async fn begin(client: Object) -> Result<Lease, tokio_postgres::Error> {
        let lease = Lease {
            client: Some(client),
        };
        lease.client().batch_execute("BEGIN").await?;
        Ok(lease)
    }

    pub(super) fn client(&self) -> &ClientWrapper {
        self.client.as_ref().expect("only `end` takes the client")
    }

    /// Runs `COMMIT` or `ROLLBACK` and gives the connection back to the pool.
    pub(super) async fn end(mut self, how: &'static str) -> Result<(), tokio_postgres::Error> {
        self.client().batch_execute(how).await?;
        drop(self.client.take());
        Ok(())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }
}

/// Rolls back. If that fails the connection is closed, which has the same effect.
pub(super) async fn roll_back(lease: Lease) {
    if let Err(error) = lease.end("ROLLBACK").await {
        tracing::debug!(%error, "a transaction was rolled back by closing its connection");
    }
}

impl Transaction {
    pub(super) fn new(lease: Lease) -> Transaction {
        Transaction {
            slot: Mutex::new(Slot {
                lease: Some(lease),
                failed: false,
            }),
            over: AtomicBool::new(false),
        }
    }

    /// Commits; it is done when this returns.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        let mut slot = self.end().await;
        match slot.lease.take() {
            Some(lease) if !slot.failed => Ok(lease.end("COMMIT").await?),
            Some(lease) => {
                roll_back(lease).await;
                Err(Error::TransactionOver)
            }
            None => Err(Error::TransactionOver),
        }
    }

    /// Rolls back and keeps the connection.
    pub(crate) async fn roll_back(&self) {
        if let Some(lease) = self.end().await.lease.take() {
            roll_back(lease).await;
        }
    }

    /// Ends the transaction, if it has not ended, at the cost of its connection.
    pub(crate) fn abandon(&self) {
        self.over.store(true, Ordering::SeqCst);
        self.discard_if_over();
    }

    async fn end(&self) -> MutexGuard<'_, Slot> {
        self.over.store(true, Ordering::SeqCst);
        self.slot.lock().await
    }

    async fn run<T>(
        &self,
        statement: impl AsyncFnOnce(&ClientWrapper) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Error> {
        let result = self.run_locked(statement).await;
        self.discard_if_over();
        result
    }

    async fn run_locked<T>(
        &self,
        statement: impl AsyncFnOnce(&ClientWrapper) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Error> {
        let mut slot = self.slot.lock().await;
        let Slot { lease, failed } = &mut *slot;
        match lease {
            Some(lease) if !*failed && !self.over.load(Ordering::SeqCst) => {
                *failed = true;
                let value = statement(lease.client()).await?;
                *failed = false;
                Ok(value)
            }
            _ => Err(Error::TransactionOver),
        }
    }

    /// Closes the connection of a transaction that was abandoned. If a statement holds the slot, it
    /// does this after itself.
    fn discard_if_over(&self) {
        if self.over.load(Ordering::SeqCst)
            && let Ok(mut slot) = self.slot.try_lock()
        {
            slot.lease.take();
        }
    }
}

#[async_trait]
impl Target for Transaction {
    async fn read(&self, sql: Sql, limit: usize, each: &mut Each<'_>) -> Result<(), Error> {
        let query = async |client: &ClientWrapper| super::query(client, &sql).await;
        let rows = self.run(query).await?;
        super::hand_over(&rows, limit, each)
    }

    async fn execute(&self, steps: Steps) -> Result<Vec<u64>, Error> {
        self.run(async |client| super::execute_each(client, &steps).await)
            .await
    }

    fn is_sqlite(&self) -> bool {
        false
    }

    fn is_in_transaction(&self) -> bool {
        true
    }
}
