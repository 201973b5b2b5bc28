//! Whether and when a failed attempt is repeated: in go what is repeated and how it failed, out
//! comes how long to wait, or that it stays failed.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::header::{IF_MATCH, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use jiff::Timestamp;

use crate::clock::http_date;
use crate::error::Error;

/// The request header that makes a call safe to repeat (draft-ietf-httpapi-idempotency-key-header).
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

const BASE: Duration = Duration::from_millis(100);
const BASE_WHEN_THROTTLED: Duration = Duration::from_secs(1);
const COST: u32 = 14;
const COST_WHEN_THROTTLED: u32 = 5;
const REFUND: u32 = 1;
const CAPACITY: u32 = 500;

/// How often a client repeats failed attempts.
///
/// Repeated are GET, HEAD, OPTIONS, PUT and DELETE, PATCH with `If-Match`, and whatever has an
/// `Idempotency-Key`, after a broken connection, an attempt that took too long, and the statuses
/// 408, 425, 429, 502, 503, 504; after 500 only what is idempotent by its method. A POST without a
/// key is never repeated. Waits double from 0.1 s (1 s after 429) and are cut by a random factor
/// (AWS, *Exponential Backoff And Jitter*: "full jitter"); `Retry-After` comes on top.
///
/// All calls of a client draw on one budget: it starts with 500 tokens, a retry takes 14 (5 after
/// 429) and gives them back when it succeeds, a success at once adds 1. When it is empty nothing is
/// retried, so that clients do not multiply the load of a service that is down.
#[derive(Clone, Copy, Debug)]
pub struct Retries {
    /// The greatest number of attempts, the first included. Default: 3.
    pub attempts: u32,
    /// The longest wait before an attempt. When the server asks for more with `Retry-After`, the
    /// call fails at once and [`Error::retry_after`] tells the wait. Default: 20 seconds.
    pub longest_wait: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            attempts: 3,
            longest_wait: Duration::from_secs(20),
        }
    }
}

impl Retries {
    /// How long to wait before attempt `number + 1`; `None` when the server asks for too long.
    pub(crate) fn wait(&self, number: u32, failure: &Failure) -> Option<Duration> {
        let asked = failure.asked_wait.unwrap_or_default();
        if asked > self.longest_wait {
            return None;
        }
        let doubled = failure
            .base
            .saturating_mul(2_u32.saturating_pow(number - 1));
        let backoff = doubled.min(self.longest_wait).mul_f64(fastrand::f64());
        Some(asked + backoff)
    }
}

/// What can be said of a call before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeatable {
    /// Idempotent by its method (RFC 9110 §9.2.2).
    ByMethod,
    /// Made safe by a header: the second of two equal requests changes nothing.
    ByHeader,
    /// Repeating could do it twice.
    Never,
}

impl Repeatable {
    /// Judges a request.
    pub(crate) fn judge(method: &Method, headers: &HeaderMap) -> Self {
        let conditional = method == Method::PATCH && headers.contains_key(IF_MATCH);
        if method.is_idempotent() {
            Self::ByMethod
        } else if conditional || headers.contains_key(IDEMPOTENCY_KEY) {
            Self::ByHeader
        } else {
            Self::Never
        }
    }
}

/// An attempt that failed in a way that may pass.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    /// What the retry takes out of the budget.
    pub(crate) cost: u32,
    base: Duration,
    asked_wait: Option<Duration>,
}

impl Failure {
    /// Judges an answer; `None` when repeating will not help, or may do harm.
    pub(crate) fn of_answer(
        status: StatusCode,
        headers: &HeaderMap,
        repeatable: Repeatable,
    ) -> Option<Self> {
        let passing = match status.as_u16() {
            408 | 425 | 429 | 502 | 503 | 504 => repeatable != Repeatable::Never,
            500 => repeatable == Repeatable::ByMethod,
            _ => false,
        };
        let throttled = status == StatusCode::TOO_MANY_REQUESTS;
        passing.then(|| Self {
            cost: if throttled { COST_WHEN_THROTTLED } else { COST },
            base: if throttled { BASE_WHEN_THROTTLED } else { BASE },
            asked_wait: headers.get(RETRY_AFTER).and_then(wait_asked_for),
        })
    }

    /// Judges an attempt that brought no answer.
    pub(crate) fn of_silence(error: &Error, repeatable: Repeatable) -> Option<Self> {
        let passing = matches!(error, Error::Transport(_) | Error::Timeout(_));
        (passing && repeatable != Repeatable::Never).then_some(Self {
            cost: COST,
            base: BASE,
            asked_wait: None,
        })
    }
}

/// Reads `Retry-After`: seconds or a date (RFC 9110 §10.2.3). A date that has passed asks for
/// nothing.
pub(crate) fn wait_asked_for(value: &HeaderValue) -> Option<Duration> {
    if let Ok(seconds) = value.to_str().ok()?.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = Timestamp::now().duration_until(http_date(value)?);
    Some(wait.try_into().unwrap_or(Duration::ZERO))
}

/// The tokens that the calls of one client may still spend on retries.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    /// A full budget.
    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Takes the cost of a retry; false when there is too little left.
    pub(crate) fn take(&self, cost: u32) -> bool {
        self.0
            .try_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(cost)
            })
            .is_ok()
    }

    /// Puts back what the last retry cost, or the reward of a call that needed none.
    pub(crate) fn give_back(&self, last_retry: Option<u32>) {
        let tokens = last_retry.unwrap_or(REFUND);
        self.0.update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.saturating_add(tokens).min(CAPACITY)
        });
    }
}
