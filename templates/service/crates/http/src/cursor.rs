//! Cursors: the position of an item and the request that lists it go in, a text that only this
//! service can read comes out; and back, if the request still asks for the same list.

use std::fmt;

use authentication::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::page::Position;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};

use crate::incoming::Incoming;
use crate::rejection::Rejection;
use crate::{position, query_text};

/// Parameters that may change from window to window.
const UNBOUND: [&str; 3] = ["cursor", "limit", "total"];

/// Seals and opens cursors: AES-256-GCM under a key derived from the service's secret, with a
/// random nonce, which is safe for four thousand million cursors (NIST SP 800-38D §8.3).
pub(crate) struct Sealer {
    key: LessSafeKey,
    random: SystemRandom,
}

impl Sealer {
    pub(crate) fn new(secret: &Secret) -> Self {
        let derived = Salt::new(HKDF_SHA256, b"cursor").extract(secret.expose().as_bytes());
        let key = derived
            .expand(&[b"AES-256-GCM 1"], &AES_256_GCM)
            .map(UnboundKey::from)
            .expect("a key of 32 bytes is shorter than HKDF's limit of 8160");
        Self {
            key: LessSafeKey::new(key),
            random: SystemRandom::new(),
        }
    }

    /// Fails only if the system's random generator does.
    fn seal(&self, plain: &[u8], binding: &[u8]) -> Result<String, Unspecified> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce)?;
        let mut sealed = plain.to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        self.key
            .seal_in_place_append_tag(unique, Aad::from(binding), &mut sealed)?;
        Ok(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    fn open(&self, cursor: &str, binding: &[u8]) -> Option<Vec<u8>> {
        let mut sealed = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (nonce, sealed) = sealed.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(binding), sealed)
            .ok()?;
        Some(plain.to_vec())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

impl Incoming {
    /// The cursor for what comes after a position in the list that this request asks for.
    pub(crate) fn seal(&self, position: &Position) -> Result<String, Rejection> {
        let sealed = self
            .gate
            .sealer()
            .seal(&position::encode(position), &self.binding());
        sealed.map_err(|_| Rejection::internal("the system's random generator failed"))
    }

    /// The position in a cursor; `None` unless it was made for the same list.
    pub(crate) fn open(&self, cursor: &str) -> Option<Position> {
        position::decode(&self.gate.sealer().open(cursor, &self.binding())?)
    }

    /// What a cursor is bound to: path, filters, order and view, in one spelling for all orders of
    /// the parameters.
    fn binding(&self) -> Vec<u8> {
        let mut parameters = query_text::parameters(&self.head).unwrap_or_default();
        parameters.retain(|(name, _)| !UNBOUND.contains(&name.as_str()));
        parameters.sort_unstable();
        let mut binding = self.head.uri.path().as_bytes().to_vec();
        for (name, value) in &parameters {
            for text in [name, value] {
                // No text contains this byte, so two different lists never share a binding.
                binding.push(0xFF);
                binding.extend_from_slice(text.as_bytes());
            }
        }
        binding
    }
}
