//! The client against a server that answers what each test wants.

mod answers;
mod certificates;
mod clocks;
mod hooks;
mod lists;
mod profiles;
mod retries;
mod server;
mod signatures;
mod timeouts;
mod transports;
