//! The client's side: in goes a request that is ready to be sent, out come the headers to add.

use std::fmt;

use http::header::{self, AUTHORIZATION, HOST};
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

use crate::authorization::Authorization;
use crate::body_hash::BodyHash;
use crate::canonical::{CanonicalRequest, string_to_sign};
use crate::headers::{CanonicalHeaders, HeaderFault};
use crate::key_id::KeyId;
use crate::path::{AmbiguousPath, accepted_paths};
use crate::query::{MalformedQuery, canonical_query};
use crate::request_head::RequestHead;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::signing_date::SigningDate;
use crate::signing_key::SigningKey;

pub(crate) const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
pub(crate) const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// Headers that are sent but not signed, because somebody on the way may change them: hop-by-hop
/// ones (RFC 9110 §7.6.1), what proxies and tracers rewrite, what transports set, and cookies,
/// which HTTP/2 splits (RFC 9113 §8.2.3).
const NEVER_SIGNED: [HeaderName; 23] = [
    AUTHORIZATION,
    header::ACCEPT_ENCODING,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::COOKIE,
    header::EXPECT,
    header::FORWARDED,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::USER_AGENT,
    header::VIA,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
    HeaderName::from_static("x-amzn-trace-id"),
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
];

/// Why a request cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsignable {
    /// There is no host, or a header has no canonical form.
    Header(HeaderFault),
    /// No server would accept the path.
    Path(AmbiguousPath),
    /// No server would accept the query.
    Query(MalformedQuery),
}

impl fmt::Display for Unsignable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot sign the request: ")?;
        match self {
            Self::Header(fault) => fault.fmt(f),
            Self::Path(fault) => fault.fmt(f),
            Self::Query(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Unsignable {}

impl From<HeaderFault> for Unsignable {
    fn from(fault: HeaderFault) -> Self {
        Self::Header(fault)
    }
}

impl From<AmbiguousPath> for Unsignable {
    fn from(fault: AmbiguousPath) -> Self {
        Self::Path(fault)
    }
}

impl From<MalformedQuery> for Unsignable {
    fn from(fault: MalformedQuery) -> Self {
        Self::Query(fault)
    }
}

/// Signs requests to one service with one access key.
#[derive(Clone, Debug)]
pub struct Signer {
    key_id: KeyId,
    secret: Secret,
    region: String,
    service: String,
}

impl Signer {
    /// A signer for the service that was configured with the same `region` and `service`.
    #[must_use]
    pub fn new(
        key_id: KeyId,
        secret: Secret,
        region: impl Into<String>,
        service: impl Into<String>,
    ) -> Self {
        Self {
            key_id,
            secret,
            region: region.into(),
            service: service.into(),
        }
    }

    /// Returns `x-amz-date`, `x-amz-content-sha256` and `authorization`, to be **inserted** (not
    /// appended) into the headers of the request.
    ///
    /// Signs the host and every header given except those that others may change on the way, so
    /// headers must be complete before. Paths and queries should be built with [`encode`] and
    /// [`query_of`]; then all verifiers see one and the same canonical form.
    ///
    /// # Errors
    ///
    /// [`Unsignable`] when there is no host, a header's value is not printable ASCII, or the
    /// target has no unambiguous canonical form.
    ///
    /// [`encode`]: crate::encode
    /// [`query_of`]: crate::query_of
    pub fn sign(
        &self,
        head: &RequestHead<'_>,
        body: &BodyHash,
        now: Timestamp,
    ) -> Result<[(HeaderName, HeaderValue); 3], Unsignable> {
        let date = SigningDate::at(now);
        let scope = Scope::new(&date, &self.region, &self.service);
        let [date_value, body_value] = [date.to_string(), body.to_string()].map(printable);

        let mut headers = head.headers.clone();
        headers.insert(X_AMZ_DATE, date_value.clone());
        headers.insert(X_AMZ_CONTENT_SHA256, body_value.clone());
        let signed_headers = signed_headers(&headers);
        let canonical = CanonicalRequest {
            method: head.method,
            path: &accepted_paths(head.uri.path())?[0],
            query: &canonical_query(head.uri.query().unwrap_or_default())?,
            headers: &CanonicalHeaders::collect(&headers, &head.sent_host()?, &signed_headers)?,
            body,
        };
        let key = SigningKey::derive(&self.secret, &scope);
        let authorization = Authorization {
            key_id: self.key_id.clone(),
            signature: key.sign(&string_to_sign(&date, &scope, &canonical)),
            scope,
            signed_headers,
        };
        let mut authorization_value = printable(authorization.to_string());
        authorization_value.set_sensitive(true);
        Ok([
            (X_AMZ_DATE, date_value),
            (X_AMZ_CONTENT_SHA256, body_value),
            (AUTHORIZATION, authorization_value),
        ])
    }
}

fn signed_headers(headers: &HeaderMap) -> Vec<HeaderName> {
    let mut names: Vec<HeaderName> = headers
        .keys()
        .filter(|name| !NEVER_SIGNED.contains(name) && **name != HOST)
        .cloned()
        .chain([HOST])
        .collect();
    names.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    names
}

fn printable(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("dates, hashes and credentials are printable ASCII")
}
