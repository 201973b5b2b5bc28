//! `moguera generate`: a service's folder goes in; it is up to date afterwards, or the report says
//! why not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::findings::{check, conflicts, diff, note, refuse, unwritten};
use super::mentioned::mentioned;
use super::report::{Event, Report};
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use super::{Place, VERSION, shown};
use crate::cli::{Exit, Generate};
use crate::diagnostic::Diagnostics;
use crate::evolve::DataLoss;
use crate::lock::{self, Lock, Step};
use crate::output::{DESIGN, LOCK, Output};
use crate::source::Source;
use crate::version::Version;
use crate::write::{
    self, Before, Edits, Length, Outcome, Plan, Run, Seen, Site, compare, findings, intact,
    is_sealed, is_unfinished, pristine, read_lock, upgrade,
};

pub(super) fn run<Design: Send>(
    options: &Generate,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    step(options, Step::Generate, place, stages)
}

/// A run that goes on from what is recorded, the one way or the other.
pub(super) fn step<Design: Send>(
    options: &Generate,
    step: Step,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let folder = service_folder(options.path.as_deref(), place)?;
    let site = Site::new(place.disk, &folder);
    let run = begin(options, site)?;
    let (recorded, accepted) = rayon::join(
        || Recorded::read(site, step),
        || Accepted::read(&folder, stages),
    );
    let (recorded, accepted) = (recorded?, accepted?);
    let design = &accepted.design;
    let mut events = remarks(site, &recorded.lock)?;
    events.extend(warned(accepted.with_warnings(Diagnostics::new())));
    if trusted(options, step)
        && let Some(count) = intact(site, &recorded.lock, &recorded.seen, VERSION)
        && is_sealed(&recorded.text, &recorded.lock, (stages.digest)(design))
    {
        events.push(nothing_to_do(count));
        let asked = (stages.unwritten)(design);
        let pristine = pristine(site, &recorded.lock, asked.keys())?;
        events.extend(unwritten(&asked, &pristine));
        let exit = Exit::Fine;
        return Ok(Report { exit, events });
    }
    let mut output = asked_for(options, (design, &recorded.lock), stages)
        .map_err(|found| accepted.with_warnings(found.for_command(step.command())))?;
    let warnings = std::mem::take(&mut output.warnings);
    events.extend(warned(accepted.only(warnings)));
    let plan = plan(site, &output, &recorded, step)?;
    let exit = if options.check {
        let mentioned = mentioned(site, &plan, &output, &recorded.lock.schema)?;
        check(options, &plan, mentioned, &mut events)
    } else if plan.refused(edits(options)).next().is_some() {
        refuse((options, step), &plan, &mut events)
    } else {
        let mentioned = mentioned(site, &plan, &output, &recorded.lock.schema)?;
        let exit = write(options, &plan, run, &mut events)?;
        events.extend(mentioned);
        events.extend(unwritten(&(stages.unwritten)(design), &plan.pristine));
        exit
    };
    Ok(Report { exit, events })
}

/// Whether the lock file is believed what was made from which design. `--check` believes nothing, and an upgrade is about
/// files that the lock file does not hold to what was written.
fn trusted(options: &Generate, step: Step) -> bool {
    !options.check && step == Step::Generate
}

/// What the design asks for. What may have been renamed, and what rows could not follow, is told together.
fn asked_for<Design>(
    options: &Generate,
    (design, recorded): (&Design, &Lock),
    stages: &Stages<Design>,
) -> Result<Output, Diagnostics> {
    let mut found = Diagnostics::new();
    if !options.no_renames {
        let likely = (stages.not_renamed)(design, &recorded.names);
        found.extend(likely.err().unwrap_or_default());
    }
    match (stages.generate)(design, &recorded.schema, loss(options)) {
        Ok(output) => found.gate().map(|()| output),
        Err(more) => {
            found.extend(more);
            Err(found)
        }
    }
}

/// What the run would do. Generated code would not be compiled while the team's manifests lack what it needs.
fn plan<'a>(
    site: Site<'_>,
    output: &'a Output,
    recorded: &Recorded,
    step: Step,
) -> Result<Plan<'a>, Stop> {
    let before = Before {
        lock: &recorded.lock,
        seen: &recorded.seen,
    };
    let plan = match step {
        Step::Generate => compare(site, output, before, VERSION)?,
        Step::Upgrade => upgrade(site, output, before, VERSION)?,
    };
    match findings(&plan.needs) {
        Some((source, diagnostics)) => Err(Stop::from(Diagnosed {
            source,
            diagnostics,
        })),
        None => Ok(plan),
    }
}

/// A design that was read without an error.
struct Accepted<Design> {
    design: Design,
    source: Source,
    warnings: Diagnostics,
}

impl<Design> Accepted<Design> {
    fn read(folder: &Path, stages: &Stages<Design>) -> Result<Self, Stop> {
        let source = Source::read(&folder.join(DESIGN))?;
        match (stages.read)(&source) {
            Ok((design, warnings)) => Ok(Accepted {
                design,
                source,
                warnings,
            }),
            Err(diagnostics) => Err(Stop::from(Diagnosed {
                source,
                diagnostics,
            })),
        }
    }

    /// What is found later, without the warnings.
    fn only(&self, diagnostics: Diagnostics) -> Diagnosed {
        Diagnosed {
            source: self.source.clone(),
            diagnostics,
        }
    }

    /// What is found later stands behind the warnings.
    fn with_warnings(&self, found: Diagnostics) -> Diagnosed {
        let mut diagnostics = self.warnings.clone();
        diagnostics.extend(found);
        Diagnosed {
            source: self.source.clone(),
            diagnostics,
        }
    }
}

/// Keeps others out of the folder, if something may be written.
fn begin<'s>(options: &Generate, site: Site<'s>) -> Result<Option<Run<'s>>, Stop> {
    if options.check || options.dry_run {
        return Ok(None);
    }
    Ok(Some(Run::begin(site)?))
}

/// What the lock file says, and what is there of it.
struct Recorded {
    lock: Lock,
    text: Source,
    seen: Seen,
}

impl Recorded {
    fn read(site: Site<'_>, step: Step) -> Result<Self, Stop> {
        let text = read_lock(site)?;
        let lock = lock::accept(&text, step).map_err(|diagnostics| Diagnosed {
            source: text.clone(),
            diagnostics,
        })?;
        let seen = Seen::of(site, &lock);
        Ok(Recorded { lock, text, seen })
    }
}

/// The folder that was asked for, or the nearest one upwards that is a service's.
pub(super) fn service_folder(given: Option<&Path>, place: Place<'_>) -> Result<PathBuf, Stop> {
    let start = given.map_or_else(
        || place.current.to_path_buf(),
        |path| place.current.join(path),
    );
    let found = match given {
        Some(_) => write::is_service(place.disk, &start)?.then(|| start.clone()),
        None => write::find(place.disk, &start)?,
    };
    if found.is_none() && is_unfinished(Site::new(place.disk, &start))? {
        let folder = shown(&start);
        return Err(
            Stop::usage(format!("a run that made a service in {folder} was killed")).help(
                "`moguera new` with the same name and folder undoes what it did, and starts again",
            ),
        );
    }
    let folder = found.ok_or_else(|| {
        let above = if given.is_some() { "" } else { " or above it" };
        Stop::usage(format!("there is no service in {}{above}", shown(&start)))
            .help("a service's folder has `moguera.lock` or `design/`")
            .help("`moguera new NAME` starts a service")
    })?;
    if write::is_design_there(place.disk, &folder)? {
        return Ok(folder);
    }
    let message = format!("the service in {} has no `design/`", shown(&folder));
    Err(Stop::usage(message).help("put its folder there, from version control if it is gone"))
}

pub(super) fn edits(options: &Generate) -> Edits {
    if options.force {
        Edits::Overwritten
    } else {
        Edits::Refused
    }
}

fn loss(options: &Generate) -> DataLoss {
    if options.allow_data_loss {
        DataLoss::Allowed
    } else {
        DataLoss::Refused
    }
}

/// Warnings about a design that was accepted, if there are any.
pub(super) fn warned(diagnosed: Diagnosed) -> Option<Event> {
    (!diagnosed.diagnostics.is_empty()).then_some(Event::Diagnosed(diagnosed))
}

fn remarks(site: Site<'_>, recorded: &Lock) -> Result<Vec<Event>, Stop> {
    let mut remarks = Vec::new();
    for version in recorded
        .generators
        .iter()
        .filter(|version| *version != VERSION)
    {
        let remark = format!("{LOCK} was written by moguera {version}, this is moguera {VERSION}");
        remarks.push(Event::Remark(remark));
    }
    let versions = recorded.generators.iter().map(|it| Version::parse(it));
    if versions.collect::<BTreeSet<_>>().len() > 1 {
        let remark = format!("{LOCK} was merged: of several versions the newest one counts");
        remarks.push(Event::Remark(remark));
    }
    if is_unfinished(site)? {
        let remark = "a run was killed half-way; the next `moguera generate` undoes what it did";
        remarks.push(Event::Remark(String::from(remark)));
    }
    Ok(remarks)
}

/// Writes, or with `--dry-run` says what would be written.
fn write(
    options: &Generate,
    plan: &Plan<'_>,
    run: Option<Run<'_>>,
    events: &mut Vec<Event>,
) -> Result<Exit, Stop> {
    if plan.is_empty() {
        events.push(nothing_to_do(plan.unchanged));
        return Ok(Exit::Fine);
    }
    let outcome = run.map(|run| run.commit(plan)).transpose()?;
    for entry in &plan.entries {
        let is_worth_it = options.diff && entry.path != LOCK;
        let diff = is_worth_it.then(|| diff(entry, Length::Full));
        events.push(Event::Changed {
            action: entry.state.action(),
            note: note(entry, diff),
        });
    }
    if let Some(Outcome::WrittenWithLeftovers(failure)) = &outcome {
        events.push(Event::Remark(format!("{failure}; the next run cleans up")));
    }
    events.push(Event::Summary(summary(
        plan,
        if outcome.is_some() { "" } else { "would be: " },
    )));
    Ok(conflicts(plan, events))
}

fn nothing_to_do(current: usize) -> Event {
    Event::Summary(format!("nothing to do: {current} files are current"))
}

/// `2 created, 1 removed, 120 unchanged`.
fn summary(plan: &Plan<'_>, prefix: &str) -> String {
    let participles = [
        ("create", "created"),
        ("scaffold", "scaffolded"),
        ("restore", "restored"),
        ("update", "updated"),
        ("move", "moved"),
        ("merge", "merged"),
        ("conflict", "merged with conflicts"),
        ("remove", "removed"),
        ("keep", "kept"),
    ];
    let mut parts = Vec::new();
    for (action, participle) in participles {
        let count = plan
            .entries
            .iter()
            .filter(|entry| entry.state.action() == action)
            .count();
        if count > 0 {
            parts.push(format!("{count} {participle}"));
        }
    }
    parts.push(format!("{} unchanged", plan.unchanged));
    format!("{prefix}{}", parts.join(", "))
}
