//! The ground as a client sees it: each test starts a server on a socket and sends it bytes.

mod authentication;
mod conditions;
mod cors;
mod lists;
mod negotiation;
mod operations;
mod service;
mod shutdown;
mod statuses;
mod wire;
