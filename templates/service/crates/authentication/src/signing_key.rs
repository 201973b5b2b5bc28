//! The derived key: in go a secret and a scope, out comes the key that signs within that scope.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::scope::{Scope, TERMINATOR};
use crate::secret::Secret;
use crate::signature::Signature;

/// The key that is derived from a secret for one day, region and service (AWS, step 4).
///
/// Deriving it takes less than a microsecond, so nothing keeps it longer than one request.
pub struct SigningKey(Zeroizing<[u8; 32]>);

impl SigningKey {
    /// Derives the key for a scope.
    #[must_use]
    pub fn derive(secret: &Secret, scope: &Scope) -> Self {
        let seed = Zeroizing::new(["AWS4", secret.expose()].concat());
        let mut key = Zeroizing::new(hmac_sha256(seed.as_bytes(), &scope.day));
        for part in [scope.region.as_str(), &scope.service, TERMINATOR] {
            key = Zeroizing::new(hmac_sha256(key.as_slice(), part));
        }
        Self(key)
    }

    /// Signs a string to sign (AWS, step 5).
    #[must_use]
    pub fn sign(&self, string_to_sign: &str) -> Signature {
        Signature(hmac_sha256(self.0.as_slice(), string_to_sign))
    }
}

fn hmac_sha256(key: &[u8], message: &str) -> [u8; 32] {
    let mut hmac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    hmac.update(message.as_bytes());
    hmac.finalize().into_bytes().into()
}
