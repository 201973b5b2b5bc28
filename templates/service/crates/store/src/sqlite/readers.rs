//! Read-only connections, used on whichever thread asks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, TryLockError};

use rusqlite::Connection;

/// A fixed set of connections of which each serves one query at a time.
pub(super) struct Readers {
    connections: Vec<Mutex<Connection>>,
    next: AtomicUsize,
}

impl Readers {
    pub(super) fn open(
        count: usize,
        open: impl Fn() -> rusqlite::Result<Connection>,
    ) -> rusqlite::Result<Readers> {
        let connections = (0..count).map(|_| open().map(Mutex::new));
        Ok(Readers {
            connections: connections.collect::<rusqlite::Result<_>>()?,
            next: AtomicUsize::new(0),
        })
    }

    /// Runs a query on a connection that is free. If none is, waits for one: queries are short, and
    /// there are as many connections as processors.
    pub(super) fn run<R>(&self, query: impl FnOnce(&Connection) -> R) -> R {
        let count = self.connections.len();
        let start = self.next.fetch_add(1, Ordering::Relaxed);
        for offset in 0..count {
            match self.connections[start.wrapping_add(offset) % count].try_lock() {
                Ok(connection) => return query(&connection),
                // A mapping panicked; its statement was reset and the connection is sound.
                Err(TryLockError::Poisoned(poisoned)) => return query(&poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        let connection = self.connections[start % count].lock();
        query(&connection.unwrap_or_else(PoisonError::into_inner))
    }
}
