//! The command `migrate`: brings the database up to date, and says what was missing; or says where it
//! stands.

use std::io::{self, Write};

use super::arguments::MigrateCommand;
use super::config::Config;
use super::failure::Failure;
use super::{database, schema_report};

/// Carries out a command on migrations.
pub(crate) async fn run(command: MigrateCommand, config: &Config) -> Result<(), Failure> {
    match command {
        MigrateCommand::Up => up(config).await,
        MigrateCommand::Status => status(config).await,
    }
}

async fn up(config: &Config) -> Result<(), Failure> {
    let before = database::schema_status(config).await?;
    let database = match database::open_current(config).await {
        Ok(database) => database,
        Err(failure) => {
            // If not even that can be said, the failure has told why.
            if let Ok(after) = database::schema_status(config).await {
                let names = schema_report::applied_between(&before, &after);
                print(&schema_report::applied(names)).map_err(Failure::System)?;
            }
            return Err(failure);
        }
    };
    database.store.close().await;
    let mut lines = schema_report::applied(database.applied.iter());
    if lines.is_empty() {
        lines.push("nothing to apply".to_owned());
    }
    print(&lines).map_err(Failure::System)
}

async fn status(config: &Config) -> Result<(), Failure> {
    let status = database::schema_status(config).await?;
    print(&schema_report::all(&status)).map_err(Failure::System)?;
    if status.is_current() {
        Ok(())
    } else {
        Err(Failure::NotCurrent)
    }
}

fn print(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}
