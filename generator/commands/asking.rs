//! Renames are never guessed: where a removal and an addition look like one, whoever sits at the terminal is asked, and
//! what they say is written into the design.

use std::fmt;
use std::io;

use super::Place;
use super::design;
use super::generate::service_folder;
use super::stages::{Diagnosed, Stages};
use super::stop::Stop;
use crate::cli::Generate;
use crate::diagnostic::quoted;
use crate::edit::{self, Kind, Refusal, Request};
use crate::evolve::{
    CHANGED, LOSES_DATA, Likely, LikelyKind, MAY_BE_RENAMED, NEEDS_VALUE, Recorded,
};
use crate::lock::{self, Step};
use crate::output::DESIGN;
use crate::source::Source;
use crate::write::{Run, Site, read_lock};

/// Somebody who can be asked.
pub trait Asker: fmt::Debug + Sync {
    /// Whether it is as the question says; no answer is no.
    ///
    /// # Errors
    ///
    /// The question cannot be put, or the answer not be read.
    fn is_so(&self, question: &str) -> io::Result<bool>;
}

/// Whether a run stopped because of something that a rename may explain.
pub(super) fn may_help(stop: &Stop) -> bool {
    let Stop::Rejected(Diagnosed { diagnostics, .. }) = stop else {
        return false;
    };
    let mut found = diagnostics.sorted().into_iter();
    let codes = [LOSES_DATA, MAY_BE_RENAMED, NEEDS_VALUE, CHANGED];
    found.any(|finding| codes.contains(&finding.code))
}

/// What came of asking.
pub(super) enum Answer {
    /// There was nothing to ask.
    None,
    /// Something is the same under another name, and the design says so now.
    Renamed,
    /// Nothing is.
    AllNew,
}

/// Asks about everything that looks like a rename and was not denied to be one, and writes what is one into the design.
pub(super) fn renames<Design>(
    options: &Generate,
    (place, asker, denied): (Place<'_>, &dyn Asker, &mut Vec<Likely>),
    stages: &Stages<Design>,
) -> Result<Answer, Stop> {
    let folder = service_folder(options.path.as_deref(), place)?;
    let site = Site::new(place.disk, &folder);
    let text = read_lock(site)?;
    let Ok(lock) = lock::accept(&text, Step::Upgrade) else {
        return Ok(Answer::None);
    };
    let before = Source::read(&folder.join(DESIGN))?;
    let Ok((read, _)) = (stages.read)(&before) else {
        return Ok(Answer::None);
    };
    let mut source = before.clone();
    let mut settled: Vec<(LikelyKind, String)> = Vec::new();
    let recorded = Recorded {
        schema: &lock.schema,
        names: &lock.names,
    };
    let all = (stages.likely)(&read, recorded);
    for likely in &all {
        let old = (likely.kind, likely.from.clone());
        let is_open = !settled.contains(&old) && !denied.contains(likely);
        if !is_open {
            continue;
        }
        if asker.is_so(&question(likely)).map_err(unanswered)? {
            source = marked(&source, likely)?;
            settled.push(old);
        } else {
            denied.push(likely.clone());
        }
    }
    if settled.is_empty() {
        return Ok(match all.is_empty() {
            true => Answer::None,
            false => Answer::AllNew,
        });
    }
    let run = Run::begin(site)?;
    design::replace_all(site, run, (&before, &source))?;
    Ok(Answer::Renamed)
}

fn question(likely: &Likely) -> String {
    format!(
        "{} is gone, and {} is new: is it the same under another name?",
        quoted(&likely.from),
        quoted(&likely.name)
    )
}

/// The design with the old name at the new one.
fn marked(source: &Source, likely: &Likely) -> Result<Source, Stop> {
    let request = Request::Mark {
        kind: kind(likely.kind),
        name: likely.name.clone(),
        from: likely.from.clone(),
    };
    match edit::edit(source, &request) {
        Ok(edited) => Ok(edited.source),
        Err(Refusal::Usage { message, help }) => Err(Stop::Usage { message, help }),
        Err(_) => {
            let message = format!("{} cannot be changed in place", quoted(&likely.name));
            Err(Stop::usage(message).help(format!(
                "write `renamed_from: {}` there, and run again",
                likely.from
            )))
        }
    }
}

/// What an edit calls such a thing.
pub(super) fn kind(kind: LikelyKind) -> Kind {
    match kind {
        LikelyKind::Entity => Kind::Entity,
        LikelyKind::Attribute => Kind::Field,
        LikelyKind::BelongsTo => Kind::BelongsTo,
        LikelyKind::HasMany => Kind::HasMany,
        LikelyKind::ManyToMany => Kind::ManyToMany,
        LikelyKind::Resource => Kind::Resource,
        LikelyKind::Action => Kind::Action,
        LikelyKind::View => Kind::View,
        LikelyKind::EnumValue => Kind::EnumValue,
    }
}

fn unanswered(error: io::Error) -> Stop {
    Stop::usage(format!("the question cannot be asked: {error}"))
}
