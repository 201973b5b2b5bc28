//! Transactions of the store, as the domain knows them.

use async_trait::async_trait;
use store::{Connection, Store};

use crate::generated::domain::{Repositories, StorageError, Transactions, Work};

use super::over;

/// Runs work in a transaction of the store. Within one, further work is part of it.
pub(super) struct SqlTransactions {
    connection: Connection,
    store: Store,
}

impl SqlTransactions {
    pub(super) fn new(connection: Connection, store: Store) -> Self {
        Self { connection, store }
    }

    fn repositories(&self, connection: Connection) -> Repositories {
        over(connection, &self.store)
    }
}

/// Why a transaction is not committed.
enum Outcome {
    /// The work said so.
    Unwanted,
    /// The store failed.
    Failed(store::Error),
}

impl From<store::Error> for Outcome {
    fn from(error: store::Error) -> Self {
        Self::Failed(error)
    }
}

#[async_trait]
impl Transactions for SqlTransactions {
    async fn run(&self, work: Work) -> Result<(), StorageError> {
        if self.connection.is_in_transaction() {
            work(self.repositories(self.connection.clone())).await;
            return Ok(());
        }
        let outcome = self
            .store
            .transaction(async |connection| {
                let commits = work(self.repositories(connection)).await;
                if commits {
                    Ok(())
                } else {
                    Err(Outcome::Unwanted)
                }
            })
            .await;
        match outcome {
            Ok(()) | Err(Outcome::Unwanted) => Ok(()),
            Err(Outcome::Failed(error)) => Err(error.into()),
        }
    }
}
