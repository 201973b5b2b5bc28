//! What keeps one request from harming the others: the handler's future goes in, its response or
//! a rejection comes out.

use std::any::Any;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::response::Response;
use futures_util::FutureExt;
use http::Version;
use http::header::HOST;

use crate::gate::Gate;
use crate::rejection::{Rejection, Reply};

/// Checks what is known of a request before its handler runs.
pub(crate) fn admit(gate: &Gate, request: &Request) -> Result<(), Rejection> {
    let (target, headers) = (request.uri(), request.headers());
    // Whoever forwards requests may go by one host and the server by another (RFC 9112 §3.2).
    let hosts = headers.get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() == Version::HTTP_11) {
        let detail = "a request has one `Host`";
        return Err(Rejection::bad_request("malformed_request", detail));
    }
    let most = gate.limits().header_bytes;
    let query = target.query().map_or(0, |query| query.len() + 1);
    if target.path().len() + query > most {
        return Err(Rejection::uri_too_long(most));
    }
    // Header lines are `name: value` with a line's end.
    let lines = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4);
    if lines.sum::<usize>() > most {
        return Err(Rejection::headers_too_large(most));
    }
    Ok(())
}

/// Runs a handler.
///
/// One that takes too long is dropped. What it has sent to the database may still be done, so the
/// client learns nothing about the outcome: 503, not 500.
pub(crate) async fn run(
    gate: &Gate,
    handler: impl Future<Output = Result<Response, Infallible>>,
) -> Reply {
    let Ok(_permit) = gate.in_flight().try_acquire() else {
        return Err(Rejection::unavailable("too many requests are in progress").retry_after(1));
    };
    // Nothing that a panic leaves half done is seen again: the request and its handler are gone,
    // and what is shared is behind locks that notice.
    let caught = AssertUnwindSafe(handler).catch_unwind();
    match tokio::time::timeout(gate.limits().request_time, caught).await {
        Ok(Ok(Ok(response))) => Ok(response),
        Ok(Ok(Err(never))) => match never {},
        Ok(Err(panic)) => Err(Rejection::internal(format!("panic: {}", message(&*panic)))),
        Err(_elapsed) => {
            let detail = "the request took too long; whether it was carried out is not known";
            Err(Rejection::unavailable(detail).retry_after(1))
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}
