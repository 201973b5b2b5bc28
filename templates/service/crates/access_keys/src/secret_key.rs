//! The service's own secret key: in goes the text of a variable or file, out comes what keys of
//! several purposes are derived from.

use std::fmt;
use std::str::FromStr;

use authentication::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::random;

const LENGTH: usize = 32;

/// The secret key of the service: 32 bytes, written in base64. It is never used as a key itself;
/// each purpose derives one of its own from it.
///
/// It has no `Display`, its `Debug` shows nothing, and it is wiped from memory when dropped.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; LENGTH]>);

/// The text is not that of a secret key. Does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 bytes in base64")]
pub struct NoSecretKey;

impl SecretKey {
    /// A new key from the system's random generator.
    ///
    /// # Errors
    ///
    /// [`Error::Random`].
    pub fn generate() -> Result<Self, Error> {
        Ok(Self(Zeroizing::new(random::bytes()?)))
    }

    /// The key in base64, for whoever keeps it or derives keys of other purposes from it.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        Secret::new(STANDARD.encode(self.0.as_slice()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// Reads 32 bytes in base64 (RFC 4648 §4); white space around them does not count.
impl FromStr for SecretKey {
    type Err = NoSecretKey;

    fn from_str(text: &str) -> Result<Self, NoSecretKey> {
        let decoded = STANDARD.decode(text.trim()).map(Zeroizing::new);
        let decoded = decoded.map_err(|_| NoSecretKey)?;
        let bytes = decoded.as_slice().try_into().map_err(|_| NoSecretKey)?;
        Ok(Self(Zeroizing::new(bytes)))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}
