//! When a request was signed: in goes an instant or a header's value, out comes both the instant
//! and the text that the signature covers.

use std::fmt;

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// The second in which a request was signed, written as `20260131T093000Z` (AWS, step 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningDate {
    text: String,
    instant: Timestamp,
}

impl SigningDate {
    /// The second that contains `instant`.
    #[must_use]
    pub fn at(instant: Timestamp) -> Self {
        let utc = Offset::UTC.to_datetime(instant);
        let text = format!(
            "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
            utc.year(),
            utc.month(),
            utc.day(),
            utc.hour(),
            utc.minute(),
            utc.second()
        );
        Self { text, instant }
    }

    /// Reads the value of `X-Amz-Date`; `None` unless it is exactly `YYYYMMDDTHHMMSSZ` and exists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
        let digits = |part: &str, length| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(day, 8) || !digits(time, 6) {
            return None;
        }
        let two = |part: &str, at: usize| part[at..at + 2].parse::<i8>().ok();
        let year = day[..4].parse().ok()?;
        let utc = DateTime::new(
            year,
            two(day, 4)?,
            two(day, 6)?,
            two(time, 0)?,
            two(time, 2)?,
            two(time, 4)?,
            0,
        );
        let instant = Offset::UTC.to_timestamp(utc.ok()?).ok()?;
        Some(Self {
            text: text.to_owned(),
            instant,
        })
    }

    /// Reads the value of `Date`; `None` unless it is an IMF-fixdate (RFC 9110 §5.6.7), such as
    /// `Sat, 31 Jan 2026 09:30:00 GMT`, or the same with `-0000`, as RFC 5322 §3.3 writes UTC. The
    /// obsolete forms are refused: no signer sends them.
    ///
    /// botocore leaves `X-Amz-Date` out when its caller set `Date`, and ends the latter in `-0000`;
    /// the string to sign holds the basic form all the same.
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let instant = DateTimeParser::new().parse_timestamp(text).ok()?;
        let canonical = DateTimePrinter::new().timestamp_to_rfc9110_string(&instant);
        let stem = canonical.as_deref().ok()?.strip_suffix("GMT")?;
        let zone = text.strip_prefix(stem)?;
        matches!(zone, "GMT" | "-0000").then(|| Self::at(instant))
    }

    /// The day in UTC, `YYYYMMDD`: the first part of the credential scope.
    #[must_use]
    pub fn day(&self) -> &str {
        &self.text[..8]
    }

    /// How far the date is from `now`, in either direction.
    pub(crate) fn distance(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.instant).abs()
    }
}

/// Writes `YYYYMMDDTHHMMSSZ`.
impl fmt::Display for SigningDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
