//! What is signed of a request besides its body: in go method, URI and headers, as they are on
//! the wire.

use http::header::HOST;
use http::{HeaderMap, Method, Uri, request};

use crate::headers::{HeaderFault, sole_value};

/// The head of a request, before anything rewrote it.
///
/// A server passes the URI that it received, not one that a nested router has shortened.
#[derive(Clone, Copy, Debug)]
pub struct RequestHead<'a> {
    /// The method.
    pub method: &'a Method,
    /// The target, with an authority where the client or HTTP/2 gives one.
    pub uri: &'a Uri,
    /// All headers.
    pub headers: &'a HeaderMap,
}

impl<'a> From<&'a request::Parts> for RequestHead<'a> {
    fn from(parts: &'a request::Parts) -> Self {
        Self {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
        }
    }
}

impl RequestHead<'_> {
    /// The host that the client addressed: `Host`, or `:authority` in HTTP/2 (RFC 9113 §8.3.1),
    /// with the port if the client sent it. If both are there, they must agree.
    pub(crate) fn received_host(&self) -> Result<String, HeaderFault> {
        let authority = self.uri.authority().map(http::uri::Authority::as_str);
        match (sole_value(self.headers, &HOST)?, authority) {
            (Some(host), Some(authority)) if host != authority => Err(HeaderFault::Repeated(HOST)),
            (Some(host), _) | (None, Some(host)) => Ok(host.to_owned()),
            (None, None) => Err(HeaderFault::Absent(HOST)),
        }
    }

    /// The host that an HTTP client will send: the `Host` given, else that of the URI, without
    /// user information and without the default port of its scheme (RFC 9110 §4.2.3).
    pub(crate) fn sent_host(&self) -> Result<String, HeaderFault> {
        if let Some(host) = sole_value(self.headers, &HOST)? {
            return Ok(host.to_owned());
        }
        let host = self.uri.host().ok_or(HeaderFault::Absent(HOST))?;
        match (self.uri.port_u16(), self.uri.scheme_str()) {
            (None, _) | (Some(80), Some("http")) | (Some(443), Some("https")) => {
                Ok(host.to_owned())
            }
            (Some(port), _) => Ok(format!("{host}:{port}")),
        }
    }
}
