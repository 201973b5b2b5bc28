//! Who the client is: in goes the text of an access key, out comes what signs its requests.

use authentication::{KeyId, Secret};

use crate::error::{BuildFault, Result};

/// What a client proves its identity with. `Debug` never shows the secret.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// Nothing: requests are sent unsigned and reach public actions only.
    Anonymous,
    /// An access key, which signs every request.
    AccessKey {
        /// The public half.
        key_id: KeyId,
        /// The secret half.
        secret: Secret,
    },
}

impl Credentials {
    /// An access key from its two halves.
    ///
    /// # Errors
    ///
    /// [`BuildFault::KeyId`] unless the id is 16 to 32 characters of `A-Z0-9`.
    pub fn access_key(key_id: &str, secret: impl Into<String>) -> Result<Self> {
        let key_id = KeyId::parse(key_id).ok_or(BuildFault::KeyId)?;
        let secret = Secret::new(secret.into());
        Ok(Self::AccessKey { key_id, secret })
    }
}
