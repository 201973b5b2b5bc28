//! The server from outside: the real program in a folder of its own, and the service in a test.

mod arguments;
mod configuration;
mod embedded;
mod first_start;
mod keys;
mod logging;
mod migrate;
mod pages;
mod program;
#[cfg(unix)]
mod stopping;
#[cfg(unix)]
mod terminal;
