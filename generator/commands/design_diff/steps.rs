//! What lies between two designs: the lock files of both come in, as far as there are any; what steps have done to names
//! comes out, or why that is not known.

use std::path::Path;

use super::super::Place;
use super::super::report::Event;
use super::super::stop::Stop;
use super::before::lock;
use crate::diagnostic::Diagnostics;
use crate::evolve::{Between, between};
use crate::lock::{self, Lock, Step};
use crate::source::Source;

/// From the lock file of before to that of a service. Nothing is known unless both are there. One that cannot be read is
/// told: the designs are compared all the same.
pub(super) fn steps(
    before: Option<&Source>,
    place: Place<'_>,
    service: &Path,
) -> Result<(Between, Option<Event>), Stop> {
    let now = lock(place, service)?;
    let (Some(old), Some(new)) = (before, &now) else {
        return Ok((Between::default(), None));
    };
    let read = |text| lock::accept(text, Step::Upgrade).map_err(|found| not_known(text, &found));
    let known = |old: Lock, new: Lock| between(&old.schema, &new.schema);
    let known = read(old).and_then(|old| Ok(known(old, read(new)?)));
    Ok(match known {
        Ok(between) => (between, None),
        Err(why) => (Between::default(), Some(why)),
    })
}

/// Nothing of the text itself is told: this may stand in the description of a pull request.
fn not_known(text: &Source, found: &Diagnostics) -> Event {
    let name = text.files().first().map_or("", |file| file.path.as_str());
    let findings = found.sorted().into_iter();
    let code: String = findings.take(1).map(|finding| finding.code.id()).collect();
    Event::Remark(format!(
        "what migrations in between have renamed or dropped is not known: {name} is not in order ({code})"
    ))
}
