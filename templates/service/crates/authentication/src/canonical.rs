//! The canonical request and the string to sign: in go the canonical parts, out comes the text
//! that both sides hash.

use std::fmt;

use http::Method;
use sha2::{Digest, Sha256};

use crate::body_hash::BodyHash;
use crate::headers::CanonicalHeaders;
use crate::hex;
use crate::scope::Scope;
use crate::signing_date::SigningDate;

/// The algorithm, the first word of the `Authorization` header and of the string to sign; also the
/// challenge that belongs into `WWW-Authenticate` (RFC 9110 §11.6.1).
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A request in canonical form (AWS, step 1). `Display` writes its text.
pub struct CanonicalRequest<'a> {
    /// The method, as sent.
    pub method: &'a Method,
    /// The path in a canonical form.
    pub path: &'a str,
    /// The query in a canonical form, empty if there is none.
    pub query: &'a str,
    /// The signed headers.
    pub headers: &'a CanonicalHeaders,
    /// The hash of the body.
    pub body: &'a BodyHash,
}

impl CanonicalRequest<'_> {
    /// SHA-256 of the text, in lower-case hex (AWS, step 2).
    #[must_use]
    pub fn sha256(&self) -> String {
        let mut hasher = Sha256::new();
        for part in self.parts() {
            hasher.update(part);
        }
        hex::encode(&hasher.finalize())
    }

    fn parts(&self) -> [&str; 11] {
        // Each header's line ends in a line feed of its own; the next one makes a blank line.
        let CanonicalHeaders { lines, names } = self.headers;
        let (method, body) = (self.method.as_str(), self.body.as_str());
        [
            method, "\n", self.path, "\n", self.query, "\n", lines, "\n", names, "\n", body,
        ]
    }
}

impl fmt::Display for CanonicalRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| f.write_str(part))
    }
}

/// The text that is signed (AWS, step 3).
#[must_use]
pub fn string_to_sign(date: &SigningDate, scope: &Scope, request: &CanonicalRequest<'_>) -> String {
    format!("{ALGORITHM}\n{date}\n{scope}\n{}", request.sha256())
}
