//! A successful answer: what was decoded, together with status, headers and bytes.

use bytes::Bytes;
use http::header::ETAG;
use http::{HeaderMap, StatusCode};

/// The name under which a service tells the id of a request.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// A successful answer with its decoded body.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    body: T,
}

impl<T> Response<T> {
    /// The status, 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The entity tag, quotes included, for [`Call::if_match`](crate::Call::if_match) and
    /// [`Call::if_changed`](crate::Call::if_changed) (RFC 9110 §8.8.3).
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.headers.get(ETAG)?.to_str().ok()
    }

    /// The id under which the server's log knows this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get(REQUEST_ID)?.to_str().ok()
    }

    /// The body as it was sent.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The decoded body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Gives up everything but the decoded body.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }
}

impl Response<()> {
    /// An answer whose body is not decoded yet.
    pub(crate) fn undecoded(response: http::Response<Bytes>) -> Self {
        let (head, bytes) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            bytes,
            body: (),
        }
    }

    /// The same answer with its decoded body.
    pub(crate) fn with_body<T>(self, body: T) -> Response<T> {
        Response {
            status: self.status,
            headers: self.headers,
            bytes: self.bytes,
            body,
        }
    }
}
