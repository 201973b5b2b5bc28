//! The command line: arguments go in, what was asked for comes out. The help texts are the doc
//! comments of this file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What the process answers its caller with; the help texts say the same to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is as asked.
    Fine = 0,
    /// Files are not what the design asks for, or were edited by hand and would have been
    /// overwritten.
    Found = 1,
    /// The design, the lock file or the command line is wrong.
    Wrong = 2,
    /// The disk or the environment does not allow it.
    Disk = 3,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  --check found something, or edited files would have been overwritten
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
    /// Form of the messages; json is one object per line on standard output
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
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring a service up to date with its design
    #[command(visible_alias = "g", args_conflicts_with_subcommands = true, after_help = EXIT_CODES)]
    Generate(Generate),
    /// Start a new service; the same as `generate new-service`
    #[command(after_help = EXIT_CODES)]
    New(NewService),
    /// Say what the code of a message means, with an example and what helps
    #[command(after_help = EXIT_CODES)]
    Explain(Explain),
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, such as E0302
    pub code: String,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
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
    /// Show the whole difference of every file
    #[arg(long)]
    pub diff: bool,
}

/// What can be generated from nothing.
#[derive(Debug, Subcommand)]
pub enum Start {
    /// Start a new service
    #[command(after_help = EXIT_CODES)]
    NewService(NewService),
}

/// Arguments of `generate new-service`.
#[derive(Debug, Args)]
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
