//! What every engine's HTTP layer stands on: requests come in as [`Incoming`], authenticated and
//! within limits; replies and problems go out with the headers that RFC 9110 and RFC 9457 ask for.
//! Nothing here knows SQL, an entity or a use case.
//!
//! - [`Gate`] holds what all requests share: who may sign, limits, the key for cursors.
//! - [`action`] makes a handler of a function, for routers.
//! - [`Incoming`] is the one extractor of every handler, and makes its reply.
//! - [`Rejection`] is the one error of every handler.
//! - [`ground`] puts the one layer around a router that every request passes.
//! - [`serve`] accepts connections until it is told to stop, and [`Health`] says so to probes.

#![warn(missing_docs)]

mod accept;
mod action;
mod authenticate;
mod body;
mod content_type;
mod cors;
mod cursor;
mod entity_tag;
mod gate;
mod ground;
mod guard;
mod health;
mod incoming;
mod limits;
mod metrics;
mod operations;
mod position;
mod problems;
mod query;
mod query_text;
mod rejection;
mod reply;
mod request_id;
mod serve;
mod unparsed;

pub use action::{ActionHandler, action};
pub use cors::{Cors, Origins};
pub use gate::{Gate, GateOptions, Keys};
pub use ground::ground;
pub use health::{Health, Ready};
pub use incoming::Incoming;
pub use limits::Limits;
pub use operations::operations;
pub use query::{Query, Total};
pub use rejection::{Rejection, Reply};
pub use serve::{ServeOptions, serve};
