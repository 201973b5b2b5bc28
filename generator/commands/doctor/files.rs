//! The service itself: its design, what was made of it, and what is still to be written.

use std::path::Path;

use super::super::mentioned::mentioned_since;
use super::super::report::{Check, Event, Note, State};
use super::super::stages::{Diagnosed, Stages};
use super::super::stop::Stop;
use super::super::{Place, VERSION, generate};
use super::{fault, fine};
use crate::cli::Generate;
use crate::diagnostic::quoted;
use crate::lock::{self, Lock, Step};
use crate::output::{DESIGN, LOCK};
use crate::source::Source;
use crate::write::{Failure, Finding, Site, is_unfinished, pristine, read_lock, unrecorded};

/// How many paths are named.
const NAMED: usize = 3;

const GENERATE: &str = "moguera generate";

/// What is found in texts goes to `events`.
pub(super) fn checks<Design: Send>(
    place: Place<'_>,
    folder: &Path,
    stages: &Stages<Design>,
    events: &mut Vec<Event>,
) -> Result<Vec<Check>, Stop> {
    let site = Site::new(place.disk, folder);
    let mut checks = vec![run(site)?];
    let design = design(folder, stages, events, &mut checks)?;
    let recorded = recorded(site, events, &mut checks)?;
    let (Some(design), Some(recorded)) = (design, recorded) else {
        return Ok(checks);
    };
    events.extend(mentioned_since(site, &recorded)?);
    checks.extend(current(place, folder, stages, &recorded)?);
    let strays = unrecorded(site, &recorded)?;
    if !strays.is_empty() {
        let found = format!(
            "no run wrote, and no server applies: {}",
            named(strays.iter())
        );
        let fix = "move them away: what the design asks for is migrated, and rows are filled by `backfill`";
        checks.push(fault("migrations", State::Wrong, found, fix));
    }
    let asked = (stages.unwritten)(&design);
    let left = pristine(site, &recorded, asked.keys())?;
    checks.push(if left.is_empty() {
        fine("written", "no action answers 501")
    } else {
        let found = format!("{} answer 501: {}", left.len(), named(left.iter()));
        fault("written", State::Missing, found, "write them")
    });
    Ok(checks)
}

fn run(site: Site<'_>) -> Result<Check, Failure> {
    Ok(if is_unfinished(site)? {
        let found = "a run was killed half-way";
        fault(
            "run",
            State::Wrong,
            found,
            format!("{GENERATE} (undoes what that run did)"),
        )
    } else {
        fine("run", "none was left half done")
    })
}

fn design<Design: Send>(
    folder: &Path,
    stages: &Stages<Design>,
    events: &mut Vec<Event>,
    checks: &mut Vec<Check>,
) -> Result<Option<Design>, Stop> {
    let source = Source::read(&folder.join(DESIGN))?;
    let count = source.files().len();
    let (design, diagnostics) = match (stages.read)(&source) {
        Ok((design, warnings)) => {
            checks.push(fine("design", format!("sound, {}", files(count))));
            (Some(design), warnings)
        }
        Err(found) => {
            let errors = format!("errors: {}", found.errors());
            let fix = "mend what the errors say";
            checks.push(fault("design", State::Wrong, errors, fix));
            (None, found)
        }
    };
    let told = Diagnosed {
        source,
        diagnostics,
    };
    events.extend(generate::warned(told));
    Ok(design)
}

fn recorded(
    site: Site<'_>,
    events: &mut Vec<Event>,
    checks: &mut Vec<Check>,
) -> Result<Option<Lock>, Failure> {
    let source = read_lock(site)?;
    let is_there = !source.files().is_empty();
    let lock = match lock::accept(&source, Step::Generate) {
        Ok(lock) => lock,
        Err(diagnostics) => {
            checks.push(unaccepted(&source));
            events.push(Event::Diagnosed(Diagnosed {
                source,
                diagnostics,
            }));
            return Ok(None);
        }
    };
    let other = lock.generators.iter().find(|it| *it != VERSION);
    checks.push(match other {
        _ if !is_there => fault(LOCK, State::Missing, "nothing was generated yet", GENERATE),
        Some(other) => fault(LOCK, State::Stale, written(other), GENERATE),
        None => fine(LOCK, format!("written by moguera {VERSION}")),
    });
    Ok(Some(lock))
}

/// A lock file that no run of this version goes on from: the service moves on to this version, or this version is the wrong
/// one, or the file is.
fn unaccepted(source: &Source) -> Check {
    if let Some(newer) = lock::newer(source) {
        return fault(
            LOCK,
            State::Stale,
            written(&newer.to_string()),
            newer.install(),
        );
    }
    match lock::accept(source, Step::Upgrade) {
        Ok(lock) => {
            let other = lock.generators.iter().next_back();
            let found = other.map_or_else(String::new, |other| written(other));
            fault(LOCK, State::Stale, found, "moguera upgrade")
        }
        Err(_) => {
            let fix = format!("take {} from version control", quoted(LOCK));
            fault(LOCK, State::Wrong, "cannot be gone on from", fix)
        }
    }
}

fn written(version: &str) -> String {
    format!("written by moguera {version}, this is {VERSION}")
}

/// What `moguera generate --check` says, history apart from what can be generated again.
fn current<Design: Send>(
    place: Place<'_>,
    folder: &Path,
    stages: &Stages<Design>,
    recorded: &Lock,
) -> Result<Vec<Check>, Stop> {
    let options = Generate {
        check: true,
        path: Some(folder.to_path_buf()),
        ..Generate::default()
    };
    let report = match generate::run(&options, place, stages) {
        Ok(report) => report,
        Err(Stop::Rejected(_)) => {
            let found = "the design cannot be generated";
            let fix = format!("{GENERATE} (says why)");
            return Ok(vec![fault("files", State::Wrong, found, fix)]);
        }
        Err(stop) => return Err(stop),
    };
    let (history, others): (Vec<_>, Vec<_>) = report
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Found(found) => Some(found),
            _ => None,
        })
        .flatten()
        .partition(|(_, note)| recorded.migrations.contains_key(&note.path));
    let migrations = if history.is_empty() {
        let count = recorded.migrations.len();
        fine("migrations", format!("as recorded, {}", files(count)))
    } else {
        let found = format!("not as recorded: {}", paths(&history));
        fault("migrations", State::Wrong, found, "git restore migrations")
    };
    let files = if others.is_empty() {
        fine("files", "current")
    } else {
        let found = format!("not current: {}", paths(&others));
        fault("files", State::Stale, found, fix(&report.events))
    };
    Ok(vec![files, migrations])
}

/// The command that `--check` ends with.
fn fix(events: &[Event]) -> String {
    let command = events.iter().find_map(|event| match event {
        Event::Next(commands) => commands.first(),
        _ => None,
    });
    command.map_or_else(
        || String::from("moguera generate --check"),
        |(command, effect)| format!("{command} ({effect})"),
    )
}

fn paths(found: &[&(Finding, Note)]) -> String {
    named(found.iter().map(|(_, note)| &note.path))
}

/// The first few, and how many there are beside them.
fn named<'a>(paths: impl ExactSizeIterator<Item = &'a String>) -> String {
    let others = paths.len().saturating_sub(NAMED);
    let mut named: Vec<String> = paths.take(NAMED).map(|path| quoted(path)).collect();
    if others > 0 {
        named.push(format!("{others} more"));
    }
    named.join(", ")
}

fn files(count: usize) -> String {
    match count {
        1 => String::from("1 file"),
        _ => format!("{count} files"),
    }
}
