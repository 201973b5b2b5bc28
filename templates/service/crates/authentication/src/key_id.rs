//! The public half of an access key: in goes text, out comes an id that needs no escaping anywhere.

use std::fmt;

/// An access key's id: 16 to 32 characters of `A-Z0-9`.
///
/// AWS lets ids be anything without a slash. Ours are narrower so that no signer escapes them in
/// its own way: curl percent-encodes the id from 8.21 on, and `/` separates the parts of a
/// credential.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(String);

impl KeyId {
    /// Reads an id; `None` when it has another length or alphabet.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let permitted = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let valid = (16..=32).contains(&text.len()) && text.bytes().all(permitted);
        valid.then(|| Self(text.to_owned()))
    }

    /// The id as it is written in a credential.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
