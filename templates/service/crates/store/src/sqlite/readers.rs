//! Read-only connections, used on whichever thread asks.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use rusqlite::Connection;

/// A fixed set of connections of which each serves one thread at a time.
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

/// A connection that is lent until this is dropped, with the transaction that was begun on it.
pub(super) struct Lease {
    readers: Arc<Readers>,
    // Taken by `drop` alone.
    connection: Option<Connection>,
}

impl Readers {
    pub(super) fn open(
        count: usize,
        open: impl Fn() -> rusqlite::Result<Connection>,
    ) -> rusqlite::Result<Arc<Readers>> {
        let connections = (0..count).map(|_| open());
        Ok(Arc::new(Readers {
            idle: Mutex::new(connections.collect::<rusqlite::Result<_>>()?),
            returned: Condvar::new(),
        }))
    }

    /// Lends a connection, the one that was used last. If none is idle, waits for one: queries are
    /// short, and there are as many connections as processors.
    pub(super) fn lend(self: &Arc<Self>) -> Lease {
        // No panic happens under the lock, so poison means nothing here.
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = self.returned.wait_while(idle, |idle| idle.is_empty());
        let mut idle = idle.unwrap_or_else(PoisonError::into_inner);
        Lease {
            readers: Arc::clone(self),
            connection: idle.pop(),
        }
    }
}

impl Lease {
    pub(super) fn connection(&self) -> &Connection {
        let connection = self.connection.as_ref();
        connection.expect("a lease is made with a connection and keeps it until it is dropped")
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if !connection.is_autocommit()
            && let Err(error) = connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a connection goes on seeing an old state of the database");
        }
        let idle = self.readers.idle.lock();
        idle.unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        self.readers.returned.notify_one();
    }
}
