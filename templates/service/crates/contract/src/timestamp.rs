//! Points in time: whatever the clock or a client says goes in, whole microseconds come out, which
//! is what PostgreSQL stores and what therefore compares equal after a round trip.

use jiff::Timestamp;

/// The beginning of year 1: databases have no year 0, or count it otherwise.
pub const FIRST: Timestamp = Timestamp::constant(-62_135_596_800, 0);

/// The present, in whole microseconds.
#[must_use]
pub fn now() -> Timestamp {
    to_microseconds(Timestamp::now())
}

/// A point in time without its nanoseconds.
#[must_use]
pub fn to_microseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(time.as_microsecond())
        .expect("what was in range with nanoseconds is in range without")
}
