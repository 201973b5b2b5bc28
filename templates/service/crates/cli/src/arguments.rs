//! The command line as it is typed: in go the words, out come the options that every command has,
//! the command, and the client that they describe.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use driver::Client;
use driver::profile::{Profile, Profiles};

use crate::commands;
use crate::console::Output;
use crate::environment::{self, Environment};
use crate::exit;
use crate::failure::{Failure, Outcome};
use crate::migrate::Migrate;
use crate::profiles::ProfileCommand;
use crate::verbose::Verbose;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = commands::PROGRAM,
    version,
    about = commands::ABOUT,
    after_help = format!("{}\n\n{}", exit::HELP, environment::help()),
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Common options")]
pub struct Options {
    /// Uses this profile
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Talks to the service at this base URL
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint: Option<String>,
    /// Prints answers as `table`, `json` or `yaml`
    #[arg(
        long,
        short,
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub output: Output,
    /// Shows each request's line and the status of its answer
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Service(commands::Command),
    /// Remembers services and access keys
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Shows and applies migrations of the service's database
    Migrate(Migrate),
    /// Writes a script that completes commands in a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

impl Options {
    /// The client to call with. An option comes before a variable of the environment, that before
    /// the profile.
    ///
    /// # Errors
    ///
    /// [`Failure::Usage`] when no service is named or the profile does not exist,
    /// [`Failure::Profile`] and [`Failure::Call`] when they make no client.
    pub fn client(&self, environment: &Environment) -> Outcome<Client> {
        let mut profile = self
            .chosen_profile(environment)?
            .unwrap_or_else(|| Profile::new(""));
        if let Some(endpoint) = self.endpoint.as_ref().or(environment.endpoint.as_ref()) {
            profile.endpoint.clone_from(endpoint);
        }
        if profile.endpoint.is_empty() {
            return Err(Failure::Usage(format!(
                "which service? Give --endpoint, or run `{} profile set NAME --endpoint URL`",
                commands::PROGRAM
            )));
        }
        let key = (&environment.access_key_id, &environment.secret_access_key);
        let mut client = match key {
            (None, None) => profile.client()?,
            (Some(id), Some(secret)) => profile.with_access_key(id, secret).client()?,
            _ => return Err(driver::profile::ProfileFault::HalfAKey.into()),
        };
        if self.verbose {
            client = client.hook(Verbose);
        }
        Ok(client.build()?)
    }

    fn chosen_profile(&self, environment: &Environment) -> Outcome<Option<Profile>> {
        let Some(path) = &environment.profiles else {
            return Ok(None);
        };
        let mut profiles = Profiles::read(path)?;
        let named = self.profile.clone().or(environment.profile.clone());
        match named.or(profiles.current) {
            None => Ok(None),
            Some(name) => match profiles.profiles.remove(&name) {
                Some(profile) => Ok(Some(profile)),
                None => Err(Failure::Usage(format!("there is no profile `{name}`"))),
            },
        }
    }
}
