//! Values and rows over SQLite and PostgreSQL behind one small API.
//!
//! In: SQL texts with `$n` placeholders and their [`Value`]s. Out: [`Row`]s, mapped by the caller,
//! and [`Error`]s that name what went wrong in the same words for both databases.
//!
//! A [`Store`] owns the database. A [`Connection`] is what repositories hold: it stands either for
//! the store as a whole or for one running transaction, and most need not know which.
//!
//! ```no_run
//! use store::{Connection, Error, Options, Sql, Store};
//!
//! async fn rename(connection: &Connection, id: i64, title: &str) -> Result<bool, Error> {
//!     let mut sql = Sql::new("UPDATE articles SET title = ");
//!     sql.bind(title).push(" WHERE id = ").bind(id);
//!     Ok(connection.execute(sql).await? == 1)
//! }
//!
//! async fn swap(store: &Store) -> Result<(), Error> {
//!     store
//!         .transaction(async |connection| {
//!             rename(&connection, 1, "second").await?;
//!             rename(&connection, 2, "first").await?;
//!             Ok(())
//!         })
//!         .await
//! }
//!
//! # async fn run() -> Result<(), Error> {
//! let store = Store::open("var/blog.db", &Options::default())?;
//! swap(&store).await
//! # }
//! ```
//!
//! # Types on disk
//!
//! | [`Value`]   | SQLite                               | PostgreSQL         |
//! | ----------- | ------------------------------------ | ------------------ |
//! | `Bool`      | `INTEGER` 0 or 1                     | `BOOLEAN`          |
//! | `Integer`   | `INTEGER`                            | `BIGINT`           |
//! | `Real`      | `REAL`                               | `DOUBLE PRECISION` |
//! | `Text`      | `TEXT`                               | `TEXT COLLATE "C"` |
//! | `Bytes`     | `BLOB`                               | `BYTEA`            |
//! | `Uuid`      | `BLOB` of 16 bytes                   | `UUID`             |
//! | `Time`      | `INTEGER`, microseconds since 1970   | `TIMESTAMPTZ`      |
//! | `Date`      | `TEXT`, `YYYY-MM-DD`                 | `DATE`             |
//! | `Json`      | `TEXT`                               | `JSONB`            |
//!
//! Each orders the same way on both databases: text by its bytes, dates and times by the calendar.

#![warn(missing_docs)]

mod column;
mod connection;
mod error;
mod migration;
mod options;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod steps;
mod store;
mod target;
mod transaction;
mod value;

pub use column::{Column, Mismatch, Stored};
pub use connection::Connection;
pub use error::{Error, Violation};
pub use migration::{Migration, MigrationState, MigrationStatus, SchemaStatus};
pub use options::{Options, Synchronous};
pub use row::Row;
pub use sql::Sql;
pub use store::Store;
pub use value::{Json, Value};
