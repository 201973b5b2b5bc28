//! A design that was changed in place goes in; what lets everything follow it comes out, or why that would be refused.

use super::migrate::{ALLOWED, loses_only};
use super::report::Event;
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use crate::diagnostic::{Diagnostics, Severity};
use crate::evolve::DataLoss;
use crate::lock::{self, Lock, Step};
use crate::source::Source;
use crate::write::{Site, read_lock};

/// Why rows, or files of the team's, could not follow a design as it is; nothing if they can.
pub(super) fn obstacles<Sound>(
    site: Site<'_>,
    design: &Sound,
    stages: &Stages<Sound>,
) -> Result<Option<Diagnostics>, Stop> {
    let (_, lock) = recorded(site)?;
    Ok((stages.migrate)(design, &lock.schema, DataLoss::Refused).err())
}

/// The lock file, as text and as what it says. Whether this version generates what it was written for does not matter: a
/// design that is changed before the service moves on to this version is followed then.
pub(super) fn recorded(site: Site<'_>) -> Result<(Source, Lock), Stop> {
    let text = read_lock(site)?;
    match lock::accept(&text, Step::Upgrade) {
        Ok(lock) => Ok((text, lock)),
        Err(diagnostics) => Err(Stop::from(Diagnosed {
            source: text,
            diagnostics,
        })),
    }
}

/// What to do next.
pub(super) fn next(obstacles: Option<&Diagnostics>) -> Vec<Event> {
    let step = |command: &str, why| Event::Next(vec![(command.to_owned(), why)]);
    let Some(found) = obstacles else {
        return vec![step("moguera generate", "lets everything follow")];
    };
    let errors = found.sorted().into_iter();
    let errors = errors.filter(|finding| finding.severity() == Severity::Error);
    let mut events: Vec<Event> = errors
        .map(|finding| Event::Remark(format!("{} ({})", finding.message, finding.code.id())))
        .collect();
    events.push(match loses_only(found) {
        true => step(ALLOWED, "lets everything follow, if that may be lost"),
        false => step(
            "moguera generate",
            "says what to write so that rows can follow",
        ),
    });
    events
}
