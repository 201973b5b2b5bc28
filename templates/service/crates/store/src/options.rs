//! How a store behaves: defaults for a service in production, each with its reason.

use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

/// Settings of a [`Store`](crate::Store).
#[derive(Clone, Debug)]
pub struct Options {
    /// How long a transaction may stay open before it is rolled back. On SQLite all other writers
    /// wait for it. Default: 5 seconds.
    pub transaction_limit: Duration,
    /// How long to wait for another process's lock (SQLite) or for a free connection (PostgreSQL)
    /// before the answer is [`Error::Busy`](crate::Error::Busy). Default: 5 seconds.
    pub busy_limit: Duration,
    /// How long to wait for another process that migrates, already when a SQLite file is opened, and
    /// on PostgreSQL for transactions that hold a lock which a part of a migration needs. A part that
    /// stands alone, as the building of an index does, has no limit: while it waits, the log says
    /// every few seconds for whom. Default: 60 seconds.
    pub migration_limit: Duration,
    /// SQLite: what an answered write survives. Default: [`Synchronous::Full`].
    pub synchronous: Synchronous,
    /// SQLite: number of connections for reading. Reads run on the calling thread, so more of them
    /// than threads are of no use. Default: one for each processor, at least 2.
    pub readers: usize,
    /// PostgreSQL: the greatest number of connections. Default: 16.
    pub pool_size: usize,
    /// PostgreSQL: a PEM file of the certificate authorities to trust, in place of those of the
    /// operating system. Default: none.
    pub root_certificates: Option<PathBuf>,
}

/// What a write that was answered survives on SQLite. Neither can corrupt the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    /// A power failure. The log is synchronised before each answer; writers share that cost.
    Full,
    /// A crash of the process, but a power failure may undo the last writes.
    Normal,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            transaction_limit: Duration::from_secs(5),
            busy_limit: Duration::from_secs(5),
            migration_limit: Duration::from_mins(1),
            synchronous: Synchronous::Full,
            readers: available_parallelism().map_or(2, |count| count.get().max(2)),
            pool_size: 16,
            root_certificates: None,
        }
    }
}
