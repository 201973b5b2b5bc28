//! Reads that follow each other at once share one state of the database, and the locks that it
//! takes to see it: those of a future from one point where it waits to the next.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;

use rusqlite::Connection;

use super::readers::{Lease, Readers};
use super::statement::control;

thread_local! {
    /// The turn of the future that this thread polls.
    static TURN: RefCell<Option<Turn>> = const { RefCell::new(None) };
}

/// What a future reads from, once it has read something.
struct Turn {
    readers: Arc<Readers>,
    lease: Option<Lease>,
}

/// Ends the turn that it has begun, if it has.
struct End {
    has_begun: bool,
}

/// Runs a future. No connection is held while it waits.
pub(super) async fn share<F: Future>(readers: &Arc<Readers>, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        let _end = begin(readers);
        future.as_mut().poll(context)
    })
    .await
}

/// Runs a query in the turn of this thread; in none if it has no turn at these readers.
pub(super) fn read<R>(readers: &Arc<Readers>, query: impl FnOnce(&Connection) -> R) -> R {
    let lease = TURN.with_borrow_mut(|turn| {
        let turn = turn.as_mut();
        let turn = turn.filter(|turn| Arc::ptr_eq(&turn.readers, readers));
        turn.map(|turn| turn.lease.take())
    });
    let Some(lease) = lease else {
        return query(readers.lend().connection());
    };
    let lease = lease.unwrap_or_else(|| lend_snapshot(readers));
    let answer = query(lease.connection());
    TURN.with_borrow_mut(|turn| {
        if let Some(turn) = turn {
            turn.lease = Some(lease);
        }
    });
    answer
}

/// Lets the turn of this thread see what was written: the answer to a write may be there so soon
/// that its future need not wait.
pub(super) fn renew() {
    // Dropped when the turn is no longer borrowed.
    drop(TURN.with_borrow_mut(|turn| turn.as_mut().and_then(|turn| turn.lease.take())));
}

fn begin(readers: &Arc<Readers>) -> End {
    TURN.with_borrow_mut(|turn| {
        let has_begun = turn.is_none();
        turn.get_or_insert_with(|| Turn {
            readers: Arc::clone(readers),
            lease: None,
        });
        End { has_begun }
    })
}

impl Drop for End {
    fn drop(&mut self) {
        if self.has_begun {
            drop(TURN.take());
        }
    }
}

/// A connection in a transaction, whose first read decides what all of them see.
fn lend_snapshot(readers: &Arc<Readers>) -> Lease {
    let lease = readers.lend();
    if let Err(error) = control(lease.connection(), "BEGIN") {
        tracing::debug!(%error, "each read sees the database as it is then");
    }
    lease
}
