//! `migrate …`: what is typed goes to the program of the server, which has the migrations in it and
//! the database at hand; how that ended comes out.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

use clap::{Args, Subcommand};
use driver::service::NAME;

use crate::environment::Environment;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// Shows and applies migrations, with the configuration that the server would have here: its
/// variables and its working folder.
#[derive(Debug, Args)]
pub(crate) struct Migrate {
    #[command(subcommand)]
    command: MigrateCommand,
    /// Runs this program of the server; else the one beside this program, or on PATH
    #[arg(long, global = true, value_name = "FILE")]
    server: Option<PathBuf>,
}

/// What is done with migrations.
#[derive(Clone, Copy, Debug, Subcommand)]
enum MigrateCommand {
    /// Lists migrations and what has become of each
    Status,
    /// Applies those that are missing
    Up,
}

impl Migrate {
    /// Runs the server's program in place of this one.
    pub(crate) fn run(self, environment: &Environment) -> Outcome<Exit> {
        let word = match self.command {
            MigrateCommand::Status => "status",
            MigrateCommand::Up => "up",
        };
        let program = self.server.unwrap_or_else(|| server(environment));
        let ended = Command::new(&program).args(["migrate", word]).status();
        let ended = ended.map_err(|source| Failure::NoServer { program, source })?;
        match ended.code().map(u8::try_from) {
            Some(Ok(code)) => Ok(Exit::OfServer(code)),
            _ => Err(Failure::ServerEnded(ended)),
        }
    }
}

/// The server's program: the one that was installed with this one. A name alone is looked for on
/// PATH.
fn server(environment: &Environment) -> PathBuf {
    let name = format!("{NAME}-server{EXE_SUFFIX}");
    let programs = environment.programs.iter();
    let mut beside = programs.map(|folder| folder.join(&name));
    beside
        .find(|program| program.is_file())
        .unwrap_or_else(|| name.into())
}
