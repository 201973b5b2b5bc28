//! Why a call failed: the server refused it, it could not be reached in time or at all, its answer
//! was not understood, or the call could not even be made.

use std::time::Duration;

use bytes::Bytes;
use contract::problem::Problem;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use thiserror::Error;

use crate::response::REQUEST_ID;
use crate::retry::wait_asked_for;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed. Messages never hold secrets or bodies.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with a problem (RFC 9457).
    #[error(transparent)]
    Problem(#[from] Box<Refusal>),
    /// The server could not be reached, or the connection broke.
    #[error("the service cannot be reached")]
    Transport(#[source] TransportFault),
    /// The answer did not come in time.
    #[error("timed out: {0}")]
    Timeout(Deadline),
    /// The answer is not what the design says.
    #[error("the answer was not understood")]
    Decode(#[source] DecodeFault),
    /// The call or the client could not be made from what was given.
    #[error(transparent)]
    Build(#[from] BuildFault),
}

/// A refusal: the problem and the headers that came with it.
#[derive(Clone, Debug, Error)]
#[error("{problem}")]
pub struct Refusal {
    /// What went wrong, as the server tells it. When an answer holds no problem, as from a proxy,
    /// it is made from the status and its code is `unexpected_answer`.
    pub problem: Problem,
    /// The headers of the answer.
    pub headers: HeaderMap,
}

/// What broke underneath HTTP.
pub type TransportFault = Box<dyn std::error::Error + Send + Sync>;

/// Which limit of time was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Deadline {
    /// No connection within the limit for connecting.
    #[error("no connection within the limit")]
    Connect,
    /// No answer within the limit for an attempt.
    #[error("no answer within the limit for one attempt")]
    Attempt,
    /// No answer within the limit for the call with all its attempts.
    #[error("no answer within the limit for the call")]
    Call,
}

/// What was wrong with an answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DecodeFault {
    /// The body is not JSON of the expected shape.
    #[error("unexpected body of an answer {status}")]
    Body {
        /// The status of the answer.
        status: StatusCode,
        /// Where and what.
        source: serde_json::Error,
    },
    /// A list told to continue at a place where it was already.
    #[error("the list goes round in circles: a cursor came twice")]
    RepeatedCursor,
}

/// What was wrong with what the caller gave.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildFault {
    /// Not a base URL.
    #[error("`{0}` is no base URL: expected http:// or https://, a host and perhaps a path")]
    Endpoint(String),
    /// Not an id of an access key.
    #[error("the access key's id is not 16 to 32 characters of A-Z and 0-9")]
    KeyId,
    /// Not a certificate in PEM form.
    #[error("a root certificate cannot be used")]
    Certificate(#[source] TransportFault),
    /// The path makes no URL.
    #[error("`{0}` is no path of a URL")]
    Path(String),
    /// A header has no valid name or value.
    #[error("a header has no valid name or value")]
    Header(#[source] http::Error),
    /// The payload or query cannot be written as JSON.
    #[error("the payload or query cannot be encoded")]
    Encode(#[source] serde_json::Error),
    /// The request has no canonical form.
    #[error(transparent)]
    Signature(#[from] authentication::Unsignable),
}

impl Refusal {
    /// Reads an answer that is not 2xx.
    pub(crate) fn read(response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        let problem = serde_json::from_slice(&body).unwrap_or_else(|_| {
            let title = head
                .status
                .canonical_reason()
                .unwrap_or("Unexpected answer");
            Problem::new(head.status.as_u16(), "unexpected_answer", title)
        });
        let headers = head.headers;
        Self { problem, headers }
    }
}

impl Error {
    /// The problem, when the server refused.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.refusal().map(|refusal| &refusal.problem)
    }

    /// The problem's stable code. An error that the design declares for an action is recognised by
    /// it: `error.code() == Some("already_published")`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.problem().map(|problem| problem.code.as_ref())
    }

    /// The status, when the server refused.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.problem()?.status).ok()
    }

    /// How long the server asked to wait (RFC 9110 §10.2.3). Waits that were short enough have
    /// already been made.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        wait_asked_for(self.refusal()?.headers.get(RETRY_AFTER)?)
    }

    /// The id under which the server's log knows the refused request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.refusal()?.headers.get(REQUEST_ID)?.to_str().ok()
    }

    /// 400: the request cannot be read.
    #[must_use]
    pub fn is_bad_request(&self) -> bool {
        self.status() == Some(StatusCode::BAD_REQUEST)
    }

    /// 401: the service does not believe who the client is.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// 403: the client may not do this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// 404: nothing is there, or nothing that the client may see.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// 409: what is there stands in the way.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// 412: it has changed since it was read.
    #[must_use]
    pub fn is_precondition_failed(&self) -> bool {
        self.status() == Some(StatusCode::PRECONDITION_FAILED)
    }

    /// 422: the payload breaks a rule; the problem's `errors` say which.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        self.status() == Some(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// 429: too many requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 5xx: the service failed.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// The answer did not come in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Problem(refusal) => Some(refusal),
            _ => None,
        }
    }
}
