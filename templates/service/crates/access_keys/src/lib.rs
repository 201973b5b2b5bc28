//! Access keys in the database: in go an id and the service's secret key, out comes the secret of
//! the access key and whose it is.
//!
//! The secret of an access key must be known to verify a signature, so it cannot be hashed as a
//! password is. It is sealed instead: the database alone, or a backup of it, signs nothing.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use access_keys::{AccessKeys, Error, Holder, MIGRATIONS, SecretKey};
//! use store::{Options, Store};
//!
//! # async fn run() -> Result<(), Error> {
//! let store = Store::open("var/blog.db", &Options::default())?;
//! store.migrate(&MIGRATIONS).await?;
//! let access_keys = AccessKeys::new(store.connection(), &SecretKey::generate()?)
//!     .with_cache(Duration::from_secs(5));
//!
//! let created = access_keys.create(&Holder::Role("admin".to_owned()), "laptop").await?;
//! let found = access_keys.find(&created.id).await?.expect("it has just been made");
//! assert_eq!(found.role, "admin");
//!
//! access_keys.disable(&created.id).await?;
//! assert!(access_keys.find(&created.id).await?.is_none());
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

mod access_key;
mod access_keys;
mod accounts;
mod cache;
mod error;
mod migration;
mod random;
mod secret_key;
mod vault;

pub use access_key::{AccessKey, CreatedKey, Holder, Identity};
pub use access_keys::AccessKeys;
pub use accounts::{Accounts, AccountsFault};
pub use error::Error;
pub use migration::MIGRATIONS;
pub use secret_key::{NoSecretKey, SecretKey};
