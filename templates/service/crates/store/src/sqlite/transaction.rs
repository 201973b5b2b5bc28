//! The caller's side of an interactive transaction: statements in, answers of the writer out.

use std::mem;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use tokio::sync::oneshot;

use super::serve::Request;
use super::snapshot;
use super::statement::Work;
use super::writer::Outcome;
use crate::row::Each;
use crate::steps::Steps;
use crate::target::Target;
use crate::{Error, Sql};

/// A transaction for which the writer waits. It is rolled back when its sender is dropped.
pub(crate) struct Transaction {
    requests: Mutex<Option<Sender<Request>>>,
}

impl Transaction {
    pub(super) fn new(requests: Sender<Request>) -> Transaction {
        Transaction {
            requests: Mutex::new(Some(requests)),
        }
    }

    /// Commits; it is done when this returns.
    pub(crate) async fn commit(&self) -> Result<(), Error> {
        let (answer, committed) = oneshot::channel();
        self.send(Request::Commit(answer))?;
        self.abandon();
        let outcome = committed.await;
        snapshot::renew();
        outcome.map_err(|_| Error::TransactionOver)?
    }

    /// Ends the transaction without a commit, if it has not ended. All handles are refused from now.
    pub(crate) fn abandon(&self) {
        self.sender().take();
    }

    async fn run(&self, work: Work) -> Result<Outcome, Error> {
        let (answer, outcome) = oneshot::channel();
        self.send(Request::Run { work, answer })?;
        let statement = Unanswered(self);
        let outcome = outcome.await.map_err(|_| Error::TransactionOver)??;
        statement.succeeded();
        Ok(outcome)
    }

    fn send(&self, request: Request) -> Result<(), Error> {
        match &*self.sender() {
            Some(requests) => requests.send(request).map_err(|_| Error::TransactionOver),
            None => Err(Error::TransactionOver),
        }
    }

    fn sender(&self) -> MutexGuard<'_, Option<Sender<Request>>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Target for Transaction {
    async fn read(&self, sql: Sql, limit: usize, each: &mut Each<'_>) -> Result<(), Error> {
        let outcome = self.run(Work::fetch(sql, limit)).await?;
        outcome.read(each)
    }

    async fn execute(&self, steps: Steps) -> Result<Vec<u64>, Error> {
        let outcome = self.run(Work::execute(steps)).await?;
        Ok(outcome.affected)
    }

    fn is_sqlite(&self) -> bool {
        true
    }

    fn is_in_transaction(&self) -> bool {
        true
    }
}

/// A statement under way. If it fails, or is given up before its answer is there, so that nobody
/// knows what it did, the transaction ends.
struct Unanswered<'t>(&'t Transaction);

impl Unanswered<'_> {
    fn succeeded(self) {
        mem::forget(self);
    }
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        self.0.abandon();
    }
}
