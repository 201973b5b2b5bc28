//! The problems that HTTP itself knows, one function for each: what went wrong goes in, the
//! rejection with its stable code comes out.

use std::borrow::Cow;
use std::error::Error;

use contract::problem::{FieldError, Problem};
use http::HeaderValue;
use http::header::CONNECTION;

use crate::rejection::Rejection;

impl Rejection {
    /// 400: the request cannot be understood.
    #[must_use]
    pub fn bad_request(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Problem::new(400, code, "Bad request").with_detail(detail))
    }

    /// 400: parameters of the query are wrong.
    #[must_use]
    pub fn invalid_query(errors: Vec<FieldError>) -> Self {
        Self::new(Problem::new(400, "invalid_query", "Invalid query").with_errors(errors))
    }

    /// 403: the caller may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(Problem::new(403, "forbidden", "Forbidden"))
    }

    /// 404: nothing is here, or nothing that the caller may know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Problem::new(404, "not_found", "Not found"))
    }

    /// 405: the path has other methods than this one; the router adds `Allow`.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(Problem::new(
            405,
            "method_not_allowed",
            "Method not allowed",
        ))
    }

    /// 406: nothing that can be sent is acceptable to the client.
    #[must_use]
    pub fn not_acceptable(offered: &str) -> Self {
        let problem = Problem::new(406, "not_acceptable", "Not acceptable");
        Self::new(problem.with_detail(format!("this is sent as {offered}")))
    }

    /// 408: the body did not arrive in time. The connection is of no further use.
    #[must_use]
    pub fn request_timeout() -> Self {
        let problem = Problem::new(408, "request_timeout", "Request timeout");
        Self::new(problem.with_detail("the body did not arrive in time"))
            .with_header(CONNECTION, HeaderValue::from_static("close"))
    }

    /// 409: the request conflicts with how things are.
    #[must_use]
    pub fn conflict(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Problem::new(409, code, "Conflict").with_detail(detail))
    }

    /// 412: the thing has another version than `If-Match` demands.
    #[must_use]
    pub fn precondition_failed() -> Self {
        let problem = Problem::new(412, "precondition_failed", "Precondition failed");
        Self::new(problem.with_detail("it has changed since it was read"))
    }

    /// 413: the body has more bytes than are accepted.
    #[must_use]
    pub fn content_too_large(most: usize) -> Self {
        let problem = Problem::new(413, "content_too_large", "Content too large");
        Self::new(problem.with_detail(format!("the body may have {most} bytes")))
            .with_header(CONNECTION, HeaderValue::from_static("close"))
    }

    /// 415: the body is of another media type or encoding than those accepted.
    #[must_use]
    pub fn unsupported_media_type(detail: impl Into<Cow<'static, str>>) -> Self {
        let problem = Problem::new(415, "unsupported_media_type", "Unsupported media type");
        Self::new(problem.with_detail(detail))
    }

    /// 422: the body can be read but is wrong.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::new(Problem::new(422, "invalid", "Invalid input").with_errors(errors))
    }

    /// 414: the path and the query have more bytes than are accepted.
    #[must_use]
    pub fn uri_too_long(most: usize) -> Self {
        let problem = Problem::new(414, "uri_too_long", "URI too long");
        Self::new(problem.with_detail(format!("path and query may have {most} bytes")))
    }

    /// 431: the headers have more bytes than are accepted.
    #[must_use]
    pub fn headers_too_large(most: usize) -> Self {
        let problem = Problem::new(431, "headers_too_large", "Request header fields too large");
        Self::new(problem.with_detail(format!("the headers may have {most} bytes")))
    }

    /// 431: the headers are more, or longer, than the parser can hold.
    #[must_use]
    pub(crate) fn too_many_headers(most: usize) -> Self {
        let problem = Problem::new(431, "headers_too_large", "Request header fields too large");
        let detail = format!("there may be 100 header lines, with {most} bytes in all of them");
        Self::new(problem.with_detail(detail))
    }

    /// 500: a fault of ours. The cause is logged and not sent.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Problem::new(500, "internal", "Internal server error")).caused_by(cause)
    }

    /// 501: the action is designed but not written.
    #[must_use]
    pub fn not_implemented() -> Self {
        Self::new(Problem::new(501, "not_implemented", "Not implemented"))
    }

    /// 503: not now. [`Rejection::retry_after`] says when.
    #[must_use]
    pub fn unavailable(detail: impl Into<Cow<'static, str>>) -> Self {
        let problem = Problem::new(503, "unavailable", "Service unavailable");
        Self::new(problem.with_detail(detail))
    }
}
