//! What all commands of the program share.

mod bodies;
mod exit_codes;
mod help;
mod options;
mod profiles;
mod program;
mod tables;
mod values;
