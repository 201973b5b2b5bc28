//! The hash of a body: in go the body's bytes, out comes the last line of the canonical request.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::hex;

/// SHA-256 of a request's body, written as 64 lower-case hex digits (AWS, step 1: "hashed
/// payload"). A request without a body hashes the empty string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyHash(String);

impl BodyHash {
    /// Hashes a whole body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self(hex::encode(&Sha256::digest(body)))
    }

    /// Reads the value of `x-amz-content-sha256`; `None` for anything but a hash.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        hex::decode(text).map(|_| Self(text.to_owned()))
    }

    /// The hex digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BodyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
