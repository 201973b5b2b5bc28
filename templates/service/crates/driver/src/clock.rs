//! The time as the server sees it: in go the `Date` headers of refusals, out comes the time to
//! sign with. A client whose clock is wrong by more than the server tolerates gets 401 for every
//! request; the server's own date says by how much.

use std::sync::atomic::{AtomicI64, Ordering};

use http::header::{AGE, DATE};
use http::{HeaderMap, HeaderValue};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

/// Servers tolerate at least five minutes (AWS), and `Date` has whole seconds. Below one minute a
/// 401 has another cause.
const SMALLEST_CORRECTION: i64 = 60;

/// The local clock and how many seconds the server is ahead of it, shared by all calls of a client.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// The server's time, as far as it is known.
    pub(crate) fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed));
        let local = Timestamp::now();
        local.checked_add(ahead).unwrap_or(local)
    }

    /// Learns from the headers of a 401 that answered a request sent at `sent` by the local clock.
    ///
    /// True when the correction changed by so much that signing again is worth it. The correction
    /// is measured against the local clock, not against the previous one, so that calls that learn
    /// at the same time agree, and a clock that was set right is believed again.
    pub(crate) fn learn(&self, headers: &HeaderMap, sent: Timestamp, used: Timestamp) -> bool {
        // A cache answered: its date is as old as the answer (RFC 9111 §5.1).
        if headers.contains_key(AGE) {
            return false;
        }
        let Some(date) = headers.get(DATE).and_then(http_date) else {
            return false;
        };
        let received = Timestamp::now();
        let halfway = sent.duration_until(received) / 2;
        let Ok(midpoint) = sent.checked_add(halfway) else {
            return false;
        };
        let ahead = midpoint.duration_until(date).as_secs();
        let believed = sent.duration_until(used).as_secs();
        let wrong = (ahead - believed).abs() >= SMALLEST_CORRECTION;
        if wrong {
            self.ahead.store(ahead, Ordering::Relaxed);
        }
        wrong
    }
}

/// Reads a date of HTTP (RFC 9110 §5.6.7).
pub(crate) fn http_date(value: &HeaderValue) -> Option<Timestamp> {
    DateTimeParser::new()
        .parse_timestamp(value.to_str().ok()?)
        .ok()
}
