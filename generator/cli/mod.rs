//! The command line: arguments go in, what was asked for comes out. The help texts are the doc
//! comments of this file.

mod design;

pub use design::{
    Add, Design, DesignChange, DesignDiff, DesignTask, Edit, FailOn, Remove, Rename, Style,
};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// What the process answers its caller with; the help texts say the same to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is as asked.
    Fine = 0,
    /// Files are not what the design asks for, were edited by hand and would have been overwritten,
    /// hold conflicts of an upgrade, or something else that was looked at is not fine.
    Found = 1,
    /// The design, the lock file or the command line is wrong.
    Wrong = 2,
    /// The disk or the environment does not allow it.
    Disk = 3,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  --check, --fail-on or doctor found something, edited files would have been
     overwritten, or conflicts are left
  2  the design, moguera.lock or the command line is wrong
  3  the disk or the environment does not allow it";

/// One design, the whole service, always current.
#[derive(Debug, Parser)]
#[command(name = "moguera", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
    /// How it is told.
    #[command(flatten)]
    pub telling: Telling,
}

/// How the outcome is told.
#[derive(Debug, Clone, Copy, Args)]
pub struct Telling {
    /// Form of the messages; json is one object per line on standard output, github marks the
    /// places of a pull request
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub message_format: Format,
    /// Print errors only; json says everything
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The form of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object per line.
    Json,
    /// For GitHub's workflows: an annotation of each place, then the text.
    Github,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring a service up to date with its design
    #[command(visible_alias = "g", args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
    Generate(Generate),
    /// Move a service on to this version of moguera
    #[command(after_help = EXIT_CODES)]
    Upgrade(Upgrade),
    /// Start a new service; the same as `generate new-service`
    #[command(after_help = EXIT_CODES)]
    New(NewService),
    /// Work with the design: what has changed in it, and changes in place
    #[command(after_help = EXIT_CODES)]
    Design(Design),
    /// Say what becomes of the database
    #[command(after_help = EXIT_CODES)]
    Migrate(Migrate),
    /// Say what the code of a message means, with an example and what helps
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
    /// Generate, build and restart a service whenever its design or code changes
    #[command(after_help = EXIT_CODES)]
    Dev(Dev),
    /// Say what is missing on this machine or stale in a service, each with its fix
    #[command(after_help = EXIT_CODES)]
    Doctor(Doctor),
    /// Print what lets a shell complete moguera's commands and options
    #[command(after_help = COMPLETIONS)]
    Completions(Completions),
    /// Print a manual page, or write all of them
    #[command(after_help = EXIT_CODES)]
    Man(Man),
}

const COMPLETIONS: &str = "\
Where shells look for it:
  bash        moguera completions bash > ~/.local/share/bash-completion/completions/moguera
  zsh         moguera completions zsh > \"${fpath[1]}/_moguera\"
  fish        moguera completions fish > ~/.config/fish/completions/moguera.fish
  elvish      moguera completions elvish >> ~/.config/elvish/rc.elv
  powershell  moguera completions powershell >> $PROFILE";

/// Arguments of `dev`.
#[derive(Debug, Args)]
pub struct Dev {
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// The port of this machine to answer on; 0 for any that is free [default: PORT, else 8080]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
}

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// The service's folder [default: the nearest one upwards; without one only the machine is looked at]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The words of the command whose page is printed, such as `generate new-service` [default: moguera's own]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write the pages of all commands to this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub path: Option<PathBuf>,
}

/// Arguments of `migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// What is to be done.
    #[command(subcommand)]
    pub task: MigrateTask,
}

/// What can be done about migrations without a database.
#[derive(Debug, Subcommand)]
pub enum MigrateTask {
    /// Explain the migration that the design asks for: each statement, and what it costs
    #[command(after_help = EXIT_CODES)]
    Plan(MigrationPlan),
}

/// Arguments of `migrate plan`.
#[derive(Debug, Args)]
pub struct MigrationPlan {
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Let the migration remove what the design no longer has, with what rows hold of it
    #[arg(long)]
    pub allow_data_loss: bool,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a message, such as E0302, or the rule of a change, such as RSP10
    pub code: String,
}

/// Arguments of `generate`.
#[derive(Debug, Clone, Default, Args)]
pub struct Generate {
    /// What is to be generated instead of the service around the current folder.
    #[command(subcommand)]
    pub start: Option<Start>,
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Write nothing; exit with 1 if anything is stale, edited, missing or orphaned
    #[arg(long, conflicts_with_all = ["dry_run", "force"])]
    pub check: bool,
    /// Write nothing; print what would be written
    #[arg(long, short = 'n', visible_alias = "pretend")]
    pub dry_run: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long, short)]
    pub force: bool,
    /// Let the migration remove what the design no longer has, with what rows hold of it
    #[arg(long)]
    pub allow_data_loss: bool,
    /// Take what is new as new, even where it may be something that is gone under another name
    #[arg(long)]
    pub no_renames: bool,
    /// Show the whole difference of every file
    #[arg(long)]
    pub diff: bool,
}

/// Arguments of `upgrade`.
#[derive(Debug, Args)]
pub struct Upgrade {
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Write nothing; print what would be written
    #[arg(long, short = 'n', visible_alias = "pretend")]
    pub dry_run: bool,
    /// Overwrite generated files that were edited by hand; yours are merged all the same
    #[arg(long, short)]
    pub force: bool,
    /// Let the migration remove what the design no longer has, with what rows hold of it
    #[arg(long)]
    pub allow_data_loss: bool,
    /// Take what is new as new, even where it may be something that is gone under another name
    #[arg(long)]
    pub no_renames: bool,
    /// Show the whole difference of every file
    #[arg(long)]
    pub diff: bool,
}

/// What can be generated from nothing.
#[derive(Debug, Clone, Subcommand)]
pub enum Start {
    /// Start a new service
    #[command(after_help = EXIT_CODES)]
    NewService(NewService),
}

/// Arguments of `generate new-service`.
#[derive(Debug, Clone, Args)]
pub struct NewService {
    /// Name of the service: lower-case words joined by `-`
    pub name: String,
    /// What the service starts from: `blog` or `minimal` [default: blog]
    #[arg(long, value_name = "SCAFFOLD")]
    pub scaffold: Option<String>,
    /// Folder of the new service, empty or not there yet [default: its name]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
}
