//! Sealed secrets: in go the secret of an access key and its id, out come bytes that mean nothing
//! without the service's secret key; and back.

use std::fmt;

use authentication::{KeyId, Secret};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::random;
use crate::secret_key::SecretKey;

/// Seals with AES-256-GCM under a key derived from the service's secret key (HKDF, RFC 5869), with
/// a random nonce, which is safe for four thousand million secrets (NIST SP 800-38D §8.3). The id is
/// authenticated with it, so that a sealed secret cannot be moved to another row.
pub(crate) struct Vault(LessSafeKey);

impl Vault {
    pub(crate) fn new(secret_key: &SecretKey) -> Self {
        let derived = Salt::new(HKDF_SHA256, b"access keys").extract(secret_key.bytes());
        let key = derived
            .expand(&[b"AES-256-GCM 1"], &AES_256_GCM)
            .map(UnboundKey::from)
            .expect("a key of 32 bytes is shorter than HKDF's limit of 8160");
        Self(LessSafeKey::new(key))
    }

    /// Fails only if the system's random generator does.
    pub(crate) fn seal(&self, id: &KeyId, secret: &Secret) -> Result<Vec<u8>, Error> {
        let nonce = random::bytes::<NONCE_LEN>()?;
        let mut sealed = [&nonce[..], secret.expose().as_bytes()].concat();
        let unique = Nonce::assume_unique_for_key(nonce);
        let tag = self
            .0
            .seal_in_place_separate_tag(unique, aad(id), &mut sealed[NONCE_LEN..])
            .expect("a secret is shorter than AES-GCM's limit of 64 GiB");
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    /// The secret that was sealed for this id; `None` if it was not sealed here.
    pub(crate) fn open(&self, id: &KeyId, sealed: Vec<u8>) -> Option<Secret> {
        // Opening happens in place: the bytes hold the secret afterwards.
        let mut sealed = Zeroizing::new(sealed);
        let (nonce, sealed) = sealed.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.0.open_in_place(nonce, aad(id), sealed).ok()?;
        let text = str::from_utf8(plain).ok()?;
        Some(Secret::new(text.to_owned()))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

fn aad(id: &KeyId) -> Aad<&[u8]> {
    Aad::from(id.as_str().as_bytes())
}
