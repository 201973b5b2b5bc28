//! New access keys: nothing goes in, an id and a secret that nobody can guess come out.

use authentication::{KeyId, Secret};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

use crate::error::Error;

/// What every id begins with, so that a search for leaked keys knows what to look for.
const PREFIX: &str = "AKEY";

/// Characters of an id: capitals and digits without those that are taken for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Fills an array of random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map(|()| bytes).map_err(|_| Error::Random)
}

/// A new id: the prefix and 80 random bits in 16 characters.
pub(crate) fn key_id() -> Result<KeyId, Error> {
    let random = bytes::<16>()?;
    let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let text: String = PREFIX.chars().chain(letters).collect();
    Ok(KeyId::parse(&text).expect("twenty capitals and digits make an id"))
}

/// A new secret: 240 random bits in 40 characters of base64, none of which a shell takes amiss.
pub(crate) fn secret() -> Result<Secret, Error> {
    let random = Zeroizing::new(bytes::<30>()?);
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(random.as_slice())))
}
