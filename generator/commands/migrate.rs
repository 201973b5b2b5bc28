//! `moguera migrate plan`: a service's folder goes in; the migration that its design asks for comes out, explained. Nothing
//! is written.

use super::Place;
use super::generate::service_folder;
use super::report::{Event, Report};
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use crate::cli::{Exit, Migrate, MigrateTask, MigrationPlan};
use crate::evolve::{DataLoss, Evolution};
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
    let evolution = (stages.migrate)(&design, &lock.schema, loss(options)).map_err(found)?;
    Ok(told(evolution, &source))
}

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
            let text = format!("nothing to migrate: {count} migrations reach the design");
            events.push(Event::Summary(text));
        }
    }
    Report {
        exit: Exit::Fine,
        events,
    }
}
