//! The program from its arguments to its end.

use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};

use access_keys::SecretKey;
use tokio::runtime::Runtime;

use super::arguments::{Arguments, Command};
use super::config::Config;
use super::exit::Exit;
use super::failure::Failure;
use super::{keys, logging, migrate, serve};

/// Runs the server, or another of its commands, with these arguments and this environment.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<OsString>,
) -> Exit {
    let outcome = match Arguments::read(arguments) {
        Ok(Command::Serve) => configured(&environment, serve::serve),
        Ok(Command::Migrate { command }) => configured(&environment, async |config| {
            migrate::run(command.unwrap_or_default(), config).await
        }),
        Ok(Command::Keys(command)) => configured(&environment, async |config| {
            keys::run(command, config).await
        }),
        Ok(Command::Secret) => print_secret_key(),
        Err(error) => return tell(&error),
    };
    match outcome {
        Ok(()) => Exit::Done,
        Err(failure) => {
            eprintln!("{}: {}", env!("CARGO_PKG_NAME"), with_causes(&failure));
            failure.exit()
        }
    }
}

/// Carries out a command that needs the configuration.
fn configured(
    environment: &dyn Fn(&str) -> Option<OsString>,
    command: impl AsyncFnOnce(&Config) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let config = Config::read(environment).map_err(Failure::Configuration)?;
    logging::start(config.log);
    let runtime = Runtime::new().map_err(Failure::System)?;
    runtime.block_on(command(&config))
}

fn print_secret_key() -> Result<(), Failure> {
    let secret_key = SecretKey::generate()?;
    let printed = writeln!(io::stdout(), "{}", secret_key.to_secret().expose());
    printed.map_err(Failure::System)
}

/// Prints what clap has to say: help to standard output, errors to standard error.
fn tell(error: &clap::Error) -> Exit {
    match (error.print(), error.exit_code()) {
        (Ok(()), 0) => Exit::Done,
        _ => Exit::Misconfigured,
    }
}

fn with_causes(failure: &Failure) -> String {
    let mut text = failure.to_string();
    let mut source = failure.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
