//! The commands: what was asked for on the command line goes in, a report comes out. Nothing is
//! printed here.

mod explain;
mod findings;
mod generate;
mod json;
mod new_service;
mod report;
mod stages;
mod stop;
mod text;

use std::path::Path;

pub use report::{Event, Note, Report};
pub use stages::{Diagnosed, Stages, Started};
pub use text::Printed;

use crate::cli::{Cli, Command, Format, Generate, Start, Telling};
use crate::diagnostic::Colour;
use crate::write::Disk;

/// The version that lock files record, with the build behind it: what another build writes may differ.
const VERSION: &str = env!("MOGUERA_BUILD");

/// Where a command runs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// What it reads and writes.
    pub disk: &'a dyn Disk,
    /// The folder that relative paths start from; absolute.
    pub current: &'a Path,
}

/// Does what was asked for.
pub fn run<Design: Send>(cli: &Cli, place: Place<'_>, stages: &Stages<Design>) -> Report {
    let done = match &cli.command {
        Command::Generate(Generate {
            start: Some(Start::NewService(new)),
            ..
        })
        | Command::New(new) => new_service::run(new, place, stages),
        Command::Explain(explain) => explain::run(explain, stages),
        Command::Generate(generate) => generate::run(generate, place, stages),
    };
    done.unwrap_or_else(stop::Stop::into_report)
}

/// The report as it was asked for.
pub fn print(report: &Report, telling: Telling, colour: Colour) -> Printed {
    match telling.message_format {
        Format::Json => json::print(report),
        Format::Text if telling.quiet => text::print_errors(report, colour),
        Format::Text => text::print(report, colour),
    }
}

/// A folder inside a message: whole, however long it is, and without characters that a terminal
/// would obey.
fn shown(folder: &Path) -> String {
    format!("`{}`", folder.display().to_string().escape_debug())
}
