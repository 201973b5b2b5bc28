//! `moguera migrate plan`: a service's folder goes in; the migration that its design asks for comes out, explained. Nothing
//! is written.

use super::Place;
use super::generate::service_folder;
use super::report::{Event, Report};
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use crate::cli::{Exit, Migrate, MigrateTask, MigrationPlan};
use crate::diagnostic::{Diagnostics, Severity};
use crate::evolve::{DataLoss, Evolution, LOSES_DATA};
use crate::lock::{self, Step};
use crate::output::DESIGN;
use crate::source::Source;
use crate::write::{Site, read_lock};

pub(super) fn run<Design>(
    options: &Migrate,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let MigrateTask::Plan(options) = &options.task;
    let folder = service_folder(options.path.as_deref(), place)?;
    let text = read_lock(Site::new(place.disk, &folder))?;
    let lock = lock::accept(&text, Step::Generate).map_err(|diagnostics| Diagnosed {
        source: text.clone(),
        diagnostics,
    })?;
    let source = Source::read(&folder.join(DESIGN))?;
    let found = |diagnostics| Diagnosed {
        source: source.clone(),
        diagnostics,
    };
    let (design, _) = (stages.read)(&source).map_err(found)?;
    match (stages.migrate)(&design, &lock.schema, loss(options)) {
        Ok(evolution) => Ok(told(evolution, &source)),
        Err(refused) if loses_only(&refused) => {
            let allowed = (stages.migrate)(&design, &lock.schema, DataLoss::Allowed);
            Ok(destructive(allowed.map_err(found)?, found(refused)))
        }
        Err(refused) => Err(found(refused).into()),
    }
}

/// Whether nothing is in the way of a migration but what it would remove.
pub(super) fn loses_only(found: &Diagnostics) -> bool {
    let mut found = found.sorted().into_iter();
    found.all(|finding| finding.code == LOSES_DATA || finding.severity() != Severity::Error)
}

/// What is refused without a word is explained all the same.
fn destructive(evolution: Evolution, refused: Diagnosed) -> Report {
    let mut events = vec![Event::Diagnosed(refused)];
    events.extend(evolution.next.map(Event::Planned));
    let next = (ALLOWED.to_owned(), "writes it");
    events.push(Event::Next(vec![next]));
    let exit = Exit::Wrong;
    Report { exit, events }
}

/// What goes on although something is lost.
pub(super) const ALLOWED: &str = "moguera generate --allow-data-loss";

fn loss(options: &MigrationPlan) -> DataLoss {
    match options.allow_data_loss {
        true => DataLoss::Allowed,
        false => DataLoss::Refused,
    }
}

fn told(evolution: Evolution, source: &Source) -> Report {
    let mut events = Vec::new();
    if !evolution.warnings.is_empty() {
        events.push(Event::Diagnosed(Diagnosed {
            source: source.clone(),
            diagnostics: evolution.warnings,
        }));
    }
    match evolution.next {
        Some(next) => {
            events.push(Event::Planned(next));
            let next = (String::from("moguera generate"), "writes it");
            events.push(Event::Next(vec![next]));
        }
        None => {
            let count = evolution.names.len();
            let migrations = match count {
                1 => "1 migration reaches".to_owned(),
                count => format!("{count} migrations reach"),
            };
            let text = format!("nothing to migrate: {migrations} the design");
            events.push(Event::Summary(text));
        }
    }
    Report {
        exit: Exit::Fine,
        events,
    }
}
