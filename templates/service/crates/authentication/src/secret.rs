//! The secret half of an access key: in goes its text, out comes a value that cannot be printed
//! by accident and is wiped from memory when dropped.

use std::fmt;

use zeroize::Zeroizing;

/// The secret half of an access key.
///
/// It has no `Display`, its `Debug` shows nothing, and it cannot be compared, because an ordinary
/// comparison would leak through its timing how much of a guess was right.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over a secret's text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself, for deriving keys and for whoever must store it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
