//! A signature: in goes its hex text or the bytes computed, out comes whether two are equal,
//! without telling by timing how nearly.

use std::fmt;

use subtle::{Choice, ConstantTimeEq};

use crate::hex;

/// The HMAC of a string to sign, written as 64 lower-case hex digits (AWS, step 5).
#[derive(Clone)]
pub struct Signature(pub(crate) [u8; 32]);

impl Signature {
    /// Reads a signature; `None` unless it is 64 lower-case hex digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::decode(text).map(Self)
    }
}

impl ConstantTimeEq for Signature {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}
