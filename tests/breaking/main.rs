//! What a design changes and whom it breaks.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests read cases and build folders"
)]

mod case;
mod command;
mod hook;
mod kept;
mod repository;
mod rules;
mod steps;
mod witness;
