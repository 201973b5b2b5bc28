//! The writer's side of an interactive transaction: requests of one caller in, answers out, inside a
//! savepoint of the batch, until the caller ends it or its time is up.

use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::statement::{self, Work, control};
use super::transaction::Transaction;
use super::writer::{Outcome, reply};
use crate::Error;

pub(super) const SAVEPOINT: &str = "SAVEPOINT task";
pub(super) const RELEASE: &str = "RELEASE task";
const ROLLBACK_TO: &str = "ROLLBACK TO task";

/// A caller who waits for a transaction.
pub(super) struct Opening {
    pub(super) limit: Duration,
    pub(super) ready: oneshot::Sender<Result<Transaction, Error>>,
}

/// What a transaction asks of the writer. Without its sender it is rolled back.
pub(super) enum Request {
    Run {
        work: Work,
        answer: oneshot::Sender<Result<Outcome, Error>>,
    },
    /// Answered when the batch is committed.
    Commit(oneshot::Sender<Result<(), Error>>),
}

/// Serves one transaction. Returns whom to tell of the commit if it is to be committed, and nothing
/// if it was rolled back.
pub(super) fn serve(
    connection: &Connection,
    opening: Opening,
) -> Option<oneshot::Sender<Result<(), Error>>> {
    if let Err(error) = control(connection, SAVEPOINT) {
        reply(opening.ready, Err(error));
        return None;
    }
    let (sender, requests) = mpsc::channel();
    let deadline = Instant::now() + opening.limit;
    // If the caller has given up, the sender is gone and the transaction ends at once.
    reply(opening.ready, Ok(Transaction::new(sender)));
    let commit = answer_requests(connection, &requests, deadline);
    match commit.map(|answer| (control(connection, RELEASE), answer)) {
        Some((Ok(()), answer)) => return Some(answer),
        Some((Err(error), answer)) => reply(answer, Err(error)),
        None => {}
    }
    undo(connection);
    None
}

/// Runs statements until the transaction is to be committed or, with `None`, rolled back.
fn answer_requests(
    connection: &Connection,
    requests: &Receiver<Request>,
    deadline: Instant,
) -> Option<oneshot::Sender<Result<(), Error>>> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match requests.recv_timeout(left).ok()? {
            Request::Commit(answer) => return Some(answer),
            Request::Run { work, answer } => {
                let outcome = statement::run(connection, &work);
                let failed = outcome.is_err();
                reply(answer, outcome);
                if failed {
                    return None;
                }
            }
        }
    }
}

/// Undoes what was done since the savepoint. Whatever prevents that costs the whole batch, which is
/// then replayed.
pub(super) fn undo(connection: &Connection) {
    if connection.is_autocommit() {
        return;
    }
    let undone = control(connection, ROLLBACK_TO).and_then(|()| control(connection, RELEASE));
    if let Err(error) = undone {
        tracing::warn!(%error, "a savepoint could not be undone");
        roll_back(connection);
    }
}

/// Ends a transaction that failed, unless SQLite has ended it.
pub(super) fn roll_back(connection: &Connection) {
    if connection.is_autocommit() {
        return;
    }
    if let Err(error) = control(connection, "ROLLBACK") {
        tracing::error!(%error, "a batch of writes could not be rolled back");
    }
}
