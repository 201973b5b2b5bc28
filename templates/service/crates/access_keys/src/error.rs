//! Why access keys cannot be made or looked up.

use authentication::KeyId;
use uuid::Uuid;

use crate::accounts::AccountsFault;

/// An error of access keys. Its text is for logs and operators; it never holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What the database says.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The stored secret cannot be opened: the service runs with another secret key than the one
    /// that sealed it, or the row was tampered with.
    #[error("access key {0} cannot be opened: it was sealed under another secret key")]
    Sealed(KeyId),
    /// The role of an account cannot be read.
    #[error("the role of account {account} cannot be read")]
    Accounts {
        /// Which account.
        account: Uuid,
        /// Why.
        source: AccountsFault,
    },
    /// A key cannot be made for an account that does not exist.
    #[error("there is no account {0}")]
    NoAccount(Uuid),
    /// The system's random generator failed.
    #[error("the system's random generator failed")]
    Random,
}
