//! The command line of `design`: what has changed in it, and changes in place.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValue};
use clap::{Args, Subcommand, ValueEnum};

use super::EXIT_CODES;
use crate::edit::Kind;

/// Arguments of `design`.
#[derive(Debug, Args)]
pub struct Design {
    /// What is to be done.
    #[command(subcommand)]
    pub task: DesignTask,
}

/// What can be done to a design.
#[derive(Debug, Subcommand)]
pub enum DesignTask {
    /// Say what has changed in the design, and whom that breaks
    #[command(after_help = EXIT_CODES)]
    Diff(DesignDiff),
    /// The design changes.
    #[command(flatten)]
    Change(DesignChange),
}

/// How a design can be changed.
#[derive(Debug, Subcommand)]
pub enum DesignChange {
    /// Add something: `moguera design add field Article.summary 'string?'`
    #[command(after_help = EXIT_CODES)]
    Add(Add),
    /// Give something another name, here and wherever it is used
    #[command(after_help = EXIT_CODES)]
    Rename(Rename),
    /// Remove something that nothing else uses
    #[command(after_help = EXIT_CODES)]
    Remove(Remove),
}

/// Arguments of `design add`.
#[derive(Debug, Args)]
pub struct Add {
    /// What it is
    #[arg(value_name = "KIND")]
    pub kind: Kind,
    /// Its name, behind that of what it belongs to: `Article.summary`
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Its definition as in the design, in short or long form; of an enum its value
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// The engine that a new entity belongs to [default: the only one]
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<String>,
    /// An engine that is made for the new entity
    #[arg(long, value_name = "ENGINE", conflicts_with = "engine")]
    pub new_engine: Option<String>,
    /// Where and how.
    #[command(flatten)]
    pub edit: Edit,
}

/// Arguments of `design rename`.
#[derive(Debug, Args)]
pub struct Rename {
    /// What it is
    #[arg(value_name = "KIND")]
    pub kind: Kind,
    /// Its name, behind that of what it belongs to: `Article.title`
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Its new name alone: `heading`
    #[arg(value_name = "NEW")]
    pub to: String,
    /// Clients may go on using the old name
    #[arg(long)]
    pub wire_alias: bool,
    /// Where and how.
    #[command(flatten)]
    pub edit: Edit,
}

/// Arguments of `design remove`.
#[derive(Debug, Args)]
pub struct Remove {
    /// What it is
    #[arg(value_name = "KIND")]
    pub kind: Kind,
    /// Its name, behind that of what it belongs to: `Article.title`
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Where and how.
    #[command(flatten)]
    pub edit: Edit,
}

/// Where a design is edited, and whether it is written.
#[derive(Debug, Args)]
pub struct Edit {
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Write nothing; print what would change
    #[arg(long, short = 'n', visible_alias = "pretend")]
    pub dry_run: bool,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        Kind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.word());
        Some(match self {
            Kind::Field => value.alias("attribute"),
            Kind::BelongsTo => value.alias("relation").alias("belongs_to"),
            Kind::HasMany => value.alias("has_many"),
            Kind::ManyToMany => value.alias("many_to_many"),
            Kind::MediaType => value.alias("media_type"),
            Kind::EnumValue => value.alias("enum_value"),
            _ => value,
        })
    }
}

/// Arguments of `design diff`.
#[derive(Debug, Args)]
pub struct DesignDiff {
    /// What the design is compared with: a file or folder with a design, else a commit, tag or branch; with its
    /// moguera.lock, what migrations in between have renamed or dropped is known
    /// [default: the merge base of HEAD and the main branch]
    #[arg(long, value_name = "REF|FILE|DIR", value_parser = NonEmptyStringValueParser::new())]
    pub against: Option<String>,
    /// The service's folder [default: the nearest one upwards with moguera.lock or design/]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Form of the outcome; markdown is for the description of a pull request
    #[arg(long, value_enum, default_value_t = Style::Text)]
    pub format: Style,
    /// Exit with 1 if there is such a change, unless it is approved in approvals.yaml, beside design/:
    /// a list `approvals` of maps with the keys `rule`, `element`, `reason` and `until`, a day
    #[arg(long, value_enum, default_value_t = FailOn::Never)]
    pub fail_on: FailOn,
}

/// The form of what `design diff` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// For terminals.
    Text,
    /// For pull requests.
    Markdown,
}

/// The changes with which `design diff` fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// None.
    Never,
    /// What breaks somebody and is not approved, and a version that is too low for it.
    Breaking,
    /// Everything.
    Any,
}
