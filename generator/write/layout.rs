//! Where moguera keeps what it needs for itself in a service's folder.

use crate::output::{NEW, OLD};

/// Held while a run writes; its content means nothing.
pub(super) const RUN_LOCK: &str = ".moguera/run.lock";

/// What a run is about to do, for as long as it can be undone.
pub(super) const JOURNAL: &str = ".moguera/run.journal";

/// The same once everything is in place and only old files are left to be removed.
pub(super) const DONE: &str = ".moguera/run.done";

/// The folder of pristine texts.
pub(super) const BASE: &str = ".moguera/base";

/// Where the pristine text of a scaffolded file is kept: what the team's version of it was derived
/// from.
pub(super) fn base(path: &str) -> String {
    format!("{BASE}/{path}")
}

/// The path whose pristine text is kept here, if this is such a place.
pub(super) fn base_of(path: &str) -> Option<&str> {
    path.strip_prefix(BASE)?.strip_prefix('/')
}

/// Where a file is written before it is put in place. The name is fixed: only one run writes at a
/// time.
pub(super) fn staged(path: &str) -> String {
    beside(path, NEW)
}

/// Where a file waits to be put back or removed.
pub(super) fn backup(path: &str) -> String {
    beside(path, OLD)
}

/// Hidden, in the same folder and therefore on the same disk.
fn beside(path: &str, ending: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/.{name}{ending}"),
        None => format!(".{path}{ending}"),
    }
}
