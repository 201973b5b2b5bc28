//! The command `migrate`: brings the database up to date, and says what was missing.

use std::io::{self, Write};

use super::config::Config;
use super::database;
use super::failure::Failure;

/// Brings the database up to date.
pub(crate) async fn migrate(config: &Config) -> Result<(), Failure> {
    let database = database::open(config).await?;
    database.store.close().await;
    print(&database.applied).map_err(Failure::System)
}

fn print(applied: &[String]) -> io::Result<()> {
    let mut out = io::stdout();
    if applied.is_empty() {
        return writeln!(out, "nothing to apply");
    }
    let mut names = applied.iter();
    names.try_for_each(|name| writeln!(out, "applied {name}"))
}
