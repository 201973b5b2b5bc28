//! The client of the service: typed calls go in, typed answers and problems come out.
//!
//! A [`Client`] signs, retries, times out and pages. Each resource is a method of it, each action a
//! method of the resource, and every action answers a [`Call`]: await it for the answer, or send it
//! for the [`Response`] with its status and headers.
//!
//! ```no_run
//! use driver::{Client, Credentials, Error};
//!
//! # async fn run() -> Result<(), Error> {
//! let credentials = Credentials::access_key("AKIDEXAMPLE00000", "the secret")?;
//! let client = Client::new("https://api.example.com", credentials)?;
//! match client.get("/healthz").await {
//!     Ok(()) => println!("healthy"),
//!     Err(error) if error.is_server_error() => println!("not healthy: {error}"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | what | how |
//! | --- | --- |
//! | signature | AWS Signature Version 4 with `x-amz-content-sha256`, made anew for each attempt |
//! | time | 5 s to connect, 30 s an attempt, 60 s a call; see [`ClientBuilder`] and [`Call`] |
//! | retries | up to 3 attempts of calls that are safe to repeat; see [`Retries`] |
//! | wrong clock | corrected by the `Date` of a 401, once in a call |
//! | lists | [`Call::pages`] follows `next` and notices a server that goes round in circles |
//! | proxies, redirects | not followed: an endpoint is the service itself |

#![warn(missing_docs)]

mod call;
mod client;
mod clock;
mod credentials;
mod dispatch;
mod endpoint;
mod error;
mod hook;
mod pages;
pub mod profile;
mod request;
pub mod resources;
mod response;
mod retry;
pub mod service;
mod tls;
mod transport;

/// The crates whose types a [`Transport`] takes and gives.
pub use {bytes, http};

pub use call::Call;
pub use client::{Client, ClientBuilder};
pub use credentials::Credentials;
pub use error::{BuildFault, Deadline, DecodeFault, Error, Refusal, Result, TransportFault};
pub use hook::{Attempt, Hook};
pub use pages::{Items, Pages};
pub use request::segment;
pub use response::Response;
pub use retry::Retries;
pub use transport::{Exchange, Transport};
