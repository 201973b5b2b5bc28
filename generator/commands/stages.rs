//! The seam between the commands and the stages before writing: from a design to everything that it
//! asks for, in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::breaking::Finding as Change;
use crate::diagnostic::Diagnostics;
use crate::digest::Digest;
use crate::evolve::{Between, DataLoss, Evolution, Likely, Named, Recorded};
use crate::explain::Explanation;
use crate::output::{NewService, Output};
use crate::source::Source;

/// From a design and the steps of the schema before to everything that is asked for.
type Generate<Design> =
    fn(design: &Design, schema: &BTreeSet<String>, loss: DataLoss) -> Result<Output, Diagnostics>;

/// From a design and the steps of the schema before to the next migration.
type Follow<Design> = fn(
    design: &Design,
    schema: &BTreeSet<String>,
    loss: DataLoss,
) -> Result<Evolution, Diagnostics>;

/// The stages before writing, as the commands call them.
#[derive(Debug, Clone, Copy)]
pub struct Stages<Design> {
    /// What a design means, with warnings; or what is wrong with it.
    pub read: fn(text: &Source) -> Result<(Design, Diagnostics), Diagnostics>,
    /// What tells a design from every other one.
    pub digest: fn(design: &Design) -> Digest,
    /// What a design asks for. The steps are those of the schema that the last run recorded; the
    /// new ones are part of the output.
    pub generate: Generate<Design>,
    /// What the database has to go through for a design.
    pub migrate: Follow<Design>,
    /// Removals and additions of a design that look like renames.
    pub likely: fn(design: &Design, recorded: Recorded<'_>) -> Vec<Likely>,
    /// Names of a design that everything has followed: they are recorded as they are now.
    pub names: fn(design: &Design, recorded: Recorded<'_>) -> Vec<Named>,
    /// Names that are new, and may be recorded ones that are gone, are refused.
    pub not_renamed: fn(design: &Design, names: &BTreeSet<String>) -> Result<(), Diagnostics>,
    /// Scaffolded files that answer 501 until somebody writes them, each with what it is asked for.
    pub unwritten: fn(design: &Design) -> BTreeMap<String, String>,
    /// A new service by its name, which is a legal one, and its scaffold, which is one of
    /// `scaffolds`.
    pub new_service: fn(name: &str, scaffold: &str) -> Started,
    /// What the code of a finding means.
    pub explain: fn(code: &str) -> Option<Explanation>,
    /// Every id that can be explained.
    pub ids: fn() -> Vec<&'static str>,
    /// What changes from one design to another, and whom it breaks, as far as it is known what lies between them.
    pub compare: fn(old: &Design, new: &Design, between: &Between) -> Vec<Change>,
    /// The version of the API by a design.
    pub version: fn(design: &Design) -> &str,
    /// The day in UTC: `2026-11-21`.
    pub today: fn() -> String,
    /// The names of all scaffolds; the first is taken unless another one is asked for.
    pub scaffolds: &'static [&'static str],
}

/// A new service, with warnings; or what is wrong with its design.
pub type Started = Result<(NewService, Diagnosed), Diagnosed>;

/// A text, and what was found in it.
#[derive(Debug)]
pub struct Diagnosed {
    /// The text that the findings point into.
    pub source: Source,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}
