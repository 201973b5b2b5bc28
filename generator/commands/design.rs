//! `moguera design add|rename|remove`: a service's folder and what was asked for go in; its design is
//! changed afterwards, or the report says why not.

use std::collections::BTreeSet;

use super::Place;
use super::generate::service_folder;
use super::report::{Event, Note, Report};
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use super::{asking, following};
use crate::cli::{Add, DesignChange, Edit, Exit, Remove, Rename};
use crate::diagnostic::Diagnostics;
use crate::edit::{self, Changed, Edited, Home, Kind, Refusal, Request, Wire};
use crate::evolve::Recorded;
use crate::output::DESIGN;
use crate::source::{Source, SourceFile};
use crate::write::{Length, Outcome, Replacement, Run, Site, is_sealed, replace, unified};

const NOTHING: &str = "nothing was written";

pub(super) fn run<Sound>(
    change: &DesignChange,
    place: Place<'_>,
    stages: &Stages<Sound>,
) -> Result<Report, Stop> {
    let (mut request, options) = asked(change);
    let folder = service_folder(options.path.as_deref(), place)?;
    let site = Site::new(place.disk, &folder);
    let run = (!options.dry_run).then(|| Run::begin(site)).transpose()?;
    let source = Source::read(&folder.join(DESIGN))?;
    know((site, &source), &mut request, stages)?;
    let edited = match edit::edit(&source, &request) {
        Ok(edited) => edited,
        Err(refusal) => return refused(refusal, source),
    };
    let obstacles = match (stages.read)(&edited.source) {
        Ok((design, _)) => following::obstacles(site, &design, stages)?,
        Err(diagnostics) => return Ok(unsound(edited.source, diagnostics)),
    };
    if let (Some(diagnostics), true) = (&obstacles, is_of_engine(&request)) {
        return Ok(unsound(edited.source, diagnostics.clone()));
    }
    let changed = edited.changed.iter();
    let mut events: Vec<Event> = changed.map(|it| told(&source, &edited, it)).collect();
    if let Some(run) = run {
        events.extend(write(site, run, (&source, &edited))?);
        events.extend(following::next(obstacles.as_ref()));
    } else {
        let count = edited.changed.len();
        events.push(Event::Summary(format!("would be: {count} changed")));
    }
    Ok(Report {
        exit: Exit::Fine,
        events,
    })
}

/// Tells a rename which names everything has followed, as far as the lock file says it; if everything has followed the design
/// as it is, the one that it is about is known as well.
fn know<Sound>(
    (site, source): (Site<'_>, &Source),
    request: &mut Request,
    stages: &Stages<Sound>,
) -> Result<(), Stop> {
    let Request::Rename {
        kind, name, known, ..
    } = request
    else {
        return Ok(());
    };
    let (text, lock) = following::recorded(site)?;
    // An unsound design is told as such once the edit is made.
    let Ok((design, _)) = (stages.read)(source) else {
        return Ok(());
    };
    let recorded = Recorded {
        schema: &lock.schema,
        names: &lock.names,
    };
    let names = (stages.names)(&design, recorded).into_iter();
    known.extend(names.map(|(kind, name)| (asking::kind(kind), name)));
    if is_sealed(&text, &lock, (stages.digest)(&design)) {
        known.insert((*kind, name.clone()));
    }
    Ok(())
}

/// What the command line asks for.
fn asked(task: &DesignChange) -> (Request, &Edit) {
    match task {
        DesignChange::Add(add) => (
            Request::Add {
                kind: add.kind,
                name: add.name.clone(),
                value: add.value.clone(),
                home: home(add),
            },
            &add.edit,
        ),
        DesignChange::Rename(Rename {
            kind,
            name,
            to,
            wire_alias,
            edit,
        }) => (
            Request::Rename {
                kind: *kind,
                name: name.clone(),
                to: to.clone(),
                wire: if *wire_alias { Wire::Alias } else { Wire::New },
                known: BTreeSet::new(),
            },
            edit,
        ),
        DesignChange::Remove(Remove { kind, name, edit }) => (
            Request::Remove {
                kind: *kind,
                name: name.clone(),
            },
            edit,
        ),
    }
}

/// The engine that a new entity is said to belong to.
fn home(add: &Add) -> Option<Home> {
    let new = add.new_engine.clone().map(Home::NewEngine);
    new.or_else(|| add.engine.clone().map(Home::Engine))
}

/// Why the edit cannot be made.
fn refused(refusal: Refusal, source: Source) -> Result<Report, Stop> {
    Err(match refusal {
        Refusal::Usage { message, help } => Stop::Usage { message, help },
        Refusal::Found(diagnostics) => {
            return Ok(unwritten(Diagnosed {
                source,
                diagnostics,
            }));
        }
        Refusal::Value(text, diagnostics) => {
            return Ok(unwritten(Diagnosed {
                source: Source::new(vec![SourceFile::new("(value)", text)]),
                diagnostics,
            }));
        }
        Refusal::ByHand { place, task, lines } => {
            let message = "this cannot be changed so that nothing else in the file changes";
            let mut steps = vec![format!("at {place}: {task}")];
            steps.extend(lines);
            Stop::usage(message).help(steps.join("\n      "))
        }
    })
}

/// The design with the edit is not accepted.
fn unsound(source: Source, diagnostics: Diagnostics) -> Report {
    let message = "nothing was written: the design would not be accepted";
    let found = Diagnosed {
        source,
        diagnostics,
    };
    stopped(found, message)
}

/// Whether an engine would be called otherwise or go: files of the team's name its crate, and no run could follow.
fn is_of_engine(request: &Request) -> bool {
    let (Request::Rename { kind, .. } | Request::Remove { kind, .. }) = request else {
        return false;
    };
    *kind == Kind::Engine
}

fn unwritten(found: Diagnosed) -> Report {
    stopped(found, NOTHING)
}

fn stopped(found: Diagnosed, message: &str) -> Report {
    let error = Event::Error {
        message: message.to_owned(),
        help: Vec::new(),
    };
    Report {
        exit: Exit::Wrong,
        events: vec![Event::Diagnosed(found), error],
    }
}

fn text<'a>(source: &'a Source, path: &str) -> &'a str {
    let file = source.files().iter().find(|file| file.path == path);
    file.map_or("", |file| file.text.as_str())
}

/// A file that changes, with its difference.
fn told(source: &Source, edited: &Edited, changed: &Changed) -> Event {
    let (old, new) = (
        text(source, &changed.path),
        text(&edited.source, &changed.path),
    );
    Event::Changed {
        action: "update",
        note: Note {
            path: changed.path.clone(),
            because: Some(format!("line {}", changed.line)),
            diff: Some(unified(
                &changed.path,
                Some(old.as_bytes()),
                Some(new),
                Length::Full,
            )),
        },
    }
}

/// Writes all files or none.
fn write(
    site: Site<'_>,
    run: Run<'_>,
    (source, edited): (&Source, &Edited),
) -> Result<Option<Event>, Stop> {
    commit(site, run, (source, &edited.source, &edited.changed))
}

/// Puts other texts in place of those that were read.
pub(super) fn replace_all(
    site: Site<'_>,
    run: Run<'_>,
    (before, after): (&Source, &Source),
) -> Result<Option<Event>, Stop> {
    commit(site, run, (before, after, &edit::changed(before, after)))
}

fn commit(
    site: Site<'_>,
    run: Run<'_>,
    (source, after, changed): (&Source, &Source, &[Changed]),
) -> Result<Option<Event>, Stop> {
    let files: Vec<Replacement<'_>> = changed
        .iter()
        .map(|changed| Replacement {
            path: &changed.path,
            old: text(source, &changed.path),
            new: text(after, &changed.path),
        })
        .collect();
    let plan = replace(site, &files)?;
    Ok(match run.commit(&plan)? {
        Outcome::Written => None,
        Outcome::WrittenWithLeftovers(failure) => {
            Some(Event::Remark(format!("{failure}; the next run cleans up")))
        }
    })
}
