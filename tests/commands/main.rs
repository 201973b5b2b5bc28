//! The commands from arguments to what is printed.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

mod check;
mod doctor;
mod generate;
mod github;
mod machine;
mod new_service;
mod upgrade;
mod workshop;
