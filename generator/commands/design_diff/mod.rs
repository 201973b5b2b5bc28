//! `moguera design diff`: the design of a service and one of before go in; what has changed, whom it breaks, and whether
//! that is approved comes out. Where both have their lock files, what the steps between them have done is known.

mod before;
mod json;
mod markdown;
mod steps;
mod text;
mod words;

use std::path::Path;

use super::generate::service_folder;
use super::report::{Event, Report};
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use super::{Place, shown};
use crate::breaking::{Bump, Finding, Version, approve, needed};
use crate::cli::{DesignDiff, Exit, FailOn, Style};
use crate::diagnostic::{Diagnostics, quoted};
use crate::evolve::Between;
use crate::output::DESIGN;
use crate::parse;
use crate::schema::Approval;
use crate::source::{Source, SourceFile};
use crate::write::Kind;
use before::Before;

pub(super) use json::lines;
pub(super) use text::print;

/// Approved breaks, in the service's folder: the team's own file, which is read in a review like the design is. It is not
/// in `design/`, where every file is a part of the design.
const APPROVALS: &str = "approvals.yaml";

/// What has changed from one design to another.
#[derive(Debug)]
pub struct Changes {
    /// What the design is compared with.
    pub against: String,
    /// The text of before, and that of now.
    pub texts: [Source; 2],
    /// The version of before, and that of now.
    pub versions: [String; 2],
    /// Every change, the worst first, with what approves it.
    pub changes: Vec<(Finding, Option<Approval>)>,
    /// How much the version has to rise.
    pub bump: Bump,
    /// In which form it is told.
    pub style: Style,
}

impl Changes {
    /// The version that is high enough, if the one of now is not.
    pub fn wanted(&self) -> Option<Version> {
        let wanted = Version::of(&self.versions[0]).raised(self.bump);
        let is_enough = self.bump <= Bump::Patch || Version::of(&self.versions[1]) >= wanted;
        (!is_enough).then_some(wanted)
    }

    /// Breaks that nobody has approved.
    pub(super) fn open(&self) -> impl Iterator<Item = &Finding> {
        let changes = self.changes.iter();
        changes
            .filter(|(change, approval)| change.breaks() && approval.is_none())
            .map(|(change, _)| change)
    }

    /// Whether what is asked to fail on is there.
    fn fails(&self, on: FailOn) -> bool {
        match on {
            FailOn::Never => false,
            FailOn::Breaking => {
                let too_low = self.bump == Bump::Major && self.wanted().is_some();
                too_low || self.open().next().is_some()
            }
            FailOn::Any => !self.changes.is_empty(),
        }
    }
}

pub(super) fn run<Design: Send>(
    options: &DesignDiff,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let folder = service_folder(options.path.as_deref(), place)?;
    let Ends {
        before,
        old,
        now,
        new,
        steps: (between, unknown),
    } = Ends::read(options, (place, &folder), stages)?;
    let old = match old {
        Err(Stop::Rejected(found)) => return Ok(unsound_before(found, &before.name)),
        read => read?,
    };
    let new = new?;
    let findings = (stages.compare)(&old, &new, &between);
    let approvals = Approvals::read(&folder, place)?;
    let today = (stages.today)();
    let approved = approve(&findings, &approvals.read, &today);
    let changes = Changes {
        against: before.name,
        texts: [before.source, now],
        versions: [&old, &new].map(|design| (stages.version)(design).to_owned()),
        bump: needed(&findings),
        changes: findings.into_iter().zip(approved.approvals).collect(),
        style: options.format,
    };
    let wrong = (!approved.diagnostics.is_empty()).then_some(Diagnosed {
        source: approvals.source,
        diagnostics: approved.diagnostics,
    });
    let exit = if wrong.is_some() || changes.fails(options.fail_on) {
        Exit::Found
    } else {
        Exit::Fine
    };
    let unapproved = (options.fail_on == FailOn::Breaking).then(|| unapproved(&changes, &today));
    let mut events = vec![Event::Changes(Box::new(changes))];
    events.extend(unknown.into_iter().chain(unapproved.flatten()));
    events.extend(wrong.map(Event::Diagnosed));
    Ok(Report { exit, events })
}

/// How to go on where breaks are meant.
fn unapproved(changes: &Changes, today: &str) -> Option<Event> {
    let message = match changes.open().count() {
        0 => return None,
        1 => "a break is not approved".to_owned(),
        count => format!("{count} breaks are not approved"),
    };
    let until = in_three_months(today);
    let lines = changes.open().map(|finding| {
        let (rule, element) = (finding.rule.id, &finding.element);
        format!(
            "\n        - {{ rule: {rule}, element: {element:?}, reason: \"…\", until: {until} }}"
        )
    });
    let lines: String = lines.collect();
    let path = format!(
        "what is meant is written in `{APPROVALS}` beside `{DESIGN}/`, each with its reason:"
    );
    Some(Event::Error {
        message,
        help: vec![format!("{path}\n      approvals:{lines}")],
    })
}

/// The first day of the third month from a day, both as `2026-11-30`; the same day if it is none.
fn in_three_months(today: &str) -> String {
    let mut parts = today.split('-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month))) = (parts.next(), parts.next()) else {
        return today.to_owned();
    };
    let month = month + 3;
    format!(
        "{:04}-{:02}-01",
        year + (month - 1) / 12,
        (month - 1) % 12 + 1
    )
}

/// The design that is compared with is none.
fn unsound_before(found: Diagnosed, name: &str) -> Report {
    let message = format!("{} is no sound design to compare with", quoted(name));
    let whole = "a design in several files is compared as a folder: `--against DIR`";
    let help = vec![whole.to_owned()];
    Report {
        exit: Exit::Wrong,
        events: vec![Event::Diagnosed(found), Event::Error { message, help }],
    }
}

/// Both designs, and what is known of what lies between them.
struct Ends<Design> {
    before: Before,
    old: Result<Design, Stop>,
    now: Source,
    new: Result<Design, Stop>,
    steps: (Between, Option<Event>),
}

impl<Design: Send> Ends<Design> {
    /// The design of before is found while that of now is read: git takes its time, and is a program of its own.
    fn read(
        options: &DesignDiff,
        (place, folder): (Place<'_>, &Path),
        stages: &Stages<Design>,
    ) -> Result<Self, Stop> {
        let lock = before::lock(place, folder);
        let locked = lock.as_ref().ok().and_then(Option::as_ref);
        let of_before = || {
            let before = before::find(options, place, folder)?;
            let steps = || steps::steps(before.lock.as_ref(), locked);
            let (old, steps) = rayon::join(|| read(&before.source, stages), steps);
            Ok::<_, Stop>((before, old, steps))
        };
        let of_now = || {
            let now = Source::read(&folder.join(DESIGN))?;
            let new = read(&now, stages);
            Ok::<_, Stop>((now, new))
        };
        let (of_before, of_now) = rayon::join(of_before, of_now);
        let (before, old, steps) = of_before?;
        let (now, new) = of_now?;
        lock?;
        Ok(Ends {
            before,
            old,
            now,
            new,
            steps,
        })
    }
}

/// A design without an error.
fn read<Design>(source: &Source, stages: &Stages<Design>) -> Result<Design, Stop> {
    match (stages.read)(source) {
        Ok((design, _)) => Ok(design),
        Err(diagnostics) => Err(Stop::from(Diagnosed {
            source: source.clone(),
            diagnostics,
        })),
    }
}

/// The file of approvals, and what stands in it.
struct Approvals {
    source: Source,
    read: Vec<Approval>,
}

impl Approvals {
    /// None, if there is no such file.
    fn read(folder: &Path, place: Place<'_>) -> Result<Self, Stop> {
        let path = folder.join(APPROVALS);
        let unreadable = |error| Stop::usage(format!("cannot read {}: {error}", shown(&path)));
        let source = match place.disk.kind(&path).map_err(unreadable)? {
            None => Source::default(),
            Some(Kind::File) => {
                let text = place.disk.read(&path).map_err(unreadable)?;
                Source::new(vec![SourceFile::from_bytes(APPROVALS, text)])
            }
            Some(kind) => return Err(no_file(&path, kind)),
        };
        let mut diagnostics = Diagnostics::new();
        let read = parse::approvals(&source, &mut diagnostics);
        if diagnostics.errors() > 0 {
            return Err(Stop::from(Diagnosed {
                source,
                diagnostics,
            }));
        }
        Ok(Approvals { source, read })
    }
}

/// Approvals are read where the service is, so that a review sees what changes them.
fn no_file(path: &Path, kind: Kind) -> Stop {
    let what = match kind {
        Kind::Link => "is a symbolic link, and has to be a file",
        Kind::File | Kind::Folder | Kind::Other => "is not a file",
    };
    Stop::usage(format!("{} {what}", shown(path)))
        .help("put the file of approvals in its place, or move it away if there are none")
}
