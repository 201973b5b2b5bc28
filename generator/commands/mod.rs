//! The commands: what was asked for on the command line goes in, a report comes out. Nothing is
//! printed here.

mod asking;
mod completions;
mod design;
mod design_diff;
mod dev;
mod doctor;
mod explain;
mod findings;
mod following;
mod generate;
mod github;
mod json;
mod man;
mod mentioned;
mod migrate;
mod new_service;
mod planned;
mod report;
mod stages;
mod stop;
mod terminal;
mod text;
mod upgrade;

use std::path::Path;

use asking::Answer;
pub use asking::Asker;
pub use design_diff::Changes;
pub use report::{Check, Event, Note, Report, State};
pub use stages::{Diagnosed, Stages, Started};
pub use terminal::Terminal;
pub use text::Printed;

use crate::cli::{Cli, Command, Design, DesignTask, Format, Generate, Start, Telling};
use crate::diagnostic::Colour;
use crate::lock::Step;
use crate::machine::Machine;
use crate::write::Disk;

/// The version that lock files record, with the build behind it: what another build writes may differ.
const VERSION: &str = env!("MOGUERA_BUILD");

/// Where a command runs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// What it reads and writes.
    pub disk: &'a dyn Disk,
    /// What it finds around a service.
    pub machine: &'a dyn Machine,
    /// Who is told what happens before a command has ended.
    pub terminal: &'static dyn Terminal,
    /// The folder that relative paths start from; absolute.
    pub current: &'a Path,
    /// Who can be asked, if anybody can.
    pub asker: Option<&'a dyn Asker>,
}

/// Does what was asked for.
pub fn run<Sound: Send>(cli: &Cli, place: Place<'_>, stages: &Stages<Sound>) -> Report {
    let done = match &cli.command {
        Command::Generate(Generate {
            start: Some(Start::NewService(new)),
            ..
        })
        | Command::New(new) => new_service::run(new, place, stages),
        Command::Design(Design {
            task: DesignTask::Diff(diff),
        }) => design_diff::run(diff, place, stages),
        Command::Design(Design {
            task: DesignTask::Change(change),
        }) => design::run(change, place, stages),
        Command::Migrate(migrate) => migrate::run(migrate, place, stages),
        Command::Explain(explain) => explain::run(explain, stages),
        Command::Generate(generate) => asked((generate, Step::Generate), place, stages),
        Command::Upgrade(upgrade) => {
            asked((&upgrade::options(upgrade), Step::Upgrade), place, stages)
        }
        Command::Dev(dev) => dev::run((dev, cli.telling), place, stages),
        Command::Doctor(doctor) => doctor::run(doctor, place, stages),
        Command::Completions(completions) => Ok(completions::run(completions)),
        Command::Man(man) => man::run(man, place),
    };
    done.unwrap_or_else(stop::Stop::into_report)
}

/// Generates; where it looks as if something was renamed, and somebody says whether it was, once more.
fn asked<Design: Send>(
    (options, step): (&Generate, Step),
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, stop::Stop> {
    let mut denied = Vec::new();
    loop {
        let run = generate::step(options, step, place, stages);
        let (Err(stop), Some(asker)) = (&run, place.asker) else {
            return run;
        };
        if options.check || options.dry_run || !asking::may_help(stop) {
            return run;
        }
        match asking::renames(options, (place, asker, &mut denied), stages)? {
            // What has its name again shows what else may have been renamed.
            Answer::Renamed => {}
            Answer::AllNew => {
                let options = Generate {
                    no_renames: true,
                    ..options.clone()
                };
                return generate::step(&options, step, place, stages);
            }
            Answer::None => return run,
        }
    }
}

/// The report as it was asked for.
pub fn print(report: &Report, telling: Telling, colour: Colour) -> Printed {
    match telling.message_format {
        Format::Json => json::print(report),
        Format::Github => github::print(report, plain(&report.events, telling, Colour::Never)),
        Format::Text => plain(&report.events, telling, colour),
    }
}

/// What is told before a command has ended.
fn print_part(events: &[Event], telling: Telling, colour: Colour) -> Printed {
    match telling.message_format {
        Format::Json => json::print_part(events),
        Format::Github | Format::Text => plain(events, telling, colour),
    }
}

/// What is told people.
fn plain(events: &[Event], telling: Telling, colour: Colour) -> Printed {
    if telling.quiet {
        text::print_errors(events, colour)
    } else {
        text::print(events, colour)
    }
}

/// A folder inside a message: whole, however long it is, and without characters that a terminal
/// would obey.
fn shown(folder: &Path) -> String {
    format!("`{}`", folder.display().to_string().escape_debug())
}
