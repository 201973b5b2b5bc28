//! What a design changes and whom that breaks: two designs go in, every change with its rule, place and witness comes out.
//! What migrations in between have done to names may be known; else only names and `renamed_from` tell what is the same.
//!
//! Actions are compared by what they take and send, so that a type is judged in the directions in which it is used;
//! tables by what becomes of rows that exist.

mod access;
mod api;
mod approval;
mod change;
pub mod codes;
mod comparison;
mod counterpart;
mod engine;
mod entity;
mod exchange;
mod finding;
mod limits;
mod list;
mod members;
mod probe;
mod relation;
mod renames;
mod resource;
mod rule;
pub mod rules;
mod shape;
mod trail;
mod unsaid;
mod value;
mod version;
mod view;
pub mod wire;

pub use approval::{Approved, approve};
pub use finding::{Finding, Place, Witness};
pub use probe::requests;
pub use rule::{Audience, Effect, Mirror, Rule, Verdict};
pub use version::{Bump, Version, needed};

use crate::diagnostic::quoted;
use crate::evolve::Between;
use crate::ir::Service;
use comparison::{Comparison, Subject};

/// Every change from one design to another by these two alone, the worst first.
pub fn compare(old: &Service, new: &Service) -> Vec<Finding> {
    compare_through(old, new, &Between::default())
}

/// The same where it is known which steps lie between them: what was renamed several times is the same, and what was
/// dropped in between is told although both have its name.
pub fn compare_through(old: &Service, new: &Service, between: &Between) -> Vec<Finding> {
    let mut all = Comparison::new((old, new), between);
    all.api();
    all.engines();
    all.seeds();
    all.types();
    all.entities();
    all.media_types();
    all.resources();
    let mut found = all.finish();
    found.extend(too_low(old, new, &found));
    found
}

/// The version, if it has not risen as much as the changes ask for.
fn too_low(old: &Service, new: &Service, found: &[Finding]) -> Option<Finding> {
    let bump = needed(found);
    let wanted = Version::of(&old.api.version).raised(bump);
    let own = Version::of(&new.api.version);
    // Words alone may wait for the next release.
    if bump <= Bump::Patch || own >= wanted {
        return None;
    }
    let message = format!(
        "{} is too low after {}: write `version: {wanted}`",
        quoted(&new.api.version),
        quoted(&old.api.version),
    );
    let subject = Subject::now("api.version", new.api.span, message);
    let between = Between::default();
    let mut apart = Comparison::new((old, new), &between);
    apart.report(&rules::lifecycle::LIF05, subject);
    apart.finish().pop()
}
