//! How much of anything one request may take.

use std::time::Duration;

/// How much of anything one request may take. The defaults suit an API of JSON documents.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes in a body; 413 beyond. Default: 1 MiB.
    pub body_bytes: usize,
    /// How long a client may take to send its body; 408 beyond. Default: 10 s.
    pub body_time: Duration,
    /// The most bytes in all headers together, 431 beyond, and in path and query, 414 beyond.
    /// Default: 16 KiB.
    ///
    /// What the parser itself cannot hold is refused before a request is there, with these statuses
    /// too: more than 100 header lines, 64 KiB of target, about 400 KiB in all.
    pub header_bytes: usize,
    /// How long a request may take altogether; 503 beyond. Default: 30 s.
    pub request_time: Duration,
    /// The most requests in progress at one time; 503 beyond. Default: 1024.
    pub in_flight: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
            body_time: Duration::from_secs(10),
            header_bytes: 16 << 10,
            request_time: Duration::from_secs(30),
            in_flight: 1024,
        }
    }
}
