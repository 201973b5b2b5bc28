//! The error of every handler: a problem goes in, a response with its status, headers and body
//! comes out; the cause stays here, for the log.

use std::error::Error;
use std::sync::Arc;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use contract::problem::{PROBLEM_JSON, Problem};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// What a handler returns.
pub type Reply = Result<Response, Rejection>;

/// Why a request fails: a problem, the headers that go with it, and a cause that is never sent.
#[derive(Clone, Debug)]
pub struct Rejection(Box<Content>);

#[derive(Clone, Debug)]
struct Content {
    problem: Problem,
    headers: HeaderMap,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Rejection {
    /// Fails with a problem.
    #[must_use]
    pub fn new(problem: Problem) -> Self {
        Self(Box::new(Content {
            problem,
            headers: HeaderMap::new(),
            cause: None,
        }))
    }

    /// Sends a header beside the problem.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// Asks the client to wait before it tries again (RFC 9110 §10.2.3).
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Keeps the cause for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.cause = Some(Arc::from(cause.into()));
        self
    }

    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The status; 500 if the problem has none that HTTP knows.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The cause and the causes of the cause, for the log.
    pub(crate) fn causes(&self) -> Option<String> {
        let cause = self.0.cause.as_deref()?;
        let mut text = cause.to_string();
        let mut source = cause.source();
        while let Some(deeper) = source {
            text.push_str(": ");
            text.push_str(&deeper.to_string());
            source = deeper.source();
        }
        Some(text)
    }

    /// The response to the request of this id.
    pub(crate) fn answer(mut self, request_id: &str) -> Response {
        self.0.problem.request_id = Some(request_id.to_owned());
        self.render()
    }

    /// Headers and body of the response to the request of this id.
    pub(crate) fn written(mut self, request_id: &str) -> (HeaderMap, Vec<u8>) {
        self.0.problem.request_id = Some(request_id.to_owned());
        (self.headers(), self.body())
    }

    fn render(&self) -> Response {
        let mut response = Response::new(Body::from(self.body()));
        *response.status_mut() = self.status();
        *response.headers_mut() = self.headers();
        response
    }

    fn body(&self) -> Vec<u8> {
        serde_json::to_vec(&self.0.problem)
            .expect("a problem is made of strings, numbers and lists")
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = self.0.headers.clone();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        // Caches may otherwise keep a 404 or 405 for as long as they like (RFC 9110 §15.1).
        headers
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        headers
    }
}

/// The response carries the rejection itself as an extension, from which the layer of
/// [`ground`](crate::ground()) takes cause and problem to log the one and complete the other.
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let mut response = self.render();
        response.extensions_mut().insert(self);
        response
    }
}
