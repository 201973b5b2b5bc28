//! Transactions that stand in the way: a statement in, its locks held until they are released.

use std::time::Duration;

use store::{Error, Options, Sql};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::databases::Database;

/// A transaction that is open.
pub struct Held {
    release: oneshot::Sender<()>,
    held: JoinHandle<Result<(), Error>>,
}

impl Held {
    /// Runs a statement and keeps its transaction open.
    pub async fn hold(database: &Database, statement: &'static str) -> Held {
        let options = Options {
            transaction_limit: Duration::from_mins(1),
            ..Options::default()
        };
        let store = database.open_with(&options);
        let (begun, has_begun) = oneshot::channel();
        let (release, released) = oneshot::channel();
        let held = tokio::spawn(async move {
            let body = async |connection: store::Connection| {
                connection.execute(Sql::new(statement)).await?;
                begun.send(()).unwrap();
                released.await.unwrap();
                Ok(())
            };
            store.transaction(body).await
        });
        has_begun.await.unwrap();
        Held { release, held }
    }

    /// Ends the transaction.
    pub async fn release(self) {
        self.release.send(()).unwrap();
        self.held.await.unwrap().unwrap();
    }
}
