//! Why a request was not authenticated: out comes a text that is safe to send to anybody, and the
//! status to send it with.

use std::fmt;

use http::StatusCode;

use crate::headers::HeaderFault;
use crate::path::AmbiguousPath;
use crate::query::MalformedQuery;

/// Why a request was not authenticated.
///
/// `Display` writes the public text: it depends on the request alone, never on what the server
/// knows, and so cannot tell an unknown key from a wrong signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no `Authorization` header.
    Missing,
    /// The query carries `X-Amz-` parameters. Presigned URLs are not accepted, and two places for
    /// one signature would be one too many.
    QuerySignature,
    /// `Authorization` has another scheme or algorithm.
    Algorithm,
    /// `Authorization` has the algorithm but not the three parameters in their proper form.
    Authorization,
    /// Neither `X-Amz-Date` nor `Date` is there in its proper form.
    Date,
    /// The credential scope has another day than the date, or another region or service than ours.
    Scope,
    /// The date is too far from the server's clock.
    Skew,
    /// A header is absent, repeated, not printable or not signed.
    Header(HeaderFault),
    /// `x-amz-content-sha256` is not a hash; unsigned and chunked payloads are not accepted.
    Payload,
    /// No such key, or another signature than ours.
    Mismatch,
    /// The signature is right, but the body is not the one that was signed.
    Body,
    /// The path means different things to different readers.
    Path(AmbiguousPath),
    /// The query cannot be decoded.
    Query(MalformedQuery),
}

impl Refusal {
    /// The status to answer with: 400 for a target that cannot be understood, else 401, which
    /// needs a `WWW-Authenticate` header beside it (RFC 9110 §15.5.2).
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Path(_) | Self::Query(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the request is not signed",
            Self::QuerySignature => "signatures in the query are not accepted",
            Self::Algorithm => "the `Authorization` header must use AWS4-HMAC-SHA256",
            Self::Authorization => "the `Authorization` header is malformed",
            Self::Date => "`X-Amz-Date` is missing or malformed",
            Self::Scope => "the credential scope has another day, region or service",
            Self::Skew => "the request was signed too long ago or in the future",
            Self::Payload => "`x-amz-content-sha256` must be the hash of the body",
            Self::Mismatch => "the access key is unknown or the signature does not match",
            Self::Body => "the body does not match `x-amz-content-sha256`",
            Self::Header(fault) => return fault.fmt(f),
            Self::Path(fault) => return fault.fmt(f),
            Self::Query(fault) => return fault.fmt(f),
        })
    }
}

impl std::error::Error for Refusal {}

impl From<HeaderFault> for Refusal {
    fn from(fault: HeaderFault) -> Self {
        Self::Header(fault)
    }
}

impl From<AmbiguousPath> for Refusal {
    fn from(fault: AmbiguousPath) -> Self {
        Self::Path(fault)
    }
}

impl From<MalformedQuery> for Refusal {
    fn from(fault: MalformedQuery) -> Self {
        Self::Query(fault)
    }
}
