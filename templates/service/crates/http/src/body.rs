//! The body of a request: a stream goes in, all of its bytes come out, within limits.

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http::Method;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::limits::Limits;
use crate::rejection::Rejection;

/// Collects the body of a request.
///
/// `GET` and `HEAD` must not have one: it has no meaning (RFC 9110 §9.3.1), and readers that
/// disagree on whether it is there are how requests are smuggled. `DELETE` may; an action that
/// wants none ignores it.
pub(crate) async fn collect(
    method: &Method,
    body: Body,
    limits: &Limits,
) -> Result<Bytes, Rejection> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        let detail = "a GET or HEAD request must not have a body";
        return Err(Rejection::bad_request("unexpected_body", detail));
    }
    // Known beforehand from `Content-Length`, so nothing of it needs to be read.
    if body.size_hint().lower() > limits.body_bytes as u64 {
        return Err(Rejection::content_too_large(limits.body_bytes));
    }
    let collecting = Limited::new(body, limits.body_bytes).collect();
    match tokio::time::timeout(limits.body_time, collecting).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(Rejection::content_too_large(limits.body_bytes))
        }
        Ok(Err(_)) => {
            let detail = "the body ended early or is not encoded as its headers say";
            Err(Rejection::bad_request("incomplete_body", detail))
        }
        Err(_elapsed) => Err(Rejection::request_timeout()),
    }
}
