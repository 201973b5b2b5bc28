//! `moguera doctor`: a machine and a service go in; what is missing, stale or wrong comes out, each with its fix.
//! Nothing is written, and nothing is asked of a network but whether the database that is configured answers.

mod database;
mod files;
mod git;
mod programs;
mod server;

use std::path::Path;

use super::generate::service_folder;
use super::report::{Check, Event, Report, State};
use super::stages::Stages;
use super::stop::Stop;
use super::{Place, shown};
use crate::cli::{Doctor, Exit};
use crate::write;

pub(super) fn run<Design: Send>(
    options: &Doctor,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let is_asked = options.path.is_some();
    if !is_asked && write::find(place.disk, place.current)?.is_none() {
        let checks = programs::checks(place, place.current);
        let remark = format!(
            "there is no service in {} or above it",
            shown(place.current)
        );
        return Ok(report(checks, vec![Event::Remark(remark)]));
    }
    let folder = service_folder(options.path.as_deref(), place)?;
    let mut checks = programs::checks(place, &folder);
    let mut events = Vec::new();
    checks.extend(files::checks(place, &folder, stages, &mut events)?);
    checks.extend(git::checks(place.machine, &folder));
    checks.extend(server::checks(place, &folder));
    checks.extend(database::checks(place.machine));
    Ok(report(checks, events))
}

fn report(checks: Vec<Check>, mut events: Vec<Event>) -> Report {
    let count = checks.len();
    let faults = checks.iter().filter(|it| it.state != State::Fine).count();
    events.push(Event::Checked(checks));
    let (exit, summary) = match faults {
        0 => (Exit::Fine, format!("{count} checks, all fine")),
        _ => (Exit::Found, format!("{count} checks, {faults} not fine")),
    };
    events.push(Event::Summary(summary));
    Report { exit, events }
}

fn fine(subject: &'static str, found: impl Into<String>) -> Check {
    Check {
        subject,
        state: State::Fine,
        found: found.into(),
        fix: None,
    }
}

/// What is not as it should be, and what to do about it.
fn fault(
    subject: &'static str,
    state: State,
    found: impl Into<String>,
    fix: impl Into<String>,
) -> Check {
    Check {
        subject,
        state,
        found: found.into(),
        fix: Some(fix.into()),
    }
}

/// A file of the service's folder as text, if it is one.
fn text(place: Place<'_>, folder: &Path, name: &str) -> Option<String> {
    let bytes = place.disk.read(&folder.join(name)).ok()?;
    String::from_utf8(bytes).ok()
}
