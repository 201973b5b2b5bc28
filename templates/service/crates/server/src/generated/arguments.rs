//! The command line: arguments go in, a command comes out, or the text that helps to write one.

use std::ffi::OsString;
use std::fmt::Write;

use authentication::KeyId;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use uuid::Uuid;

use super::config::variables::VARIABLES;
use engines::ROLES;

/// What the program is told to do.
#[derive(Debug, Parser)]
#[command(name = env!("CARGO_PKG_NAME"), version, about)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve requests until a signal says stop (the default)
    Serve,
    /// Make, list, disable and enable access keys
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Bring the database up to date, or show where it stands
    Migrate {
        #[command(subcommand)]
        command: Option<MigrateCommand>,
    },
    /// Print a new secret key for SECRET_KEY
    Secret,
}

/// What to do about migrations.
#[derive(Clone, Copy, Debug, Default, Subcommand)]
pub(crate) enum MigrateCommand {
    /// Apply those that are missing, whatever MIGRATE says (the default)
    #[default]
    Up,
    /// List all of them; end with 5 if one is missing
    Status,
}

/// What to do with access keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Make an access key and print it; its secret is shown only now
    Create(NewKey),
    /// List all access keys, without their secrets
    List,
    /// Refuse requests that are signed with an access key
    Disable {
        /// The id of the access key
        #[arg(value_parser = key_id)]
        id: KeyId,
    },
    /// Accept an access key again
    Enable {
        /// The id of the access key
        #[arg(value_parser = key_id)]
        id: KeyId,
    },
}

/// The access key to make.
#[derive(Debug, Args)]
pub(crate) struct NewKey {
    #[command(flatten)]
    pub(crate) holder: NewHolder,
    /// What people call the key
    #[arg(long, default_value = "")]
    pub(crate) label: String,
}

/// On whose behalf the new key signs.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct NewHolder {
    /// For the first account that is an administrator, else for an administrator without account
    #[arg(long)]
    pub(crate) admin: bool,
    /// For a program with this role and without account
    #[arg(long, value_parser = ROLES)]
    pub(crate) role: Option<String>,
    /// For this account
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<Uuid>,
}

impl Arguments {
    /// Reads the arguments.
    ///
    /// # Errors
    ///
    /// What clap has to say, which may also be the help that was asked for.
    pub(crate) fn read(
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Command, clap::Error> {
        let command = Arguments::command().after_help(after_help());
        let matches = command.try_get_matches_from(arguments)?;
        let arguments = Arguments::from_arg_matches(&matches)?;
        Ok(arguments.command.unwrap_or(Command::Serve))
    }
}

fn after_help() -> String {
    let mut help = String::from("Environment:\n");
    for variable in VARIABLES {
        let (name, meaning) = (variable.name, variable.meaning);
        write!(help, "  {name:<22} {meaning}").expect("a string takes all that is written to it");
        if let Some(default) = variable.default {
            write!(help, " [{default}]").expect("a string takes all that is written to it");
        }
        help.push('\n');
    }
    help + "\nExit codes:\n\
            \x20 0  done\n\
            \x20 1  something failed\n\
            \x20 2  arguments or configuration are wrong\n\
            \x20 3  the address cannot be listened on\n\
            \x20 4  a second signal ended the server at once\n\
            \x20 5  the database lacks migrations: `migrate status`, or anything with MIGRATE=check"
}

fn key_id(text: &str) -> Result<KeyId, &'static str> {
    KeyId::parse(text).ok_or("expected 16 to 32 characters of A-Z and 0-9")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Arguments, after_help};

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_fits_a_terminal() {
        for line in after_help().lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}
