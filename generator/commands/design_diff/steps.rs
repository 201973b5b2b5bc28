//! What lies between two designs: the lock files of both come in, as far as there are any; what steps have done to names
//! comes out, or why that is not known.

use super::super::report::Event;
use crate::diagnostic::Diagnostics;
use crate::evolve::{Between, between};
use crate::lock::{self, Step};
use crate::source::Source;

/// The text of a lock file, or why there is none.
type Lock = Result<Source, String>;

/// From the lock file of before to that of now. Nothing is known unless both are there, and nothing lies between two that
/// are the same. One that cannot be read is told, and that the two share no history: the designs are compared all the same.
pub(super) fn steps(before: Option<&Lock>, now: Option<&Lock>) -> (Between, Option<Event>) {
    let (old, new) = match (before, now) {
        (Some(Ok(old)), Some(Ok(new))) => (old, new),
        (Some(Err(why)), Some(_)) | (Some(_), Some(Err(why))) => {
            return (Between::default(), Some(unknown(why)));
        }
        (None, _) | (_, None) => return (Between::default(), None),
    };
    let texts = |lock| Source::files(lock).iter().map(|file| &file.text);
    if texts(old).eq(texts(new)) {
        return (Between::default(), None);
    }
    let read = |text| lock::accept(text, Step::Upgrade).map_err(|found| not_known(text, &found));
    let (old, new) = rayon::join(|| read(old), || read(new));
    let anew = || unknown("the lock files do not begin with the same migration");
    let known = old.and_then(|old| between(&old.schema, &new?.schema).ok_or_else(anew));
    match known {
        Ok(between) => (between, None),
        Err(why) => (Between::default(), Some(why)),
    }
}

/// Nothing of the text itself is told: this may stand in the description of a pull request.
fn not_known(text: &Source, found: &Diagnostics) -> Event {
    let name = text.files().first().map_or("", |file| file.path.as_str());
    let findings = found.sorted().into_iter();
    let code: String = findings.take(1).map(|finding| finding.code.id()).collect();
    unknown(&format!("{name} is not in order ({code})"))
}

fn unknown(why: &str) -> Event {
    Event::Remark(format!(
        "what migrations in between have renamed or dropped is not known: {why}"
    ))
}
