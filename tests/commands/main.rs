//! The commands from arguments to what is printed.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

mod check;
mod generate;
mod new_service;
mod workshop;
