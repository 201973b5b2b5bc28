//! The command line: arguments go in, calls of the driver are made, and tables, JSON or YAML come
//! out, with an exit code that scripts can rely on.
//!
//! `commands` holds the actions of the service, one module for each resource; all that they share
//! is here.

#![warn(missing_docs)]

mod answer;
mod arguments;
mod body;
mod choices;
mod commands;
mod console;
mod environment;
mod exit;
mod failure;
mod list;
mod migrate;
mod precondition;
mod profiles;
mod secret_prompt;
mod session;
mod table;
mod values;
mod verbose;

use std::ffi::OsString;
use std::pin::Pin;

use clap::error::ContextKind;
use clap::{CommandFactory, Parser};

pub use arguments::Options;
pub use body::{Body, JsonSource};
pub use choices::choices;
pub use console::{Console, Output};
pub use environment::Environment;
pub use exit::Exit;
pub use failure::{Failure, Outcome};
pub use list::{CountedWindow, Window};
pub use precondition::Precondition;
pub use session::Session;
pub use table::{Row, Table};
pub use values::{Json, finite};

use arguments::{Arguments, Command};

/// Does what the arguments say, the first of which is the program's name.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: Environment,
    console: &mut Console,
) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(mut error) => {
            // No key and no name begins with `-`: that such a value goes behind `--` helps nobody.
            error.remove(ContextKind::Suggested);
            return console.explain(&error);
        }
    };
    console.set_output(arguments.options.output);
    match execute(arguments, &environment, console).await {
        Ok(exit) => exit,
        Err(failure) => console.report(&failure),
    }
}

/// Does what was asked for. It is boxed so that the commands are compiled with this library, once,
/// and not with each program that runs them.
fn execute<'a>(
    arguments: Arguments,
    environment: &'a Environment,
    console: &'a mut Console,
) -> Pin<Box<dyn Future<Output = Outcome<Exit>> + 'a>> {
    Box::pin(async move {
        let options = arguments.options;
        match arguments.command {
            Command::Service(command) => {
                let client = options.client(environment)?;
                command.run(&mut Session::new(client, console)).await?;
            }
            Command::Profile(command) => command.run(&options, environment, console)?,
            Command::Migrate(migrate) => return migrate.run(environment),
            Command::Completions { shell } => {
                let mut definition = Arguments::command();
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut definition, commands::PROGRAM, &mut script);
                console.write(&script)?;
            }
        }
        Ok(Exit::Success)
    })
}
