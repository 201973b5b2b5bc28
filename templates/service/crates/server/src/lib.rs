//! The server: wiring and configuration, and nothing else. What it does is in the engines.

#![warn(missing_docs)]

mod generated;

#[cfg(feature = "testing")]
pub use generated::testing;
pub use generated::{Exit, run};
