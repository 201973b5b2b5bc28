//! What a request is called in the log, in problems and towards other services.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries the id, in requests and in responses.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().expect("an id is made of printable ASCII")
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// The id that a proxy or client has given, if it is one that cannot confuse a log: 1 to 64
    /// letters, digits, `-`, `_` and `.`.
    fn given(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(X_REQUEST_ID)?;
        let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        let sane = (1..=64).contains(&value.len()) && value.as_bytes().iter().all(is_plain);
        sane.then(|| Self(value.clone()))
    }
}

/// Makes ids: a random number of the process, and a count.
///
/// They need to be unique, not secret, so no random generator is asked for each.
#[derive(Debug)]
pub(crate) struct RequestIds {
    process: u64,
    count: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new() -> Self {
        Self {
            // The standard library seeds its hashers from the system's random generator.
            process: RandomState::new().build_hasher().finish(),
            count: AtomicU64::new(0),
        }
    }

    /// The id of the request with these headers.
    pub(crate) fn identify(&self, headers: &HeaderMap) -> RequestId {
        RequestId::given(headers).unwrap_or_else(|| {
            let count = self.count.fetch_add(1, Ordering::Relaxed);
            let text = format!("{:016x}-{count:x}", self.process);
            RequestId(HeaderValue::try_from(text).expect("hex digits make a header value"))
        })
    }
}
