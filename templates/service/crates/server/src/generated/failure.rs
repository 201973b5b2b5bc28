//! Why a command fails: one error for all of them, and how the program ends then.

use std::io;
use std::path::{Path, PathBuf};

use super::exit::Exit;

/// The command that applies migrations.
pub(crate) const UP: &str = concat!(env!("CARGO_PKG_NAME"), " migrate up");

/// Why a command fails. No text of it holds a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The configuration is wrong: a line for each fault.
    #[error("the configuration is wrong:\n  {}", .0.join("\n  "))]
    Configuration(Vec<String>),
    /// The secret key's file is there but holds none.
    #[error("{} does not hold 32 bytes in base64", .0.display())]
    SecretFile(PathBuf),
    /// A file or folder cannot be read or made.
    #[error("cannot use {}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The server cannot listen where it should.
    #[error("cannot listen on {address}")]
    Address {
        /// Where it should.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// What access keys say.
    #[error(transparent)]
    AccessKeys(#[from] access_keys::Error),
    /// What the database says.
    #[error("the database cannot be used")]
    Store(#[from] store::Error),
    /// What an engine says.
    #[error("an engine failed")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no access key of this id.
    #[error("there is no access key {0}")]
    NoAccessKey(authentication::KeyId),
    /// The database lacks migrations, which is all that was asked.
    #[error("the database is not up to date; apply what is missing with: {UP}")]
    NotCurrent,
    /// The database lacks migrations, which are not to be applied: a line for each.
    #[error(
        "MIGRATE=check, and the database is not up to date:\n  {}\napply what is missing with: {UP}",
        .0.join("\n  ")
    )]
    NotMigrated(Vec<String>),
    /// The process cannot be run as it should.
    #[error("the operating system refuses")]
    System(#[source] io::Error),
}

impl Failure {
    /// A file or folder cannot be read or made.
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self::File { path, source }
    }

    /// How the program ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Configuration(_)
            | Self::SecretFile(_)
            | Self::AccessKeys(access_keys::Error::Sealed(_))
            | Self::Store(store::Error::Configuration { .. }) => Exit::Misconfigured,
            Self::Address { .. } => Exit::AddressUnavailable,
            Self::NotCurrent | Self::NotMigrated(_) => Exit::NotCurrent,
            _ => Exit::Failed,
        }
    }
}
