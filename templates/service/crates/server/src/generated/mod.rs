//! What the design decides about the server, and what is the same for every design.

// The program.
mod arguments;
mod config;
mod exit;
mod failure;
mod logging;
mod run;

// Its commands.
mod keys;
mod migrate;
mod serve;

// The first start.
mod announcement;
mod first_start;
mod profile;

// The database.
mod data_folder;
mod database;
mod schema_report;
mod secret_file;

// The service.
mod application;
mod endpoint;
mod key_lookup;
mod page;
mod pages;
mod stop;

#[cfg(feature = "testing")]
pub mod testing;

pub use exit::Exit;
pub use run::run;
