//! Where a program looks into a client's traffic: in go its own methods, called around each
//! attempt.

use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::error::Error;

/// Methods that a client calls for each attempt; both do nothing unless written.
///
/// ```
/// use driver::{Attempt, Hook};
///
/// struct Slowness;
///
/// impl Hook for Slowness {
///     fn after_attempt(&self, attempt: &Attempt<'_>) {
///         if attempt.number > 1 {
///             eprintln!("{} {} needed a retry", attempt.method, attempt.uri.path());
///         }
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Changes the head of a request, for example adds a trace id. What is added is signed.
    fn before_signing(&self, head: &mut Parts) {
        let _ = head;
    }

    /// Sees how an attempt ended, for logs and metrics.
    fn after_attempt(&self, attempt: &Attempt<'_>) {
        let _ = attempt;
    }
}

/// One attempt that has ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// 1 for the first attempt of a call.
    pub number: u32,
    /// The method.
    pub method: &'a Method,
    /// The whole URL.
    pub uri: &'a Uri,
    /// The status of the answer, or why there is none.
    pub outcome: std::result::Result<StatusCode, &'a Error>,
    /// The headers of the answer, if there is one.
    pub headers: Option<&'a HeaderMap>,
}
