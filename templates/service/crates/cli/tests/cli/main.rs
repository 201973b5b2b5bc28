//! What all commands of the program share.

mod answers;
mod bodies;
mod exit_codes;
mod help;
#[cfg(unix)]
mod migrate;
mod options;
mod paper;
mod profiles;
mod program;
mod tables;
mod values;
