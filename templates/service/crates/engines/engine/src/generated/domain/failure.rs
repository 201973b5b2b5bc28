//! What can go wrong below the usecases, in words that know no database.

use thiserror::Error;

/// Why something could not be kept or read.
#[derive(Debug, Error)]
pub enum StorageError {
    /// Another one has the same value in a field that must differ.
    #[error("`{field}` is taken")]
    Taken {
        /// The field as it is sent.
        field: &'static str,
    },
    /// Something it refers to is gone, or something refers to it.
    #[error("a reference would dangle")]
    Dangling,
    /// Not now; the same call may succeed a moment later.
    #[error("the store is busy or out of reach")]
    Busy(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else.
    #[error("the store failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Code that the design asks for and nobody has written yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not implemented")]
pub struct NotImplemented;
